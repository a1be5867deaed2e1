//! The search language: from what a person typed to a tree, and from a tree to its canonical text.
//!
//! `word another` must both match, `"exact phrase"`, `-not`, `OR` (weaker than and), `( )`, `prefix*`, and filters such as
//! `tag:rust`. What cannot be understood is searched as words, and a [`Problem`] says so. This knows no index.

mod complete;
mod dates;
mod filter;
mod group;
mod leaf;
mod lex;
mod names;
mod near;
mod parse;
#[cfg(test)]
mod properties;
mod refine;
#[cfg(test)]
mod tests;
mod tree;
mod write;

pub use complete::{Completing, completing};
pub use dates::{Day, Days, Period, Unit};
pub use names::Name;
pub use parse::{parse, parse_typing};
pub use refine::{has, refined};
pub use tree::{Expr, Filter, Node, Order, Sort, State};
pub use write::value;

use std::borrow::Cow;
use std::ops::Range;

/// A search as it was read. It is written as its canonical text, which is read as the same search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is looked for; `None` when nothing is.
    pub tree: Option<Node>,
    /// How what is found is sorted, if that was said.
    pub sort: Option<Sort>,
    /// What could not be understood, in order.
    pub problems: Vec<Problem>,
    /// What stands at the end and means nothing yet, while it is typed: `kind:art`, `OR`. It is not in the tree.
    pub pending: Option<Range<usize>>,
}

/// Something that could not be understood, or not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong, for a person.
    pub message: Cow<'static, str>,
    /// What would be right in its place.
    pub suggestion: Option<String>,
    /// Whether it is searched as words, since it is no filter.
    pub as_words: bool,
}
