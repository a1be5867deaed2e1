//! What is searched for, as a tree.

use super::fields::place_of;
use super::filters::Filter;
use crate::Part;

/// What a document must have, or must not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Clause {
    /// A word.
    Word(Word),
    /// Words that stand one after the other; the last may be the beginning of one.
    Phrase {
        /// The words, folded.
        words: Vec<String>,
        /// Whether the last may go on.
        unfinished: bool,
    },
    /// All of these.
    And(Vec<Clause>),
    /// Any of these.
    Or(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
    /// This, in one of these parts.
    In(Vec<Part>, Box<Clause>),
    /// Something else than words.
    Filter(Filter),
}

/// A word that is searched for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word {
    /// The word, folded.
    pub text: String,
    /// Whether it may go on.
    pub unfinished: bool,
    /// Whether only this very word will do, not its other forms.
    pub exact: bool,
}

impl Clause {
    /// Whether it has words that are looked for, or excluded.
    pub(super) fn asks_for_words(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase { .. } => true,
            Self::And(all) | Self::Or(all) => all.iter().any(Self::asks_for_words),
            Self::Not(inner) => inner.asks_for_words(),
            Self::In(..) | Self::Filter(_) => false,
        }
    }

    /// How many words may go on.
    pub(super) fn unfinished(&self) -> usize {
        match self {
            Self::Word(word) => usize::from(word.unfinished),
            Self::And(all) | Self::Or(all) => all.iter().map(Self::unfinished).sum(),
            Self::Not(inner) | Self::In(_, inner) => inner.unfinished(),
            Self::Phrase { .. } | Self::Filter(_) => 0,
        }
    }

    /// What of the tree a document is to have, everything but what it must not, each with the parts in which it may stand, as bits.
    pub(super) fn each_wanted(&self, parts: u8, see: &mut impl FnMut(&Self, u8)) {
        match self {
            Self::Word(_) | Self::Phrase { .. } => see(self, parts),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.each_wanted(parts, see)),
            Self::In(wanted, inner) => inner.each_wanted(parts & bits(wanted), see),
            Self::Not(_) | Self::Filter(_) => {}
        }
    }
}

/// Some parts, a bit for each of [`super::fields::PARTS`].
pub(super) fn bits(parts: &[Part]) -> u8 {
    parts.iter().fold(0, |bits, part| bits | 1 << place_of(*part))
}
