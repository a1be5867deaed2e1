//! Splitting text into searchable words, in any script.
//!
//! Letters and digits that stand together are a word. In scripts that put no spaces between words (Chinese, Japanese,
//! Korean, Thai and their neighbours) each pair of neighbouring characters is one, and the last character of a run
//! stands alone as well, so that a single character is found as the beginning of a pair. `C++` and `C#` are words too, at the
//! place of their `c`. The parts of `camelCase` and `sha256` stand, marked, at the place of the whole.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

use super::fold::fold_into;

/// The name under which the index knows its analyzer.
pub(super) const ANALYZER: &str = "words";

/// Stands before a part of a word.
pub(super) const PART: char = '\u{1}';

/// Words longer than this are cut: nobody types them, and base64 in pages would swell the index.
const LONGEST: usize = 120;

/// How text is split when it is indexed.
pub(super) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::from(Words { query: false })
}

/// How text is split when it is searched for: without the lone last characters and the parts of words, and `C++` is one word.
pub(super) fn query_analyzer() -> TextAnalyzer {
    TextAnalyzer::from(Words { query: true })
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
        Stream { text, at: 0, run: None, beside: Vec::new(), query: self.query, token: Token::default() }
    }
}

struct Stream<'a> {
    text: &'a str,
    at: usize,
    /// The bytes of an unspaced run that are still to be paired.
    run: Option<(usize, usize)>,
    /// What else stands at the place of the last word, and whether it is a part of it; last first.
    beside: Vec<(usize, usize, bool)>,
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

/// Whether a character stands in words.
pub(super) fn is_word(c: char) -> bool {
    class(c) != Class::Other
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => Class::Spaced,
        '\0'..='\u{7f}' => Class::Other,
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

/// Whether a part of a word begins between two of its characters, the second followed by `after`.
pub(super) fn is_seam(before: char, c: char, after: Option<char>) -> bool {
    (c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && after.is_some_and(char::is_lowercase)))
        || (c.is_ascii_digit() != before.is_ascii_digit())
}

impl Stream<'_> {
    /// Where the next character of a wanted class stands, from a place on, and the class.
    fn ahead(&self, from: usize, wanted: impl Fn(Class) -> bool) -> Option<(usize, Class)> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            let (class, width) = if byte.is_ascii() {
                (if byte.is_ascii_alphanumeric() { Class::Spaced } else { Class::Other }, 1)
            } else {
                let c = self.text[at..].chars().next()?;
                (class(c), c.len_utf8())
            };
            if wanted(class) {
                return Some((at, class));
            }
            at += width;
        }
        None
    }

    fn give(&mut self, from: usize, to: usize) -> bool {
        self.token.position = self.token.position.wrapping_add(1);
        self.put(from, to);
        true
    }

    fn put(&mut self, from: usize, to: usize) {
        self.token.offset_from = from;
        self.token.offset_to = to;
        let mut cut = to.min(from + LONGEST);
        while !self.text.is_char_boundary(cut) {
            cut -= 1;
        }
        fold_into(&self.text[from..cut], &mut self.token.text);
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

    fn word(&mut self, from: usize, to: usize) -> bool {
        let signs = self.text.as_bytes()[to..].iter().take_while(|b| matches!(b, b'+' | b'#')).count();
        if (1..3).contains(&signs) && self.text[to + signs..].chars().next().is_none_or(|c| !is_word(c)) {
            self.at = to + signs;
            if self.query {
                return self.give(from, to + signs);
            }
            self.beside.push((from, to + signs, false));
        }
        if !self.query && to - from > 3 {
            self.parts(from, to);
        }
        self.give(from, to)
    }

    fn parts(&mut self, from: usize, to: usize) {
        let word = &self.text[from..to];
        // Most words are in small letters, with or without a capital first, and have no parts.
        if word.bytes().skip(1).all(|b| b.is_ascii_lowercase() || b >= 0x80) {
            return;
        }
        let letters: Vec<(usize, char)> = word.char_indices().collect();
        let mut start = 0;
        for at in 1..=letters.len() {
            let seam =
                letters.get(at).is_none_or(|(_, c)| is_seam(letters[at - 1].1, *c, letters.get(at + 1).map(|l| l.1)));
            let end = letters.get(at).map_or(word.len(), |(i, _)| *i);
            if seam && end - start < word.len() {
                if end - start > 1 {
                    self.beside.push((from + start, from + end, true));
                }
                start = end;
            }
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((from, to, part)) = self.beside.pop() {
            self.put(from, to);
            if part {
                self.token.text.insert(0, PART);
            }
            return true;
        }
        if let Some((from, to)) = self.run {
            return self.pair(from, to);
        }
        let Some((start, kind)) = self.ahead(self.at, |class| class != Class::Other) else { return false };
        let end = self.ahead(start, |class| class != kind).map_or(self.text.len(), |(end, _)| end);
        self.at = end;
        match kind {
            Class::Unspaced => self.pair(start, end),
            _ => self.word(start, end),
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
            tokens(&mut analyzer, text).into_iter().map(|t| t.text.replace(PART, "/")).collect()
        };
        let mut all = words(analyzer());
        all.sort();
        let mut indexed: Vec<&str> = indexed.to_vec();
        indexed.sort_unstable();
        assert_eq!(all, indexed, "{text}");
        assert_eq!(words(query_analyzer()), searched, "{text}");
    }

    #[test]
    fn words_of_any_script() {
        check("Small queues, 2 Caf\u{e9}s", &["small", "queues", "2", "cafes"], &["small", "queues", "2", "cafes"]);
        check("東京都", &["東京", "京都", "都"], &["東京", "京都"]);
        check("都", &["都"], &["都"]);
        check("Rustと東京", &["rust", "と東", "東京", "京"], &["rust", "と東", "東京"]);
        check("…!", &[], &[]);
    }

    #[test]
    fn words_of_code() {
        check("std::sync", &["std", "sync"], &["std", "sync"]);
        check("C++ or C#, N+1", &["c", "c++", "or", "c", "c#", "n", "1"], &["c++", "or", "c#", "n", "1"]);
        check("JavaScript", &["javascript", "/java", "/script"], &["javascript"]);
        check("HTTPServer2", &["httpserver2", "/http", "/server"], &["httpserver2"]);
        check("foo_bar 1.95", &["foo", "bar", "1", "95"], &["foo", "bar", "1", "95"]);
        check("NATO sha256", &["nato", "sha256", "/sha", "/256"], &["nato", "sha256"]);
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
