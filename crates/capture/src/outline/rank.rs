//! Which sentences carry a text.
//!
//! A sentence's centrality is its likeness to what comes after it (tf-idf cosines; a sentence that others take up says more than
//! one that takes up others: H. Zheng and M. Lapata, *Sentence Centrality Revisited for Unsupervised Summarization*, 2019). To this
//! come its place, and how densely the frequent words of the text stand in it (H. P. Luhn, *The Automatic Creation of Literature
//! Abstracts*, 1958). Redundancy is removed as in *maximal marginal relevance* (J. Carbonell and J. Goldstein, 1998).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::sections::{Section, Sentence};
use super::terms::{Word, words};
use crate::finder::Finder;

/// How much place counts beside centrality: under a heading its first sentences say more often what it is about.
const PLACE: f32 = 0.4;
const PLACE_UNDER_HEADING: f32 = 0.7;
/// How much density and the beginning of a paragraph count.
const DENSITY: f32 = 1.0;
const FIRST_OF_BLOCK: f32 = 0.2;
/// How fast the worth of an early place is lost, as a share of the sentences.
const FADE: f32 = 0.08;
/// How much likeness to what is chosen already counts against a sentence.
const REDUNDANCY: f32 = 0.8;
/// Sentences closer than this, by cosine, say the same.
const SAME: f32 = 0.6;
/// Words between two frequent ones that still are one cluster.
const CLUSTER: usize = 5;
/// Words of texts from which on the thesis has two points, and three.
const TWO_POINTS: usize = 250;
const THREE_POINTS: usize = 800;

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
/// Words that draw a conclusion or define.
const TELLING: &[&str] = &[
    "in conclusion",
    "in short,",
    "in summary",
    "in sum,",
    "to sum up",
    "the upshot",
    "the lesson",
    "the point is",
    "this means that",
    "is defined as",
    "are defined as",
    "refers to ",
];
/// Beginnings that lean on the sentence before.
const LEANING: &[&str] = &[
    "but ",
    "and ",
    "so ",
    "or ",
    "yet ",
    "he ",
    "she ",
    "it ",
    "they ",
    "this ",
    "that ",
    "these ",
    "those ",
    "his ",
    "her ",
    "their ",
    "its ",
    "then ",
    "also ",
    "still ",
    "however",
    "instead",
    "meanwhile",
    "moreover",
    "therefore",
    "for example",
    "for instance",
    "such ",
    "another ",
    "both ",
    "aber ",
    "und ",
    "er ",
    "sie ",
    "mais ",
    "il ",
    "elle ",
];

/// Words with their weights, in the order of the words.
type Vector = Vec<(u32, f32)>;

struct Entry {
    /// How many words it has.
    words: usize,
    /// Its words with their weights; of length 1.
    vector: Vector,
    /// How densely frequent words stand in it, from 0 to 1.
    density: f32,
    /// What its form says for and against it.
    form: f32,
}

/// Ranks the sentences of a text.
pub(super) struct Ranker<'a> {
    text: &'a str,
    entries: Vec<Entry>,
    size: usize,
}

impl<'a> Ranker<'a> {
    /// A ranker of a text's sentences.
    pub(super) fn new(text: &'a str, sections: &[Section]) -> Self {
        let sentences = || sections.iter().flat_map(|section| &section.sentences);
        let mut ids: HashMap<String, u32> = HashMap::new();
        // Of each sentence its words in order; none for one that tells nothing.
        let mut read: Vec<Vec<Option<u32>>> = Vec::new();
        for sentence in sentences() {
            let id = |word| match word {
                Word::Common => None,
                Word::Term(term) => {
                    let next = ids.len() as u32;
                    Some(match ids.get(term.as_ref()) {
                        Some(id) => *id,
                        None => *ids.entry(term.into_owned()).or_insert(next),
                    })
                }
            };
            read.push(words(&text[sentence.start..sentence.end]).map(id).collect());
        }
        let (mut times, mut spread) = (vec![0u32; ids.len()], vec![0u32; ids.len()]);
        let counted: Vec<Vector> = read
            .iter()
            .map(|words| {
                let vector = counts(words.iter().flatten().copied().collect());
                vector.iter().for_each(|(id, count)| {
                    times[*id as usize] += *count as u32;
                    spread[*id as usize] += 1;
                });
                vector
            })
            .collect();
        let all = read.len() as f32;
        // A word that every fourth sentence has is one of the language, and not of the text.
        let everywhere = |id: u32| read.len() > 12 && spread[id as usize] as f32 > all / 4.0;
        let often = 3 + (read.len() / 80) as u32;
        let densities: Vec<f32> =
            read.iter().map(|words| density(words, |id| times[id as usize] >= often && !everywhere(id))).collect();
        let densest = densities.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let entries = sentences()
            .zip(read.iter().zip(counted))
            .zip(densities)
            .map(|((sentence, (words, mut vector)), density)| {
                vector.iter_mut().for_each(|(id, weight)| *weight *= (1.0 + all / spread[*id as usize] as f32).ln());
                normalise(&mut vector);
                let form = form(&text[sentence.start..sentence.end], words.len(), sentence.list.is_some());
                Entry { words: words.len(), vector, density: density / densest, form }
            })
            .collect();
        Self { text, entries, size: read.iter().map(Vec::len).sum() }
    }

    /// The words of all sentences.
    pub(super) fn words(&self) -> usize {
        self.size
    }

    /// The one to three sentences that say what the whole text says, in its order.
    pub(super) fn thesis(&self, sections: &[Section]) -> Vec<Sentence> {
        let all: Vec<Sentence> = sections.iter().flat_map(|section| &section.sentences).copied().collect();
        let most = 1 + usize::from(self.size >= TWO_POINTS) + usize::from(self.size >= THREE_POINTS);
        let mut scores = self.scores(&all, PLACE);
        for (sentence, score) in all.iter().zip(&mut scores) {
            let words = &self.text[sentence.start..sentence.end];
            // It has to be understood alone, and to be the article's own words.
            if sentence.list.is_some() || words.starts_with(['“', '"', '„', '«', '「']) {
                *score -= 0.4;
            }
            if words.trim_end().ends_with(['?', '？', ':', '：']) {
                *score -= 0.4;
            }
        }
        self.pick(&all, &scores, 0..most, usize::MAX, &[])
    }

    /// Chooses sentences that carry what these say, in the order of the text: as many as `count` says, and beyond its least
    /// no more than a `share` of their words together, the thesis being told already.
    pub(super) fn choose(
        &self,
        of: &[Sentence],
        headed: bool,
        count: Range<usize>,
        share: f32,
        thesis: &[Sentence],
    ) -> Vec<Sentence> {
        let words = |sentence: &Sentence| self.entries[sentence.number].words;
        let told: usize = of.iter().filter(|sentence| thesis.contains(sentence)).map(words).sum();
        let room = (of.iter().map(words).sum::<usize>() as f32 * share) as usize;
        let weight = if headed { PLACE_UNDER_HEADING } else { PLACE };
        self.pick(of, &self.scores(of, weight), count, room.saturating_sub(told), thesis)
    }

    /// Picks the best, each time the one that is best beside those that are there.
    fn pick(
        &self,
        of: &[Sentence],
        scores: &[f32],
        count: Range<usize>,
        room: usize,
        told: &[Sentence],
    ) -> Vec<Sentence> {
        let vector = |sentence: &Sentence| &self.entries[sentence.number].vector;
        let best = scores.iter().copied().fold(0.0, f32::max);
        let mut alike = vec![0.0f32; of.len()];
        let mut open: Vec<usize> = (0..of.len()).filter(|at| !told.contains(&of[*at])).collect();
        let near = |other: &Sentence, alike: &mut [f32], open: &[usize]| {
            for at in open {
                alike[*at] = alike[*at].max(cosine(vector(&of[*at]), vector(other)));
            }
        };
        told.iter().for_each(|other| near(other, &mut alike, &open));
        let mut chosen: Vec<usize> = Vec::new();
        let mut spent = 0;
        while chosen.len() < count.end {
            let worth = |at: usize| scores[at] - REDUNDANCY * best * alike[at];
            open.retain(|at| alike[*at] < SAME);
            let Some(next) = open.iter().copied().max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a))) else {
                break;
            };
            open.retain(|at| *at != next);
            let words = self.entries[of[next].number].words;
            if chosen.len() >= count.start && (spent + words > room || scores[next] <= 0.0) {
                if room < 4 || open.is_empty() {
                    break;
                }
                continue;
            }
            spent += words;
            chosen.push(next);
            near(&of[next], &mut alike, &open);
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|at| of[at]).collect()
    }

    /// How well each of these sentences carries what they say together.
    fn scores(&self, of: &[Sentence], weight: f32) -> Vec<f32> {
        // What comes after each, as one sum: the sum of cosines is the product with it.
        let mut after: HashMap<u32, f32> = HashMap::new();
        let mut central = vec![0.0f32; of.len()];
        for (at, sentence) in of.iter().enumerate().rev() {
            let vector = &self.entries[sentence.number].vector;
            central[at] = vector.iter().map(|(id, weight)| weight * after.get(id).copied().unwrap_or_default()).sum();
            for (id, weight) in vector {
                *after.entry(*id).or_default() += weight;
            }
        }
        let most = central.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let span = of.len() as f32 * FADE;
        let score = |(at, sentence): (usize, &Sentence)| {
            let entry = &self.entries[sentence.number];
            let first = if sentence.in_block == 0 && sentence.list.is_none() { FIRST_OF_BLOCK } else { 0.0 };
            let place = (-(at as f32) / span).exp();
            let sum = central[at] / most + weight * place + DENSITY * entry.density + first;
            sum + entry.form
        };
        of.iter().enumerate().map(score).collect()
    }
}

fn leans(sentence: &str) -> bool {
    let start: String = sentence.chars().take(12).flat_map(char::to_lowercase).collect();
    LEANING.iter().any(|word| start.starts_with(word))
}

/// What the form of a sentence says for and against it.
fn form(sentence: &str, words: usize, item: bool) -> f32 {
    let mut score = 0.0;
    if words < 5 {
        score -= 0.8;
    } else if words < 10 && !item {
        // It tells little without those around it.
        score -= 0.2;
    } else if words > 60 {
        score -= 0.15;
    }
    if item {
        score -= 0.1;
    } else if leans(sentence) {
        score -= 0.05;
    }
    // Lines without a full stop are credits, dates and labels more often than sentences.
    if !item && sentence.ends_with(char::is_alphanumeric) && !has_note(sentence) {
        score -= if words < 8 { 1.2 } else { 0.4 };
    }
    // A sentence that leads up to another, or asks, tells little alone.
    if sentence.ends_with([':', '：']) {
        score -= 0.4;
    } else if sentence.ends_with(['?', '？', '…']) {
        score -= 0.25;
    }
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&[INVITATIONS, TELLING]));
    let bits = FINDER.bits(sentence);
    if bits & 1 != 0 {
        score -= 0.8;
    }
    if bits & 2 != 0 {
        score += 0.2;
    }
    score
}

/// Luhn's measure: of the cluster of frequent words that is best, their number, squared, to its length.
fn density(words: &[Option<u32>], frequent: impl Fn(u32) -> bool) -> f32 {
    let places: Vec<usize> =
        words.iter().enumerate().filter(|(_, word)| word.is_some_and(&frequent)).map(|(at, _)| at).collect();
    places
        .chunk_by(|a, b| b - a <= CLUSTER)
        .map(|cluster| (cluster.len() * cluster.len()) as f32 / (cluster[cluster.len() - 1] - cluster[0] + 1) as f32)
        .fold(0.0, f32::max)
}

/// Whether a sentence ends in a note's number, as in "the end.1".
fn has_note(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(|c: char| c.is_numeric());
    bare.len() < sentence.len() && bare.ends_with(['.', '!', '?', '”', '"'])
}

/// How often each word stands there.
fn counts(mut ids: Vec<u32>) -> Vector {
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect()
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
