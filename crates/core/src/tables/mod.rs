//! One file for each table: its rows, reads and writes.

pub mod articles;
pub mod changes;
pub mod clips;
pub mod commentary;
pub mod documents;
pub mod images;
pub mod links;
pub mod notes;
pub mod points;
pub mod snapshots;
pub mod tags;
