//! Opening the library beside the window, so that the first paint does not wait for it.

use postil_api::{ApiError, App, isolated, library_dir};
use tauri::{AppHandle, Emitter};
use tokio::sync::watch;

type Opened = Option<Result<App, ApiError>>;

/// A library that is open, or will be.
pub struct Opening {
    state: watch::Receiver<Opened>,
    again: watch::Sender<Opened>,
    handle: AppHandle,
}

impl Opening {
    /// Begins to open the library on a thread of its own.
    pub fn start(handle: AppHandle) -> Self {
        let (again, state) = watch::channel(None);
        open(handle.clone(), again.clone());
        Self { state, again, handle }
    }

    /// The library, once it is open. A call after a failure tries to open it again.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub async fn opened(&self) -> Result<App, ApiError> {
        let failed = |opened: &Opened| matches!(opened, Some(Err(_)));
        if self.again.send_if_modified(|opened| failed(opened) && opened.take().is_some()) {
            open(self.handle.clone(), self.again.clone());
        }
        let mut state = self.state.clone();
        match state.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(opened)) => opened.clone(),
            Ok(None) | Err(_) => Err(ApiError::new("internal", "The library was not opened", "")),
        }
    }
}

fn open(handle: AppHandle, done: watch::Sender<Opened>) {
    std::thread::spawn(move || {
        let opened = library_dir(None).and_then(|dir| App::open(&dir, isolated()?));
        if let Ok(app) = &opened {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                app.start();
                let mut events = app.events();
                loop {
                    match events.recv().await {
                        Ok(event) => drop(handle.emit("postil", event)),
                        // One that could not keep up tells that anything may have changed.
                        Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {
                            let anything = postil_api::wire::Event::Changed { documents: Vec::new() };
                            drop(handle.emit("postil", anything));
                        }
                        Err(tokio::sync::broadcast::error::RecvError::Closed) => break,
                    }
                }
            });
        }
        done.send_replace(Some(opened));
    });
}
