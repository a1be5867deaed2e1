use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postil_core::tables::{clips, import_runs};
use postil_core::{Error, ImportId, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Nothing, OneRequest};
use crate::wire::{DamagedText, ImportFetched, ImportFormat, ImportRun, ImportUndone, Imported};
use crate::{ApiError, App, ImportOptions, convert};

/// A file to import.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FileToImport {
    /// Its name, with the folders beneath the one that is imported.
    pub name: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// Files to import.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportRequest {
    /// The files.
    pub files: Vec<FileToImport>,
    /// The import that they belong to; `null` begins one.
    pub import: Option<String>,
    /// The file or folder, as a person knows it.
    pub name: String,
    /// The names of the pictures that lie beside them.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// Whether only to say what would come of it.
    pub dry_run: bool,
    /// As what they are read; with `null` their content tells.
    pub format: Option<ImportFormat>,
    /// Whether spoilt characters are repaired.
    pub repair: bool,
}

pub(super) fn import_run(app: &App, request: ImportRequest) -> Result<Imported, ApiError> {
    let decoded = request
        .files
        .into_iter()
        .map(|file| STANDARD.decode(&file.base64).map(|bytes| (file.name, bytes)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| ApiError::bad_request(error.to_string()))?;
    let files: Vec<_> = decoded.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let ImportRequest { import, name, pictures, dry_run: dry, format, repair, .. } = request;
    app.import(&files, &ImportOptions { import, name, pictures, dry, format, repair })
}

pub(super) fn import_list(app: &App, _: Nothing) -> Result<Vec<ImportRun>, ApiError> {
    app.read(|conn| {
        let runs = import_runs::all(conn)?.into_iter().map(|run| {
            let (documents, waiting) = import_runs::outcome(conn, run.id)?;
            Ok(ImportRun {
                id: run.id.to_string(),
                name: run.name,
                made_at: convert::time(run.made_at),
                undone_at: run.undone_at.map(convert::time),
                documents,
                waiting: u32::try_from(waiting.len()).unwrap_or(u32::MAX),
            })
        });
        runs.collect()
    })
}

/// The import that is called by its id or its number in the list, the newest being 1.
fn find(app: &App, name: &str) -> Result<ImportId, ApiError> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    let runs = app.read(import_runs::all)?;
    let at = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let run = at.and_then(|at| runs.get(at)).ok_or_else(|| Error::NoImport(name.to_owned()))?;
    Ok(run.id)
}

pub(super) fn import_undo(app: &App, request: OneRequest) -> Result<ImportUndone, ApiError> {
    let id = find(app, &request.id)?;
    let undone = app.write(|tx| verbs::undo_import(tx, id))?;
    Ok(ImportUndone {
        binned: undone.binned.iter().map(convert::document_ref).collect(),
        reverted: undone.reverted,
        left: undone.left.iter().map(convert::document_ref).collect(),
    })
}

pub(super) fn import_fetch(app: &App, request: OneRequest) -> Result<ImportFetched, ApiError> {
    let id = find(app, &request.id)?;
    app.write(|tx| {
        let (_, ids) = import_runs::outcome(tx.conn(), id)?;
        verbs::resume_clips(tx, Some(&ids))?;
        let paused = clips::queue_is_paused(tx.conn())?;
        Ok(ImportFetched { ids: ids.iter().map(ToString::to_string).collect(), paused })
    })
}

pub(super) fn damage_show(app: &App, request: OneRequest) -> Result<DamagedText, ApiError> {
    app.damage(&request.id)
}

pub(super) fn damage_repair(app: &App, request: OneRequest) -> Result<DamagedText, ApiError> {
    app.repair(&request.id)
}
