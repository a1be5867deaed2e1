//! The desktop host: one window over the one list of commands. No logic stands here.

mod library;
mod page_window;
mod pdf;
mod save;

use library::Opening;
use page_window::Pages;
use postil_api::ApiError;
use serde_json::Value;
use tauri::http::{Response, StatusCode, header};
use tauri::{Manager, Runtime, State, UriSchemeContext, UriSchemeResponder, WebviewUrl, WebviewWindowBuilder};

/// The label of the app's own window.
const MAIN: &str = "main";

/// Runs a command of the list. Waits for the library to be open, never the window for it.
#[tauri::command]
async fn call(opening: State<'_, Opening>, name: String, request: Value) -> Result<Value, ApiError> {
    let app = opening.opened().await?;
    tauri::async_runtime::spawn_blocking(move || app.call(&name, request))
        .await
        .map_err(|error| ApiError::new("internal", error.to_string(), ""))?
}

/// Opens the window at once and the library beside it, and runs until the window is closed.
///
/// # Errors
/// When no window can be made.
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol("postil-blob", blob)
        .invoke_handler(tauri::generate_handler![
            call,
            pdf::open_pdf,
            save::save_file,
            page_window::page_windows,
            page_window::page_open,
            page_window::page_clip,
            page_window::page_close,
            page_window::page_forget
        ])
        .on_menu_event(|app, event| page_window::on_menu(app, &event))
        .on_window_event(page_window::on_window)
        .manage(Pages::default())
        .setup(|app| {
            app.manage(Opening::start(app.handle().clone()));
            pdf::forget_copies(app.handle());
            WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
                .title("Postil")
                .inner_size(1280.0, 800.0)
                .min_inner_size(480.0, 400.0)
                .on_navigation(|url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost"))
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// Answers `postil-blob://localhost/HASH` with an image of the library. Only the app's own window is answered.
fn blob<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: tauri::http::Request<Vec<u8>>,
    answer: UriSchemeResponder,
) {
    if context.webview_label() != MAIN {
        if let Ok(refused) = Response::builder().status(StatusCode::FORBIDDEN).body(Vec::new()) {
            answer.respond(refused);
        }
        return;
    }
    let handle = context.app_handle().clone();
    let hash = request.uri().path().trim_start_matches('/').to_owned();
    tauri::async_runtime::spawn(async move {
        let opened = handle.state::<Opening>().opened().await;
        let read = tauri::async_runtime::spawn_blocking(move || opened.and_then(|app| app.image(&hash)));
        let image = read.await.ok().and_then(|image| image.ok().flatten());
        let response = match image {
            Some(image) => Response::builder()
                .header(header::CONTENT_TYPE, image.media_type)
                .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
                .body(image.bytes),
            None => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
        };
        if let Ok(response) = response {
            answer.respond(response);
        }
    });
}
