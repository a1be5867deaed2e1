//! Anchors: places in a snapshot's text that are found again when the text is another.
//!
//! An anchor is a quote with what stands around it and where it stood (W3C TextQuoteSelector and TextPositionSelector). In
//! another text it is looked for as it is written, and where that gives several places the one is taken whose surroundings
//! agree. What is not there any more as it was written is looked for by the short runs of letters that it shares with the
//! text, and the few stretches that share most are compared with it letter by letter. A stretch that stood elsewhere in the text
//! that the anchor is of, letter for letter, is another passage and no guess. A guess must be alike enough, and clearly more
//! alike than any other stretch; and a person is asked.

mod align;
mod folded;
mod grams;

use std::cell::OnceCell;
use std::ops::Range;

use folded::Folded;
use grams::Grams;
use serde::{Deserialize, Serialize};

/// Characters of an anchor's prefix and suffix.
pub const AROUND: usize = 32;

/// How alike a guess must be at least: one less the share of letters that differ. A tenth of them may.
const LIKE: f32 = 0.89;
/// How alike it must be where its surroundings are those of the anchor.
const LIKE_IN_PLACE: f32 = 0.65;
/// How far surroundings must agree for that.
const IN_PLACE: f32 = 0.9;
/// How much more alike than any other stretch of the text a guess must be.
const MARGIN: f32 = 0.12;
/// How much surroundings that agree count beside likeness.
const SURROUNDINGS: f32 = 0.25;
/// A quote of fewer characters than this says too little to be believed without its surroundings, unless it stood only once in
/// the text before and has at least half of them.
const SHORT: usize = 24;
/// Characters at the ends of a guess that may belong to its neighbours.
const ENDS: usize = 4;
/// How far surroundings must agree to be believed: the share of their characters, next to the quote, that is the same.
const AGREE: f32 = 0.4;
/// How much better the surroundings of one of several places must agree than those of the others.
const CLEARLY: f32 = 0.2;

/// A place in a snapshot's text (W3C TextQuoteSelector and TextPositionSelector).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The text of the place.
    pub quote: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Where it begins, in Unicode scalar values.
    pub start: u32,
    /// Where it ends, in Unicode scalar values.
    pub end: u32,
}

impl Anchor {
    /// The anchor of a place in a text, given as characters. `None` when there is no such place, or nothing stands there.
    pub fn at(text: &[char], place: Range<u32>) -> Option<Self> {
        let (start, end) = (usize::try_from(place.start).ok()?, usize::try_from(place.end).ok()?);
        let quote = text.get(start..end).filter(|quote| quote.iter().any(|c| !c.is_whitespace()))?;
        Some(Self {
            quote: quote.iter().collect(),
            prefix: text[start.saturating_sub(AROUND)..start].iter().collect(),
            suffix: text[end..text.len().min(end + AROUND)].iter().collect(),
            start: place.start,
            end: place.end,
        })
    }
}

/// What became of an anchor in another text. Places count Unicode scalar values.
#[derive(Clone, Debug, PartialEq)]
pub enum Placement {
    /// It stands where it stood.
    Exact(Range<u32>),
    /// It stands elsewhere, as it was written.
    Moved(Range<u32>),
    /// Something like it stands here; a person should look.
    Approximate {
        /// Where.
        place: Range<u32>,
        /// How alike it is, from 0 to 1.
        likeness: f32,
    },
    /// It is not there.
    Orphan,
}

/// A text in which anchors of other texts are placed.
pub struct Placer {
    text: Folded,
    /// The text that the anchors are places of.
    before: Folded,
    grams: OnceCell<Grams>,
}

impl Placer {
    /// Makes a text ready, in which anchors of `before` are to be placed. The cost grows with the length of both; a large part
    /// of it is spent only once something must be guessed.
    pub fn new(before: &str, text: &str) -> Self {
        Self { text: Folded::new(text), before: Folded::new(before), grams: OnceCell::new() }
    }

    /// The text as characters, by which places are counted.
    pub fn chars(&self) -> &[char] {
        self.text.original()
    }

    /// Finds the place of an anchor.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        let quote = Folded::fold(&anchor.quote);
        if quote.iter().all(|c| *c == ' ') {
            return Placement::Orphan;
        }
        let places = self.text.find(&quote);
        let around = Around::of(anchor);
        match places.as_slice() {
            [] => self.guess(anchor, &quote, &around),
            [only] => {
                let agrees = around.agreement(&self.text, *only, quote.len()) >= AGREE;
                let telling = quote.len() >= SHORT || quote.len() >= SHORT / 2 && self.before.find(&quote).len() == 1;
                if telling || agrees { self.found(anchor, *only, quote.len()) } else { Placement::Orphan }
            }
            several => self.choose(anchor, several, &quote, &around),
        }
    }

    fn found(&self, anchor: &Anchor, at: usize, length: usize) -> Placement {
        let place = span(at, at + length);
        if place.start == anchor.start { Placement::Exact(place) } else { Placement::Moved(place) }
    }

    /// Chooses among several places by their surroundings, and where these say nothing by where the quote stood.
    fn choose(&self, anchor: &Anchor, places: &[usize], quote: &[char], around: &Around) -> Placement {
        let mut rated: Vec<(f32, usize)> =
            places.iter().map(|at| (around.agreement(&self.text, *at, quote.len()), *at)).collect();
        let stood = usize::try_from(anchor.start).unwrap_or(usize::MAX);
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.abs_diff(stood).cmp(&b.1.abs_diff(stood))));
        let [(best, at), (next, _), ..] = rated.as_slice() else { return Placement::Orphan };
        if *best < AGREE {
            return Placement::Orphan;
        }
        if best - next >= CLEARLY || *at == stood {
            return self.found(anchor, *at, quote.len());
        }
        Placement::Approximate { place: span(*at, at + quote.len()), likeness: 1.0 }
    }

    /// Looks for what is most like the quote.
    fn guess(&self, anchor: &Anchor, quote: &[char], around: &Around) -> Placement {
        let grams = self.grams.get_or_init(|| Grams::new(self.text.chars()));
        let aligned = |window| align::align(quote, self.text.chars(), window);
        let mut guesses: Vec<align::Found> = grams.windows(quote).into_iter().filter_map(aligned).collect();
        guesses.retain(|guess| !self.is_another(&guess.place, anchor));
        let agreement = |guess: &align::Found| around.agreement(&self.text, guess.place.start, guess.place.len());
        // Of passages that are much alike, their surroundings tell which one it is.
        let worth = |guess: &align::Found| guess.likeness + SURROUNDINGS * agreement(guess);
        guesses.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        let Some(best) = guesses.first().cloned() else { return Placement::Orphan };
        let apart = |other: &&align::Found| other.place.end <= best.place.start || other.place.start >= best.place.end;
        let next = guesses.iter().find(apart).map_or(0.0, worth);
        let agrees = agreement(&best);
        let wanted = if agrees >= IN_PLACE { LIKE_IN_PLACE } else { LIKE };
        let known = quote.len() >= SHORT || agrees >= AGREE;
        if best.likeness < wanted || worth(&best) - next < MARGIN || !known {
            return Placement::Orphan;
        }
        let place = self.text.whole_words(best.place, quote);
        Placement::Approximate { place: span(place.start, place.end), likeness: best.likeness }
    }

    /// Whether a stretch stood, letter for letter, somewhere else in the text before than where the anchor did.
    fn is_another(&self, place: &Range<usize>, anchor: &Anchor) -> bool {
        let inner = place.start + ENDS..place.end.saturating_sub(ENDS);
        let Some(stretch) = self.text.chars().get(inner).filter(|stretch| stretch.len() >= ENDS) else { return false };
        let (start, end) = (anchor.start as usize, anchor.end as usize);
        self.before.find(stretch).into_iter().any(|at| at + stretch.len() <= start || at >= end)
    }
}

fn span(start: usize, end: usize) -> Range<u32> {
    u32::try_from(start).unwrap_or(u32::MAX)..u32::try_from(end).unwrap_or(u32::MAX)
}

/// What stood around an anchor.
struct Around {
    prefix: Vec<char>,
    suffix: Vec<char>,
}

impl Around {
    fn of(anchor: &Anchor) -> Self {
        Self { prefix: Folded::fold(&anchor.prefix), suffix: Folded::fold(&anchor.suffix) }
    }

    /// How far what stands around a place agrees with what stood around the anchor: the better of the two sides, from 0 to 1. A side
    /// that was the end of the text agrees with an end only.
    fn agreement(&self, text: &Folded, at: usize, length: usize) -> f32 {
        let text = text.chars();
        let (before, after) = (&text[..at], &text[(at + length).min(text.len())..]);
        let same = |a: &mut dyn Iterator<Item = (&char, &char)>| a.take_while(|(a, b)| a == b).count() as f32;
        let left = same(&mut self.prefix.iter().rev().zip(before.iter().rev()));
        let right = same(&mut self.suffix.iter().zip(after));
        let share = |same: f32, side: &[char], there: usize| match side.len() {
            0 => f32::from(u8::from(there == 0)),
            length => same / length as f32,
        };
        let (left, right) = (share(left, &self.prefix, before.len()), share(right, &self.suffix, after.len()));
        // Both sides together tell more than one alone.
        left.max(right) * 0.8 + left.min(right) * 0.2
    }
}

#[cfg(test)]
mod tests;
