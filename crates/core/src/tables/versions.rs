//! `versions`: what a person wrote, as it was before it was changed.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{DocumentId, Millis, Part, Result, VersionId, VersionReason};

/// A text as it was, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its identity.
    pub id: VersionId,
    /// The document that it is a text of.
    pub document_id: DocumentId,
    /// Which text: the commentary about an article, or the body of a note.
    pub part: Part,
    /// Why it was kept.
    pub reason: VersionReason,
    /// When it was last written in.
    pub written_at: Millis,
    /// When another text took its place.
    pub kept_at: Millis,
    /// How many words it has.
    pub words: u32,
}

const COLUMNS: &str = "id, document_id, part, reason, written_at, kept_at, words";

fn whole(row: &Row<'_>) -> rusqlite::Result<VersionRow> {
    Ok(VersionRow {
        id: row.get(0)?,
        document_id: row.get(1)?,
        part: row.get(2)?,
        reason: row.get(3)?,
        written_at: row.get(4)?,
        kept_at: row.get(5)?,
        words: row.get(6)?,
    })
}

/// Adds a version, or writes it anew.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, row: &VersionRow, markdown: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO versions (id, document_id, part, reason, written_at, kept_at, words, markdown)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(rusqlite::params![
        row.id,
        row.document_id,
        row.part,
        row.reason,
        row.written_at,
        row.kept_at,
        row.words,
        markdown,
    ])?;
    Ok(())
}

/// The versions of a document, newest first.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<VersionRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM versions WHERE document_id = ?1 ORDER BY written_at DESC, kept_at DESC, id DESC"
    ))?;
    let rows = statement.query_map([id], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The text of a version.
///
/// # Errors
/// When the database fails.
pub fn text(conn: &Connection, id: VersionId) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT markdown FROM versions WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// The version of a document that has just this text.
///
/// # Errors
/// When the database fails.
pub fn same(conn: &Connection, id: DocumentId, part: Part, words: u32, markdown: &str) -> Result<Option<VersionId>> {
    Ok(conn
        .prepare_cached(
            "SELECT id FROM versions WHERE document_id = ?1 AND part = ?2 AND words = ?3 AND markdown = ?4 LIMIT 1",
        )?
        .query_row((id, part, words, markdown), |row| row.get(0))
        .optional()?)
}

/// When a version of a document was last kept.
///
/// # Errors
/// When the database fails.
pub fn last_kept(conn: &Connection, id: DocumentId) -> Result<Option<Millis>> {
    Ok(conn
        .prepare_cached("SELECT max(kept_at) FROM versions WHERE document_id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// Forgets a version.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &Connection, id: VersionId) -> Result<()> {
    conn.prepare_cached("DELETE FROM versions WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Gives a version to another document.
///
/// # Errors
/// When the database fails.
pub fn move_to(conn: &Connection, id: VersionId, document: DocumentId) -> Result<()> {
    conn.prepare_cached("UPDATE versions SET document_id = ?2 WHERE id = ?1")?.execute((id, document))?;
    Ok(())
}
