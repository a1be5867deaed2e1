use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::{Finding, Verdict};
use crate::ApiError;

/// One fetched version of an article.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Snapshot {
    /// Its identity.
    pub id: String,
    /// The address at which the page was found.
    pub url: String,
    /// When it was fetched.
    pub fetched_at: String,
    /// The HTTP status.
    pub status: u16,
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// How many words it has.
    pub word_count: u32,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A fetched version of an article, to be read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SnapshotText {
    /// Which one it is.
    pub snapshot: Snapshot,
    /// Its plain text.
    pub text: String,
    /// It as sanitised HTML; images carry their address in `data-src`.
    pub html: String,
    /// It as Markdown.
    pub markdown: String,
    /// The blobs of its images, by the address in `data-src`.
    pub images: BTreeMap<String, String>,
}

/// The last look at an article's page after the first one.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Check {
    /// When the page was last looked at; `null` when no later look came to an end.
    pub checked_at: Option<String>,
    /// What came of it.
    pub finding: Option<Finding>,
    /// Why the last try brought nothing better than what is shown.
    pub error: Option<ApiError>,
    /// Whether the page is waited for at this moment.
    pub waiting: bool,
}

/// What changed between two snapshots.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Comparison {
    /// The old one.
    pub from: Snapshot,
    /// The new one.
    pub to: Snapshot,
    /// Whether they say the same.
    pub same: bool,
    /// Words that only the new one has.
    pub words_added: u32,
    /// Words that only the old one has.
    pub words_removed: u32,
    /// Paragraphs that only the new one has.
    pub paragraphs_added: u32,
    /// Paragraphs that only the old one has.
    pub paragraphs_removed: u32,
    /// Paragraphs of which some words changed.
    pub paragraphs_changed: u32,
    /// Both texts, in order.
    pub stretches: Vec<Stretch>,
}

/// A part of a comparison.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stretch {
    /// Paragraphs that both have.
    Same {
        /// The paragraphs.
        paragraphs: Vec<String>,
    },
    /// A paragraph that only the new one has.
    Added {
        /// The paragraph.
        text: String,
    },
    /// A paragraph that only the old one has.
    Removed {
        /// The paragraph.
        text: String,
    },
    /// A paragraph of which some words changed.
    Changed {
        /// Its pieces, in order.
        pieces: Vec<Piece>,
    },
}

/// A piece of a changed paragraph.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Piece {
    /// Which of the two has it.
    pub change: Change,
    /// Its words, with the spaces between them.
    pub text: String,
}

/// Which of two snapshots has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Both.
    Same,
    /// The new one.
    Added,
    /// The old one.
    Removed,
}
