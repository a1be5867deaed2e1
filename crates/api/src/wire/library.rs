use serde::Serialize;
use ts_rs::TS;

use super::{ClipProgress, ClipQueue, ModelDraft, ModelTested};

/// A tag in use.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// How many documents have it.
    pub count: u32,
}

/// What the shelves show.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LibraryStatus {
    /// The library's folder.
    pub path: String,
    /// How many documents there are, without the bin.
    pub total: u32,
    /// How many articles.
    pub articles: u32,
    /// How many notes.
    pub notes: u32,
    /// How many days of the journal.
    pub journal: u32,
    /// How many posts.
    pub posts: u32,
    /// The clips that wait, run or failed.
    pub clips: ClipQueue,
    /// How many articles whose text another one has too.
    pub duplicates: u32,
    /// How many documents are in the bin.
    pub bin: u32,
    /// Every tag in use, by name.
    pub tags: Vec<TagCount>,
    /// Whether the sample library was added.
    pub sample: bool,
}

/// How a library fares.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Report {
    /// Whether all is well.
    pub ok: bool,
    /// What is not.
    pub problems: Vec<String>,
}

/// How many documents were added.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Added {
    /// How many.
    pub added: u32,
}

/// The tags of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Tags {
    /// As they are kept.
    pub tags: Vec<String>,
}

/// What hosts are told.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Documents changed, by this process or another.
    Changed {
        /// Which. None: any may have.
        documents: Vec<String>,
    },
    /// The work on clips went on, in this process or another.
    Queue {
        /// Whether the whole queue is paused.
        paused: bool,
        /// What is being worked on.
        running: Vec<ClipProgress>,
    },
    /// The searches that are kept changed, by this process or another.
    Searches,
    /// The search index went on: searches may find something else now.
    Index {
        /// How many documents this process has entered, when there are many to enter.
        done: u32,
        /// Of how many; 0 when none are left.
        total: u32,
    },
    /// A model went on with an outline, in this process.
    ModelDraft {
        /// How far it is.
        draft: ModelDraft,
    },
    /// An endpoint was tested.
    ModelTested {
        /// What came of it.
        tested: ModelTested,
    },
}
