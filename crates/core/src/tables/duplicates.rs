//! `duplicates`: pairs of articles that have the same text, to be merged or kept apart as a person says.

use rusqlite::{Connection, Row};

use crate::{DocumentId, Millis, Result};

/// Two articles of the same text.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// One of them.
    pub one: DocumentId,
    /// The other, which is younger.
    pub other: DocumentId,
    /// How alike they are: 0 to 1.
    pub likeness: f64,
    /// When that was found.
    pub found_at: Millis,
}

/// That both of a pair are there to be merged, and that nobody said to keep them apart.
pub(super) const OPEN: &str = "declined_at IS NULL
    AND EXISTS (SELECT 1 FROM documents WHERE id = one_id AND deleted_at IS NULL AND merged_into IS NULL)
    AND EXISTS (SELECT 1 FROM documents WHERE id = other_id AND deleted_at IS NULL AND merged_into IS NULL)";

fn whole(row: &Row<'_>) -> rusqlite::Result<Duplicate> {
    Ok(Duplicate { one: row.get(0)?, other: row.get(1)?, likeness: row.get(2)?, found_at: row.get(3)? })
}

/// Writes that two articles have the same text. What a person said about them stays.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, a: DocumentId, b: DocumentId, likeness: f64, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO duplicates (one_id, other_id, likeness, found_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (one_id, other_id) DO UPDATE SET likeness = ?3",
    )?
    .execute((a.min(b), a.max(b), likeness, now))?;
    Ok(())
}

/// Forgets the pairs of an article about which nobody said anything. Answers the other articles.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &Connection, id: DocumentId) -> Result<Vec<DocumentId>> {
    let mut statement = conn.prepare_cached(
        "DELETE FROM duplicates WHERE (one_id = ?1 OR other_id = ?1) AND declined_at IS NULL
         RETURNING CASE one_id WHEN ?1 THEN other_id ELSE one_id END",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes that two articles are to be kept apart, whatever their texts.
///
/// # Errors
/// When the database fails.
pub fn decline(conn: &Connection, a: DocumentId, b: DocumentId, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO duplicates (one_id, other_id, likeness, found_at, declined_at) VALUES (?1, ?2, 0, ?3, ?3)
         ON CONFLICT (one_id, other_id) DO UPDATE SET declined_at = ?3",
    )?
    .execute((a.min(b), a.max(b), now))?;
    Ok(())
}

/// The pairs to be merged or kept apart, newest first.
///
/// # Errors
/// When the database fails.
pub fn open(conn: &Connection, limit: u32) -> Result<Vec<Duplicate>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT one_id, other_id, likeness, found_at FROM duplicates WHERE {OPEN}
         ORDER BY found_at DESC, one_id, other_id LIMIT ?1"
    ))?;
    let rows = statement.query_map([limit], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The pairs of one article, the most alike first.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<Duplicate>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT one_id, other_id, likeness, found_at FROM duplicates WHERE (one_id = ?1 OR other_id = ?1) AND {OPEN}
         ORDER BY likeness DESC, one_id, other_id"
    ))?;
    let rows = statement.query_map([id], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
