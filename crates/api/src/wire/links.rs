use std::collections::BTreeMap;

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
    /// Those that link to it, by title or by address, those of the newest document first.
    pub linked: Vec<Backlink>,
    /// How many link to it in all.
    pub total: u32,
    /// Those that name it in words of yours without a link.
    pub mentions: Vec<Backlink>,
}

/// A link of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OutgoingLink {
    /// Where it leads; `null` when that is not in the library, or ambiguous.
    pub target: Option<DocumentRef>,
    /// The documents that it may mean.
    pub candidates: Vec<DocumentRef>,
    /// The title, of a link by title.
    pub title: Option<String>,
    /// The address, of a link by address.
    pub url: Option<String>,
    /// The words shown for it.
    pub text: String,
    /// The sentence around it.
    pub context: String,
}

/// Where a link leads.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Resolved {
    /// The document; `null` when there is none, or several may be meant.
    pub target: Option<DocumentRef>,
    /// The documents that may be meant.
    pub candidates: Vec<DocumentRef>,
}

/// A document, or a part of it, to be shown within another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Embed {
    /// Which document it is.
    #[serde(flatten)]
    pub resolved: Resolved,
    /// It as HTML that is safe to show; empty when nothing can be shown.
    pub html: String,
    /// Whether the document has no such heading or block.
    pub no_such_part: bool,
    /// The blobs of the pictures that it shows, by what it calls them.
    pub pictures: BTreeMap<String, String>,
}
