//! `renames`: titles that documents had, and the links that were rewritten when they got another.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::links::RenamedLink;
use crate::{DocumentId, Error, HighlightId, Millis, PointId, Result};

/// A text of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A note's own.
    Body,
    /// The commentary about an article.
    Commentary,
    /// The comment of a highlight.
    Highlight(HighlightId),
    /// A point of the outline.
    Point(PointId),
}

/// A text in which links were rewritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewritten {
    /// The document.
    pub source_id: DocumentId,
    /// The text.
    pub place: Place,
    /// The links that were rewritten.
    pub links: Vec<RenamedLink>,
    /// How many links to the new title it had then.
    pub count: usize,
}

/// What a renaming changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The old title.
    pub title: String,
    /// The new title.
    pub new_title: String,
    /// Whether a person had given the old one.
    pub named_by_me: bool,
    /// Whether the new one was an alias before.
    #[serde(default)]
    pub was_alias: bool,
    /// The texts in which links were rewritten.
    pub texts: Vec<Rewritten>,
    /// The documents that linked to the new title before anything was called so.
    pub waiting: Vec<DocumentId>,
}

/// Notes a renaming.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, at: Millis, before: &Before) -> Result<()> {
    let before = serde_json::to_string(before).map_err(|error| Error::Damaged(error.to_string()))?;
    conn.prepare_cached("INSERT INTO renames (document_id, renamed_at, before) VALUES (?1, ?2, ?3)")?
        .execute((id, at, before))?;
    Ok(())
}

/// The last renaming of a document that was not undone, with its number.
///
/// # Errors
/// When the database fails.
pub fn last(conn: &Connection, id: DocumentId) -> Result<Option<(i64, Before)>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, before FROM renames WHERE document_id = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1",
    )?;
    let found: Option<(i64, String)> = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.and_then(|(id, before)| Some((id, serde_json::from_str(&before).ok()?))))
}

/// Notes that a renaming was undone.
///
/// # Errors
/// When the database fails.
pub fn put_undone(conn: &Connection, id: i64) -> Result<()> {
    conn.prepare_cached("UPDATE renames SET undone = 1 WHERE id = ?1")?.execute([id])?;
    Ok(())
}
