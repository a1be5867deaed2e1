//! The library: documents, links and search over one folder on disk.
//!
//! This crate knows no network, no user interface, no clock and no home folder: the clock and new ids come from a
//! [`World`], folders are passed in. SQLite holds all text; the search index is derived from it.

pub mod anchors;
mod blobs;
pub mod compare;
mod error;
mod id;
mod kinds;
mod library;
pub mod likeness;
pub mod links;
pub mod merge;
pub mod search;
pub mod tables;
mod title;
pub mod url;
pub mod verbs;
mod world;

pub use anchors::Anchor;
pub use blobs::{BlobHash, Blobs};
pub use error::{Error, Result};
pub use id::{ClipId, DocumentId, FileId, HighlightId, ImportId, PointId, SearchId, SnapshotId, VersionId};
pub use kinds::{
    ClipSource, ClipStage, ClipState, Colour, Finding, Kind, Part, ReadingState, Verdict, VersionReason, Voice,
};
pub use library::{Bell, Library, Outcome, Problem, Tx};
pub use title::title_key;
pub use world::{Millis, World};
