use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::Imported;
use crate::{ApiError, App};

/// A file to import.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FileToImport {
    /// Its name, with its folders.
    pub name: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// Files to import.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportRequest {
    /// The files.
    pub files: Vec<FileToImport>,
    /// The names of the pictures that lie beside them.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// Whether only to say what would come of it.
    pub dry_run: bool,
}

pub(super) fn import_run(app: &App, request: ImportRequest) -> Result<Imported, ApiError> {
    let decoded = request
        .files
        .into_iter()
        .map(|file| STANDARD.decode(&file.base64).map(|bytes| (file.name, bytes)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| ApiError::bad_request(error.to_string()))?;
    let files: Vec<_> = decoded.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    app.import(&files, &request.pictures, request.dry_run)
}
