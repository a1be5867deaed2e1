//! A text in which spaces, quotation marks and dashes are written one way, character by character.

use std::ops::Range;

use memchr::memmem;

/// Most places of one quote that are looked at.
const MOST: usize = 64;

/// A text and its folded characters, one for each character of the text.
pub(super) struct Folded {
    original: Vec<char>,
    chars: Vec<char>,
    bytes: String,
    /// For each character, the byte at which it begins.
    starts: Vec<u32>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let chars: Vec<char> = original.iter().map(|c| fold(*c)).collect();
        let mut bytes = String::with_capacity(text.len());
        let mut starts = Vec::with_capacity(chars.len() + 1);
        for c in &chars {
            starts.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
            bytes.push(*c);
        }
        Self { original, chars, bytes, starts }
    }

    /// A quote as it would stand in a folded text.
    pub(super) fn fold(quote: &str) -> Vec<char> {
        quote.chars().map(fold).collect()
    }

    pub(super) fn original(&self) -> &[char] {
        &self.original
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Where a quote stands, in characters.
    pub(super) fn find(&self, quote: &[char]) -> Vec<usize> {
        let needle: String = quote.iter().collect();
        let finder = memmem::Finder::new(needle.as_bytes());
        let at = |byte: usize| {
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            self.starts.partition_point(|start| *start < byte)
        };
        finder.find_iter(self.bytes.as_bytes()).take(MOST).map(at).collect()
    }

    /// Stretches a place to whole words where the quote began and ended with one, and takes white space from its ends.
    pub(super) fn whole_words(&self, place: Range<usize>, quote: &[char]) -> Range<usize> {
        let is_word = |at: usize| self.chars.get(at).is_some_and(|c| c.is_alphanumeric());
        let (mut start, mut end) = (place.start, place.end);
        if quote.first().is_some_and(|c| c.is_alphanumeric()) {
            while start > 0 && is_word(start) && is_word(start - 1) {
                start -= 1;
            }
        }
        if quote.last().is_some_and(|c| c.is_alphanumeric()) {
            while end > 0 && is_word(end - 1) && is_word(end) {
                end += 1;
            }
        }
        while start < end && self.chars[start] == ' ' {
            start += 1;
        }
        while end > start && self.chars[end - 1] == ' ' {
            end -= 1;
        }
        start..end
    }
}

fn fold(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => ' ',
        c => c,
    }
}
