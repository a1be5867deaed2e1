//! Anchors in texts that were edited.

mod prose;
mod rates;

use rates::{Rates, share};

#[test]
fn anchors_find_their_sentences_in_edited_prose() {
    let mut rates = Rates::default();
    let written = prose::written();
    for seed in 1..=60 {
        rates.count(&prose::edited_of(seed, &written, 100));
    }
    assert!(rates.unchanged.1 > 2000 && rates.reworded.1 > 600 && rates.deleted.1 > 400, "{rates:?}");
    assert!(share(rates.unchanged) >= 0.999, "{rates:?}");
    assert!(share(rates.reworded) >= 0.97, "{rates:?}");
    assert!(share(rates.deleted) <= 0.002, "{rates:?}");
}

#[test]
fn anchors_find_their_sentences_where_many_are_much_alike() {
    let mut rates = Rates::default();
    for seed in 1..=20 {
        rates.count(&prose::edited(seed, 120));
    }
    assert!(rates.unchanged.1 > 1000 && rates.reworded.1 > 300, "{rates:?}");
    assert!(share(rates.unchanged) >= 0.999, "{rates:?}");
    assert!(share(rates.reworded) >= 0.97, "{rates:?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_placed_as_written_is_the_quote(seed in 1u64..100_000, sentences in 2usize..40) {
        let edited = prose::edited(seed, sentences);
        let placer = postil_core::anchors::Placer::new(&edited.before, &edited.text);
        for anchor in &edited.anchors {
            use postil_core::anchors::Placement::{Approximate, Exact, Moved, Orphan};
            match placer.place(anchor) {
                Exact(place) | Moved(place) => {
                    let at = &placer.chars()[place.start as usize..place.end as usize];
                    proptest::prop_assert_eq!(at.iter().collect::<String>(), anchor.quote.clone());
                }
                Approximate { place, .. } => proptest::prop_assert!(place.end as usize <= placer.chars().len() && place.start < place.end),
                Orphan => {}
            }
        }
    }
}
