//! Which sentences carry a section.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::finder::Finder;

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
    /// Its place among all sentences of the text.
    pub(super) number: usize,
}

/// Words with their weights, in the order of the words.
type Vector = Vec<(u32, f32)>;

/// Ranks sentences against the vocabulary of a whole text.
pub(super) struct Ranker<'a> {
    text: &'a str,
    /// Each sentence's number of words, and its vector, of length 1.
    sentences: Vec<(usize, Vector)>,
}

impl<'a> Ranker<'a> {
    /// A ranker of these candidates, each of which has its place as its number.
    pub(super) fn new<'b>(text: &'a str, sections: impl Iterator<Item = &'b [Candidate]>) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        let mut spread: Vec<u32> = Vec::new();
        let mut sentences: Vec<(usize, Vector)> = Vec::new();
        for candidate in sections.flatten() {
            let mut count = 0;
            let mut ids: Vec<u32> = Vec::new();
            for word in text[candidate.start..candidate.end].unicode_words() {
                count += 1;
                if word.len() > 1 {
                    let next = words.len() as u32;
                    ids.push(*words.entry(word.to_lowercase()).or_insert(next));
                }
            }
            spread.resize(words.len(), 0);
            ids.sort_unstable();
            let mut vector = Vector::new();
            for id in ids {
                match vector.last_mut() {
                    Some((last, times)) if *last == id => *times += 1.0,
                    _ => vector.push((id, 1.0)),
                }
            }
            vector.iter().for_each(|(id, _)| spread[*id as usize] += 1);
            sentences.push((count, vector));
        }
        let all = sentences.len() as f32;
        for (_, vector) in &mut sentences {
            vector.iter_mut().for_each(|(id, weight)| *weight *= (1.0 + all / spread[*id as usize] as f32).ln());
            normalise(vector);
        }
        Self { text, sentences }
    }

    /// Chooses the sentences of a section, in the order of the text: one at least if it has any,
    /// `most` at most, and after the first no more than `budget` bytes together.
    pub(super) fn choose(&self, candidates: &[Candidate], most: usize, budget: usize) -> Vec<Candidate> {
        let vector = |index: usize| &self.sentences[candidates[index].number].1;
        let mut sums: HashMap<u32, f32> = HashMap::new();
        for (word, weight) in (0..candidates.len()).flat_map(vector) {
            *sums.entry(*word).or_default() += weight;
        }
        let mut centre: Vector = sums.into_iter().collect();
        centre.sort_unstable_by_key(|(word, _)| *word);
        normalise(&mut centre);
        let mut ranked: Vec<(usize, f32)> =
            candidates.iter().enumerate().map(|(index, c)| (index, self.score(c, &centre))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));

        let mut chosen: Vec<usize> = Vec::new();
        let mut spent = 0;
        for (index, score) in ranked {
            let length = candidates[index].end - candidates[index].start;
            if !chosen.is_empty() && (spent + length > budget || score < 0.0) {
                continue;
            }
            let repeats = |other: &usize| cosine(vector(index), vector(*other)) > SAME;
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

    fn score(&self, candidate: &Candidate, centre: &Vector) -> f32 {
        let sentence = &self.text[candidate.start..candidate.end];
        let (count, vector) = &self.sentences[candidate.number];
        let mut score = cosine(vector, centre);
        score += 0.35 / (1.0 + candidate.in_section as f32);
        if candidate.in_block == 0 {
            score += 0.1;
        }
        if *count < 5 {
            score -= 0.6;
        } else if *count > 60 {
            score -= 0.15;
        }
        if candidate.item {
            score -= 0.1;
        }
        // Lines without a full stop are credits, dates and labels more often than sentences.
        if !candidate.item && sentence.ends_with(char::is_alphanumeric) && !has_note(sentence) {
            score -= if *count < 8 { 1.0 } else { 0.4 };
        }
        // A sentence that leads up to another, or asks, tells little alone.
        if sentence.ends_with([':', '：']) {
            score -= 0.3;
        } else if sentence.ends_with(['?', '？', '…']) {
            score -= 0.15;
        }
        static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&[INVITATIONS]));
        if FINDER.bits(sentence) != 0 {
            score -= 0.6;
        }
        score
    }
}

/// Whether a sentence ends in a note's number, as in "the end.1".
fn has_note(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(|c: char| c.is_numeric());
    bare.len() < sentence.len() && bare.ends_with(['.', '!', '?', '”', '"'])
}

fn normalise(vector: &mut Vector) {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut sum, mut at) = (0.0, 0);
    for (word, weight) in a {
        at += b[at..].partition_point(|(other, _)| other < word);
        match b.get(at) {
            Some((other, with)) if other == word => sum += weight * with,
            Some(_) => {}
            None => break,
        }
    }
    sum
}
