//! The tree of a search.

use std::ops::Range;

use jiff::civil::Date;

use super::dates::{Day, Days, Period};
use super::lex;
use crate::links::Target;
use crate::{Kind, Part};

/// A part of a search, and where it stands in the text.
///
/// Two are equal when they look for the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is looked for.
    pub expr: Expr,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Whether it is being typed and may go on: a word, a phrase or a filter at the end that excludes nothing.
    pub unfinished: bool,
}

/// What is looked for.
///
/// Trees that were read, or made by the functions of [`Node`], have a normal form: no `All` within an `All`, no `Any` within
/// an `Any`, none of fewer than two, no `Not` within a `Not`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A word as it was typed.
    Word {
        /// The word: no white space and no quotes.
        text: String,
        /// Whether words that begin with it match too: `word*`.
        prefix: bool,
    },
    /// Words that must stand together in this order; also what could not be understood.
    Phrase {
        /// The words, with one space for white space and without quotes.
        text: String,
        /// Whether the last word may be the beginning of one: `"two words"*`.
        prefix: bool,
    },
    /// It must not match.
    Not(Box<Node>),
    /// All must match.
    All(Vec<Node>),
    /// One must match.
    Any(Vec<Node>),
    /// Something else than words.
    Filter(Filter),
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// It has this tag or one beneath it.
    Tag(String),
    /// It is a page of this host or of one beneath it.
    Site(String),
    /// Its byline names this.
    Author(String),
    /// Its title matches.
    Title(Box<Node>),
    /// The words that stand with it in one group, and in groups within, are looked for in this part alone.
    In(Part),
    /// It is of this kind.
    Kind(Kind),
    /// It is in this state.
    Is(State),
    /// It has this: commentary, a highlight or an outline.
    Has(Part),
    /// It was saved before the first day of this.
    Before(Day),
    /// It was saved on the first day of this or later.
    After(Day),
    /// It was saved in this time.
    Saved(Period),
    /// It was published in this time.
    Published(Period),
    /// It is in this language: a code in lower case.
    Lang(String),
    /// It links to this.
    LinksTo(Target),
}

/// A state of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not opened yet, or to be read again.
    Unread,
    /// Begun.
    Reading,
    /// Read to the end.
    Read,
    /// Put away.
    Archived,
    /// Without a tag.
    Untagged,
    /// With a point or highlight whose passage is gone.
    Orphaned,
    /// Its last clip failed.
    Failed,
}

/// By what is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The day when it was saved, newest first.
    Saved,
    /// The day when it was published, newest first.
    Published,
    /// The title, from A.
    Title,
    /// How well it matches, best first.
    Relevance,
}

/// How what is found is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: Order,
    /// Whether the other way round: `-sort:title`.
    pub reversed: bool,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.expr == other.expr
    }
}

impl Eq for Node {}

impl Node {
    /// A node at a place of the text.
    pub fn new(expr: Expr, span: Range<usize>) -> Self {
        Self { expr, span, unfinished: false }
    }

    /// A word; a phrase when it could not be typed as a word, such as `OR`.
    pub fn word(text: &str, prefix: bool, span: Range<usize>) -> Self {
        if lex::is_plain(text) {
            Self::new(Expr::Word { text: text.to_owned(), prefix }, span)
        } else {
            Self::phrase(text, prefix, span)
        }
    }

    /// A phrase.
    pub fn phrase(text: &str, prefix: bool, span: Range<usize>) -> Self {
        Self::new(Expr::Phrase { text: lex::unquoted(text), prefix }, span)
    }

    /// All of these; `None` of none.
    pub fn all(nodes: Vec<Self>) -> Option<Self> {
        Self::joined(nodes, Expr::All, |expr| match expr {
            Expr::All(within) => Ok(within),
            other => Err(other),
        })
    }

    /// One of these; `None` of none.
    pub fn any(nodes: Vec<Self>) -> Option<Self> {
        Self::joined(nodes, Expr::Any, |expr| match expr {
            Expr::Any(within) => Ok(within),
            other => Err(other),
        })
    }

    /// Not this.
    pub fn not(self, span: Range<usize>) -> Self {
        match self.expr {
            Expr::Not(within) => *within,
            _ => Self::new(Expr::Not(Box::new(self)), span),
        }
    }

    fn joined(
        nodes: Vec<Self>,
        join: fn(Vec<Self>) -> Expr,
        within: fn(Expr) -> Result<Vec<Self>, Expr>,
    ) -> Option<Self> {
        let span = nodes.first()?.span.start..nodes.last()?.span.end;
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Self { expr, span, unfinished } = node;
            match within(expr) {
                Ok(nodes) => flat.extend(nodes),
                Err(expr) => flat.push(Self { expr, span, unfinished }),
            }
        }
        if flat.len() == 1 { flat.pop() } else { Some(Self::new(join(flat), span)) }
    }
}

impl Filter {
    /// The days in which this filter lets something be saved or published, if it is about days.
    pub fn days(&self, today: Date) -> Option<Days> {
        match self {
            Self::Before(day) => {
                Some(Days { first: None, last: Some(day.first(today).yesterday().unwrap_or(Date::MIN)) })
            }
            Self::After(day) => Some(Days { first: Some(day.first(today)), last: None }),
            Self::Saved(period) | Self::Published(period) => Some(period.days(today)),
            _ => None,
        }
    }
}
