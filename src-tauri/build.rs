//! Builds what Tauri needs to know of the app into it.

use tauri_build::{AppManifest, Attributes};

/// The app's own commands: named here, they need a capability like any other.
const COMMANDS: &[&str] =
    &["call", "open_pdf", "save_file", "page_windows", "page_open", "page_clip", "page_close", "page_forget"];

fn main() {
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
