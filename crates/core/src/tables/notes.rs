//! `notes`: the Markdown of a note.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Result};

/// The Markdown of a note, or `None` when the document is no note.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: DocumentId) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT markdown FROM notes WHERE document_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Writes the Markdown of a note.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, markdown: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO notes (document_id, markdown) VALUES (?1, ?2)
         ON CONFLICT (document_id) DO UPDATE SET markdown = excluded.markdown",
    )?
    .execute((id, markdown))?;
    Ok(())
}
