use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Anchor, Voice};

mirrored!(
    /// The colour of a highlight.
    Colour {
        /// Yellow.
        Yellow,
        /// Green.
        Green,
        /// Blue.
        Blue,
        /// Pink.
        Pink,
    }
);

/// A line of an outline with those beneath it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Point {
    /// Its identity.
    pub id: String,
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// How deep it stands; 1 at the top.
    pub level: u32,
    /// The passage that it speaks of, in the text that is shown.
    pub anchor: Option<Anchor>,
    /// The passage that it speaks of, when that is not in the text that is shown.
    pub lost: Option<Lost>,
    /// Whether it was drafted, and nobody has touched it since.
    pub drafted: bool,
    /// Whether no passage was found that says what it says: it may be wrong.
    pub unsupported: bool,
    /// Whether what is beneath it is folded away.
    pub folded: bool,
    /// The points beneath it.
    pub children: Vec<Point>,
}

/// A passage of an earlier snapshot that is not in the text that is shown as it was.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Lost {
    /// The passage.
    pub quote: String,
    /// Where something like it stands now: a person should say whether it is the same. `null` for an orphan.
    pub guess: Option<Anchor>,
}

/// A passage that you marked.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Highlight {
    /// Its identity.
    pub id: String,
    /// Its colour.
    pub colour: Colour,
    /// What you wrote of it, as Markdown; empty when nothing.
    pub comment: String,
    /// The passage, in the text that is shown.
    pub anchor: Option<Anchor>,
    /// The passage, when it is not in the text that is shown.
    pub lost: Option<Lost>,
    /// When it was marked.
    pub created_at: String,
}

/// What stands beside an article: its outline and its highlights.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Margin {
    /// The article.
    pub id: String,
    /// Its outline.
    pub outline: Vec<Point>,
    /// Its highlights, in the order of the text.
    pub highlights: Vec<Highlight>,
    /// What would be undone next.
    pub undo: Option<String>,
    /// What would be done again next.
    pub redo: Option<String>,
}

/// One thing to do to an outline.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum OutlineEdit {
    /// Adds a point.
    Add {
        /// Its identity: a new UUID.
        point: String,
        /// The point above it; `null` at the top.
        parent: Option<String>,
        /// The point before it; `null` when it is to be the first.
        after: Option<String>,
        /// The line. One that begins with `(Me)` is yours.
        text: String,
        /// Whose words it is.
        voice: Voice,
        /// The place in the shown text that it speaks of, in Unicode scalar values.
        place: Option<(u32, u32)>,
    },
    /// Gives a point another text.
    Text {
        /// The point.
        point: String,
        /// The line. One that begins with `(Me)` is yours.
        text: String,
    },
    /// Moves a point, with all beneath it.
    Move {
        /// The point.
        point: String,
        /// The point that is to be above it; `null` at the top.
        parent: Option<String>,
        /// The point that is to be before it; `null` when it is to be the first.
        after: Option<String>,
    },
    /// Says whose words a point is.
    Voice {
        /// The point.
        point: String,
        /// Whose.
        voice: Voice,
    },
    /// Deletes a point, with all beneath it.
    Delete {
        /// The point.
        point: String,
    },
}

/// A highlight in the list of all of them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HighlightRow {
    /// Its identity.
    pub id: String,
    /// Its article.
    pub document_id: String,
    /// The title of its article.
    pub title: String,
    /// Its colour.
    pub colour: Colour,
    /// The passage.
    pub quote: String,
    /// What you wrote of it, as Markdown; empty when nothing.
    pub comment: String,
    /// Whether its passage is not in the text that is shown.
    pub lost: bool,
    /// When it was marked.
    pub created_at: String,
}

/// A page of the list of all highlights.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HighlightPage {
    /// How many highlights there are, wanted or not.
    pub total: u32,
    /// Those of this page, newest first.
    pub items: Vec<HighlightRow>,
    /// What to ask the next page with; `null` at the end.
    pub cursor: Option<String>,
}

/// Highlights as a file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HighlightExport {
    /// How many there are in it.
    pub count: u32,
    /// What is in it.
    pub text: String,
}
