//! Folding: one spelling for what is the same word in capitals, with accents or without.

use tantivy::tokenizer::{AsciiFoldingFilter, RawTokenizer, TextAnalyzer};
use unicode_normalization::UnicodeNormalization;

/// Folds a word into `to`, which is emptied first.
pub(super) fn fold_into(word: &str, to: &mut String) {
    to.clear();
    if word.is_ascii() {
        to.push_str(word);
        to.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        if c.is_ascii() {
            to.push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(|c| push(c, to));
        }
    }
}

/// A folded word.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::new();
    fold_into(word, &mut folded);
    folded
}

/// Whether folding gives a character another shape than that of its small letter.
pub(super) fn changes(c: char) -> bool {
    is_decorated(c)
}

fn is_decorated(c: char) -> bool {
    matches!(c, '\u{aa}'..='\u{24f}' | '\u{250}'..='\u{36f}' | '\u{386}'..='\u{3ce}' | '\u{401}' | '\u{451}' | '\u{1d00}'..='\u{1eff}'
        | '\u{1f00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff10}'..='\u{ff5a}')
}

fn push(c: char, to: &mut String) {
    match c {
        '\u{300}'..='\u{36f}' => {}
        'ς' => to.push('σ'),
        'ё' => to.push('е'),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => {
            to.extend(std::iter::once(c).nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')));
        }
        c if is_decorated(c) => plain(c, to),
        c => to.push(c),
    }
}

/// A letter of the Latin script without what stands on or in it.
fn plain(c: char, to: &mut String) {
    let mut buffer = [0; 4];
    let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(AsciiFoldingFilter).build();
    let mut stream = analyzer.token_stream(c.encode_utf8(&mut buffer));
    stream.process(&mut |token| to.push_str(&token.text.to_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn words_are_folded_to_one_spelling() {
        for (word, folded) in [
            ("Caf\u{e9}", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("Straße", "strasse"),
            ("Ørsted", "orsted"),
            ("İstanbul", "istanbul"),
            ("Ёлка", "елка"),
            ("Άνθρωπος", "ανθρωποσ"),
            ("Ｐｙｔｈｏｎ", "python"),
            ("東京", "東京"),
            ("й", "й"),
        ] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }
}
