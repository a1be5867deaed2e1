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
    let written = prose::written();
    let mut all = Rates::default();
    let mut alike = Rates::default();
    for seed in 1000..1400 {
        all.count(&prose::edited_of(seed, &written, 150));
        alike.count(&prose::edited(seed, 150));
    }
    print("Anchors in edited prose", &all);
    print("The same where many sentences are much alike", &alike);
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
    println!("{:<48}{:>6.0} ms{:>12}", format!("  1,000 anchors into {length} characters"), times[4], "<= 200 ms");
}

fn print(name: &str, rates: &Rates) {
    println!("{name:<48}{:>9}{:>12}", "got", "bar");
    for (what, counts, bar) in [
        ("unchanged, placed right", rates.unchanged, ">= 99.9%"),
        ("a tenth changed, placed right", rates.reworded, ">= 97%"),
        ("deleted, placed anywhere", rates.deleted, "<= 0.2%"),
    ] {
        println!("{:<48}{:>8.2}%{bar:>12}", format!("  {what} (of {})", counts.1), 100.0 * share(counts));
    }
}
