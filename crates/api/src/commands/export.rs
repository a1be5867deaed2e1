use std::io::{Cursor, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::wire::{Export, ExportFormat};
use crate::{ApiError, App};

/// What to export.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ExportRequest {
    /// How.
    pub format: ExportFormat,
    /// Only what this search finds; empty for all.
    pub query: String,
}

pub(super) fn library_export(app: &App, request: ExportRequest) -> Result<Export, ApiError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut first: Option<(String, Vec<u8>)> = None;
    let exported = app.export(request.format, &request.query, &mut |path, bytes| {
        first.get_or_insert_with(|| (path.to_owned(), bytes.to_vec()));
        zip.start_file(path, options).map_err(failed)?;
        zip.write_all(bytes).map_err(failed)
    })?;
    let count = u32::try_from(exported.files.len()).unwrap_or(u32::MAX);
    // One file needs nothing around it.
    let (name, media_type, bytes) = match first.filter(|_| count == 1) {
        Some((path, bytes)) => (path.rsplit('/').next().unwrap_or(&path).to_owned(), "text/markdown", bytes),
        None => ("Postil.zip".to_owned(), "application/zip", zip.finish().map_err(failed)?.into_inner()),
    };
    Ok(Export { name, media_type: media_type.to_owned(), base64: STANDARD.encode(bytes), count, left: exported.left })
}

fn failed(error: impl std::fmt::Display) -> ApiError {
    ApiError::new("file", format!("The export could not be packed: {error}"), "Export a part of it, by a search.")
}
