//! Imported files, with what was edited since written in.

use std::collections::HashMap;

use postil_core::tables::documents::{self, Document};
use postil_core::tables::imported_files::{self, ImportedFile};
use postil_core::tables::imported_parts::{self, ImportedPart, Kept};
use postil_core::tables::notes;
use postil_core::{DocumentId, Result};
use postil_posts::{Edit, Read, ReadAs, Shape, read_as, repair, with_text, write, write_edited};
use rusqlite::Connection;

use super::{days, part};
use crate::wire::ImportProblem;

/// An imported file as it is to be written now.
pub(super) struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The documents that it was made of.
    pub documents: Vec<DocumentId>,
    /// The documents of which every word is in it.
    pub covered: Vec<DocumentId>,
    /// Edits that could not be written into it.
    pub left: Vec<ImportProblem>,
}

/// Writes an imported file, or nothing when what it became is in the bin.
///
/// # Errors
/// When the database fails.
pub(super) fn written(conn: &Connection, file: &ImportedFile) -> Result<Option<Written>> {
    let whole = file.document_id.map(|id| documents::get(conn, id)).transpose()?;
    if whole.as_ref().is_some_and(|document| document.deleted_at.is_some()) {
        return Ok(None);
    }
    let mut parts: Vec<(ImportedPart, Document)> = Vec::new();
    for part in imported_parts::of_file(conn, file.id)? {
        let document = documents::get(conn, part.document_id)?;
        if document.deleted_at.is_none() {
            parts.push((part, document));
        }
    }
    if whole.is_none() && parts.is_empty() {
        return Ok(None);
    }
    let bytes = imported_files::bytes(conn, file.id)?;
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    // What was read once can be read again as what it was.
    let Ok(before) = read_as(&bytes, name, shape_of(&file.format)).or_else(|_| read_as(&bytes, name, ReadAs::Note))
    else {
        let left = vec![problem(name, "It cannot be read any more, and is written as it was imported")];
        let documents = whole.iter().chain(parts.iter().map(|(_, document)| document)).map(|one| one.id).collect();
        return Ok(Some(Written { bytes, documents, covered: Vec::new(), left }));
    };
    let text = match &whole {
        Some(document) => notes::get(conn, document.id)?.unwrap_or_default(),
        None if file.repaired => repair(&before.text),
        None => before.text.clone(),
    };
    let mut left = Vec::new();
    let text = with_notes(conn, text, &parts, &mut left)?;
    let now = now(&before, &bytes, name, &text);
    let edits = match &now.shape {
        Shape::CommentaryPost(post) => part::edits(conn, post, &parts, &mut left)?,
        Shape::DailyLog(log) => days::edits(conn, log, &parts)?,
        _ => Vec::new(),
    };
    let bytes = with_edits(&now, edits, &mut left);
    let mut ids: Vec<DocumentId> = whole.iter().map(|document| document.id).collect();
    let mut covered = ids.clone();
    let told: HashMap<DocumentId, String> = parts
        .iter()
        .filter(|(part, _)| matches!(part.kept, Kept::Day(_)))
        .map(|(_, document)| Ok((document.id, notes::get(conn, document.id)?.unwrap_or_default())))
        .collect::<Result<_>>()?;
    for (part, document) in &parts {
        if !ids.contains(&document.id) {
            ids.push(document.id);
        }
        let day = matches!(part.kept, Kept::Day(_)).then(|| told.get(&document.id)).flatten();
        if matches!(part.kept, Kept::Note(_)) {
            covered.push(document.id);
        }
        if day.is_some_and(|text| days::tells(&bytes, name, &document.title, text)) {
            covered.push(document.id);
        }
    }
    Ok(Some(Written { bytes, documents: ids, covered, left }))
}

/// The text with what became of the notes in it. Where a note's words stand no more, or twice, they are left.
fn with_notes(
    conn: &Connection,
    mut text: String,
    parts: &[(ImportedPart, Document)],
    left: &mut Vec<ImportProblem>,
) -> Result<String> {
    for (part, document) in parts {
        let Kept::Note(kept) = &part.kept else { continue };
        let now = notes::get(conn, document.id)?.unwrap_or_default();
        if now.trim() == kept.as_str() {
            continue;
        }
        match text.matches(kept.as_str()).count() {
            1 => text = text.replacen(kept.as_str(), now.trim(), 1),
            _ => left.push(problem(&document.title, "This note was edited, and so was the file where it stood")),
        }
    }
    Ok(text)
}

/// The file with the text that it has now.
fn now(before: &Read, bytes: &[u8], name: &str, text: &str) -> Read {
    let as_it_was = with_text(before, text);
    // An edit may have made something else of it.
    let any = || read_as(bytes, name, ReadAs::Note).and_then(|note| with_text(&note, text));
    as_it_was.or_else(|_| any()).unwrap_or_else(|_| before.clone())
}

/// Writes all edits, or those that can be written together.
fn with_edits(now: &Read, edits: Vec<Edit>, left: &mut Vec<ImportProblem>) -> Vec<u8> {
    if edits.is_empty() {
        return write(now);
    }
    if let Ok(bytes) = write_edited(now, &edits) {
        return bytes;
    }
    let mut good: Vec<Edit> = Vec::new();
    let mut bytes = write(now);
    for edit in edits {
        good.push(edit);
        match write_edited(now, &good) {
            Ok(written) => bytes = written,
            Err(error) => {
                good.pop();
                left.push(problem(&now.name, &error.to_string()));
            }
        }
    }
    bytes
}

pub(super) fn problem(at: &str, reason: &str) -> ImportProblem {
    ImportProblem { at: at.to_owned(), reason: reason.to_owned() }
}

fn shape_of(format: &str) -> ReadAs {
    match format {
        "commentary_post" => ReadAs::CommentaryPost,
        "daily_log" => ReadAs::DailyLog,
        "post" => ReadAs::Post,
        _ => ReadAs::Note,
    }
}
