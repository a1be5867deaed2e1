//! What is being typed at a place of a search, to be completed.

use std::ops::Range;

use super::Name;
use super::lex::{Lexer, Piece, Value};

/// What is being typed. Its range is what a completion takes the place of, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completing {
    /// The name of a filter, or a word that may become one.
    Filter {
        /// What is typed of it.
        typed: String,
        /// Where it stands.
        range: Range<usize>,
    },
    /// The value of a filter.
    Value {
        /// The filter.
        filter: Name,
        /// What is typed of it, without its quotes or brackets.
        typed: String,
        /// Where it stands, with them.
        range: Range<usize>,
    },
}

/// What is being typed at a place, in bytes, of a text; `None` where nothing can be completed.
pub fn completing(text: &str, cursor: usize) -> Option<Completing> {
    let before = text.get(..cursor)?;
    let Some(token) = Lexer::new(text).find(|token| token.span.end >= cursor) else {
        return Some(Completing::Filter { typed: String::new(), range: cursor..cursor });
    };
    let start = token.span.start + usize::from(token.not);
    match token.piece {
        _ if cursor <= token.span.start => Some(Completing::Filter { typed: String::new(), range: cursor..cursor }),
        Piece::Filter { name, value, place } if cursor >= place.start => {
            let (marks, is_over) = match value {
                Value::Bare(_) => (0, false),
                Value::Quoted(quoted) => (first_width(text, place.start), quoted.closed),
                Value::Linked(quoted) => (2, quoted.closed),
            };
            let typed = text.get(place.start + marks..cursor).unwrap_or_default();
            let is_bare = marks == 0;
            let end = if is_bare || is_over { place.end } else { cursor };
            let is_over = is_over && cursor == place.end;
            let range = place.start..end;
            (!is_over).then(|| Completing::Value { filter: name, typed: typed.to_owned(), range })
        }
        Piece::Filter { place, .. } => filter(before, start, start..place.start),
        Piece::Bare(word) => filter(before, start, start..start + word.len()),
        Piece::Or => filter(before, start, token.span),
        Piece::Open { .. } | Piece::Close if cursor == token.span.end => {
            Some(Completing::Filter { typed: String::new(), range: cursor..cursor })
        }
        Piece::Open { title: true } => filter(before, start, start..token.span.end - 1),
        _ => None,
    }
}

impl Completing {
    /// The names or words that may stand there. None for a filter whose values are in the library.
    pub fn choices(&self) -> Vec<&'static str> {
        let (typed, of): (_, Vec<&'static str>) = match self {
            Self::Filter { typed, .. } => (typed, Name::ALL.into_iter().map(Name::as_str).collect()),
            Self::Value { filter, typed, .. } => (typed, filter.values().to_vec()),
        };
        let typed = typed.to_lowercase();
        of.into_iter().filter(|choice| choice.starts_with(&typed)).collect()
    }
}

/// The name that is being typed, if any name begins so.
fn filter(before: &str, start: usize, range: Range<usize>) -> Option<Completing> {
    let completing = Completing::Filter { typed: before.get(start..)?.to_owned(), range };
    (!completing.choices().is_empty()).then_some(completing)
}

fn first_width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
