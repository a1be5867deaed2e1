//! Links as they stand in Markdown: read from the events of a parser, never from inside code, comments or attributes.

mod callouts;
mod comments;
mod context;
mod dialect;
mod fold;
mod html;
mod marks;
mod mention;
mod outward;
mod pictures;
mod read;
mod rename;
mod section;
mod tags;

pub use comments::comments;
pub use context::sentence_around;
pub use html::html;
pub use mention::{Mention, Names, link_mention};
pub use outward::outward;
pub use pictures::{Picture, is_picture, percent_decoded, pictures};
pub use read::{plain, read, read_all, shown};
pub use rename::{Renamed, RenamedLink, rename_title, undo_rename};
pub use section::section;

use std::ops::Range;

/// The version of the rules by which links, tags and aliases are read from a text.
pub(crate) const VERSION: u32 = 1;

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
    /// The heading, headings (`A#B`) or `^block` of the target that is meant.
    pub fragment: Option<String>,
    /// Whether the target is to be shown in its place: `![[…]]`.
    pub embed: bool,
    /// The words shown for it.
    pub text: String,
    /// The sentence around it, as plain text.
    pub context: String,
    /// Where the shown words stand in `context`, in Unicode scalar values.
    pub at: Range<u32>,
    /// Where the link stands in the Markdown, in bytes.
    pub span: Range<usize>,
}
