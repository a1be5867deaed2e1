//! Forms of words: how they are spelt, and which belong together.

use unicode_normalization::UnicodeNormalization;

/// Lower-case, without accents, with plain apostrophes.
pub(crate) fn fold(word: &str) -> String {
    let lower = word.to_lowercase().replace('ß', "ss").replace('’', "'");
    lower.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}

/// A folded word without what an apostrophe ties to it, as in "l'eau" and "Anna's".
pub(crate) fn bare(folded: &str) -> &str {
    if let Some(word) = folded.strip_suffix("n't").or_else(|| folded.strip_suffix("'s")) {
        return word;
    }
    match folded.split_once('\'') {
        Some((_, rest)) if folded.starts_with(char::is_alphabetic) => rest,
        _ => folded,
    }
}

/// Whether two folded words are forms of one word: the same stem, or a long common beginning.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    // The pairs of scripts without spaces have no endings.
    if a.starts_with(is_dense) || b.starts_with(is_dense) {
        return false;
    }
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    (common >= 5 && common * 10 >= longer * 6) || (common >= 3 && stem(a) == stem(b))
}

fn stem(word: &str) -> &str {
    const ENDINGS: &[&str] =
        &["ings", "ing", "ies", "ied", "ers", "est", "ed", "es", "en", "er", "ly", "s", "e", "y", "n"];
    let end = ENDINGS.iter().find(|end| word.ends_with(**end) && word.len() >= end.len() + 3);
    end.map_or(word, |end| &word[..word.len() - end.len()])
}

/// Whether a script is written without spaces, or ties endings to words that no stemmer here knows.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Takes out the spaces that part thousands.
pub(crate) fn without_gaps(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    // Digits since the last mark that is none, and since the last gap.
    let (mut digits, mut gaps) = (0, 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let space = matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
        let fits = if gaps == 0 { (1..=3).contains(&digits) } else { digits == 3 };
        if space && fits && chars.clone().take_while(char::is_ascii_digit).count() == 3 {
            (digits, gaps) = (0, gaps + 1);
            continue;
        }
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        // Figures that follow other marks, as in a date, begin no number.
        let breaks = !c.is_ascii_digit();
        gaps = if breaks { 0 } else { gaps };
        left.push(c);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_alike() {
        for (a, b) in [("ships", "ship"), ("published", "publish"), ("restrict", "restriction"), ("city", "cities")] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [("international", "interest"), ("ship", "shop"), ("cat", "cattle"), ("港湾", "港口")] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn spaces_within_numbers_are_taken_out() {
        for (text, expected) in [
            ("180 000 Euro", "180000 Euro"),
            ("1\u{202f}200\u{a0}000 b", "1200000 b"),
            ("in 2019 100 came", "in 2019 100 came"),
            ("12 34 5678", "12 34 5678"),
            ("a 200 b", "a 200 b"),
        ] {
            assert_eq!(without_gaps(text), expected);
        }
    }
}
