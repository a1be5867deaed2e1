use serde::Serialize;
use ts_rs::TS;

use super::{DocumentRef, Kind, Part};

/// A link, read from its other end.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Backlink {
    /// The document in which it stands.
    pub id: String,
    /// What that document is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The part of that document in which the link stands.
    pub part: Part,
    /// The sentence around the link.
    pub context: String,
    /// Where in `context` the link begins, in Unicode scalar values.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// Who speaks of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Backlinks {
    /// Those that link to it, by title or by address.
    pub linked: Vec<Backlink>,
    /// Those that name it without a link.
    pub mentions: Vec<Backlink>,
}

/// A link of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OutgoingLink {
    /// Where it leads; `null` when that is not in the library.
    pub target: Option<DocumentRef>,
    /// The title, of a link by title.
    pub title: Option<String>,
    /// The address, of a link by address.
    pub url: Option<String>,
    /// The words shown for it.
    pub text: String,
    /// The sentence around it.
    pub context: String,
}
