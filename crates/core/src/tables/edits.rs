//! `edits`: what was done to outlines and highlights, so that it can be undone in this session and the next.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::highlights::Highlight;
use super::points::PointRow;
use crate::{DocumentId, Error, Millis, PointId, Result};

/// Most edits that are kept of one article.
const MOST: u32 = 1000;

/// A row as it was before an edit, if it was there, and after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditedRow {
    /// A point of the outline.
    Point {
        /// Before.
        before: Option<PointRow>,
        /// After.
        after: PointRow,
    },
    /// A highlight.
    Highlight {
        /// Before.
        before: Option<Highlight>,
        /// After.
        after: Highlight,
    },
}

/// An edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its number.
    pub id: i64,
    /// When it was made.
    pub made_at: Millis,
    /// What was done, as a person reads it.
    pub label: String,
    /// What goes together with it, such as typing in one point.
    pub gesture: Option<String>,
    /// What it changed.
    pub rows: Vec<EditedRow>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Edit, String)> {
    let edit =
        Edit { id: row.get(0)?, made_at: row.get(1)?, label: row.get(2)?, gesture: row.get(3)?, rows: Vec::new() };
    Ok((edit, row.get(4)?))
}

fn one(conn: &Connection, sql: &str, document: DocumentId) -> Result<Option<Edit>> {
    let found = conn.prepare_cached(sql)?.query_row([document], read).optional()?;
    found
        .map(|(edit, rows)| {
            let rows = serde_json::from_str(&rows).map_err(|error| Error::Damaged(error.to_string()))?;
            Ok(Edit { rows, ..edit })
        })
        .transpose()
}

/// The edit that would be undone next.
///
/// # Errors
/// When the database fails.
pub fn last(conn: &Connection, document: DocumentId) -> Result<Option<Edit>> {
    let sql = "SELECT id, made_at, label, gesture, rows FROM edits WHERE document_id = ?1 AND undone = 0
        ORDER BY id DESC LIMIT 1";
    one(conn, sql, document)
}

/// The edit that would be redone next.
///
/// # Errors
/// When the database fails.
pub fn undone(conn: &Connection, document: DocumentId) -> Result<Option<Edit>> {
    let sql = "SELECT id, made_at, label, gesture, rows FROM edits WHERE document_id = ?1 AND undone = 1
        ORDER BY id LIMIT 1";
    one(conn, sql, document)
}

/// Adds an edit. What was undone before it can no longer be redone.
///
/// # Errors
/// When the database fails.
pub fn add(
    conn: &Connection,
    document: DocumentId,
    now: Millis,
    label: &str,
    gesture: Option<&str>,
    rows: &[EditedRow],
) -> Result<()> {
    conn.prepare_cached("DELETE FROM edits WHERE document_id = ?1 AND undone = 1")?.execute([document])?;
    conn.prepare_cached("INSERT INTO edits (document_id, made_at, label, gesture, rows) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((document, now, label, gesture, json(rows)?))?;
    conn.prepare_cached(
        "DELETE FROM edits WHERE document_id = ?1 AND id <= (
             SELECT id FROM edits WHERE document_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute((document, MOST))?;
    Ok(())
}

/// Gives an edit other rows.
///
/// # Errors
/// When the database fails.
pub fn set_rows(conn: &Connection, id: i64, rows: &[EditedRow]) -> Result<()> {
    conn.prepare_cached("UPDATE edits SET rows = ?2 WHERE id = ?1")?.execute((id, json(rows)?))?;
    Ok(())
}

/// Notes that an edit was undone, or done again.
///
/// # Errors
/// When the database fails.
pub fn set_undone(conn: &Connection, id: i64, undone: bool) -> Result<()> {
    conn.prepare_cached("UPDATE edits SET undone = ?2 WHERE id = ?1")?.execute((id, undone))?;
    Ok(())
}

fn json(rows: &[EditedRow]) -> Result<String> {
    serde_json::to_string(rows).map_err(|error| Error::Damaged(error.to_string()))
}

/// The points of an article that were drafted before a person edited them.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn drafted(conn: &Connection, document: DocumentId) -> Result<Vec<PointId>> {
    let mut statement = conn.prepare_cached("SELECT rows FROM edits WHERE document_id = ?1")?;
    let mut found = Vec::new();
    for rows in statement.query_map([document], |row| row.get::<_, String>(0))? {
        let rows: Vec<EditedRow> = serde_json::from_str(&rows?).map_err(|error| Error::Damaged(error.to_string()))?;
        found.extend(rows.into_iter().filter_map(|row| match row {
            EditedRow::Point { before: Some(before), .. } if before.drafted => Some(before.id),
            _ => None,
        }));
    }
    Ok(found)
}
