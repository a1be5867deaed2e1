//! Opening the PDF that an article was saved from, in the program that shows PDFs on this machine.

use std::path::{Path, PathBuf};

use postil_api::{ApiError, PdfFile};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_opener::OpenerExt;

use crate::library::Opening;

/// Writes a copy of an article's PDF and opens it outside of Postil.
#[tauri::command]
pub async fn open_pdf(app: AppHandle, opening: State<'_, Opening>, id: String) -> Result<(), ApiError> {
    let library = opening.opened().await?;
    tauri::async_runtime::spawn_blocking(move || {
        let none = || ApiError::new("no_pdf", "This article was not saved from a PDF", "");
        let file = library.pdf(&id)?.ok_or_else(none)?;
        let copy = write_copy(&copies(&app)?.join(folder_of(&id)), &file).map_err(|error| {
            ApiError::new("file", format!("A copy of the PDF could not be written: {error}"), "Is the disk full?")
        })?;
        app.opener().open_path(copy.to_string_lossy(), None::<&str>).map_err(|error| {
            ApiError::new("no_program", format!("The PDF could not be opened: {error}"), "Is there a program for PDFs?")
        })
    })
    .await
    .map_err(|error| ApiError::new("internal", error.to_string(), ""))?
}

/// A folder's name that is no path.
fn folder_of(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Removes the copies of earlier days.
pub fn forget_copies(app: &AppHandle) {
    if let Ok(folder) = copies(app) {
        // There may be none, and one that is open elsewhere may stay.
        std::thread::spawn(move || std::fs::remove_dir_all(folder));
    }
}

/// The folder of copies: one's own, where nobody else can put something in their place.
fn copies(app: &AppHandle) -> Result<PathBuf, ApiError> {
    let cache = app.path().app_cache_dir();
    cache.map(|cache| cache.join("open")).map_err(|error| ApiError::new("system", error.to_string(), ""))
}

fn write_copy(folder: &Path, file: &PdfFile) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let copy = folder.join(&file.name);
    std::fs::write(&copy, &file.bytes)?;
    Ok(copy)
}
