//! `fingerprints` and `bands`: by which articles of the same text are found at a cost that does not grow with the library.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::likeness::Fingerprint;
use crate::{DocumentId, Result, SnapshotId};

/// The most articles that are compared with one.
const MOST: u32 = 20;

/// Writes the fingerprint of an article in the place of the one that was there.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, snapshot: SnapshotId, fingerprint: &Fingerprint) -> Result<()> {
    clear(conn, id)?;
    conn.prepare_cached("INSERT INTO fingerprints (document_id, snapshot_id, text_hash) VALUES (?1, ?2, ?3)")?
        .execute((id, snapshot, fingerprint.text))?;
    let mut band = conn.prepare_cached("INSERT INTO bands (document_id, band, hash) VALUES (?1, ?2, ?3)")?;
    for (number, hash) in (0_i64..).zip(&fingerprint.bands) {
        band.execute((id, number, hash))?;
    }
    Ok(())
}

/// Takes the fingerprint of an article away.
///
/// # Errors
/// When the database fails.
pub fn clear(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached("DELETE FROM fingerprints WHERE document_id = ?1")?.execute([id])?;
    conn.prepare_cached("DELETE FROM bands WHERE document_id = ?1")?.execute([id])?;
    Ok(())
}

/// The articles that may have the same text as one: those of equal words first, then those that share most bands. At most
/// 20 of each band are looked at, so that a text that is everywhere costs no more than another.
///
/// # Errors
/// When the database fails.
pub fn like(conn: &Connection, id: DocumentId, fingerprint: &Fingerprint) -> Result<Vec<DocumentId>> {
    let mut shared: HashMap<DocumentId, usize> = HashMap::new();
    let mut equal = conn.prepare_cached(
        "SELECT document_id FROM fingerprints WHERE text_hash = ?1 AND document_id <> ?2
             AND EXISTS (SELECT 1 FROM documents WHERE id = document_id AND merged_into IS NULL)
         LIMIT ?3",
    )?;
    for found in equal.query_map((fingerprint.text, id, MOST), |row| row.get(0))? {
        *shared.entry(found?).or_default() += fingerprint.bands.len();
    }
    let mut band = conn.prepare_cached(
        "SELECT document_id FROM bands WHERE band = ?1 AND hash = ?2 AND document_id <> ?3
             AND EXISTS (SELECT 1 FROM documents WHERE id = document_id AND merged_into IS NULL)
         LIMIT ?4",
    )?;
    for (number, hash) in (0_i64..).zip(&fingerprint.bands) {
        for found in band.query_map((number, hash, id, MOST), |row| row.get(0))? {
            *shared.entry(found?).or_default() += 1;
        }
    }
    let mut found: Vec<(DocumentId, usize)> = shared.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(found.into_iter().take(MOST as usize).map(|(id, _)| id).collect())
}
