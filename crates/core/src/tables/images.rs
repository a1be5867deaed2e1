//! `images`: where in `blobs/` the images of a snapshot lie.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::{BlobHash, Result, SnapshotId};

/// Records an image of a snapshot, by the address that its page gave.
///
/// # Errors
/// When the database fails.
pub fn add(conn: &Connection, id: SnapshotId, url: &str, blob: BlobHash, media_type: &str) -> Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO images (snapshot_id, url, blob, media_type) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id, url, blob, media_type))?;
    Ok(())
}

/// The images of a snapshot: the address on the page, and the blob.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: SnapshotId) -> Result<BTreeMap<String, BlobHash>> {
    let mut statement = conn.prepare_cached("SELECT url, blob FROM images WHERE snapshot_id = ?1")?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The media type of an image blob, or `None` when no snapshot has such an image: raw pages are never served.
///
/// # Errors
/// When the database fails.
pub fn media_type(conn: &Connection, blob: BlobHash) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT media_type FROM images WHERE blob = ?1 LIMIT 1")?
        .query_row([blob], |row| row.get(0))
        .optional()?)
}
