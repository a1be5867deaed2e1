//! `settings`: what a person chose for a library, by name.

use rusqlite::{Connection, OptionalExtension};

use crate::Result;

/// A setting, as JSON; `None` while nobody chose anything.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Keeps a setting.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, name: &str, value: &str) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)")?.execute((name, value))?;
    Ok(())
}
