//! Numbers in words and figures, told by their value.

use crate::words::{NUMBERS, SCALES};

/// What may stand behind figures without being part of the name of a thing.
const ENDINGS: &[&str] =
    &["", "st", "nd", "rd", "th", "s", "er", "e", "eme", "km", "kg", "cm", "mm", "h", "am", "pm", "c", "f"];

/// What a word is among numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// A number; the second says whether it is a full ten such as twenty, in words.
    Value(f64, bool),
    /// What multiplies the number before it.
    Scale(f64),
}

/// Reads a folded word.
pub(crate) fn number(word: &str) -> Option<Number> {
    if let Some(value) = NUMBERS.get(word) {
        return Some(Number::Value(*value, *value >= 20.0));
    }
    if let Some(scale) = SCALES.get(word) {
        return Some(Number::Scale(*scale));
    }
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))).unwrap_or(word.len());
    let (figures, ending) = word.split_at(end);
    let value = figures_of(figures)?;
    if ENDINGS.contains(&ending) {
        return Some(Number::Value(value, false));
    }
    SCALES.get(ending).map(|scale| Number::Value(value * scale, false))
}

/// Reads figures with marks between them. A single mark before exactly three figures parts thousands.
fn figures_of(figures: &str) -> Option<f64> {
    if !figures.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let figures = figures.replace('\'', "");
    let last = figures.rfind(['.', ',']);
    let marks = figures.matches(['.', ',']).count();
    let both = figures.contains('.') && figures.contains(',');
    let decimal = last.filter(|at| both || (marks == 1 && (figures.len() - at != 4 || figures.starts_with('0'))));
    let plain: String = figures
        .char_indices()
        .filter_map(|(at, c)| match c {
            '.' | ',' => (Some(at) == decimal).then_some('.'),
            c => Some(c),
        })
        .collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_their_value() {
        for (word, value) in [
            ("12", 12.0),
            ("1,200", 1200.0),
            ("1.200", 1200.0),
            ("1'200", 1200.0),
            ("1,200,000", 1_200_000.0),
            ("1.200,50", 1200.5),
            ("1,200.5", 1200.5),
            ("3.5", 3.5),
            ("3,50", 3.5),
            ("0.125", 0.125),
            ("19th", 19.0),
            ("1990s", 1990.0),
            ("3bn", 3e9),
            ("3.5m", 3.5e6),
            ("twelve", 12.0),
            ("funf", 5.0),
        ] {
            assert!(matches!(number(word), Some(Number::Value(got, _)) if got == value), "{word} {:?}", number(word));
        }
        assert_eq!(number("millionen"), Some(Number::Scale(1e6)));
        for word in ["5g", "b2b", "one", "x", "", "1x2"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
