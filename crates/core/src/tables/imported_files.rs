//! `imported_files`: files as they were when they were imported.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{DocumentId, FileId, ImportId, Result};

/// A file that was imported, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedFile {
    /// Its identity.
    pub id: FileId,
    /// The import that it came by.
    pub import_id: ImportId,
    /// Its name, with the folders beneath the one that was imported, set apart by `/`.
    pub path: String,
    /// The hash of its bytes.
    pub hash: String,
    /// What it was read as.
    pub format: String,
    /// Whether its spoilt characters were repaired.
    pub repaired: bool,
    /// The document that holds its whole text, if any does.
    pub document_id: Option<DocumentId>,
}

const COLUMNS: &str = "id, import_id, path, hash, format, repaired, document_id";

fn read(row: &Row<'_>) -> rusqlite::Result<ImportedFile> {
    Ok(ImportedFile {
        id: row.get(0)?,
        import_id: row.get(1)?,
        path: row.get(2)?,
        hash: row.get(3)?,
        format: row.get(4)?,
        repaired: row.get(5)?,
        document_id: row.get(6)?,
    })
}

/// The files with just these bytes, oldest first.
///
/// # Errors
/// When the database fails.
pub fn by_hash(conn: &Connection, hash: &str) -> Result<Vec<ImportedFile>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM imported_files WHERE hash = ?1 ORDER BY id"))?;
    let rows = statement.query_map([hash], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All files, by their paths. Some may have left the library since.
///
/// # Errors
/// When the database fails.
pub fn all(conn: &Connection) -> Result<Vec<ImportedFile>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM imported_files ORDER BY path, id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The files of an import.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, import: ImportId) -> Result<Vec<ImportedFile>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM imported_files WHERE import_id = ?1 ORDER BY path, id"))?;
    let rows = statement.query_map([import], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The bytes of a file.
///
/// # Errors
/// When the database fails.
pub fn bytes(conn: &Connection, id: FileId) -> Result<Vec<u8>> {
    let found = conn
        .prepare_cached("SELECT bytes FROM imported_files WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Writes a file down. Of one that is there, the bytes stay.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, file: &ImportedFile, bytes: &[u8]) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO imported_files (id, import_id, path, hash, bytes, format, repaired, document_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET import_id = ?2, path = ?3, format = ?6, repaired = ?7, document_id = ?8",
    )?
    .execute((
        file.id,
        file.import_id,
        &file.path,
        &file.hash,
        bytes,
        &file.format,
        file.repaired,
        file.document_id,
    ))?;
    Ok(())
}
