//! `pictures`: where in `blobs/` the pictures lie that a person's own texts show.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::{BlobHash, DocumentId, Result};

/// Records a picture of a document, by what its text calls it. `name` is the last part of that, as titles are compared.
///
/// # Errors
/// When the database fails.
pub fn put(
    conn: &Connection,
    id: DocumentId,
    target: &str,
    name: &str,
    blob: BlobHash,
    media_type: &str,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO pictures (document_id, target, name, blob, media_type) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((id, target, name, blob, media_type))?;
    Ok(())
}

/// A picture of a document, by what its text calls it.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: DocumentId, target: &str) -> Result<Option<BlobHash>> {
    Ok(conn
        .prepare_cached("SELECT blob FROM pictures WHERE document_id = ?1 AND target = ?2")?
        .query_row((id, target), |row| row.get(0))
        .optional()?)
}

/// The pictures of a document, by what its text calls them.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<BTreeMap<String, BlobHash>> {
    let mut statement = conn.prepare_cached("SELECT target, blob FROM pictures WHERE document_id = ?1")?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The pictures of any document that bear a name: no more than two, which is enough to tell one from several.
///
/// # Errors
/// When the database fails.
pub fn named(conn: &Connection, name: &str) -> Result<Vec<BlobHash>> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT blob FROM pictures WHERE name = ?1 LIMIT 2")?;
    let rows = statement.query_map([name], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The media type of a picture, or `None` when no text shows such a one.
///
/// # Errors
/// When the database fails.
pub fn media_type(conn: &Connection, blob: BlobHash) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT media_type FROM pictures WHERE blob = ?1 LIMIT 1")?
        .query_row([blob], |row| row.get(0))
        .optional()?)
}
