//! Full-text search: one index over titles, texts, outlines, commentary and notes, derived from the library.

mod clause;
mod compile;
mod counts;
mod entry;
mod fields;
mod filters;
mod find;
mod fold;
mod hits;
mod index;
pub mod language;
mod lexicon;
mod marks;
mod naming;
mod near;
mod postings;
mod rank;
mod related;
mod run;
mod segment;
mod snippet;
mod stems;
mod stored;
mod texts;
mod titles;
mod tokenize;
mod values;
mod words;

pub use counts::Counts;
pub use find::Search;
pub use index::Index;
pub use related::{Reason, Related};
pub use titles::{Titled, Titles};
pub(crate) use tokenize::is_unspaced;

use crate::{DocumentId, Kind, Part};

/// A document that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub id: DocumentId,
    /// What it is.
    pub kind: Kind,
    /// Where in it the best match stands.
    pub part: Part,
    /// Its title.
    pub title: String,
    /// Its address, of an article.
    pub url: Option<String>,
    /// The passage, escaped for HTML, matches in `<mark>`.
    pub snippet: String,
    /// Whether it was found only by words that are written a little differently.
    pub near: bool,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many documents match.
    pub total: usize,
    /// The best of them.
    pub hits: Vec<Hit>,
    /// How many there are of each kind, tag, site and year.
    pub counts: Counts,
}
