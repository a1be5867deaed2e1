//! `commentary`: your own Markdown about an article.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Millis, Result};

/// The commentary about an article; empty when there is none.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: DocumentId) -> Result<String> {
    Ok(conn
        .prepare_cached("SELECT markdown FROM commentary WHERE document_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

/// When the commentary about an article came to be, and when it was last written in; `None` when there never was any.
///
/// # Errors
/// When the database fails.
pub fn times(conn: &Connection, id: DocumentId) -> Result<Option<(Millis, Millis)>> {
    Ok(conn
        .prepare_cached("SELECT begun_at, updated_at FROM commentary WHERE document_id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Writes the commentary about an article.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, markdown: &str, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO commentary (document_id, markdown, updated_at, begun_at) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (document_id) DO UPDATE SET markdown = excluded.markdown, updated_at = excluded.updated_at,
             begun_at = CASE WHEN trim(markdown, char(9, 10, 13, 32)) = '' THEN excluded.begun_at ELSE begun_at END",
    )?
    .execute((id, markdown, now))?;
    Ok(())
}
