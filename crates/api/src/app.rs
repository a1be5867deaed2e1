//! One open library and everything that runs on it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use postil_capture::{Archive, Fetcher, Limits};
use postil_core::search::{Found, Index};
use postil_core::{BlobHash, DocumentId, Library, Outcome, Tx, tables};
use serde_json::Value;
use tokio::sync::broadcast;

use crate::network::Network;
use crate::wire::{self, Event};
use crate::world::Machine;
use crate::{ApiError, commands, convert, follower, worker};

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
    pub fetcher: Fetcher,
    pub events: broadcast::Sender<Event>,
    pub archive: Archive,
    pub network: Network,
    /// Whether a follower keeps the index up to date.
    following: AtomicBool,
}

/// An image of the library.
pub struct ImageFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: String,
}

impl App {
    /// Opens the library in `dir`, making it when there is none. The cost does not depend on its size.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `library_newer`, `library_damaged`.
    pub fn open(dir: &Path) -> Result<Self, ApiError> {
        let library = Library::open(dir, Arc::new(Machine))?;
        let index = Index::open(&library.index_dir())?;
        let fetcher = Fetcher::new(Limits::default())?;
        let (events, _) = broadcast::channel(256);
        let archive = std::env::var("POSTIL_ARCHIVE").ok().and_then(|base| Archive::at(&base)).unwrap_or_default();
        let network = Network::default();
        let inner = Inner { library, index, fetcher, archive, network, events, following: AtomicBool::new(false) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Starts what a long-running host needs, on the runtime at hand: a follower that keeps the index up to date and
    /// tells of changes, and the worker that fetches queued clips. Both end with the last clone of the app.
    pub fn start(&self) {
        if !self.inner.following.swap(true, Ordering::SeqCst) {
            follower::start(&self.inner);
            worker::start(&self.inner);
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

    /// Reads an image of an article. `None` when the library has none of this hash: raw pages are not given out.
    ///
    /// # Errors
    /// When the library fails.
    pub fn image(&self, hash: &str) -> Result<Option<ImageFile>, ApiError> {
        let Ok(hash) = hash.parse::<BlobHash>() else { return Ok(None) };
        let Some(media_type) = self.inner.library.read(|conn| tables::images::media_type(conn, hash))? else {
            return Ok(None);
        };
        Ok(self.inner.library.blobs().get(hash)?.map(|bytes| ImageFile { bytes, media_type }))
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

    pub(crate) fn search(&self, typed: &str, limit: usize) -> Result<Found, ApiError> {
        if !self.inner.following.load(Ordering::SeqCst) {
            self.inner.catch_up()?;
        }
        Ok(self.inner.index.search(&self.inner.library, typed, limit)?)
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
