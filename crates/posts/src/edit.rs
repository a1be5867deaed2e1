//! What can be changed in a file that was read.

use crate::outline::{Point, PointForm, Voice};

/// A change of one part. Parts are named by the byte where they begin in the decoded text: `span.start`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The title of the whole text.
    Title(String),
    /// The title of an article.
    ArticleTitle {
        /// The article's part.
        part: usize,
        /// The new title, as plain text.
        title: String,
    },
    /// The address of an article.
    ArticleUrl {
        /// The article's part.
        part: usize,
        /// The new address.
        url: String,
    },
    /// The words of a point.
    PointText {
        /// The point.
        point: usize,
        /// The new words, as Markdown. They become one line, unless the point is one that stays whole.
        text: String,
    },
    /// Whose words a point has.
    PointVoice {
        /// The point.
        point: usize,
        /// The new voice.
        voice: Voice,
    },
    /// New points.
    AddPoints {
        /// Where.
        place: Place,
        /// The points, with what is nested in them.
        points: Vec<OutlinePoint>,
    },
    /// A point goes, and what is nested in it.
    RemovePoint {
        /// The point.
        point: usize,
    },
    /// The commentary of a part.
    Commentary {
        /// The part.
        part: usize,
        /// All of the commentary, as Markdown; nothing takes it away.
        text: String,
    },
    /// The words of an entry in a log.
    EntryText {
        /// The entry.
        entry: usize,
        /// The new words, as Markdown.
        text: String,
    },
    /// A new entry at the end of a day.
    AddEntry {
        /// The day.
        day: usize,
        /// Its words, as Markdown.
        text: String,
    },
    /// An entry goes.
    RemoveEntry {
        /// The entry.
        entry: usize,
    },
    /// The text of a section of a post, or of a note.
    Body {
        /// The section; of a note, the byte where its body begins.
        at: usize,
        /// The new text, as Markdown.
        text: String,
    },
}

/// Where new points go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// After a point and what is nested in it, on its level.
    After(usize),
    /// Before all others in a part, or in a point.
    FirstIn(usize),
}

/// A point that is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutlinePoint {
    /// Its words as Markdown, without mark and voice.
    pub text: String,
    /// Whose words they are.
    pub voice: Voice,
    /// Whether it is code, a quotation or the like, whose lines stay as they are.
    pub whole: bool,
    /// What is nested in it.
    pub children: Vec<OutlinePoint>,
}

impl From<&Point> for OutlinePoint {
    fn from(point: &Point) -> Self {
        Self {
            text: point.text.text.clone(),
            voice: point.voice,
            whole: matches!(point.form, PointForm::Whole(_)),
            children: point.children.iter().map(Self::from).collect(),
        }
    }
}
