//! `imports`: the texts that came from files.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Result};

/// The document that was made of a text, by the text's hash.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, hash: &str) -> Result<Option<DocumentId>> {
    let mut statement = conn.prepare_cached("SELECT document_id FROM imports WHERE hash = ?1")?;
    Ok(statement.query_row([hash], |row| row.get(0)).optional()?)
}

/// Notes which document was made of a text.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, hash: &str, document: DocumentId) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO imports (hash, document_id) VALUES (?1, ?2)")?
        .execute((hash, document))?;
    Ok(())
}
