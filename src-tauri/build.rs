//! Builds what Tauri needs to know of the app into it.

fn main() {
    tauri_build::build();
}
