//! Saving a file where a person chooses.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postil_api::ApiError;
use tauri::WebviewWindow;
use tauri_plugin_dialog::DialogExt;

/// What a file holds.
#[derive(serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A text.
    Text(String),
    /// Bytes, in base64.
    Base64(String),
}

/// Asks where a file is to be saved, and writes it there. Only the last part of `name` is offered as the file's name. Answers whether
/// it was saved: it is not when the person thinks better of it.
#[tauri::command]
pub async fn save_file(window: WebviewWindow, name: String, content: Content) -> Result<bool, ApiError> {
    tauri::async_runtime::spawn_blocking(move || {
        let bytes = match content {
            Content::Text(text) => text.into_bytes(),
            Content::Base64(coded) => {
                STANDARD.decode(coded).map_err(|error| ApiError::bad_request(error.to_string()))?
            }
        };
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut dialog = window.dialog().file().set_parent(&window).set_file_name(name);
        if let Some(ending) = Path::new(name).extension().and_then(|ending| ending.to_str()) {
            dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
        }
        let Some(chosen) = dialog.blocking_save_file() else { return Ok(false) };
        let failed = |reason: String| {
            ApiError::new("file", format!("The file could not be written: {reason}"), "Choose another folder.")
        };
        let path = chosen.into_path().map_err(|error| failed(error.to_string()))?;
        std::fs::write(path, bytes).map_err(|error| failed(error.to_string()))?;
        Ok(true)
    })
    .await
    .map_err(|error| ApiError::new("internal", error.to_string(), ""))?
}
