//! What was not understood. It is kept as text all the same.

use std::fmt;

use crate::lines::{Lines, Span};

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line, counted from 1.
    pub line: usize,
    /// Where it stands.
    pub span: Span,
    /// The line.
    pub text: String,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Unread {
    pub(crate) fn new(lines: &Lines<'_>, index: usize, reason: Reason) -> Self {
        let span = lines.span_of(index..index + 1);
        Self { line: index + 1, span, text: lines.get(index).to_owned(), reason }
    }
}

/// Why a line was not understood. Its text is for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Front matter is opened and never closed.
    FrontMatterUnclosed,
    /// Front matter that breaks the rules of YAML or TOML.
    FrontMatterBroken,
    /// A day that no calendar has.
    NoSuchDay,
    /// A block of code is opened and never closed.
    CodeUnclosed,
    /// A comment in HTML is opened and never closed.
    CommentUnclosed,
    /// Text before the first day of a log.
    BeforeFirstDay,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FrontMatterUnclosed => "The front matter is never closed",
            Self::FrontMatterBroken => "The front matter cannot be read",
            Self::NoSuchDay => "There is no such day",
            Self::CodeUnclosed => "The code that begins here is never closed",
            Self::CommentUnclosed => "The comment that begins here is never closed",
            Self::BeforeFirstDay => "This stands before the first day",
        })
    }
}
