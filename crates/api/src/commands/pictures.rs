use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postil_core::verbs;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::pictures::PictureFile;
use crate::wire::{FoundPictures, KeptPicture, PicturesTaken, ShownPicture, Survey};
use crate::{ApiError, App};

/// The names of a folder's files, each with its folders.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SurveyRequest {
    /// The names.
    pub names: Vec<String>,
}

/// A picture to be taken in.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PictureToImport {
    /// Its name, with its folders.
    pub path: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// Pictures to be taken in, and where they are shown.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PicturesRequest {
    /// The files.
    pub files: Vec<PictureToImport>,
    /// What the import of the texts answered.
    pub shown: Vec<ShownPicture>,
}

/// A picture that was pasted or dropped into a text.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PictureRequest {
    /// The document.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// Which pictures are asked for.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FindPicturesRequest {
    /// The document.
    pub id: String,
    /// What its text calls them.
    pub targets: Vec<String>,
}

pub(super) fn import_survey(_: &App, request: SurveyRequest) -> Result<Survey, ApiError> {
    Ok(crate::survey::survey(request.names))
}

pub(super) fn import_pictures(app: &App, request: PicturesRequest) -> Result<PicturesTaken, ApiError> {
    let files = request
        .files
        .into_iter()
        .map(|file| Ok(PictureFile { path: file.path, bytes: decoded(&file.base64)? }))
        .collect::<Result<Vec<_>, ApiError>>()?;
    app.import_pictures(files, &request.shown)
}

pub(super) fn picture_keep(app: &App, request: PictureRequest) -> Result<KeptPicture, ApiError> {
    app.keep_picture(&request.id, &request.name, decoded(&request.base64)?)
}

pub(super) fn picture_find(app: &App, request: FindPicturesRequest) -> Result<FoundPictures, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let mut answer = FoundPictures::default();
        for target in request.targets {
            if let Some(hash) = verbs::find_picture(conn, id, &target)? {
                answer.found.insert(target, hash.to_string());
            }
        }
        Ok(answer)
    })
}

fn decoded(base64: &str) -> Result<Vec<u8>, ApiError> {
    STANDARD.decode(base64).map_err(|error| ApiError::bad_request(error.to_string()))
}
