//! A search cut into pieces, in one pass.

use std::collections::HashMap;
use std::ops::Range;

use super::names::Name;

/// A piece of a search.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Where it stands, with the `-` before it.
    pub span: Range<usize>,
    /// Whether a `-` stands before it.
    pub not: bool,
    pub piece: Piece<'a>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `(`, or `title:(`.
    Open {
        title: bool,
    },
    Close,
    Or,
    Bare(&'a str),
    Quoted(Quoted<'a>),
    Filter {
        name: Name,
        value: Value<'a>,
        /// Where the value stands, with its quotes.
        place: Range<usize>,
    },
}

/// The value of a filter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Bare(&'a str),
    Quoted(Quoted<'a>),
    /// `[[Title]]`
    Linked(Quoted<'a>),
}

/// What stands between quotes or brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted<'a> {
    pub text: &'a str,
    pub closed: bool,
    /// Whether a `*` stands behind it.
    pub prefix: bool,
}

/// Cuts a text into pieces.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Where the parentheses that stand in one run without white space and quotes are closed.
    closes: HashMap<usize, usize>,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut closes = HashMap::new();
        let mut open = Vec::new();
        for (at, c) in text.char_indices() {
            match c {
                '(' => open.push(at),
                ')' => {
                    if let Some(from) = open.pop() {
                        closes.insert(from, at);
                    }
                }
                c if parts(c) => open.clear(),
                _ => {}
            }
        }
        Self { text, at: 0, closes }
    }

    fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Where a word ends that begins here. Parentheses that are closed within it belong to it, but for one at its beginning.
    fn word_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(c) = self.rest(at).chars().next() {
            match c {
                '(' if at > from => match self.closes.get(&at) {
                    Some(close) => at = *close,
                    None => break,
                },
                c if parts(c) || matches!(c, '(' | ')') => break,
                _ => {}
            }
            at += self.rest(at).chars().next().map_or(1, char::len_utf8);
        }
        at
    }

    /// What stands between quotes of which the first is here, and where it ends.
    fn quoted(&self, from: usize, is_end: fn(char) -> bool) -> (Quoted<'a>, usize) {
        let start = from + self.rest(from).chars().next().map_or(0, char::len_utf8);
        let inside = self.rest(start);
        match inside.find(is_end) {
            Some(length) => {
                let after = inside[length..].chars().next().map_or(0, char::len_utf8);
                let end = start + length + after;
                let prefix = self.rest(end).starts_with('*');
                (Quoted { text: &inside[..length], closed: true, prefix }, end + usize::from(prefix))
            }
            None => (Quoted { text: inside, closed: false, prefix: false }, self.text.len()),
        }
    }

    fn linked(&self, from: usize) -> (Quoted<'a>, usize) {
        let inside = self.rest(from + 2);
        match inside.split_once("]]") {
            Some((text, _)) => (Quoted { text, closed: true, prefix: false }, from + 2 + text.len() + 2),
            None => (Quoted { text: inside, closed: false, prefix: false }, self.text.len()),
        }
    }

    /// The name of a filter that stands here, and where its value begins.
    fn name(&self, from: usize) -> Option<(Name, usize)> {
        let rest = self.rest(from);
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
        (rest[end..].starts_with(':')).then(|| Name::read(&rest[..end])).flatten().map(|name| (name, from + end + 1))
    }

    fn filter(&self, name: Name, from: usize) -> (Piece<'a>, usize) {
        let rest = self.rest(from);
        if name == Name::Title && rest.starts_with('(') {
            return (Piece::Open { title: true }, from + 1);
        }
        let (value, end) = if rest.starts_with(is_quote) {
            let (quoted, end) = self.quoted(from, is_quote);
            (Value::Quoted(quoted), end)
        } else if name == Name::LinksTo && rest.starts_with("[[") {
            let (linked, end) = self.linked(from);
            (Value::Linked(linked), end)
        } else {
            let end = self.word_end(from);
            (Value::Bare(&self.text[from..end]), end)
        };
        (Piece::Filter { name, value, place: from..end }, end)
    }

    fn piece(&self, from: usize) -> (Piece<'a>, usize) {
        if let Some((name, value)) = self.name(from) {
            return self.filter(name, value);
        }
        match self.rest(from).chars().next() {
            Some('(') => (Piece::Open { title: false }, from + 1),
            Some(')') => (Piece::Close, from + 1),
            Some(c) if is_quote(c) => {
                let (quoted, end) = self.quoted(from, is_quote);
                (Piece::Quoted(quoted), end)
            }
            _ => {
                let end = self.word_end(from);
                let word = &self.text[from..end];
                (if word == "OR" { Piece::Or } else { Piece::Bare(word) }, end)
            }
        }
    }

    /// Whether the `-` here excludes what comes after it: not in `->`, `--` and `-`.
    fn excludes(&self, from: usize) -> bool {
        let rest = self.rest(from + 1);
        match rest.chars().next() {
            Some('(') => true,
            Some(c) if is_quote(c) => true,
            Some('-' | '>') | None => false,
            Some(_) => !self.text[from + 1..self.word_end(from + 1)].chars().all(|c| c.is_ascii_punctuation()),
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest(self.at);
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let not = self.text[start..].starts_with('-') && self.excludes(start);
        let (piece, end) = self.piece(start + usize::from(not));
        let piece = if not && piece == Piece::Or { Piece::Bare("OR") } else { piece };
        self.at = end;
        Some(Token { span: start..end, not, piece })
    }
}

/// Whether a character is a quote: straight, or curly as telephones write it.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether a character ends a word whatever stands around it.
fn parts(c: char) -> bool {
    c.is_whitespace() || is_quote(c)
}

/// A word without the `*` that says that it is a beginning.
pub(super) fn without_star(word: &str) -> (&str, bool) {
    let start = word.trim_end_matches('*');
    if start.len() < word.len() && says_something(start) { (start, true) } else { (word, false) }
}

/// Whether a text has a letter or a digit.
pub(super) fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a text, typed, is a word and this word.
pub(super) fn is_plain(text: &str) -> bool {
    let whole = 0..text.len();
    let mut tokens = Lexer::new(text);
    let first = tokens.next();
    first == Some(Token { span: whole, not: false, piece: Piece::Bare(text) }) && !without_star(text).1
}

/// Whether a text, typed behind the colon of a filter, is its value.
pub(super) fn is_value(text: &str) -> bool {
    !text.is_empty() && !text.starts_with("[[") && Lexer::new(text).word_end(0) == text.len()
}

/// A text as it may stand between quotes: one space for white space, and no quotes.
pub(super) fn unquoted(text: &str) -> String {
    text.split(parts).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
