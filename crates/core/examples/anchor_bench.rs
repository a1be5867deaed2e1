//! Prints how often anchors find their sentences in edited prose, and how long a thousand take in a long article.

#![allow(clippy::print_stdout)]

#[path = "../tests/anchors/prose.rs"]
mod prose;
#[path = "../tests/anchors/rates.rs"]
mod rates;

use std::time::Instant;

use postil_core::anchors::Placer;
use rates::{Rates, share};

fn main() {
    let mut all = Rates::default();
    for seed in 1000..1400 {
        all.count(&prose::edited(seed, 150));
    }
    println!("{:<44}{:>9}{:>12}", "Anchors in edited prose", "got", "bar");
    println!(
        "{:<44}{:>8.2}%{:>12}",
        format!("  unchanged, placed right (of {})", all.unchanged.1),
        100.0 * share(all.unchanged),
        ">= 99.9%"
    );
    println!(
        "{:<44}{:>8.2}%{:>12}",
        format!("  a tenth changed, placed right (of {})", all.reworded.1),
        100.0 * share(all.reworded),
        ">= 97%"
    );
    println!(
        "{:<44}{:>8.2}%{:>12}",
        format!("  deleted, placed anywhere (of {})", all.deleted.1),
        100.0 * share(all.deleted),
        "<= 0.2%"
    );
    let long = prose::edited(7, 1000);
    let length = long.text.chars().count();
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            let placer = Placer::new(&long.before, &long.text);
            let places: Vec<_> = long.anchors.iter().take(1000).map(|anchor| placer.place(anchor)).collect();
            assert_eq!(std::hint::black_box(places).len(), 1000);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:<44}{:>6.0} ms{:>12}", format!("  1,000 anchors into {length} characters"), times[4], "<= 200 ms");
}
