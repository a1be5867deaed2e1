//! The words of a segment that a searched word stands for, and how well each fits.

use super::clause::Word;
use super::lexicon::Lexicon;
use super::tokenize::{PART, is_unspaced};
use super::{segment::Segment, stems};
use crate::Result;

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

/// How many words an unfinished one stands for at most: those that most documents have.
const STARTED: usize = 4000;
/// How many words are looked at that hold a word.
const HOLDING: usize = 64;
/// How many words that are written differently are looked at.
const NEAR: usize = 16;

/// The words of a part of a segment that a searched word stands for. The same word comes first, if it is there.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn alike(segment: &Segment, used: u32, part: usize, word: &Word, reach: Reach) -> Result<Vec<Alike>> {
    let lexicon = segment.lexicon(part)?;
    let mut found: Vec<Alike> = Vec::new();
    let mut add = |ords: Vec<u32>, likeness: Likeness| {
        let known: std::collections::HashSet<u32> = found.iter().map(|alike| alike.ord).collect();
        found.extend(ords.into_iter().filter(|ord| !known.contains(ord)).map(|ord| Alike { ord, likeness }));
    };
    let text = word.text.as_str();
    add(lexicon.find(text).into_iter().collect(), Likeness::Same);
    if !word.exact {
        for (ord, languages) in stems::forms(lexicon, text, used) {
            add(vec![ord], Likeness::Stem(languages));
        }
    }
    if word.unfinished {
        add(lexicon.commonest(lexicon.starting(text).collect(), STARTED), Likeness::Start);
    }
    if word.exact {
        return Ok(found);
    }
    let part_of = format!("{PART}{text}");
    let parts = if word.unfinished {
        lexicon.starting(&part_of).collect()
    } else {
        lexicon.find(&part_of).into_iter().collect()
    };
    add(lexicon.commonest(parts, HOLDING), Likeness::Part);
    let letters = text.chars().count();
    if text.contains(is_unspaced) {
        return Ok(found);
    }
    if reach >= Reach::Within && letters >= 3 {
        add(lexicon.commonest(holding(lexicon, text), HOLDING), Likeness::Within);
    }
    if reach >= Reach::Near && letters >= 4 && !text.contains(|c: char| c.is_numeric()) {
        let edits = if letters >= 8 { 2 } else { 1 };
        let near = lexicon.near(text, edits, word.unfinished);
        for far in 1..=edits {
            let ords = near.iter().filter(|(_, edits)| *edits == far).map(|(ord, _)| *ord).collect();
            add(lexicon.commonest(ords, NEAR), Likeness::Near(far));
        }
    }
    Ok(found)
}

fn holding(lexicon: &Lexicon, text: &str) -> Vec<u32> {
    let mut ords: Vec<u32> = lexicon.holding(text).map(|(ord, _)| ord).collect();
    ords.dedup();
    ords
}
