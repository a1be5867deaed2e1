//! Postil, the desktop app.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> tauri::Result<()> {
    if postil_api::serve_if_asked() {
        return Ok(());
    }
    postil_desktop::run()
}
