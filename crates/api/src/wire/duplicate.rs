use serde::Serialize;
use ts_rs::TS;

use super::DocumentRow;

/// Two articles that have the same text.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Duplicate {
    /// The one that was saved first.
    pub one: DocumentRow,
    /// The other.
    pub other: DocumentRow,
    /// How alike their texts are: 0 to 1.
    pub likeness: f64,
    /// The id of the one that stays when they are merged and nobody says otherwise.
    pub stays: String,
}

/// The articles that have the same text as another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Duplicates {
    /// The pairs, newest first.
    pub pairs: Vec<Duplicate>,
    /// Whether some articles were not compared yet.
    pub comparing: bool,
}

/// What became of a merge.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Merged {
    /// The article that stays.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The article that gave way: by its id the merge can be taken back.
    pub merged: String,
}

/// An article that was merged into another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MergedArticle {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
    /// When it was merged.
    pub merged_at: String,
}
