//! `merges`: what an article gave to the one that it was merged into, so that both can be given back as they were.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::highlights::Highlight;
use crate::{DocumentId, Error, Millis, PointId, Result, SnapshotId, VersionId};

/// One article merged into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The article that gave way.
    pub document_id: DocumentId,
    /// The article that it was merged into.
    pub kept_id: DocumentId,
    /// When.
    pub merged_at: Millis,
    /// What was before.
    pub before: Before,
}

/// What was before a merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The commentary of the article that stayed.
    pub commentary: String,
    /// Its commentary right after the merge.
    pub joined: String,
    /// The tags that it got.
    pub tags: Vec<String>,
    /// The address keys that it got.
    pub url_keys: Vec<String>,
    /// The points that it got.
    pub points: Vec<MovedPoint>,
    /// The highlights that it got, as they were.
    #[serde(default)]
    pub highlights: Vec<Highlight>,
    /// The versions that it got.
    #[serde(default)]
    pub versions: Vec<VersionId>,
    /// When it last changed.
    pub updated_at: Millis,
    /// When it went to the bin.
    pub deleted_at: Option<Millis>,
}

/// A point as it stood before it was moved to another article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedPoint {
    /// The point.
    pub id: PointId,
    /// The point above it.
    pub parent_id: Option<PointId>,
    /// Its place among the others.
    pub rank: String,
    /// The snapshot that its anchor is a place of.
    pub snapshot_id: Option<SnapshotId>,
    /// Where its anchor began.
    pub start: Option<u32>,
    /// Where its anchor ended.
    pub end: Option<u32>,
}

/// Writes a merge.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, merge: &Merge) -> Result<()> {
    let before = serde_json::to_string(&merge.before).map_err(|error| Error::Damaged(error.to_string()))?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO merges (document_id, kept_id, merged_at, before) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((merge.document_id, merge.kept_id, merge.merged_at, before))?;
    Ok(())
}

/// The merge by which an article gave way.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: DocumentId) -> Result<Option<Merge>> {
    let row: Option<(DocumentId, Millis, String)> = conn
        .prepare_cached("SELECT kept_id, merged_at, before FROM merges WHERE document_id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    row.map(|(kept_id, merged_at, before)| {
        let before = serde_json::from_str(&before).map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(Merge { document_id: id, kept_id, merged_at, before })
    })
    .transpose()
}

/// Takes a merge back.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM merges WHERE document_id = ?1")?.execute([id])?;
    Ok(())
}

/// The articles that a person merged into one, and when, oldest first.
///
/// # Errors
/// When the database fails.
pub fn into(conn: &Connection, kept: DocumentId) -> Result<Vec<(DocumentId, Millis)>> {
    let mut statement =
        conn.prepare_cached("SELECT document_id, merged_at FROM merges WHERE kept_id = ?1 ORDER BY merged_at")?;
    let rows = statement.query_map([kept], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
