//! Which sentences carry a section.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

/// Sentences closer than this, by cosine, say the same.
const SAME: f32 = 0.55;
/// Words that invite and do not tell.
const INVITATIONS: &[&str] = &[
    "click here",
    "read more",
    "sign up",
    "subscribe",
    "newsletter",
    "all rights reserved",
    "share this",
    "follow us",
    "see also",
    "affiliate",
    "cookie",
];

/// A sentence that may become a point. Positions are bytes in the whole text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its place among the sentences of its section.
    pub(super) in_section: usize,
    /// Its place among the sentences of its block.
    pub(super) in_block: usize,
    /// Whether it stands in a list.
    pub(super) item: bool,
}

type Vector = HashMap<u32, f32>;

/// Ranks sentences against the vocabulary of a whole text.
pub(super) struct Ranker<'a> {
    text: &'a str,
    words: HashMap<String, u32>,
    /// In how many sentences each word stands.
    spread: Vec<u32>,
    sentences: usize,
}

impl<'a> Ranker<'a> {
    pub(super) fn new<'b>(text: &'a str, sections: impl Iterator<Item = &'b [Candidate]>) -> Self {
        let mut ranker = Self { text, words: HashMap::new(), spread: Vec::new(), sentences: 0 };
        for candidate in sections.flatten() {
            ranker.sentences += 1;
            let mut seen = HashSet::new();
            for word in words(&text[candidate.start..candidate.end]) {
                let next = ranker.spread.len() as u32;
                let id = *ranker.words.entry(word).or_insert(next);
                if id == next {
                    ranker.spread.push(0);
                }
                if seen.insert(id) {
                    ranker.spread[id as usize] += 1;
                }
            }
        }
        ranker
    }

    /// Chooses the sentences of a section, in the order of the text: one at least if it has any,
    /// `most` at most, and after the first no more than `budget` bytes together.
    pub(super) fn choose(&self, candidates: &[Candidate], most: usize, budget: usize) -> Vec<Candidate> {
        let vectors: Vec<Vector> = candidates.iter().map(|c| self.vector(c)).collect();
        let mut centre = Vector::new();
        for (word, weight) in vectors.iter().flatten() {
            *centre.entry(*word).or_default() += weight;
        }
        normalise(&mut centre);
        let mut ranked: Vec<(usize, f32)> =
            candidates.iter().enumerate().map(|(index, c)| (index, self.score(c, &vectors[index], &centre))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));

        let mut chosen: Vec<usize> = Vec::new();
        let mut spent = 0;
        for (index, score) in ranked {
            let length = candidates[index].end - candidates[index].start;
            if !chosen.is_empty() && (spent + length > budget || score < 0.0) {
                continue;
            }
            let repeats = |other: &usize| cosine(&vectors[index], &vectors[*other]) > SAME;
            if chosen.iter().any(repeats) {
                continue;
            }
            spent += length;
            chosen.push(index);
            if chosen.len() == most {
                break;
            }
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|index| candidates[index]).collect()
    }

    fn score(&self, candidate: &Candidate, vector: &Vector, centre: &Vector) -> f32 {
        let sentence = &self.text[candidate.start..candidate.end];
        let mut score = cosine(vector, centre);
        score += 0.35 / (1.0 + candidate.in_section as f32);
        if candidate.in_block == 0 {
            score += 0.1;
        }
        let count = sentence.unicode_words().count();
        if count < 5 {
            score -= 0.6;
        } else if count > 60 {
            score -= 0.15;
        }
        if candidate.item {
            score -= 0.1;
        }
        // Lines without a full stop are credits, dates and labels more often than sentences.
        if !candidate.item && sentence.ends_with(char::is_alphanumeric) && !has_note(sentence) {
            score -= if count < 8 { 1.0 } else { 0.4 };
        }
        // A sentence that leads up to another, or asks, tells little alone.
        if sentence.ends_with([':', '：']) {
            score -= 0.3;
        } else if sentence.ends_with(['?', '？', '…']) {
            score -= 0.15;
        }
        let lower = sentence.to_lowercase();
        if INVITATIONS.iter().any(|words| lower.contains(words)) {
            score -= 0.6;
        }
        score
    }

    fn vector(&self, candidate: &Candidate) -> Vector {
        let mut vector = Vector::new();
        for word in words(&self.text[candidate.start..candidate.end]) {
            if let Some(id) = self.words.get(&word) {
                let spread = self.spread[*id as usize] as f32;
                *vector.entry(*id).or_default() += (1.0 + self.sentences as f32 / spread).ln();
            }
        }
        normalise(&mut vector);
        vector
    }
}

/// Whether a sentence ends in a note's number, as in "the end.1".
fn has_note(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(|c: char| c.is_numeric());
    bare.len() < sentence.len() && bare.ends_with(['.', '!', '?', '”', '"'])
}

fn words(sentence: &str) -> impl Iterator<Item = String> + '_ {
    sentence.unicode_words().filter(|word| word.len() > 1).map(str::to_lowercase)
}

fn normalise(vector: &mut Vector) {
    let length = vector.values().map(|weight| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.values_mut().for_each(|weight| *weight /= length);
    }
}

fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter_map(|(word, weight)| many.get(word).map(|other| weight * other)).sum()
}
