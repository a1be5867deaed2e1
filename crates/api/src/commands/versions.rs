use postil_core::tables::{documents, versions};
use postil_core::{DocumentId, Error, VersionId, compare, verbs};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use super::snapshots::stretch;
use crate::wire::{Restored, Version, VersionComparison, VersionText};
use crate::{ApiError, App, convert};

/// A version of what a person wrote.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct VersionRequest {
    /// The document.
    pub id: String,
    /// The version: its id, or its number in the list, the newest being 1.
    pub version: String,
}

/// The version of a document that is called by its id or its number.
fn find(conn: &Connection, id: DocumentId, name: &str) -> Result<VersionId, Error> {
    if let Ok(version) = name.parse() {
        return Ok(version);
    }
    let rows = versions::of(conn, id)?;
    let at = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match at.and_then(|at| rows.get(at)) {
        Some(row) => Ok(row.id),
        None => Err(Error::NoVersion { title: documents::get(conn, id)?.title, name: name.to_owned() }),
    }
}

pub(super) fn document_versions(app: &App, request: OneRequest) -> Result<Vec<Version>, ApiError> {
    let id = app.document(&request.id)?;
    let listed = app.read(|conn| verbs::list_versions(conn, id))?;
    Ok(listed.into_iter().map(convert::version).collect())
}

pub(super) fn version_show(app: &App, request: VersionRequest) -> Result<VersionText, ApiError> {
    let id = app.document(&request.id)?;
    let (row, markdown) = app.read(|conn| verbs::version_text(conn, id, find(conn, id, &request.version)?))?;
    Ok(VersionText { id: row.id.to_string(), written_at: convert::time(row.written_at), markdown })
}

pub(super) fn version_compare(app: &App, request: VersionRequest) -> Result<VersionComparison, ApiError> {
    let id = app.document(&request.id)?;
    let (row, old, new) = app.read(|conn| {
        let (row, old) = verbs::version_text(conn, id, find(conn, id, &request.version)?)?;
        Ok((row, old, verbs::written(conn, id)?.markdown))
    })?;
    let found = compare::compare(&old, &new);
    Ok(VersionComparison {
        id: row.id.to_string(),
        written_at: convert::time(row.written_at),
        same: found.is_empty(),
        words_added: found.counts.words_added,
        words_removed: found.counts.words_removed,
        paragraphs_added: found.counts.paragraphs_added,
        paragraphs_removed: found.counts.paragraphs_removed,
        paragraphs_changed: found.counts.paragraphs_changed,
        stretches: found.stretches.into_iter().map(stretch).collect(),
    })
}

pub(super) fn version_restore(app: &App, request: VersionRequest) -> Result<Restored, ApiError> {
    let id = app.document(&request.id)?;
    let restored = app.write(|tx| verbs::restore_version(tx, id, find(tx.conn(), id, &request.version)?))?;
    let verbs::Restored { markdown, changed, kept } = restored;
    Ok(Restored { id: id.to_string(), markdown, changed, kept: kept.map(|kept| kept.to_string()) })
}
