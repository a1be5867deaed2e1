//! One file for each table: its rows, reads and writes.

pub mod articles;
pub mod changes;
pub mod checks;
pub mod clips;
pub mod commentary;
pub mod documents;
pub mod duplicates;
pub mod edits;
pub mod fingerprints;
pub mod highlights;
pub mod images;
pub mod imports;
pub mod links;
pub mod merges;
pub mod notes;
pub mod passes;
pub mod pictures;
pub mod points;
pub mod readings;
pub mod settings;
pub mod snapshots;
pub mod tags;
pub mod versions;
