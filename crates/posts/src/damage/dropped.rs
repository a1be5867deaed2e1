//! Apostrophes and quotation marks of which only the first byte is left: `Iā m` for `I’m`.

use std::ops::Range;

/// What may follow an apostrophe in an English word.
const ENDINGS: [&str; 7] = ["m", "s", "t", "re", "ve", "ll", "d"];

/// What a text says about its own `ā`s.
pub(super) struct Dropped {
    /// Whether the text is in a language that has long vowels.
    long_vowels: bool,
}

impl Dropped {
    pub fn new(text: &str) -> Self {
        let others = text.chars().any(|c| "ēīōūĒĪŌŪ".contains(c));
        let mut before = ' ';
        let mut within = false;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied().unwrap_or(' ');
            within |= c == 'ā' && after.is_alphabetic() && (before.is_alphabetic() || before.is_whitespace());
            before = c;
        }
        Self { long_vowels: others || within }
    }

    /// The stretch at a place that was once an apostrophe.
    pub fn at(&self, text: &str, at: usize) -> Option<(Range<usize>, String)> {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let after = &rest[first.len_utf8()..];
        let gap = match first {
            'ā' | 'â' => {
                let spaces = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
                if spaces == 0 || spaces > 2 || self.long_vowels && first == 'ā' {
                    return None;
                }
                spaces
            }
            '\u{fffd}' => after.len() - after.trim_start_matches('\u{fffd}').len(),
            _ => return None,
        };
        let rest = &after[gap..];
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let before = text[..at].chars().next_back()?;
        let fits = before.is_ascii_alphabetic() && ENDINGS.contains(&word);
        fits.then(|| (at..at + first.len_utf8() + gap, "’".to_owned()))
    }
}
