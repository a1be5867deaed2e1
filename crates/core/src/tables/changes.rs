//! `changes`: the last change of each document, by a number that only grows. The index follows it.

use rusqlite::Connection;

use crate::{DocumentId, Result};

/// Records that a document changed.
///
/// # Errors
/// When the database fails.
pub fn record(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO changes (document_id) VALUES (?1)")?.execute([id])?;
    Ok(())
}

/// The number of the newest change; 0 in a new library.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &Connection) -> Result<u64> {
    let seq: Option<i64> = conn.prepare_cached("SELECT max(seq) FROM changes")?.query_row([], |row| row.get(0))?;
    Ok(seq.and_then(|seq| u64::try_from(seq).ok()).unwrap_or(0))
}

/// How many documents changed after `seq`.
///
/// # Errors
/// When the database fails.
pub fn count_since(conn: &Connection, seq: u64) -> Result<u64> {
    let mut statement = conn.prepare_cached("SELECT count(*) FROM changes WHERE seq > ?1")?;
    let count: i64 = statement.query_row([i64::try_from(seq).unwrap_or(i64::MAX)], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The documents that changed last, the last first.
///
/// # Errors
/// When the database fails.
pub fn last(conn: &Connection, limit: usize) -> Result<Vec<DocumentId>> {
    let mut statement = conn.prepare_cached("SELECT document_id FROM changes ORDER BY seq DESC LIMIT ?1")?;
    let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The documents that changed after `seq`, oldest change first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn since(conn: &Connection, seq: u64, limit: usize) -> Result<Vec<(u64, DocumentId)>> {
    let mut statement =
        conn.prepare_cached("SELECT seq, document_id FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map((seq, limit), |row| {
        let seq: i64 = row.get(0)?;
        Ok((u64::try_from(seq).unwrap_or(0), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
