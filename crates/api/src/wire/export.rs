use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ImportProblem;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// All of the library, as Markdown.
    Markdown,
    /// Only posts, and the files that were imported.
    Posts,
}

/// What was exported.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Exported {
    /// The names of the files, with their folders.
    pub files: Vec<String>,
    /// Edits that could not be written into the files that they belong to.
    pub left: Vec<ImportProblem>,
}

/// An export as one file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Export {
    /// A name for the file.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, in base64.
    pub base64: String,
    /// How many files are in it.
    pub count: u32,
    /// Edits that could not be written into the files that they belong to.
    pub left: Vec<ImportProblem>,
}
