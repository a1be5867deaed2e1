//! Links as they stand in Markdown: read from the events of a parser, never from inside code, comments or attributes.

mod callouts;
mod comments;
mod context;
mod dialect;
mod html;
mod marks;
mod mention;
mod pictures;
mod read;
mod rename;

pub use comments::comments;
pub use context::sentence_around;
pub use html::html;
pub use mention::{find_mention, link_mention};
pub use pictures::{Picture, is_picture, percent_decoded, pictures};
pub use read::{plain, read, shown};
pub use rename::rename_title;

use std::ops::Range;

/// What a link points to, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `[[Title]]`, without heading and shown text.
    Title(String),
    /// A web address: a Markdown link, an autolink or a bare URL.
    Url(String),
}

/// A link found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it points to.
    pub target: Target,
    /// The words shown for it.
    pub text: String,
    /// The sentence around it, as plain text.
    pub context: String,
    /// Where the shown words stand in `context`, in Unicode scalar values.
    pub at: Range<u32>,
    /// Where the link stands in the Markdown, in bytes.
    pub span: Range<usize>,
}
