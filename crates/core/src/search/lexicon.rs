//! The words of one part of one segment of the index, in memory: in order, with how many documents have each.

use std::ops::Range;

use memchr::memmem;
use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;

/// Sets words apart.
const BREAK: char = '\n';

/// What marked parts of words begin with, see [`PART`](super::tokenize::PART).
const MARKED: &str = "\u{1}";

/// The words of a part of a segment; a word is known by its place in their order.
#[derive(Default)]
pub(super) struct Lexicon {
    /// Every word, each with a break before it, and one at the end.
    words: String,
    /// Where each word begins, and where one more would.
    starts: Vec<u32>,
    /// How many documents have each.
    counts: Vec<u32>,
    /// With how many bytes each begins as the one before it does, up to 255.
    shared: Vec<u8>,
    /// Where the first list of those documents begins.
    first: u64,
    /// How far from there each begins, and one more would.
    lists: Vec<u32>,
}

impl Lexicon {
    /// Reads all words of a part.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn read(part: &InvertedIndexReader) -> std::io::Result<Self> {
        let size = part.terms().num_terms();
        let mut lexicon = Self {
            words: String::from(BREAK),
            starts: Vec::with_capacity(size + 1),
            counts: Vec::with_capacity(size),
            shared: Vec::new(),
            first: 0,
            lists: Vec::with_capacity(size + 1),
        };
        let mut stream = part.terms().stream()?;
        let mut end = 0;
        while stream.advance() {
            lexicon.starts.push(u32::try_from(lexicon.words.len()).unwrap_or(u32::MAX));
            let word = std::str::from_utf8(stream.key()).unwrap_or_default();
            lexicon.words.push_str(word);
            lexicon.words.push(BREAK);
            lexicon.counts.push(stream.value().doc_freq);
            let range = &stream.value().postings_range;
            if lexicon.lists.is_empty() {
                lexicon.first = range.start as u64;
            }
            lexicon.lists.push(after(lexicon.first, range.start)?);
            end = after(lexicon.first, range.end)?;
        }
        lexicon.lists.push(end);
        lexicon.starts.push(u32::try_from(lexicon.words.len()).unwrap_or(u32::MAX));
        lexicon.words.shrink_to_fit();
        lexicon.share();
        Ok(lexicon)
    }

    /// Writes it down, so that it need not be gathered again.
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        for number in [self.words.len() as u64, self.counts.len() as u64, self.first] {
            to.extend_from_slice(&number.to_le_bytes());
        }
        to.extend_from_slice(self.words.as_bytes());
        for (count, list) in self.counts.iter().zip(self.lists.windows(2)) {
            to.extend_from_slice(&count.to_le_bytes());
            to.extend_from_slice(&(list[1] - list[0]).to_le_bytes());
        }
    }

    /// Reads what was written down, and goes on in `from` to what comes after it. `None` when that is no lexicon.
    pub(super) fn read_back(from: &mut &[u8]) -> Option<Self> {
        let (head, rest) = from.split_at_checked(24)?;
        let (numbers, _) = head.as_chunks::<8>();
        let [length, size, first] = [0, 1, 2].map(|at: usize| u64::from_le_bytes(numbers[at]));
        let (words, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        let (pairs, rest) = rest.split_at_checked(usize::try_from(size).ok()?.checked_mul(8)?)?;
        *from = rest;
        let words = std::str::from_utf8(words).ok()?;
        let size = pairs.len() / 8;
        let mut lexicon = Self {
            words: words.to_owned(),
            starts: Vec::with_capacity(size + 1),
            counts: Vec::with_capacity(size),
            lists: Vec::with_capacity(size + 1),
            first,
            ..Self::default()
        };
        let breaks = memchr::memchr_iter(BREAK as u8, words.as_bytes());
        lexicon.starts.extend(breaks.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        let mut end = 0u32;
        lexicon.lists.push(end);
        for pair in pairs.as_chunks::<8>().0 {
            let pair = u64::from_le_bytes(*pair);
            lexicon.counts.push(pair as u32);
            end = end.checked_add((pair >> 32) as u32)?;
            lexicon.lists.push(end);
        }
        lexicon.share();
        Some(lexicon)
    }

    /// Sees what neighbouring words share.
    fn share(&mut self) {
        let mut before: &[u8] = &[];
        let mut shared = Vec::with_capacity(self.counts.len());
        for at in 0..self.counts.len() {
            let word = self.bytes(at);
            let same = before.iter().zip(word).take(usize::from(u8::MAX)).take_while(|(a, b)| a == b).count();
            shared.push(same as u8);
            before = word;
        }
        self.shared = shared;
    }

    /// The lexicon of some words in order, each in one document.
    #[cfg(test)]
    pub(super) fn of(words: &[&str]) -> Self {
        let mut lexicon = Self {
            words: String::from(BREAK),
            counts: vec![1; words.len()],
            lists: vec![0; words.len() + 1],
            ..Self::default()
        };
        for word in words {
            lexicon.starts.push(lexicon.words.len() as u32);
            lexicon.words.push_str(word);
            lexicon.words.push(BREAK);
        }
        lexicon.starts.push(lexicon.words.len() as u32);
        lexicon.share();
        lexicon
    }

    /// A word.
    pub(super) fn term(&self, ord: u32) -> &str {
        let at = ord as usize;
        &self.words[self.starts[at] as usize..self.starts[at + 1] as usize - 1]
    }

    fn bytes(&self, at: usize) -> &[u8] {
        &self.words.as_bytes()[self.starts[at] as usize..self.starts[at + 1] as usize - 1]
    }

    /// The first word that is no marked part of one.
    pub(super) fn unmarked(&self) -> u32 {
        self.starting(MARKED).end
    }

    /// With how many bytes each word begins as the one before it does, up to 255.
    pub(super) fn shared(&self) -> &[u8] {
        &self.shared
    }

    /// How many documents have a word.
    pub(super) fn count(&self, ord: u32) -> u32 {
        self.counts[ord as usize]
    }

    /// What the index needs to read the list of the documents that have a word, without their positions.
    pub(super) fn list(&self, ord: u32) -> TermInfo {
        let at = ord as usize;
        TermInfo {
            doc_freq: self.counts[at],
            postings_range: self.first as usize + self.lists[at] as usize
                ..self.first as usize + self.lists[at + 1] as usize,
            positions_range: 0..0,
        }
    }

    /// The place of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let at = self.first_from(word);
        (at < self.counts.len() && self.bytes(at) == word.as_bytes()).then_some(at as u32)
    }

    /// The words that begin with `start`.
    pub(super) fn starting(&self, start: &str) -> Range<u32> {
        let first = self.first_from(start);
        let (mut low, mut high) = (first, self.counts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.bytes(middle).starts_with(start.as_bytes()) { low = middle + 1 } else { high = middle }
        }
        first as u32..low as u32
    }

    /// The words that hold `piece`, in order; one that holds it twice comes twice. Marked parts of words are left out.
    pub(super) fn holding(&self, piece: &str) -> impl Iterator<Item = u32> {
        let first = self.unmarked();
        let from = self.starts[first as usize] as usize;
        let mut ord = first as usize;
        memmem::find_iter(&self.words.as_bytes()[from..], piece.as_bytes()).map(move |at| {
            let at = from + at;
            // Matches come in order, and the next is mostly near.
            let mut step = 1;
            while ord + step < self.counts.len() && self.starts[ord + step] as usize <= at {
                ord += step;
                step *= 2;
            }
            ord += self.starts[ord..(ord + step).min(self.counts.len())].partition_point(|start| *start as usize <= at)
                - 1;
            ord as u32
        })
    }

    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.counts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.bytes(middle) < word.as_bytes() { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// At most `most` of some words: those that most documents have.
    pub(super) fn commonest(&self, mut ords: Vec<u32>, most: usize) -> Vec<u32> {
        if ords.len() > most {
            ords.select_nth_unstable_by_key(most, |ord| (std::cmp::Reverse(self.count(*ord)), *ord));
            ords.truncate(most);
        }
        ords.sort_unstable();
        ords
    }
}

/// How far a place lies after the first.
fn after(first: u64, place: usize) -> std::io::Result<u32> {
    u32::try_from(place as u64 - first).map_err(std::io::Error::other)
}
