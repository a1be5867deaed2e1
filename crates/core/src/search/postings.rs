//! Reading the lists of documents that have a word, and adding up what each is worth.

use std::sync::LazyLock;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, TantivyError};

use super::fields::PARTS;
use super::hits::Hits;
use super::lexicon::Lexicon;
use super::segment::Segment;
use super::stems::UNKNOWN;
use super::words::{Alike, Likeness};
use crate::Result;

/// How soon more of the same word counts for less.
const SATURATION: f32 = 1.2;
/// How much a longer text than usual counts for less.
const LENGTH: f32 = 0.6;
/// How many words each of [`PARTS`] usually has. They are fixed, so that a score does not hang on what else is in the index.
const USUAL: [f32; 5] = [8.0, 80.0, 100.0, 60.0, 700.0];
/// A list is read whole, rather than looked up for each wanted document, when it is at most so many times as long as these.
const SPARSE: u64 = 12;

/// One part of one segment.
pub(super) struct Part<'a> {
    index: &'a InvertedIndexReader,
    lexicon: &'a Lexicon,
    /// How many words the part has in each document, by tantivy's number for it.
    lengths: &'a [u8],
    damping: &'static [f32; 256],
    weight: f32,
}

/// What a length takes from the worth of a word in each of [`PARTS`], by tantivy's number for the length.
static DAMPING: LazyLock<[[f32; 256]; 5]> = LazyLock::new(|| {
    USUAL.map(|usual| {
        let mut damping = [0.0; 256];
        for (id, damping) in (0..=255).zip(damping.iter_mut()) {
            let length = FieldNormReader::id_to_fieldnorm(id) as f32;
            *damping = SATURATION * (1.0 - LENGTH + LENGTH * length / usual);
        }
        damping
    })
});

impl<'a> Part<'a> {
    pub(super) fn new(segment: &'a Segment, place: usize) -> Result<Self> {
        Ok(Self {
            index: &segment.parts[place],
            lexicon: segment.lexicon(place)?,
            lengths: &segment.lengths[place],
            damping: &DAMPING[place],
            weight: PARTS[place].1,
        })
    }

    /// What it is worth that a word stands so many times in a document.
    pub(super) fn worth(&self, doc: u32, times: u32) -> f32 {
        let times = times as f32;
        self.weight * times / (times + self.damping[usize::from(self.lengths[doc as usize])])
    }
}

/// Room for the sums of a segment's documents, all nothing between searches, so that it need not be cleared each time.
#[derive(Default)]
pub(super) struct Room {
    sums: Vec<f32>,
    /// The best of the part that is added now.
    best: Vec<f32>,
    /// Which documents are wanted, a bit for each.
    wanted: Vec<u64>,
    /// Which documents have a sum.
    summed: Vec<u64>,
}

/// The sums of what each document is worth: of all of a segment, or of those that are wanted.
pub(super) struct Slots<'a> {
    among: Option<&'a [u32]>,
    room: &'a mut Room,
    /// Whether the bits of those that are wanted are set.
    marked: bool,
    touched: Vec<u32>,
    /// How many documents have a sum.
    summed: usize,
}

impl<'a> Slots<'a> {
    pub(super) fn new(room: &'a mut Room, among: Option<&'a [u32]>, size: u32) -> Self {
        let size = size as usize;
        if room.sums.len() < size {
            room.sums.resize(size, 0.0);
            room.best.resize(size, 0.0);
            room.wanted.resize(size.div_ceil(64), 0);
            room.summed.resize(size.div_ceil(64), 0);
        }
        Self { among, room, marked: false, touched: Vec::new(), summed: 0 }
    }

    /// Adds what the best of some words is worth in each document.
    pub(super) fn add(&mut self, part: &Part<'_>, all: &[Alike], languages: &[u8], rarity: f32) -> Result<()> {
        let mut block = None;
        for one in all {
            let weight = one.likeness.weight() * rarity;
            let spoken = match one.likeness {
                Likeness::Stem(bits) => bits | 1 << UNKNOWN,
                _ => u32::MAX,
            };
            let info = part.lexicon.list(one.ord);
            let sparse = self.among.filter(|among| u64::from(info.doc_freq) > SPARSE * among.len() as u64);
            if let (Some(among), None, false) = (self.among, sparse, self.marked) {
                among.iter().for_each(|doc| self.room.wanted[*doc as usize / 64] |= 1 << (doc % 64));
                self.marked = true;
            }
            let (Room { best, wanted, .. }, touched) = (&mut *self.room, &mut self.touched);
            let mut see = |doc: u32, times: u32| {
                let worth = weight * part.worth(doc, times);
                let best = &mut best[doc as usize];
                if worth > *best && (spoken == u32::MAX || spoken >> languages[doc as usize] & 1 == 1) {
                    if *best == 0.0 {
                        touched.push(doc);
                    }
                    *best = worth;
                }
            };
            if let Some(among) = sparse {
                let read = part.index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs);
                let mut postings = read.map_err(TantivyError::from)?;
                for doc in among {
                    let at = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
                    match at {
                        TERMINATED => break,
                        at if at == *doc => see(at, postings.term_freq()),
                        _ => {}
                    }
                }
                continue;
            }
            let block = match &mut block {
                Some(block) => {
                    part.index.reset_block_postings_from_terminfo(&info, block).map_err(TantivyError::from)?;
                    block
                }
                None => {
                    let read = part.index.read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs);
                    block.insert(read.map_err(TantivyError::from)?)
                }
            };
            while !block.docs().is_empty() {
                let all = block.docs().iter().zip(block.freqs());
                match self.among {
                    None => all.for_each(|(doc, times)| see(*doc, *times)),
                    Some(_) => all
                        .filter(|(doc, _)| wanted[**doc as usize / 64] >> (**doc % 64) & 1 == 1)
                        .for_each(|(doc, times)| see(*doc, *times)),
                }
                block.advance();
            }
        }
        let Room { best, sums, summed, .. } = &mut *self.room;
        for doc in self.touched.drain(..) {
            let at = doc as usize;
            self.summed += usize::from(sums[at] == 0.0);
            summed[at / 64] |= 1 << (at % 64);
            sums[at] += std::mem::take(&mut best[at]);
        }
        Ok(())
    }

    /// The documents that are worth something.
    pub(super) fn hits(mut self) -> Hits {
        let count = std::mem::take(&mut self.summed);
        let mut hits = Hits { docs: Vec::with_capacity(count), scores: Vec::with_capacity(count) };
        let Room { sums, summed, .. } = &mut *self.room;
        for (first, bits) in (0..).step_by(64).zip(summed).filter(|(_, bits)| **bits != 0) {
            while *bits != 0 {
                let doc = first + bits.trailing_zeros();
                hits.docs.push(doc);
                hits.scores.push(std::mem::take(&mut sums[doc as usize]));
                *bits &= *bits - 1;
            }
            if hits.docs.len() == count {
                break;
            }
        }
        hits
    }
}

impl Drop for Slots<'_> {
    fn drop(&mut self) {
        for doc in self.among.iter().filter(|_| self.marked).copied().flatten() {
            self.room.wanted[*doc as usize / 64] = 0;
        }
        if !self.touched.is_empty() || self.summed > 0 {
            // The index could not be read.
            *self.room = Room::default();
        }
    }
}
