use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ImportProblem;

/// What the files of a folder are, told by their names.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Survey {
    /// The texts, in the order in which they are taken in.
    pub texts: Vec<String>,
    /// The pictures, which are taken in where a text shows them.
    pub pictures: Vec<String>,
    /// All else, and why it is left out.
    pub left_out: Vec<ImportProblem>,
    /// The largest picture that is taken in, in bytes.
    #[ts(type = "number")]
    pub largest_picture: u64,
}

/// A picture that an imported text shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownPicture {
    /// The file, by its name; empty when only the library has it.
    pub path: String,
    /// The document whose text shows it.
    pub document: String,
    /// What the text calls it.
    pub target: String,
    /// Whether the library has it already.
    pub known: bool,
}

/// What came of taking in pictures.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct PicturesTaken {
    /// How many were taken in.
    pub taken: u32,
    /// Those that could not be.
    pub failed: Vec<ImportProblem>,
}

/// A picture that was put into a text.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeptPicture {
    /// What the text is to call it.
    pub target: String,
    /// Words for it, from its file's name; may be empty.
    pub alt: String,
    /// Its blob.
    pub hash: String,
}

/// Pictures that a text shows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct FoundPictures {
    /// Their blobs, by what the text calls them; one that is not in the library is not here.
    pub found: BTreeMap<String, String>,
}
