//! The UI, built into the program.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../ui/dist/"]
#[allow_missing = true]
struct Ui;

/// Answers a file of the UI.
pub async fn asset(uri: Uri) -> Response {
    let name = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    match Ui::get(name) {
        Some(file) => {
            // What Vite builds into assets/ has its hash in its name.
            let cache = if name.starts_with("assets/") { "private, max-age=31536000, immutable" } else { "no-cache" };
            let headers = [
                (header::CONTENT_TYPE, file.metadata.mimetype().to_owned()),
                (header::CACHE_CONTROL, cache.to_owned()),
            ];
            (headers, file.data).into_response()
        }
        None if name == "index.html" => {
            (StatusCode::NOT_FOUND, "This postil was built without its UI. Build it with make.").into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
