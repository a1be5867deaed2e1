//! Words with the same stem. Stems are not in the index: the words that share one are looked up among the words of a segment.

use std::collections::HashMap;

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

/// How many bytes an ending has at most.
const LONGEST_ENDING: usize = 8;

/// The place of a language.
pub(super) fn language(tag: &str) -> u8 {
    let tag = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let tag = if matches!(tag.as_str(), "nb" | "nn") { "no" } else { &tag };
    LANGUAGES.iter().position(|(known, _)| *known == tag).and_then(|at| u8::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// A word's stem in one language.
struct Stem {
    language: usize,
    stemmer: Stemmer,
    stem: String,
    /// What all its forms begin with.
    start: String,
}

/// Looks for the words that have the stem of a word.
pub(super) struct Forms {
    word: String,
    stems: Vec<Stem>,
    /// In which languages a word that was met before has the stem: the same words come again in each part and segment.
    met: HashMap<String, u32>,
}

impl Forms {
    /// The forms of a word in the `used` languages, a bit for each.
    pub(super) fn new(word: &str, used: u32) -> Self {
        let mut forms = Self { word: word.to_owned(), stems: Vec::new(), met: HashMap::new() };
        if word.chars().count() < 3 || word.contains(|c: char| !c.is_alphabetic()) {
            return forms;
        }
        for (language, (_, algorithm)) in LANGUAGES.iter().enumerate().filter(|(at, _)| used & 1 << at != 0) {
            let stemmer = Stemmer::new(*algorithm);
            let stem = stemmer.stem(word).into_owned();
            // Forms share all but the end of the stem (`happi` of `happy`).
            let mut shared = stem.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            while !word.is_char_boundary(shared) {
                shared -= 1;
            }
            let start = word[..shared].to_owned();
            if start.chars().count() >= 2 {
                forms.stems.push(Stem { language, stemmer, stem, start });
            }
        }
        forms
    }

    /// The words of a lexicon that have the stem, and in which languages, a bit for each.
    pub(super) fn among(&mut self, lexicon: &Lexicon) -> Vec<(u32, u32)> {
        // Of those that begin alike, the shortest beginning takes in all.
        let mut starts: Vec<&str> = self.stems.iter().map(|stem| stem.start.as_str()).collect();
        starts.sort_unstable();
        starts.dedup_by(|longer, shorter| longer.starts_with(*shorter));
        let longest = self.stems.iter().map(|stem| stem.stem.len() + LONGEST_ENDING).max().unwrap_or(0);
        let mut found = Vec::new();
        for start in starts {
            for ord in lexicon.starting(start) {
                let other = lexicon.term(ord);
                if other.len() > longest || other == self.word {
                    continue;
                }
                let languages = match self.met.get(other) {
                    Some(languages) => *languages,
                    None => {
                        let languages = same(&self.stems, other);
                        self.met.insert(other.to_owned(), languages);
                        languages
                    }
                };
                if languages != 0 {
                    found.push((ord, languages));
                }
            }
        }
        found
    }
}

/// In which languages a word has these stems.
fn same(stems: &[Stem], word: &str) -> u32 {
    let same = stems.iter().filter(|one| word.starts_with(&one.start) && one.stemmer.stem(word) == one.stem.as_str());
    same.fold(0, |languages, one| languages | 1 << one.language)
}
