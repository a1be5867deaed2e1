//! Words with the same stem. Stems are not in the index: the words that share one are looked up among the words of a segment.

use frostem::{Algorithm, Stemmer};

use super::lexicon::Lexicon;

/// The languages that are stemmed, by their BCP 47 subtags; a language is known by its place.
const LANGUAGES: [(&str, Algorithm); 18] = [
    ("en", Algorithm::English),
    ("de", Algorithm::German),
    ("fr", Algorithm::French),
    ("es", Algorithm::Spanish),
    ("it", Algorithm::Italian),
    ("pt", Algorithm::Portuguese),
    ("nl", Algorithm::Dutch),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("da", Algorithm::Danish),
    ("no", Algorithm::Norwegian),
    ("fi", Algorithm::Finnish),
    ("el", Algorithm::Greek),
    ("hu", Algorithm::Hungarian),
    ("ro", Algorithm::Romanian),
    ("tr", Algorithm::Turkish),
    ("ar", Algorithm::Arabic),
    ("ta", Algorithm::Tamil),
];

/// The language of a document that says none, or one that is not stemmed.
pub(super) const UNKNOWN: u8 = 31;

/// The place of a language.
pub(super) fn language(tag: &str) -> u8 {
    let tag = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let tag = if matches!(tag.as_str(), "nb" | "nn") { "no" } else { &tag };
    LANGUAGES.iter().position(|(known, _)| *known == tag).and_then(|at| u8::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// The words of a lexicon that have the stem of `word` in one of the `used` languages (a bit for each), and in which of them.
pub(super) fn forms(lexicon: &Lexicon, word: &str, used: u32) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    if word.chars().count() < 3 || word.contains(|c: char| c.is_numeric() || !c.is_alphanumeric()) {
        return found;
    }
    for (at, (_, algorithm)) in LANGUAGES.iter().enumerate().filter(|(at, _)| used & (1 << at) != 0) {
        let stemmer = Stemmer::new(*algorithm);
        let stem = stemmer.stem(word).into_owned();
        // Forms share all but the end of the stem (`happi` of `happy`).
        let mut start = stem.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        while !word.is_char_boundary(start) {
            start -= 1;
        }
        let start = &word[..start];
        if start.chars().count() < 2 {
            continue;
        }
        for ord in lexicon.starting(start) {
            let other = lexicon.term(ord);
            if other.len() <= stem.len() + 8 && other != word && stemmer.stem(other) == stem.as_str() {
                match found.iter_mut().find(|(known, _)| *known == ord) {
                    Some((_, languages)) => *languages |= 1 << at,
                    None => found.push((ord, 1 << at)),
                }
            }
        }
    }
    found
}
