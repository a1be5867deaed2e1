//! Splitting text into searchable words, in any script.
//!
//! Letters and digits that stand together are a word. In scripts that put no spaces between words (Chinese, Japanese,
//! Korean, Thai and their neighbours) each pair of neighbouring characters is one, and the last character of a run
//! stands alone as well, so that a single character is found as the beginning of a pair.

use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, TextAnalyzer, Token, TokenStream, Tokenizer};

/// The name under which the index knows its analyzer.
pub(super) const ANALYZER: &str = "words";

/// Words longer than this are cut: nobody types them, and base64 in pages would swell the index.
const LONGEST: usize = 120;

/// How text is split when it is indexed.
pub(super) fn analyzer() -> TextAnalyzer {
    build(Words { query: false })
}

/// How text is split when it is searched for: without the lone last characters.
pub(super) fn query_analyzer() -> TextAnalyzer {
    build(Words { query: true })
}

fn build(words: Words) -> TextAnalyzer {
    TextAnalyzer::builder(words).filter(LowerCaser).filter(AsciiFoldingFilter).build()
}

/// Splits `text`; the tokens' offsets are bytes of `text`.
pub(super) fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    analyzer.token_stream(text).process(&mut |token| found.push(token.clone()));
    found
}

#[derive(Clone)]
struct Words {
    query: bool,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { text, at: 0, run: None, query: self.query, token: Token::default() }
    }
}

struct Stream<'a> {
    text: &'a str,
    at: usize,
    /// The bytes of an unspaced run that are still to be paired.
    run: Option<(usize, usize)>,
    query: bool,
    token: Token,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Spaced,
    Unspaced,
    Other,
}

/// Whether a character is of a script that puts no spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(class(c), Class::Unspaced)
}

fn class(c: char) -> Class {
    match c {
        '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}' => {
            Class::Unspaced
        }
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}' => {
            Class::Unspaced
        }
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => {
            Class::Unspaced
        }
        '\u{20000}'..='\u{3ffff}' => Class::Unspaced,
        '\u{300}'..='\u{36f}' => Class::Spaced,
        _ if c.is_alphanumeric() => Class::Spaced,
        _ => Class::Other,
    }
}

impl Stream<'_> {
    fn give(&mut self, from: usize, to: usize) -> bool {
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        let mut cut = to.min(from + LONGEST);
        while !self.text.is_char_boundary(cut) {
            cut -= 1;
        }
        self.token.text.push_str(&self.text[from..cut]);
        true
    }

    /// The next pair of the run, or the last character alone.
    fn pair(&mut self, from: usize, to: usize) -> bool {
        let width = |at: usize| self.text[at..].chars().next().map_or(1, char::len_utf8);
        let second = from + width(from);
        if second >= to {
            self.run = None;
            return self.give(from, to);
        }
        let third = second + width(second);
        self.run = (third < to || !self.query).then_some((second, to));
        self.give(from, third)
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((from, to)) = self.run {
            return self.pair(from, to);
        }
        let rest = &self.text[self.at..];
        let Some(start) = rest.find(|c| class(c) != Class::Other) else { return false };
        let start = self.at + start;
        let kind = self.text[start..].chars().next().map_or(Class::Other, class);
        let end = self.text[start..].find(|c| class(c) != kind).map_or(self.text.len(), |i| start + i);
        self.at = end;
        match kind {
            Class::Unspaced => self.pair(start, end),
            _ => self.give(start, end),
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, indexed: &[&str], searched: &[&str]) {
        let words = |mut analyzer: TextAnalyzer| -> Vec<String> {
            tokens(&mut analyzer, text).into_iter().map(|t| t.text).collect()
        };
        assert_eq!(words(analyzer()), indexed, "{text}");
        assert_eq!(words(query_analyzer()), searched, "{text}");
    }

    #[test]
    fn words_of_any_script() {
        check("Small queues, 2 Caf\u{e9}s", &["small", "queues", "2", "cafes"], &["small", "queues", "2", "cafes"]);
        check("東京都", &["東京", "京都", "都"], &["東京", "京都"]);
        check("都", &["都"], &["都"]);
        check("Rustと東京", &["rust", "と東", "東京", "京"], &["rust", "と東", "東京"]);
        check("std::sync", &["std", "sync"], &["std", "sync"]);
        check("…!", &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn offsets_are_places_of_the_text(text in "\\PC{0,40}") {
            for token in tokens(&mut analyzer(), &text) {
                proptest::prop_assert!(text.get(token.offset_from..token.offset_to).is_some());
            }
        }
    }
}
