//! A text in the form in which names are compared, with the way back to where each letter stands.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text, composed, in lower case and with one space for white space, and for each of its bytes where that stands in the text.
pub(super) struct Folded {
    pub text: String,
    starts: Vec<u32>,
    length: u32,
}

impl Folded {
    pub fn new(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), starts: Vec::new(), length: text.len() as u32 };
        if text.is_ascii() {
            for (at, byte) in text.bytes().enumerate() {
                folded.push(char::from(byte.to_ascii_lowercase()), at);
            }
        } else {
            for (at, cluster) in text.grapheme_indices(true) {
                cluster.nfc().flat_map(char::to_lowercase).for_each(|c| folded.push(c, at));
            }
        }
        folded
    }

    fn push(&mut self, c: char, at: usize) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(c);
        self.starts.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }

    /// Whether a byte of the folded text is the first of a letter with all its signs, or the end.
    pub fn is_edge(&self, at: usize) -> bool {
        at == 0 || self.starts.get(at) != self.starts.get(at - 1)
    }

    /// Where a byte of the folded text stands in the text itself.
    pub fn place(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(self.length) as usize
    }
}
