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
    /// In which parts the words stand, see [`Hits::parts`].
    parts: Vec<u8>,
    /// Which documents have a best, a bit for each.
    touched: Vec<u64>,
    /// Which have a sum.
    summed: Vec<u64>,
    /// Which are wanted.
    wanted: Vec<u64>,
}

/// The sums of what each document is worth: of all of a segment, or of those that are wanted.
pub(super) struct Slots<'a> {
    among: Option<&'a [u32]>,
    room: &'a mut Room,
    /// Whether the bits of those that are wanted are set.
    marked: bool,
    done: bool,
}

impl<'a> Slots<'a> {
    pub(super) fn new(room: &'a mut Room, among: Option<&'a [u32]>, size: u32) -> Self {
        let size = size as usize;
        if room.sums.len() < size {
            room.sums.resize(size, 0.0);
            room.best.resize(size, 0.0);
            room.parts.resize(size, 0);
            for bits in [&mut room.touched, &mut room.summed, &mut room.wanted] {
                bits.resize(size.div_ceil(64), 0);
            }
        }
        Self { among, room, marked: false, done: false }
    }

    /// Adds what the best of some words is worth in each document.
    pub(super) fn add(
        &mut self,
        place: usize,
        part: &Part<'_>,
        all: &[Alike],
        languages: &[u8],
        rarity: f32,
    ) -> Result<()> {
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
            let Room { best, touched, wanted, .. } = &mut *self.room;
            // Which of two is better is as good as chance, so there is nothing to branch on: `counts` is 0 or 1.
            let mut see = |doc: u32, times: u32, counts: u64| {
                let at = doc as usize;
                let worth = weight * part.worth(doc, times) * counts as f32;
                best[at] = if worth > best[at] { worth } else { best[at] };
                touched[at / 64] |= counts << (at % 64);
            };
            if let Some(among) = sparse {
                let read = part.index.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs);
                let mut postings = read.map_err(TantivyError::from)?;
                for doc in among {
                    let at = if postings.doc() < *doc { postings.seek(*doc) } else { postings.doc() };
                    match at {
                        TERMINATED => break,
                        at if at == *doc => {
                            see(at, postings.term_freq(), u64::from(spoken >> languages[at as usize] & 1));
                        }
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
            let is_wanted = |doc: u32| wanted[doc as usize / 64] >> (doc % 64) & 1;
            let is_spoken = |doc: u32| u64::from(spoken >> languages[doc as usize] & 1);
            while !block.docs().is_empty() {
                let all = block.docs().iter().copied().zip(block.freqs().iter().copied());
                match (self.among.is_some(), spoken == u32::MAX) {
                    (false, true) => all.for_each(|(doc, times)| see(doc, times, 1)),
                    (false, false) => all.for_each(|(doc, times)| see(doc, times, is_spoken(doc))),
                    (true, true) => all.for_each(|(doc, times)| see(doc, times, is_wanted(doc))),
                    (true, false) => all.for_each(|(doc, times)| see(doc, times, is_wanted(doc) & is_spoken(doc))),
                }
                block.advance();
            }
        }
        let Room { sums, best, touched, summed, parts, .. } = &mut *self.room;
        for ((at, touched), summed) in touched.iter_mut().enumerate().zip(summed).filter(|((_, bits), _)| **bits != 0) {
            *summed |= *touched;
            each_bit(std::mem::take(touched), |bit| {
                sums[at * 64 + bit] += std::mem::take(&mut best[at * 64 + bit]);
                parts[at * 64 + bit] |= 1 << place;
            });
        }
        Ok(())
    }

    /// The documents that are worth something.
    pub(super) fn hits(mut self) -> Hits {
        self.done = true;
        let Room { sums, summed, parts, .. } = &mut *self.room;
        let count = summed.iter().map(|bits| bits.count_ones() as usize).sum();
        let mut hits = Hits {
            docs: Vec::with_capacity(count),
            scores: Vec::with_capacity(count),
            parts: Vec::with_capacity(count),
        };
        for (at, bits) in summed.iter_mut().enumerate().filter(|(_, bits)| **bits != 0) {
            each_bit(std::mem::take(bits), |bit| {
                let slot = at * 64 + bit;
                hits.push(slot as u32, std::mem::take(&mut sums[slot]), std::mem::take(&mut parts[slot]));
            });
        }
        hits
    }
}

impl Drop for Slots<'_> {
    fn drop(&mut self) {
        for doc in self.among.iter().filter(|_| self.marked).copied().flatten() {
            self.room.wanted[*doc as usize / 64] = 0;
        }
        if !self.done {
            // The index could not be read.
            *self.room = Room::default();
        }
    }
}

/// Sees the places of the bits that are set, in order.
fn each_bit(mut bits: u64, mut see: impl FnMut(usize)) {
    while bits != 0 {
        see(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}
