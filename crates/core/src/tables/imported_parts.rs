//! `imported_parts`: the articles, days and notes that the parts of imported files became.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::{DocumentId, Error, FileId, ImportId, PointId, Result, Voice};

/// A part of an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPart {
    /// The file.
    pub file_id: FileId,
    /// Its place among the articles or days of the file.
    pub position: u32,
    /// The article, day or note that it became.
    pub document_id: DocumentId,
    /// What was imported.
    pub kept: Kept,
}

/// What was imported of a part, and what the document was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// An article.
    Article(KeptArticle),
    /// A day of a log.
    Day(KeptDay),
    /// A note of its own: its text.
    Note(String),
}

/// An article as a post spoke of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptArticle {
    /// Its address, as the file has it.
    pub url: String,
    /// Its outline, with the points that the lines became.
    pub outline: Vec<KeptPoint>,
    /// The points that the article had besides.
    pub beside: Vec<PointId>,
    /// The commentary in the file.
    pub commentary: String,
    /// The commentary that the article had before.
    pub before: String,
}

/// A line of an outline and the point that it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPoint {
    /// The point.
    pub id: PointId,
    /// Its words.
    pub text: String,
    /// Whose they are.
    pub voice: Voice,
    /// Its place among its siblings.
    pub rank: String,
    /// The lines beneath it.
    pub children: Vec<KeptPoint>,
}

/// A day as a log told it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDay {
    /// Its entries.
    pub entries: Vec<String>,
    /// The whole day, after they were taken in.
    pub after: String,
}

type Raw = (FileId, u32, DocumentId, String);

fn read(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn whole((file_id, position, document_id, kept): Raw) -> Result<ImportedPart> {
    let kept = serde_json::from_str(&kept).map_err(|error| Error::Damaged(error.to_string()))?;
    Ok(ImportedPart { file_id, position, document_id, kept })
}

/// The parts of a file, in order.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn of_file(conn: &Connection, file: FileId) -> Result<Vec<ImportedPart>> {
    let mut statement = conn.prepare_cached(
        "SELECT file_id, position, document_id, kept FROM imported_parts WHERE file_id = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([file], read)?;
    rows.map(|row| whole(row?)).collect()
}

/// What all files said of an article or a day, in the order in which they came; also of articles that were merged into it.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn of_document(conn: &Connection, document: DocumentId) -> Result<Vec<ImportedPart>> {
    let mut statement = conn.prepare_cached(
        "SELECT file_id, position, document_id, kept FROM imported_parts
         WHERE document_id = ?1 OR document_id IN (SELECT id FROM documents WHERE merged_into = ?1)
         ORDER BY file_id, position",
    )?;
    let rows = statement.query_map([document], read)?;
    rows.map(|row| whole(row?)).collect()
}

/// Writes a part down.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, part: &ImportedPart) -> Result<()> {
    let kept = serde_json::to_string(&part.kept).map_err(|error| Error::Damaged(error.to_string()))?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO imported_parts (file_id, position, document_id, kept) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((part.file_id, part.position, part.document_id, kept))?;
    Ok(())
}

/// Forgets the parts of a file.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &Connection, file: FileId) -> Result<()> {
    conn.prepare_cached("DELETE FROM imported_parts WHERE file_id = ?1")?.execute([file])?;
    Ok(())
}

/// What other imports than this one said of an article or a day.
///
/// # Errors
/// When the database fails; [`Error::Damaged`].
pub fn of_others(conn: &Connection, document: DocumentId, import: ImportId) -> Result<Vec<ImportedPart>> {
    let mut statement = conn.prepare_cached(
        "SELECT file_id, position, imported_parts.document_id, kept
         FROM imported_parts JOIN imported_files ON imported_files.id = file_id
         WHERE imported_parts.document_id = ?1 AND import_id <> ?2 ORDER BY file_id, position",
    )?;
    let rows = statement.query_map((document, import), read)?;
    rows.map(|row| whole(row?)).collect()
}

/// The first of the other imports that spoke of an article or a day.
///
/// # Errors
/// When the database fails.
pub fn other_import(conn: &Connection, document: DocumentId, import: ImportId) -> Result<Option<ImportId>> {
    let mut statement = conn.prepare_cached(
        "SELECT import_id FROM imported_parts JOIN imported_files ON imported_files.id = file_id
         WHERE imported_parts.document_id = ?1 AND import_id <> ?2 ORDER BY import_id LIMIT 1",
    )?;
    Ok(statement.query_row((document, import), |row| row.get(0)).optional()?)
}
