//! The page of an article in a window of its own, in which a person logs in, accepts or waits, and clips what it shows.
//!
//! Whatever runs in such a window is hostile. No capability names its label, so that no command and no event is within its
//! reach; the app's own schemes answer it nothing; what it stores lies apart from what the app stores. The buttons are
//! in the window's menu and in the app, where the page cannot press them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postil_api::{ApiError, ShownPage, wire};
use serde::Serialize;
use tauri::http::StatusCode;
use tauri::menu::{Menu, MenuEvent, MenuItem};
use tauri::webview::{NewWindowResponse, PageLoadEvent, PermissionResponse};
use tauri::{
    AppHandle, Emitter, Manager, State, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent, Wry,
};

use crate::MAIN;
use crate::library::Opening;

/// What labels of these windows begin with; the article's id follows.
const LABEL: &str = "page-";

/// Writes out the page that a window shows.
const WRITE_OUT: &str = include_str!("page_window.js");

/// How long a page may take to be written out.
const PATIENCE: Duration = Duration::from_secs(20);

/// Names the data store of these windows on macOS, which has no folder for it.
const DATA_STORE: [u8; 16] = *b"postil/pages/v1\0";

/// The pages that are open, by the id of their article.
#[derive(Default)]
pub struct Pages {
    open: Mutex<BTreeMap<String, Page>>,
}

struct Page {
    shown: Arc<ShownPage>,
    clipping: bool,
    problem: Option<ApiError>,
    /// Says in the window what became of a clip, where windows have menus.
    notice: Option<MenuItem<Wry>>,
}

/// One page that is open in a window, as the app's own window is told.
#[derive(Clone, Serialize)]
pub struct PageWindow {
    id: String,
    clipping: bool,
    problem: Option<ApiError>,
}

impl Pages {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Page>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self) -> Vec<PageWindow> {
        let told = |(id, page): (&String, &Page)| PageWindow {
            id: id.clone(),
            clipping: page.clipping,
            problem: page.problem.clone(),
        };
        self.lock().iter().map(told).collect()
    }
}

/// The pages that are open in windows.
#[tauri::command]
pub fn page_windows(pages: State<'_, Pages>) -> Vec<PageWindow> {
    pages.list()
}

/// Opens the page of an article in a window, or shows the window that it is in.
#[tauri::command]
pub async fn page_open(handle: AppHandle, opening: State<'_, Opening>, id: String) -> Result<(), ApiError> {
    if let Some(window) = window_of(&handle, &id) {
        return window.set_focus().map_err(broken);
    }
    let app = opening.opened().await?;
    let shown = tauri::async_runtime::spawn_blocking(move || app.show_page(&id)).await.map_err(broken)??;
    open(&handle, shown).map_err(broken)?;
    tell(&handle);
    Ok(())
}

/// Clips what the window of an article shows.
#[tauri::command]
pub async fn page_clip(handle: AppHandle, id: String) {
    clip(&handle, &id).await;
}

/// Closes the window of an article.
#[tauri::command]
pub async fn page_close(handle: AppHandle, id: String) -> Result<(), ApiError> {
    window_of(&handle, &id).map_or(Ok(()), |window| window.destroy()).map_err(broken)
}

/// Forgets all that pages in these windows have stored, logins first of all. The window of an article does it for all.
#[tauri::command]
pub async fn page_forget(handle: AppHandle, id: String) -> Result<(), ApiError> {
    let none = || ApiError::new("no_window", "No page is open in a window", "Open one first.");
    window_of(&handle, &id).ok_or_else(none)?.clear_all_browsing_data().map_err(broken)
}

/// Does what was chosen in the menu of one of these windows.
pub fn on_menu(handle: &AppHandle, event: &MenuEvent) {
    let Some((verb, id)) = event.id().0.split_once(':') else { return };
    let Some(window) = window_of(handle, id) else { return };
    match verb {
        "clip" => {
            let (handle, id) = (handle.clone(), id.to_owned());
            tauri::async_runtime::spawn(async move { clip(&handle, &id).await });
        }
        "back" => drop(window.eval("history.back()")),
        "reload" => drop(window.reload()),
        "close" => drop(window.destroy()),
        _ => {}
    }
}

/// Keeps the list of open pages when a window goes; with the app's own window go all of them.
pub fn on_window(window: &Window, event: &WindowEvent) {
    if !matches!(event, WindowEvent::Destroyed) {
        return;
    }
    let handle = window.app_handle();
    if window.label() == MAIN {
        for (label, page) in handle.webview_windows() {
            if label.starts_with(LABEL) {
                drop(page.destroy());
            }
        }
    } else if let Some(id) = window.label().strip_prefix(LABEL) {
        let gone = handle.state::<Pages>().lock().remove(id);
        drop(gone);
        tell(handle);
    }
}

fn window_of(handle: &AppHandle, id: &str) -> Option<WebviewWindow> {
    handle.get_webview_window(&format!("{LABEL}{id}"))
}

fn tell(handle: &AppHandle) {
    drop(handle.emit_to(MAIN, "page-windows", handle.state::<Pages>().list()));
}

fn broken(error: impl std::fmt::Display) -> ApiError {
    ApiError::new("window", format!("The window failed: {error}"), "Close it, and open it again.")
}

fn open(handle: &AppHandle, shown: ShownPage) -> tauri::Result<()> {
    let id = shown.id().to_string();
    let label = format!("{LABEL}{id}");
    let address = shown.address().clone();
    let opener = (handle.clone(), label.clone());
    let mut builder = WebviewWindowBuilder::new(handle, &label, WebviewUrl::External(address.clone()))
        .title(title(&address))
        .inner_size(1100.0, 800.0)
        .min_inner_size(360.0, 320.0)
        .data_directory(data_directory(handle)?)
        .data_store_identifier(DATA_STORE)
        .disable_drag_drop_handler()
        .on_navigation(|url| matches!(url.scheme(), "http" | "https") || is_blank(url))
        .on_new_window(move |url, _| {
            let (handle, label) = opener.clone();
            if matches!(url.scheme(), "http" | "https") {
                // Not from within the event that asks for it.
                tauri::async_runtime::spawn(async move {
                    handle.get_webview_window(&label).map(|window| window.navigate(url))
                });
            }
            NewWindowResponse::Deny
        })
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .on_web_resource_request(|_, answer| {
            *answer.status_mut() = StatusCode::FORBIDDEN;
            *answer.body_mut() = Vec::new().into();
        })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Started {
                drop(window.set_title(&title(load.url())));
            }
        });
    let mut notice = None;
    if !cfg!(target_os = "macos") {
        let item = |verb: &str, text: &str, keys: &str| {
            MenuItem::with_id(handle, format!("{verb}:{id}"), text, true, Some(keys))
        };
        let said = MenuItem::with_id(handle, format!("notice:{id}"), "", false, None::<&str>)?;
        builder = builder.menu(Menu::with_items(
            handle,
            &[
                &item("clip", "Clip this page", "CmdOrCtrl+S")?,
                &item("back", "Back", "Alt+Left")?,
                &item("reload", "Reload", "F5")?,
                &item("close", "Close", "CmdOrCtrl+W")?,
                &said,
            ],
        )?);
        notice = Some(said);
    }
    let page = Page { shown: Arc::new(shown), clipping: false, problem: None, notice };
    handle.state::<Pages>().lock().insert(id.clone(), page);
    builder.build().map(drop).inspect_err(|_| {
        let gone = handle.state::<Pages>().lock().remove(&id);
        drop(gone);
    })
}

/// Empty frames, which many pages fill by script.
fn is_blank(url: &Url) -> bool {
    matches!(url.as_str(), "about:blank" | "about:srcdoc")
}

/// What the bar of a window says: the host, and whether anybody on the way may have changed the page.
fn title(url: &Url) -> String {
    let host = url.host_str().unwrap_or("No page");
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let open = if url.scheme() == "http" { " (not encrypted)" } else { "" };
    format!("{host}{port}{open}")
}

/// The folder in which these windows keep their cookies, which nobody else may read.
fn data_directory(handle: &AppHandle) -> tauri::Result<PathBuf> {
    let dir = handle.path().app_local_data_dir()?.join("pages");
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&dir)?;
    Ok(dir)
}

/// Clips what a window shows. The window goes if that went well, and else says why not.
async fn clip(handle: &AppHandle, id: &str) {
    let Some(window) = window_of(handle, id) else { return };
    let Some(shown) = begin(handle, id) else { return };
    say(handle, id, true, None);
    let clipped = match written_out(&window).await {
        Ok((address, html)) => shown.clip(html, &address).await,
        Err(error) => Err(error),
    };
    let problem = match clipped {
        Ok(clip) if matches!(clip.state, wire::ClipState::Saved | wire::ClipState::Known) => None,
        Ok(clip) => clip.error.or_else(|| Some(ApiError::new("clip", "The page was not saved", "Try again."))),
        Err(error) => Some(error),
    };
    let saved = problem.is_none();
    say(handle, id, false, problem);
    if saved {
        drop(window.destroy());
        if let Some(main) = handle.get_webview_window(MAIN) {
            drop(main.set_focus());
        }
    }
}

/// Begins a clip. Answers `None` when one has begun already.
fn begin(handle: &AppHandle, id: &str) -> Option<Arc<ShownPage>> {
    let pages = handle.state::<Pages>();
    let mut open = pages.lock();
    let page = open.get_mut(id).filter(|page| !page.clipping)?;
    page.clipping = true;
    Some(Arc::clone(&page.shown))
}

fn say(handle: &AppHandle, id: &str, clipping: bool, problem: Option<ApiError>) {
    let text = match &problem {
        Some(problem) => format!("Not clipped: {problem}"),
        None if clipping => "Clipping…".to_owned(),
        None => String::new(),
    };
    let mut notice = None;
    if let Some(page) = handle.state::<Pages>().lock().get_mut(id) {
        page.clipping = clipping;
        page.problem = problem;
        notice = page.notice.clone();
    }
    drop(notice.map(|notice| notice.set_text(text)));
    tell(handle);
}

/// The page of a window, written out, and its address. The host's word and the page's must be one: while a page is on its
/// way, the host names the next one already. A page cannot change what its `location` says.
async fn written_out(window: &WebviewWindow) -> Result<(Url, String), ApiError> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
    let before = window.url().map_err(broken)?;
    window.eval_with_callback(WRITE_OUT, move |answer| drop(sender.try_send(answer))).map_err(broken)?;
    let answer = tokio::time::timeout(PATIENCE, receiver.recv()).await.map_err(|_| {
        ApiError::new("page_busy", "The page does not answer", "Wait until it is quiet, or reload it, and clip again.")
    })?;
    let unloaded = || ApiError::new("page_loading", "The page is still loading", "Clip it once its text is there.");
    let answer = answer.ok_or_else(unloaded)?;
    let written = serde_json::from_str::<String>(&answer).ok();
    let (claimed, html) = written
        .as_deref()
        .and_then(|text| text.split_once('\n'))
        .ok_or_else(|| ApiError::new("page_unreadable", "The page cannot be read", "Reload it, and clip again."))?;
    let after = window.url().map_err(broken)?;
    if before != after || claimed.parse::<Url>().ok().as_ref() != Some(&after) {
        return Err(unloaded());
    }
    Ok((after, html.to_owned()))
}
