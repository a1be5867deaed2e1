//! Pages that a person has open in windows of the app: kept out of the queue meanwhile, and stored as they are shown.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use postil_core::{DocumentId, tables};
use url::Url;

use crate::app::Inner;
use crate::held::Held;
use crate::{ApiError, App, wire, worker};

/// The articles whose pages are open in windows. The queue leaves their clips alone.
#[derive(Default)]
pub(crate) struct Shown {
    articles: Mutex<HashSet<DocumentId>>,
}

impl Shown {
    pub fn holds(&self, id: DocumentId) -> bool {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    fn put(&self, id: DocumentId) -> bool {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner).insert(id)
    }

    fn take(&self, id: DocumentId) {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// The page of an article that is open in a window, until it is dropped.
pub struct ShownPage {
    inner: Arc<Inner>,
    id: DocumentId,
    address: Url,
}

impl Drop for ShownPage {
    fn drop(&mut self) {
        self.inner.shown.take(self.id);
    }
}

impl App {
    /// Begins to show the page of an article in a window. The queue does not fetch it until the answer is dropped.
    ///
    /// # Errors
    /// `not_found`, `wrong_kind`; `page_open` when it is shown already.
    pub fn show_page(&self, id: &str) -> Result<ShownPage, ApiError> {
        let id = self.document(id)?;
        let article = self.read(|conn| tables::articles::get(conn, id))?;
        let address = article.and_then(|article| postil_core::url::parse(&article.url));
        let address = address.ok_or_else(|| ApiError::new("wrong_kind", "Only an article has a page to open", ""))?;
        if !self.inner.shown.put(id) {
            return Err(ApiError::new("page_open", "This page is open in a window already", "Look for its window."));
        }
        Ok(ShownPage { inner: Arc::clone(&self.inner), id, address })
    }
}

impl ShownPage {
    /// The article.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// Its address.
    pub fn address(&self) -> &Url {
        &self.address
    }

    /// Stores what the window shows: `html`, the page's tree written out, found at `address`. Neither is believed more
    /// than what is fetched. Images are fetched, without the window's logins.
    ///
    /// # Errors
    /// `clip_busy` while the page is being fetched; `too_large`; when the library fails. A page that is no article is in
    /// the answer.
    pub async fn clip(&self, html: String, address: &Url) -> Result<wire::Clip, ApiError> {
        let inner = &self.inner;
        let captured = postil_capture::rendered(&inner.extractor, html, address, inner.fetcher.limits()).await?;
        let Some(held) = tokio::task::block_in_place(|| Held::take(inner, self.id))? else {
            return Err(ApiError::new(
                "clip_busy",
                "The page is being fetched at this moment",
                "Try again in a moment.",
            ));
        };
        let stored = worker::keep_shown(&held, captured).await?;
        worker::outcome(&App { inner: Arc::clone(inner) }, self.id, &stored)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use postil_capture::{Extractor, Limits};
    use serde_json::json;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::wire::ClipState;

    fn page(opening: &str) -> String {
        format!(
            "<html><head><title>Tides</title></head><body><article><h1>Tides</h1>\
             <p>{opening} The tide comes in twice a day, and the harbour master writes down how high it stood, in a book \
             that his father began. In winter the ink freezes, so he does it by pencil and copies it out in spring.</p>\
             <p>Nobody reads the book but the ferryman, who wants to know whether the old steps will be dry on Sunday. \
             He has never asked for it; he looks over the harbour master's shoulder, and the harbour master lets him.</p>\
             <p>When the bridge was built, the council wanted to stop the writing. The ferry would end, they said, and \
             with it the need to know. The harbour master answered that the sea had not been told of the bridge, and \
             went on writing, one line for each tide, as before.</p></article></body></html>"
        )
    }

    fn open(dir: &Path) -> App {
        App::open(dir, Extractor::in_process(Limits::default())).unwrap()
    }

    fn clip_link(app: &App, url: &str) -> String {
        let clip = app.call("article_clip", json!({ "url": url, "tags": [], "comment": null })).unwrap();
        clip["id"].as_str().unwrap().to_owned()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_window_shows_becomes_the_article() {
        let dir = tempfile::tempdir().unwrap();
        let app = open(dir.path());
        let id = clip_link(&app, "https://a.example/tides");
        let shown = app.show_page(&id).unwrap();
        assert_eq!(shown.address().as_str(), "https://a.example/tides");

        let wall = "<title>Sign in</title><form>Sign in to continue <input type=password></form>";
        let clip = shown.clip(wall.to_owned(), shown.address()).await.unwrap();
        assert_eq!((clip.state, clip.error.unwrap().code.as_str()), (ClipState::Failed, "login_wall"));

        let clip = shown.clip(page("Written by a script."), shown.address()).await.unwrap();
        assert_eq!((clip.state, clip.error), (ClipState::Saved, None));
        let text = || app.call("document_show", json!({ "id": id })).unwrap()["text"].as_str().unwrap().to_owned();
        assert!(text().contains("Written by a script."));

        shown.clip(wall.to_owned(), shown.address()).await.unwrap();
        assert!(text().contains("Written by a script."), "a bad capture takes no good one's place");
        let file = "file:///etc/passwd".parse().unwrap();
        assert_eq!(shown.clip(page(""), &file).await.unwrap_err().code, "unsupported_scheme");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_page_is_open_once_and_only_of_an_article() {
        let dir = tempfile::tempdir().unwrap();
        let app = open(dir.path());
        let id = clip_link(&app, "https://a.example/tides");
        let shown = app.show_page(&id).unwrap();
        assert_eq!(app.show_page(&id).err().unwrap().code, "page_open");
        drop(shown);
        assert!(app.show_page(&id).is_ok());
        let note = app.call("note_create", json!({ "title": "Tides, a note", "markdown": "" })).unwrap();
        assert_eq!(app.show_page(note["id"].as_str().unwrap()).err().unwrap().code, "wrong_kind");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_queue_leaves_a_page_alone_while_it_is_open() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut request = vec![0; 4096];
                let length = socket.read(&mut request).await.unwrap_or_default();
                let line = String::from_utf8_lossy(&request[..length]).lines().next().unwrap_or_default().to_owned();
                heard.lock().unwrap().push(line);
                let body = page("Fetched.");
                let head =
                    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", body.len());
                let _ = socket.write_all(format!("{head}{body}").as_bytes()).await;
            }
        });
        let dir = tempfile::tempdir().unwrap();
        let app = open(dir.path());
        let open = clip_link(&app, &format!("{base}/open"));
        let other = clip_link(&app, &format!("{base}/other"));
        let shown = app.show_page(&open).unwrap();
        let mut events = app.events();
        app.start();
        let saved = |id: &str| app.call("document_show", json!({ "id": id })).unwrap()["clip"].is_null();
        while !saved(&other) {
            let _ = events.recv().await;
        }
        // The one that is open was queued first, and would have been taken with the other.
        assert!(asked.lock().unwrap().iter().all(|line| line.starts_with("GET /other ")));
        drop(shown);
        while !saved(&open) {
            let _ = events.recv().await;
        }
    }
}
