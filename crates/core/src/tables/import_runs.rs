//! `import_runs` and `import_changes`: imports, and what each did to which documents.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::{DocumentId, Error, ImportId, Millis, PointId, Result, Voice};

/// An import: all files that were taken in at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Its identity.
    pub id: ImportId,
    /// The file or folder, as a person knows it.
    pub name: String,
    /// When it was made.
    pub made_at: Millis,
    /// When it was taken back.
    pub undone_at: Option<Millis>,
}

/// What an import did to a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Whether it made the document, or took it out of the bin.
    pub added: bool,
    /// The points that it wrote.
    pub points: Vec<AddedPoint>,
    /// What it wrote into the commentary, piece by piece.
    pub commentary: Vec<String>,
    /// The entries that it wrote into a day, as they stand there.
    pub items: Vec<String>,
    /// The hash of all words of the document after it.
    pub state: String,
}

/// A point that an import wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedPoint {
    /// The point.
    pub id: PointId,
    /// Its words.
    pub text: String,
    /// Whose they are.
    pub voice: Voice,
}

fn read(row: &Row<'_>) -> rusqlite::Result<ImportRun> {
    Ok(ImportRun { id: row.get(0)?, name: row.get(1)?, made_at: row.get(2)?, undone_at: row.get(3)? })
}

/// Notes an import, unless it is noted.
///
/// # Errors
/// When the database fails.
pub fn begin(conn: &Connection, id: ImportId, name: &str, now: Millis) -> Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO import_runs (id, name, made_at) VALUES (?1, ?2, ?3)")?
        .execute((id, name, now))?;
    Ok(())
}

/// An import.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: ImportId) -> Result<Option<ImportRun>> {
    let mut statement = conn.prepare_cached("SELECT id, name, made_at, undone_at FROM import_runs WHERE id = ?1")?;
    Ok(statement.query_row([id], read).optional()?)
}

/// The imports that changed something, newest first.
///
/// # Errors
/// When the database fails.
pub fn all(conn: &Connection) -> Result<Vec<ImportRun>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, made_at, undone_at FROM import_runs
         WHERE EXISTS (SELECT 1 FROM import_changes WHERE import_id = import_runs.id) ORDER BY made_at DESC, id DESC",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that an import was taken back.
///
/// # Errors
/// When the database fails.
pub fn set_undone(conn: &Connection, id: ImportId, now: Millis) -> Result<()> {
    conn.prepare_cached("UPDATE import_runs SET undone_at = ?2 WHERE id = ?1")?.execute((id, now))?;
    Ok(())
}

/// What an import did to a document; nothing when it left it alone.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn change(conn: &Connection, id: ImportId, document: DocumentId) -> Result<Option<Change>> {
    let found: Option<String> = conn
        .prepare_cached("SELECT change FROM import_changes WHERE import_id = ?1 AND document_id = ?2")?
        .query_row((id, document), |row| row.get(0))
        .optional()?;
    found.map(|change| parsed(&change)).transpose()
}

/// All that an import did.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn changes(conn: &Connection, id: ImportId) -> Result<Vec<(DocumentId, Change)>> {
    let mut statement = conn
        .prepare_cached("SELECT document_id, change FROM import_changes WHERE import_id = ?1 ORDER BY document_id")?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| row.map_err(Error::from).and_then(|(document, change)| Ok((document, parsed(&change)?)))).collect()
}

/// Writes what an import did to a document.
///
/// # Errors
/// When the database fails.
pub fn put_change(conn: &Connection, id: ImportId, document: DocumentId, change: &Change) -> Result<()> {
    let change = serde_json::to_string(change).map_err(|error| Error::Damaged(error.to_string()))?;
    conn.prepare_cached("INSERT OR REPLACE INTO import_changes (import_id, document_id, change) VALUES (?1, ?2, ?3)")?
        .execute((id, document, change))?;
    Ok(())
}

/// How many documents an import changed, and those of its articles whose clips wait until a person resumes them.
///
/// # Errors
/// When the database fails.
pub fn outcome(conn: &Connection, id: ImportId) -> Result<(u32, Vec<DocumentId>)> {
    let count = conn
        .prepare_cached("SELECT count(*) FROM import_changes WHERE import_id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(
        "SELECT document_id FROM clips WHERE state = 'queued' AND paused = 1
             AND document_id IN (SELECT document_id FROM import_changes WHERE import_id = ?1)
             AND EXISTS (SELECT 1 FROM documents
                 WHERE documents.id = document_id AND deleted_at IS NULL AND merged_into IS NULL)
         ORDER BY document_id",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok((count, rows.collect::<Result<_, _>>()?))
}

fn parsed(change: &str) -> Result<Change> {
    serde_json::from_str(change).map_err(|error| Error::Damaged(error.to_string()))
}
