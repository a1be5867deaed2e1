//! Keeping files as they were, and knowing them again.

use rusqlite::Connection;

use crate::tables::imported_files::{self, ImportedFile};
use crate::tables::imported_parts::{self, ImportedPart, Kept};
use crate::tables::{documents, import_runs, names};
use crate::{DocumentId, FileId, ImportId, Result, Tx, title};

/// A file that is taken in, to be kept as it is.
#[derive(Clone, Copy, Debug)]
pub struct FileToKeep<'a> {
    /// Its name, with the folders beneath the one that is imported.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What it was read as.
    pub format: &'a str,
    /// Whether its spoilt characters were repaired.
    pub repaired: bool,
    /// The document that holds its whole text, if any does.
    pub document: Option<DocumentId>,
    /// The articles and days that its parts became, each with its place among them.
    pub parts: &'a [(u32, DocumentId, Kept)],
}

/// A file that was taken in before.
#[derive(Clone, Debug)]
pub struct KnownFile {
    /// The file.
    pub file: ImportedFile,
    /// What became of its parts.
    pub parts: Vec<ImportedPart>,
}

impl KnownFile {
    /// The part at a place, if its article or day is not in the bin.
    ///
    /// # Errors
    /// When the database fails.
    pub fn part(&self, conn: &Connection, position: u32) -> Result<Option<&ImportedPart>> {
        // They are in the order of their places.
        let Ok(at) = self.parts.binary_search_by_key(&position, |part| part.position) else { return Ok(None) };
        let part = &self.parts[at];
        let alive = documents::get(conn, part.document_id)?.deleted_at.is_none();
        Ok(alive.then_some(part))
    }
}

/// The file with just these bytes that was taken in before and not taken back: of this name, or under another name as a
/// document of this title. Empty notes, and those made of one template, differ by nothing but their names.
///
/// # Errors
/// When the database fails.
pub fn known_file(conn: &Connection, bytes: &[u8], path: &str, title: &str) -> Result<Option<KnownFile>> {
    let mut files = imported_files::by_hash(conn, &blake3::hash(bytes).to_hex())?;
    files.sort_by_key(|file| file.path != path);
    for file in files {
        let is_other = match file.document_id.filter(|_| file.path != path) {
            Some(id) => documents::get(conn, id)?.title != title::tidy(title),
            None => false,
        };
        if is_other {
            continue;
        }
        if import_runs::get(conn, file.import_id)?.is_some_and(|run| run.undone_at.is_none()) {
            let parts = imported_parts::of_file(conn, file.id)?;
            return Ok(Some(KnownFile { file, parts }));
        }
    }
    Ok(None)
}

/// Keeps a file as it is. One that was imported before under another name has that name no more, unless it came twice at once.
///
/// # Errors
/// When the database fails.
pub fn keep_file(tx: &Tx<'_>, import: ImportId, file: FileToKeep<'_>) -> Result<()> {
    let conn = tx.conn();
    let hash = blake3::hash(file.bytes).to_hex().to_string();
    let before = imported_files::by_hash(conn, &hash)?;
    let same = before.iter().find(|other| other.path == file.path);
    let other = same.or_else(|| before.iter().find(|other| other.import_id != import));
    let undone = match other {
        Some(other) => import_runs::get(conn, other.import_id)?.is_none_or(|run| run.undone_at.is_some()),
        None => true,
    };
    let id = other.map_or_else(|| FileId(tx.new_id()), |other| other.id);
    let kept = ImportedFile {
        id,
        import_id: other.filter(|_| !undone).map_or(import, |other| other.import_id),
        path: file.path.to_owned(),
        hash,
        format: file.format.to_owned(),
        repaired: file.repaired,
        document_id: file.document,
    };
    imported_files::put(conn, &kept, file.bytes)?;
    if let Some(document) = file.document {
        let path = std::path::Path::new(file.path).with_extension("");
        names::put_path(conn, document, &path.to_string_lossy())?;
    }
    imported_parts::forget(conn, id)?;
    for (position, document_id, kept) in file.parts {
        let part = ImportedPart { file_id: id, position: *position, document_id: *document_id, kept: kept.clone() };
        imported_parts::put(conn, &part)?;
    }
    Ok(())
}
