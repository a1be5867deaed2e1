//! Drafted outlines say more of what people found worth saying than as many words of the text's opening do.

use recall::{beneath, first, recall, texts, words_of};

mod recall;

fn ratios(pairs: &[(recall::Recall, recall::Recall)]) -> recall::Recall {
    let sum = |which: usize| {
        let own: f64 = pairs.iter().map(|(own, _)| own[which]).sum();
        let opening: f64 = pairs.iter().map(|(_, opening)| opening[which]).sum();
        own / opening
    };
    [sum(0), sum(1)]
}

#[test]
fn of_news_as_much_as_the_opening_at_least() {
    let mut pairs = Vec::new();
    for text in texts("news") {
        let section = &text.sections[0];
        let own = words_of(&text.outline);
        let share = own.len() as f64 / section.words.len() as f64;
        assert!((0.1..=0.4).contains(&share), "{}: {share}", text.name);
        assert!(!text.sentences.is_empty());
        let opening = first(&section.words, own.len());
        pairs.push((recall(&own, &section.references), recall(opening, &section.references)));
    }
    let ratios = ratios(&pairs);
    assert!(ratios[0] > 1.0 && ratios[1] > 1.0, "{ratios:?}");
}

#[test]
fn of_a_long_text_more_than_the_openings_of_its_sections() {
    let mut pairs = Vec::new();
    for text in texts("long") {
        let headings: Vec<&str> = text.sections.iter().map(|section| section.heading.as_str()).collect();
        for section in &text.sections {
            let points = beneath(&text.outline, &section.heading, &headings);
            let own: Vec<String> = points.into_iter().flat_map(|p| words_of(std::slice::from_ref(p))).collect();
            let opening = first(&section.words, own.len());
            pairs.push((recall(&own, &section.references), recall(opening, &section.references)));
        }
    }
    let ratios = ratios(&pairs);
    assert!(ratios[0] > 1.0 && ratios[1] > 1.0, "{ratios:?}");
}
