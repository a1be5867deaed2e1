use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ShownPicture;

/// What came of an import, or would come of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Imported {
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
    /// Characters that an earlier program spoilt. They are kept as they are.
    pub damaged: Vec<ImportProblem>,
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
        self.created.extend(other.created);
        self.pictures += other.pictures;
        self.shown.extend(other.shown);
        self.left_out.extend(other.left_out);
    }
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
