//! `postil serve`: the app in a browser on this machine.
//!
//! It listens on loopback only, and every request but the first visit must bring the token, as a cookie or as a bearer.
//! Host and Origin are checked, so that neither another site nor a rebound name can speak to it.

mod assets;
mod guard;

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path as FsPath;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use postil_api::{ApiError, App, isolated};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use crate::print;
use guard::Guard;

/// The longest request body, in bytes: a long note and its base.
const LONGEST_BODY: usize = 64 << 20;

/// Serves the library in `dir` until it is told to stop.
pub fn serve(dir: &FsPath, port: u16, as_json: bool) -> Result<bool, ApiError> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| ApiError::new("system", format!("No threads could be started: {error}"), ""))?;
    runtime.block_on(async {
        let app = App::open(dir, isolated()?)?;
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(|error| {
            let hint = "Name another with --port N; 0 takes any that is free.";
            ApiError::new("port_taken", format!("Port {port} could not be opened: {error}"), hint)
        })?;
        let port = listener.local_addr().map_or(port, |address| address.port());
        let guard = Arc::new(Guard::new(port)?);
        app.start();
        let address = guard.address();
        print::answer(&json!({ "address": address }), as_json, |_| format!("Postil is at {address}"));
        let served = axum::serve(listener, router(app, guard)).with_graceful_shutdown(told_to_stop());
        tokio::select! {
            ended = served => ended.map_err(|error| ApiError::new("network", error.to_string(), ""))?,
            () = hurried() => {}
        }
        Ok(true)
    })
}

/// Ends when the process is asked to.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

/// Ends a moment after the process is asked to stop: a browser's open stream of events would hold it for ever.
async fn hurried() {
    told_to_stop().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
}

fn router(app: App, guard: Arc<Guard>) -> Router {
    Router::new()
        .route("/api/{name}", post(call))
        .route("/events", get(events))
        .route("/blob/{hash}", get(blob))
        .route("/pdf/{id}", get(pdf))
        .fallback(get(assets::asset))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(app)
}

async fn call(State(app): State<App>, Path(name): Path<String>, Json(request): Json<Value>) -> Response {
    let done = tokio::task::spawn_blocking(move || app.call(&name, request)).await;
    match done {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(error)) => refuse(StatusCode::UNPROCESSABLE_ENTITY, &error),
        Err(error) => refuse(StatusCode::INTERNAL_SERVER_ERROR, &ApiError::new("internal", error.to_string(), "")),
    }
}

fn refuse(status: StatusCode, error: &ApiError) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

async fn events(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = BroadcastStream::new(app.events()).map(|event| {
        // One that could not keep up is told that anything may have changed.
        let event = event.map_or_else(|_| json!({ "type": "changed", "documents": [] }), |event| json!(event));
        Ok(Event::default().data(event.to_string()))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn blob(State(app): State<App>, Path(hash): Path<String>) -> Response {
    let found = tokio::task::spawn_blocking(move || app.image(&hash)).await;
    match found {
        Ok(Ok(Some(image))) => {
            let headers = [
                (header::CONTENT_TYPE, image.media_type),
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
            ];
            (headers, image.bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The PDF that an article was saved from, to be kept or opened by another program: never shown here.
async fn pdf(State(app): State<App>, Path(id): Path<String>) -> Response {
    let found = tokio::task::spawn_blocking(move || app.pdf(&id)).await;
    match found {
        Ok(Ok(Some(file))) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, attachment(&file.name)),
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
            ];
            (headers, file.bytes).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A `Content-Disposition` that names a file, in plain letters and in its own.
fn attachment(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " -_.".contains(c) { c } else { '_' }).collect();
    let mut own = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => own.push(char::from(byte)),
            _ => own.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{own}")
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_is_given_in_plain_letters_and_in_its_own() {
        assert_eq!(attachment("a b.pdf"), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        assert!(attachment("余.pdf").contains("filename=\"_.pdf\"; filename*=UTF-8''%E4%BD%99.pdf"));
    }
}
