//! `past_searches`: searches that were made, each once.

use rusqlite::Connection;

use crate::{Millis, Result};

/// How many are kept.
const KEPT: u32 = 200;

/// A search that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastSearch {
    /// The search, as it was typed.
    pub query: String,
    /// When it was made last.
    pub searched_at: Millis,
}

/// The newest, newest first.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &Connection, limit: u32) -> Result<Vec<PastSearch>> {
    let mut statement =
        conn.prepare_cached("SELECT query, searched_at FROM past_searches ORDER BY searched_at DESC LIMIT ?1")?;
    let rows = statement.query_map([limit], |row| Ok(PastSearch { query: row.get(0)?, searched_at: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that a search was made; the oldest go when there are many.
///
/// # Errors
/// When the database fails.
pub fn note(conn: &Connection, query: &str, now: Millis) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO past_searches (query, searched_at) VALUES (?1, ?2)")?
        .execute((query, now))?;
    conn.prepare_cached(
        "DELETE FROM past_searches WHERE query IN (SELECT query FROM past_searches ORDER BY searched_at DESC LIMIT -1 OFFSET ?1)",
    )?
    .execute([KEPT])?;
    Ok(())
}

/// Forgets one, or all.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &Connection, query: Option<&str>) -> Result<()> {
    conn.prepare_cached("DELETE FROM past_searches WHERE ?1 IS NULL OR query = ?1")?.execute([query])?;
    Ok(())
}
