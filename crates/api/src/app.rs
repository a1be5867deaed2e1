//! One open library and everything that runs on it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Zoned;
use postil_capture::{Archive, Extractor, Fetcher, Limits};
use postil_core::search::language::{Query, parse, parse_typing};
use postil_core::search::{Index, Search, Titles};
use postil_core::{BlobHash, DocumentId, Library, Outcome, Tx, tables};
use serde_json::Value;
use tokio::sync::broadcast;

use crate::model::Models;
use crate::network::Network;
use crate::shown::Shown;
use crate::wire::{self, Event};
use crate::world::Machine;
use crate::{ApiError, commands, convert, follower, upkeep, worker};

/// How long a search waits for another process to bring the index up to date.
const CATCH_UP: Duration = Duration::from_secs(2);

/// One open library. Cloning it is cheap; all clones are the same.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub library: Library,
    pub index: Index,
    /// The titles that are opened by a few letters.
    pub titles: Titles,
    pub fetcher: Fetcher,
    pub extractor: Extractor,
    pub events: broadcast::Sender<Event>,
    pub archive: Archive,
    pub network: Network,
    /// The articles whose pages are open in windows.
    pub shown: Shown,
    pub models: Models,
    /// Whether a follower keeps the index up to date.
    following: AtomicBool,
}

/// The media type under which PDFs are kept, whatever their servers call them.
pub(crate) const PDF: &str = "application/pdf";

/// The longest name that is given to a PDF, in characters.
const LONGEST_NAME: usize = 80;

/// The PDF that an article was saved from.
pub struct PdfFile {
    /// A name for it, made of the article's title: no path, and with its ending.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An image of the library.
pub struct ImageFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: String,
}

impl App {
    /// Opens the library in `dir`, making it when there is none. The cost does not depend on its size. `extractor` reads
    /// the pages that are clipped.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `library_newer`, `library_damaged`.
    pub fn open(dir: &Path, extractor: Extractor) -> Result<Self, ApiError> {
        let library = Library::open(dir, Arc::new(Machine))?;
        let index = Index::open(&library.index_dir())?;
        let fetcher = Fetcher::new(Limits::default())?;
        let (events, _) = broadcast::channel(256);
        let archive = std::env::var("POSTIL_ARCHIVE").ok().and_then(|base| Archive::at(&base)).unwrap_or_default();
        let network = Network::default();
        let (shown, models, following) = (Shown::default(), Models::default(), AtomicBool::new(false));
        let titles = Titles::default();
        let inner =
            Inner { library, index, titles, fetcher, extractor, archive, network, shown, models, events, following };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Starts what a long-running host needs, on the runtime at hand: a follower that keeps the index up to date and
    /// tells of changes, and the worker that fetches queued clips. Both end with the last clone of the app.
    pub fn start(&self) {
        if !self.inner.following.swap(true, Ordering::SeqCst) {
            follower::start(&self.inner);
            worker::start(&self.inner);
            upkeep::start(&self.inner);
            self.inner.models.start();
        }
    }

    /// Runs a command of the list. It may block on the disk, never on the network.
    ///
    /// # Errors
    /// What the command answers; `unknown_command` and `bad_request`.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, ApiError> {
        commands::run(self, name, request)
    }

    /// What changes in the library from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    /// Works on the clip of an article in this process, or waits for the process that does.
    ///
    /// # Errors
    /// When the library fails; a page that cannot be fetched is in the answer.
    pub async fn finish_clip(&self, id: &str) -> Result<wire::Clip, ApiError> {
        let id: DocumentId = id.parse().map_err(|_| ApiError::bad_request("This is no id"))?;
        worker::finish(&self.inner, id).await
    }

    /// Does, at once, the work over the whole library that a new version of a rule asks for and that is not done yet: keys of
    /// addresses, and the comparison of texts.
    ///
    /// # Errors
    /// When the library fails.
    pub fn finish_upkeep(&self) -> Result<(), ApiError> {
        Ok(upkeep::finish(&self.inner)?)
    }

    /// Reads an image of an article or a picture of your own text. `None` when the library has none of this hash: raw pages are not given out.
    ///
    /// # Errors
    /// When the library fails.
    pub fn image(&self, hash: &str) -> Result<Option<ImageFile>, ApiError> {
        let Ok(hash) = hash.parse::<BlobHash>() else { return Ok(None) };
        let Some(media_type) = self.media_type(hash)? else { return Ok(None) };
        Ok(self.inner.library.blobs().get(hash)?.map(|bytes| ImageFile { bytes, media_type }))
    }

    fn media_type(&self, hash: BlobHash) -> Result<Option<String>, ApiError> {
        self.read(|conn| match tables::images::media_type(conn, hash)? {
            None => tables::pictures::media_type(conn, hash),
            found => Ok(found),
        })
    }

    /// Reads the PDF that an article was saved from. `None` when it was saved from something else: other raw pages are
    /// not given out. It is for a program that shows PDFs, never for the app's own window.
    ///
    /// # Errors
    /// `not_found`; when the library fails.
    pub fn pdf(&self, id: &str) -> Result<Option<PdfFile>, ApiError> {
        let id = self.document(id)?;
        let found = self.read(|conn| {
            let title = tables::documents::get(conn, id)?.title;
            let shown = tables::articles::get(conn, id)?.and_then(|article| article.snapshot_id);
            let snapshot = shown.map(|shown| tables::snapshots::get(conn, shown)).transpose()?.flatten();
            Ok(snapshot.map(|snapshot| (title, snapshot)))
        })?;
        let Some((title, snapshot)) = found.filter(|(_, shown)| shown.content_type.as_deref() == Some(PDF)) else {
            return Ok(None);
        };
        let bytes = self.inner.library.blobs().get(snapshot.page_blob)?;
        let name = pdf_name(&title);
        Ok(bytes.filter(|bytes| postil_capture::is_pdf(bytes)).map(|bytes| PdfFile { name, bytes }))
    }

    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&rusqlite::Connection) -> postil_core::Result<T>,
    ) -> Result<T, ApiError> {
        Ok(self.inner.library.read(read)?)
    }

    pub(crate) fn write<T>(&self, write: impl FnOnce(&Tx<'_>) -> postil_core::Result<T>) -> Result<T, ApiError> {
        let Outcome { value, .. } = self.inner.library.write(write)?;
        Ok(value)
    }

    /// The search index, brought up to the library if nobody follows it here.
    pub(crate) fn index(&self) -> Result<&Index, ApiError> {
        if !self.inner.following.load(Ordering::SeqCst) {
            self.inner.catch_up()?;
        }
        Ok(&self.inner.index)
    }

    /// The documents that a search finds, in its order.
    pub(crate) fn found_by(&self, typed: &str, limit: usize) -> Result<Vec<DocumentId>, ApiError> {
        let search = Search { query: finished(typed), now: Zoned::now(), offset: 0, limit };
        Ok(self.index()?.documents(&self.inner.library, &search)?)
    }

    /// The documents in which one of these names may stand in words of yours.
    pub(crate) fn naming(&self, names: &[String], limit: usize) -> Result<Vec<DocumentId>, ApiError> {
        Ok(self.index()?.naming(names, limit)?)
    }

    pub(crate) fn document(&self, name: &str) -> Result<DocumentId, ApiError> {
        self.read(|conn| postil_core::verbs::resolve(conn, name)).map(|document| document.id)
    }

    pub(crate) fn clip(&self, id: DocumentId) -> Result<Option<wire::Clip>, ApiError> {
        let now = self.inner.library.now();
        self.read(|conn| {
            let document = tables::documents::get(conn, id)?;
            convert::clip(conn, &document, now)
        })
    }
}

/// Reads a search that nobody types on: its last word is still the beginning of one, but a filter that is not finished is told of.
pub(crate) fn finished(typed: &str) -> Query {
    let query = parse_typing(typed);
    if query.pending.is_some() { parse(typed) } else { query }
}

/// A name for a file that is good on every system.
fn pdf_name(title: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || " -_,()'’".contains(c) { c } else { ' ' };
    let words: String = title.chars().map(safe).collect();
    let name: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '-');
    format!("{}.pdf", if name.is_empty() { "Document" } else { name })
}

impl Inner {
    /// Brings the index up to date, or waits a little for the process that holds its writer.
    fn catch_up(&self) -> Result<(), ApiError> {
        let began = Instant::now();
        while !self.index.follow(&self.library)? && began.elapsed() < CATCH_UP {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::pdf_name;

    #[test]
    fn names_of_pdfs_are_no_paths() {
        assert_eq!(pdf_name("On Waiting: a <survey>/2"), "On Waiting a survey 2.pdf");
        assert_eq!(pdf_name("../../etc/passwd"), "etc passwd.pdf");
        assert_eq!(pdf_name("余白に書く"), "余白に書く.pdf");
        assert_eq!(pdf_name("--. "), "Document.pdf");
    }
}
