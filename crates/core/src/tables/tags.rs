//! `tags`: which document has which tag.

use rusqlite::Connection;

use crate::{DocumentId, Result};

/// A tag as it is stored: no `#`, no white space at the ends, none inside, lower case kept as written.
pub fn tidy(tag: &str) -> Option<String> {
    let tag = tag.trim().trim_start_matches('#').split_whitespace().collect::<Vec<_>>().join("-");
    let tag = tag.trim_matches('/').to_owned();
    (!tag.is_empty()).then_some(tag)
}

/// The tags of a document, in order.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT tag FROM tags WHERE document_id = ?1 ORDER BY tag")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The documents that have exactly this tag, in the bin or not, the newest first.
///
/// # Errors
/// When the database fails.
pub fn having(conn: &Connection, tag: &str, limit: usize) -> Result<Vec<DocumentId>> {
    let mut statement =
        conn.prepare_cached("SELECT document_id FROM tags WHERE tag = ?1 ORDER BY document_id DESC LIMIT ?2")?;
    let rows = statement.query_map((tag, i64::try_from(limit).unwrap_or(i64::MAX)), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tags that a document was given, whether its texts say them or not.
///
/// # Errors
/// When the database fails.
pub fn given(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT tag FROM tags WHERE document_id = ?1 AND given = 1 ORDER BY tag")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tags of a document that its texts say: they only go with the words.
///
/// # Errors
/// When the database fails.
pub fn written(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT tag FROM tags WHERE document_id = ?1 AND written = 1 ORDER BY tag")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a tag; one that is there already stays.
///
/// # Errors
/// When the database fails.
pub fn add(conn: &Connection, id: DocumentId, tag: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO tags (document_id, tag, given) VALUES (?1, ?2, 1) ON CONFLICT (document_id, tag) DO UPDATE SET given = 1",
    )?
    .execute((id, tag))?;
    Ok(())
}

/// Takes a tag from a document, unless its texts say it.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &Connection, id: DocumentId, tag: &str) -> Result<()> {
    conn.prepare_cached("UPDATE tags SET given = 0 WHERE document_id = ?1 AND tag = ?2")?.execute((id, tag))?;
    sweep(conn, id)
}

/// Takes from a document every tag that was given.
///
/// # Errors
/// When the database fails.
pub fn clear(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached("UPDATE tags SET given = 0 WHERE document_id = ?1")?.execute([id])?;
    sweep(conn, id)
}

/// Notes the tags that a document's texts say, in the place of those that they said.
///
/// # Errors
/// When the database fails.
pub fn write(conn: &Connection, id: DocumentId, tags: &[String]) -> Result<()> {
    conn.prepare_cached("UPDATE tags SET written = 0 WHERE document_id = ?1 AND written = 1")?.execute([id])?;
    let mut add = conn.prepare_cached(
        "INSERT INTO tags (document_id, tag, given, written) VALUES (?1, ?2, 0, 1)
         ON CONFLICT (document_id, tag) DO UPDATE SET written = 1",
    )?;
    for tag in tags {
        add.execute((id, tag))?;
    }
    sweep(conn, id)
}

fn sweep(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM tags WHERE document_id = ?1 AND given = 0 AND written = 0")?.execute([id])?;
    Ok(())
}

/// Every tag in use and how many documents have it, by name.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &Connection) -> Result<Vec<(String, u32)>> {
    let mut statement = conn.prepare_cached(
        "SELECT tag, count(*) FROM tags JOIN documents ON documents.id = tags.document_id
         WHERE deleted_at IS NULL AND merged_into IS NULL GROUP BY tag ORDER BY tag COLLATE NOCASE",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
