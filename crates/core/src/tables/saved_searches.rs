//! `saved_searches`: searches that a person keeps.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Error, Millis, Result, SearchId};

/// A search that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its identity.
    pub id: SearchId,
    /// What a person calls it.
    pub name: String,
    /// The search, as it is typed.
    pub query: String,
    /// When it was forgotten.
    pub deleted_at: Option<Millis>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<SavedSearch> {
    Ok(SavedSearch { id: row.get(0)?, name: row.get(1)?, query: row.get(2)?, deleted_at: row.get(3)? })
}

/// All that are kept, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn all(conn: &Connection) -> Result<Vec<SavedSearch>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, query, deleted_at FROM saved_searches WHERE deleted_at IS NULL ORDER BY id",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One of them, forgotten or not.
///
/// # Errors
/// [`Error::NoSearch`].
pub fn get(conn: &Connection, id: SearchId) -> Result<SavedSearch> {
    let found = conn
        .prepare_cached("SELECT id, name, query, deleted_at FROM saved_searches WHERE id = ?1")?
        .query_row([id], read)
        .optional()?;
    found.ok_or_else(|| Error::NoSearch(id.to_string()))
}

/// Writes one, new or not.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, search: &SavedSearch, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO saved_searches (id, name, query, created_at, updated_at, deleted_at) VALUES (?1, ?2, ?3, ?4, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, updated_at = excluded.updated_at,
             deleted_at = excluded.deleted_at",
    )?
    .execute((search.id, &search.name, &search.query, now, search.deleted_at))?;
    Ok(())
}

/// A number that changes when any of them does.
///
/// # Errors
/// When the database fails.
pub fn state(conn: &Connection) -> Result<(u64, Millis)> {
    let mut statement = conn.prepare_cached("SELECT count(*), coalesce(sum(updated_at), 0) FROM saved_searches")?;
    let (count, updated): (i64, Millis) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((u64::try_from(count).unwrap_or(0), updated))
}
