use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentRef, ShownPicture};

/// As what a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportFormat {
    /// A post about articles.
    CommentaryPost,
    /// A log of days.
    DailyLog,
    /// An essay.
    Post,
    /// Any other text, which becomes a note.
    Markdown,
}

/// What came of an import, or would come of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Imported {
    /// The import, by which further files join it, and by which it is undone.
    pub import: String,
    /// What the files are, when all are the same; else `mixed`, or `none`.
    pub format: String,
    /// What was added.
    pub added: ImportedCounts,
    /// How many files, articles and days were there already, and got nothing new.
    pub known: u32,
    /// Lines that were kept as text because they were not understood.
    pub skipped: Vec<ImportProblem>,
    /// Files that could not be taken in.
    pub failed: Vec<ImportProblem>,
    /// Characters that an earlier program spoilt, some of each file. They are kept as they are, unless a repair was asked for.
    pub damaged: Vec<ImportProblem>,
    /// How many such places there are in all.
    pub damages: u32,
    /// How many articles of the import, as far as it has come, wait for their pages until a person resumes them.
    pub waiting: u32,
    /// The documents that were made.
    pub created: Vec<String>,
    /// How many pictures were taken in, or would be.
    pub pictures: u32,
    /// The pictures that the texts show; they are sent after them.
    pub shown: Vec<ShownPicture>,
    /// Files of the folder that are neither texts nor pictures that a text shows.
    pub left_out: Vec<ImportProblem>,
}

impl Imported {
    /// Adds what came of further files.
    pub fn join(&mut self, other: Self) {
        if self.format == "none" {
            self.format = other.format;
        } else if other.format != "none" && other.format != self.format {
            self.format = "mixed".to_owned();
        }
        self.added.articles += other.added.articles;
        self.added.notes += other.added.notes;
        self.added.journal += other.added.journal;
        self.added.posts += other.added.posts;
        self.added.highlights += other.added.highlights;
        self.known += other.known;
        self.skipped.extend(other.skipped);
        self.failed.extend(other.failed);
        self.damaged.extend(other.damaged);
        self.damages += other.damages;
        self.waiting = other.waiting;
        self.import = other.import;
        self.created.extend(other.created);
        self.pictures += other.pictures;
        self.shown.extend(other.shown);
        self.left_out.extend(other.left_out);
    }
}

/// An import that was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportRun {
    /// Its identity.
    pub id: String,
    /// The file or folder.
    pub name: String,
    /// When it was made.
    pub made_at: String,
    /// When it was taken back.
    pub undone_at: Option<String>,
    /// How many documents it made or changed.
    pub documents: u32,
    /// How many of its articles wait for their pages until a person resumes them.
    pub waiting: u32,
}

/// What taking back an import did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportUndone {
    /// The documents that went to the bin.
    pub binned: Vec<DocumentRef>,
    /// How many documents stay, and lost what the import had written into them.
    pub reverted: u32,
    /// The documents that were changed since in such a way that some of it stays.
    pub left: Vec<DocumentRef>,
}

/// Pages that are fetched now.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportFetched {
    /// The articles.
    pub ids: Vec<String>,
    /// Whether the whole queue is paused, so that they wait for that.
    pub paused: bool,
}

/// Spoilt characters of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DamagedText {
    /// The document.
    pub id: String,
    /// How many places there are.
    pub count: u32,
    /// The first of them.
    pub places: Vec<DamagedPlace>,
}

/// A place with spoilt characters.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DamagedPlace {
    /// The words before it in its line.
    pub before: String,
    /// What stands there.
    pub found: String,
    /// What stood there once, as it seems.
    pub suggestion: String,
    /// The words after it in its line.
    pub after: String,
}

/// How many documents of each kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct ImportedCounts {
    /// Articles.
    pub articles: u32,
    /// Notes.
    pub notes: u32,
    /// Days of the journal.
    pub journal: u32,
    /// Posts.
    pub posts: u32,
    /// Highlights.
    pub highlights: u32,
}

/// Something about a place in a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub struct ImportProblem {
    /// The file, and the line behind a colon.
    #[serde(rename = "where")]
    pub at: String,
    /// What it is.
    pub reason: String,
}
