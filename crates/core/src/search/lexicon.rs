//! The words of one part of one segment of the index, in memory: in order, with how many documents have each.

use std::ops::Range;

use memchr::memmem;
use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;

use super::tokenize::PART;

/// Sets words apart.
const BREAK: u8 = b'\n';

/// The words of a part of a segment; a word is known by its place in their order.
pub(super) struct Lexicon {
    /// Every word, each with a break before it, and one at the end.
    words: Vec<u8>,
    /// Where each word begins, and where one more would.
    starts: Vec<u32>,
    /// How many documents have each.
    counts: Vec<u32>,
    /// Where the list of those documents begins, and where one more would.
    lists: Vec<usize>,
}

impl Lexicon {
    /// Reads all words of a part.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn read(part: &InvertedIndexReader) -> std::io::Result<Self> {
        let size = part.terms().num_terms();
        let mut lexicon = Self {
            words: vec![BREAK],
            starts: Vec::with_capacity(size + 1),
            counts: Vec::with_capacity(size),
            lists: Vec::with_capacity(size + 1),
        };
        let mut stream = part.terms().stream()?;
        let mut end = 0;
        while stream.advance() {
            lexicon.starts.push(u32::try_from(lexicon.words.len()).unwrap_or(u32::MAX));
            lexicon.words.extend_from_slice(stream.key());
            lexicon.words.push(BREAK);
            lexicon.counts.push(stream.value().doc_freq);
            lexicon.lists.push(stream.value().postings_range.start);
            end = stream.value().postings_range.end;
        }
        lexicon.lists.push(end);
        lexicon.starts.push(u32::try_from(lexicon.words.len()).unwrap_or(u32::MAX));
        lexicon.words.shrink_to_fit();
        Ok(lexicon)
    }

    /// A word.
    pub(super) fn term(&self, ord: u32) -> &str {
        let at = ord as usize;
        let bytes = &self.words[self.starts[at] as usize..self.starts[at + 1] as usize - 1];
        std::str::from_utf8(bytes).unwrap_or_default()
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
            postings_range: self.lists[at]..self.lists[at + 1],
            positions_range: 0..0,
        }
    }

    /// The place of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let at = self.first_from(word);
        (at < self.counts.len() && self.term(at as u32) == word).then_some(at as u32)
    }

    /// The words that begin with `start`.
    pub(super) fn starting(&self, start: &str) -> Range<u32> {
        let first = self.first_from(start);
        let (mut low, mut high) = (first, self.counts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.term(middle as u32).starts_with(start) { low = middle + 1 } else { high = middle }
        }
        first as u32..low as u32
    }

    /// The words that hold `piece`, each with where, in bytes. Marked parts of words are left out.
    pub(super) fn holding(&self, piece: &str) -> impl Iterator<Item = (u32, usize)> {
        let first = self.starting("\u{1}").end;
        let from = self.starts[first as usize] as usize;
        let mut ord = first as usize;
        memmem::find_iter(&self.words[from..], piece.as_bytes()).map(move |at| {
            let at = from + at;
            // Matches come in order, and the next is mostly near.
            let mut step = 1;
            while ord + step < self.counts.len() && self.starts[ord + step] as usize <= at {
                ord += step;
                step *= 2;
            }
            ord += self.starts[ord..(ord + step).min(self.counts.len())].partition_point(|start| *start as usize <= at)
                - 1;
            (ord as u32, at - self.starts[ord] as usize)
        })
    }

    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.counts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.term(middle as u32) < word { low = middle + 1 } else { high = middle }
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

    /// The words that differ from `word` by at most `edits` (a letter more, less, other, or two in turn), with by how many. Of an
    /// unfinished word, those that begin so.
    pub(super) fn near(&self, word: &str, edits: usize, unfinished: bool) -> Vec<(u32, usize)> {
        let letters: Vec<char> = word.chars().collect();
        let mut found: Vec<(u32, usize)> = Vec::new();
        let mut try_one = |ord: u32| {
            let other = self.term(ord);
            let long = other.len() > word.len() + 4 * edits && !unfinished;
            if other == word || long || other.starts_with(PART) {
                return;
            }
            let far = distance(&letters, other, edits, unfinished);
            if far > 0 && far <= edits {
                found.push((ord, far));
            }
        };
        // Each edit spoils one piece, so one piece more than edits leaves one that stands in the other word, about at its place.
        let pieces = edits + 1;
        for piece in 0..pieces {
            let (from, to) = (letters.len() * piece / pieces, letters.len() * (piece + 1) / pieces);
            let text: String = letters[from..to].iter().collect();
            let place = letters[..from].iter().map(|c| c.len_utf8()).sum::<usize>();
            if piece == 0 {
                self.starting(&text).for_each(&mut try_one);
            } else {
                let near = place.saturating_sub(4 * edits)..=place + 4 * edits;
                self.holding(&text).filter(|(_, at)| near.contains(at)).for_each(|(ord, _)| try_one(ord));
            }
        }
        // Two letters in turn may spoil two pieces.
        for at in 0..letters.len().saturating_sub(1) {
            let mut turned = letters.clone();
            turned.swap(at, at + 1);
            let turned: String = turned.into_iter().collect();
            if unfinished {
                self.starting(&turned).for_each(&mut try_one);
            } else {
                self.find(&turned).into_iter().for_each(&mut try_one);
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(ord, _)| *ord);
        found
    }
}

/// How many edits lie between a word and another, or its beginning; more than `most` is any number above.
fn distance(word: &[char], other: &str, most: usize, unfinished: bool) -> usize {
    let width = word.len() + 1;
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..width).collect(), vec![0; width]];
    rows[0] = vec![usize::MAX / 2; width];
    let mut best = if unfinished { rows[1][word.len()] } else { usize::MAX };
    let mut last = None;
    for (row, c) in other.chars().enumerate() {
        rows[2][0] = row + 1;
        for at in 1..width {
            let same = usize::from(word[at - 1] != c);
            let mut least = (rows[1][at - 1] + same).min(rows[1][at] + 1).min(rows[2][at - 1] + 1);
            if at > 1 && Some(word[at - 1]) == last && word[at - 2] == c {
                least = least.min(rows[0][at - 2] + 1);
            }
            rows[2][at] = least;
        }
        if rows[2].iter().min().is_none_or(|least| *least > most)
            && rows[1].iter().min().is_none_or(|least| *least > most)
        {
            return if unfinished { best } else { most + 1 };
        }
        rows.rotate_left(1);
        last = Some(c);
        if unfinished {
            best = best.min(rows[1][word.len()]);
        }
    }
    if unfinished { best } else { rows[1][word.len()] }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits_between_words() {
        let check = |word: &str, other: &str, unfinished: bool, wanted: usize| {
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(distance(&letters, other, 2, unfinished).min(3), wanted, "{word} {other}");
        };
        check("kitten", "kitten", false, 0);
        check("kiten", "kitten", false, 1);
        check("kittne", "kitten", false, 1);
        check("sitten", "kitten", false, 1);
        check("kubernets", "kubernetes", false, 1);
        check("kubrn", "kubernetes", true, 1);
        check("kubrn", "kubernetes", false, 3);
        check("apple", "orange", false, 3);
    }
}
