//! The words of a segment that a searched word stands for, and how well each fits.

use std::collections::HashSet;

use super::clause::Word;
use super::lexicon::Lexicon;
use super::near::near;
use super::stems::Forms;
use super::tokenize::{PART, is_unspaced};

/// How far a search goes for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Whole words, their other forms, parts of compounds, and what an unfinished word begins.
    Whole,
    /// Also words that hold the word.
    Within,
    /// Also words that are written a little differently.
    Near,
}

impl Reach {
    /// All, step by step.
    pub(super) const ALL: [Self; 3] = [Self::Whole, Self::Within, Self::Near];
}

/// In what a word of the index is like the one that is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// It is the same.
    Same,
    /// It has the same stem in some languages, a bit for each.
    Stem(u32),
    /// It begins so.
    Start,
    /// It is a part of a compound.
    Part,
    /// It holds it.
    Within,
    /// It differs by so many edits.
    Near(usize),
}

impl Likeness {
    /// What a match is worth in the ranking, beside the word itself.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Same => 1.0,
            Self::Stem(_) => 0.75,
            Self::Start => 0.5,
            Self::Part => 0.35,
            Self::Within => 0.2,
            Self::Near(edits) => 0.15 / edits as f32,
        }
    }
}

/// A word of the index, by its place in a lexicon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike {
    /// Its place.
    pub ord: u32,
    /// In what it is like the searched one.
    pub likeness: Likeness,
}

/// How many words an unfinished one stands for at most, by its letters: those that most documents have.
const STARTED: [usize; 4] = [200, 200, 1000, 2000];
/// How many it stands for in any case.
const FEWEST: usize = 8;
/// How many words are looked at that hold a word.
const HOLDING: usize = 32;
/// How many words that are written differently are looked at.
const NEAR: usize = 8;

/// The words of a part that a searched word stands for when whole words are looked for. The same word comes first, if it is there.
/// `sharing` unfinished words share what one alone may stand for.
pub(super) fn alike(lexicon: &Lexicon, forms: &mut Forms, word: &Word, sharing: usize) -> Vec<Alike> {
    let text = word.text.as_str();
    let mut found = Vec::new();
    add(&mut found, lexicon.find(text).into_iter().collect(), Likeness::Same);
    if !word.exact {
        for (ord, languages) in forms.among(lexicon) {
            found.push(Alike { ord, likeness: Likeness::Stem(languages) });
        }
    }
    if word.unfinished {
        let started = STARTED[text.chars().count().min(STARTED.len() - 1)] / sharing.max(1);
        add(&mut found, lexicon.commonest(lexicon.starting(text).collect(), started.max(FEWEST)), Likeness::Start);
    }
    if !word.exact {
        let part = format!("{PART}{text}");
        let parts =
            if word.unfinished { lexicon.starting(&part).collect() } else { lexicon.find(&part).into_iter().collect() };
        add(&mut found, lexicon.commonest(parts, HOLDING), Likeness::Part);
    }
    found
}

/// Adds the words that a wider search takes too, one step wider than before.
pub(super) fn widen(found: &mut Vec<Alike>, lexicon: &Lexicon, word: &Word, reach: Reach) {
    let text = word.text.as_str();
    let letters = text.chars().count();
    if word.exact || text.contains(is_unspaced) {
        return;
    }
    if reach == Reach::Within && letters >= 3 {
        let mut ords: Vec<u32> = lexicon.holding(text).collect();
        ords.dedup();
        add(found, lexicon.commonest(ords, HOLDING), Likeness::Within);
    }
    if reach == Reach::Near && letters >= 4 && !text.contains(|c: char| c.is_numeric()) {
        let edits = if letters >= 8 { 2 } else { 1 };
        let others = near(lexicon, text, edits, word.unfinished);
        for far in 1..=edits {
            let ords = others.iter().filter(|(_, edits)| *edits == far).map(|(ord, _)| *ord).collect();
            add(found, lexicon.commonest(ords, NEAR), Likeness::Near(far));
        }
    }
}

/// Adds words that are not there yet. One that shares a stem does so in some languages only, and is added for all.
fn add(found: &mut Vec<Alike>, ords: Vec<u32>, likeness: Likeness) {
    if ords.is_empty() {
        return;
    }
    let known = found.iter().filter(|one| !matches!(one.likeness, Likeness::Stem(_)));
    let known: HashSet<u32> = known.map(|one| one.ord).collect();
    found.extend(ords.into_iter().filter(|ord| !known.contains(ord)).map(|ord| Alike { ord, likeness }));
}
