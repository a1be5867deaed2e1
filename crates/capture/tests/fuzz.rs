//! Some mutated pages; `make fuzz` tries many more.

#![allow(clippy::unwrap_used)]

#[path = "support/holds.rs"]
mod holds;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/seeds.rs"]
mod seeds;

use std::time::Duration;

use postil_capture::{Extractor, Limits, Page};
use url::Url;

#[test]
fn mutated_pages_keep_the_promises() {
    let pages = seeds::pages();
    let extractor = Extractor::in_process(Limits { extract: Duration::from_secs(120), ..Limits::default() });
    for seed in 0..40 {
        let page = mutate::mutate(&pages, &mut fastrand::Rng::with_seed(seed));
        let page = Page::file(page, Url::parse("https://a.example/page").unwrap());
        let article = extractor.read(page).unwrap().article;
        assert_eq!(holds::broken(&article), None, "seed {seed}");
    }
}
