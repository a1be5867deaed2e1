use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Stretch;

mirrored!(
    /// Why a text was kept as it was.
    VersionReason {
        /// It was being written for some time, or had been left alone.
        Session,
        /// Much of it was taken away, or all.
        Cut,
        /// It was joined with what another wrote at the same time.
        Join,
        /// An older version was restored in its place.
        Restore,
        /// Its article was merged with another, or a merge was taken back.
        Merge,
    }
);

/// What a person wrote, as it was before it was changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Version {
    /// Its identity.
    pub id: String,
    /// When it was last written in.
    pub written_at: String,
    /// When another text took its place.
    pub kept_at: String,
    /// Why it was kept.
    pub reason: VersionReason,
    /// How many words it has.
    pub word_count: u32,
    /// Its first line with words, as plain text.
    pub first_line: String,
    /// Words that came with the text after it: the next version, or the present text.
    pub words_added: u32,
    /// Words that went with the text after it.
    pub words_removed: u32,
}

/// A version to be read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VersionText {
    /// Its identity.
    pub id: String,
    /// When it was last written in.
    pub written_at: String,
    /// It, as Markdown.
    pub markdown: String,
}

/// What changed between a version and the present text.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VersionComparison {
    /// The version's identity.
    pub id: String,
    /// When the version was last written in.
    pub written_at: String,
    /// Whether they say the same.
    pub same: bool,
    /// Words that only the present text has.
    pub words_added: u32,
    /// Words that only the version has.
    pub words_removed: u32,
    /// Paragraphs that only the present text has.
    pub paragraphs_added: u32,
    /// Paragraphs that only the version has.
    pub paragraphs_removed: u32,
    /// Paragraphs of which some words changed.
    pub paragraphs_changed: u32,
    /// Both texts, in order.
    pub stretches: Vec<Stretch>,
}

/// What became of a restoring.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Restored {
    /// The document.
    pub id: String,
    /// Its text, as it now is.
    pub markdown: String,
    /// Whether it was another before.
    pub changed: bool,
    /// The version that the text before it became; `null` when that was empty, or the same.
    pub kept: Option<String>,
}
