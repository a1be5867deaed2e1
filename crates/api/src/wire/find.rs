use serde::Serialize;
use ts_rs::TS;

use super::{Kind, Part};

/// A document that a search found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Hit {
    /// The document.
    pub id: String,
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
}

/// What a search found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SearchAnswer {
    /// How many documents match.
    pub total: u32,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
}
