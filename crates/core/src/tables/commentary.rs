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

/// Writes the commentary about an article.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, markdown: &str, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO commentary (document_id, markdown, updated_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (document_id) DO UPDATE SET markdown = excluded.markdown, updated_at = excluded.updated_at",
    )?
    .execute((id, markdown, now))?;
    Ok(())
}
