//! `readings`: how far a person has come with an article.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Millis, ReadingState, Result};

/// How far a person has come with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether it is read.
    pub state: ReadingState,
    /// Where the window stood in the text, in Unicode scalar values.
    pub position: u32,
}

/// How far a person has come with an article; unread, when it was never opened.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Reading> {
    let found = conn
        .prepare_cached("SELECT state, position FROM readings WHERE document_id = ?1")?
        .query_row([id], |row| Ok(Reading { state: row.get(0)?, position: row.get(1)? }))
        .optional()?;
    Ok(found.unwrap_or(Reading { state: ReadingState::Unread, position: 0 }))
}

/// Writes how far a person has come.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, reading: Reading, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO readings (document_id, state, position, changed_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (document_id) DO UPDATE SET state = excluded.state, position = excluded.position,
             changed_at = excluded.changed_at",
    )?
    .execute((id, reading.state, reading.position, now))?;
    Ok(())
}
