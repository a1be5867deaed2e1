//! `passes`: how far work over the whole library has come, so that it goes on where it was left.

use rusqlite::{Connection, OptionalExtension};

use crate::{Millis, Result};

/// How far a pass has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The version of what it does.
    pub version: u32,
    /// The last row that it has done, in the pass's own words.
    pub reached: Option<String>,
    /// When it was done with all rows.
    pub finished_at: Option<Millis>,
}

/// Reads how far a pass has come.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, name: &str) -> Result<Option<Pass>> {
    Ok(conn
        .prepare_cached("SELECT version, reached, finished_at FROM passes WHERE name = ?1")?
        .query_row([name], |row| Ok(Pass { version: row.get(0)?, reached: row.get(1)?, finished_at: row.get(2)? }))
        .optional()?)
}

/// Writes how far a pass has come.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, name: &str, pass: &Pass) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO passes (name, version, reached, finished_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute((name, pass.version, &pass.reached, pass.finished_at))?;
    Ok(())
}
