//! Reading pages where it can be stopped: in processes of their own.
//!
//! The parsers that Postil calls were not written for hostile pages. One that overflows its stack
//! takes its process along, and one that loops cannot be stopped within it. So a host starts
//! itself anew as a *reader*: a process that takes pages on standard input and answers what it
//! read on standard output. A reader that crashes or takes too long is killed, another takes its
//! place, and the page's bare words are kept instead.
//!
//! A reader holds no library and needs neither files nor the network. On Unix it gives up the
//! right to open any: no further file descriptor, no file growth, a cap on memory. What remains is
//! what needs no descriptor, such as removing a file by its name; no code of a page is ever run,
//! so this is a second lock and not the first. On Windows only the time limit holds.

mod apart;
mod frame;
mod pool;
mod reader;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::Limits;
use crate::error::FetchError;
use crate::page::{self, Care, Page, Reading};
use crate::verdict::Verdict;

pub(crate) use apart::{Ended, apart};
pub use reader::serve_if_asked;

use pool::{Asked, Pool};

/// The share of the time in which a page may be read as an article; the rest is for its words.
const WHOLE: f32 = 0.6;

/// How to start a reader: a program whose `main` begins with [`serve_if_asked`].
#[derive(Clone, Debug)]
pub struct ReaderCommand {
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl ReaderCommand {
    /// A program, and what tells it to be a reader.
    pub fn new(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self { program: program.into(), arguments: arguments.into_iter().map(Into::into).collect() }
    }

    /// The running program itself.
    ///
    /// # Errors
    /// When the system does not tell where it is.
    pub fn this_program() -> std::io::Result<Self> {
        // On Linux this name stays right when the file is replaced by a newer version.
        let itself = PathBuf::from("/proc/self/exe");
        let program = if itself.exists() { itself } else { std::env::current_exe()? };
        Ok(Self::new(program, [reader::ARGUMENT]))
    }
}

/// Reads pages, whatever they are. Cloning is cheap; clones share their readers.
#[derive(Clone)]
pub struct Extractor {
    limits: Limits,
    pool: Option<Arc<Pool>>,
}

impl Extractor {
    /// Reads in processes of their own, as many at a time as there are processors.
    pub fn isolated(command: ReaderCommand, limits: Limits) -> Self {
        let most = std::thread::available_parallelism().map_or(2, usize::from);
        Self { limits, pool: Some(Arc::new(Pool::new(command, most))) }
    }

    /// Reads within this process: for pages of our own, and for programs that cannot start
    /// themselves anew. A page that overflows the stack takes the program along.
    pub fn in_process(limits: Limits) -> Self {
        Self { limits, pool: None }
    }

    /// How many pages are read at a time.
    pub fn width(&self) -> usize {
        self.pool.as_ref().map_or(1, |pool| pool.most())
    }

    /// Reads a page; it blocks, but never longer than [`Limits::extract`] once its turn has come.
    /// A page that breaks its reader is answered by its bare words, and if these cannot be had
    /// either, by nothing: with the verdicts `partial` and `empty`.
    ///
    /// # Errors
    /// [`FetchError::NoReader`] when no reader could be started.
    pub fn read(&self, page: Page) -> Result<Reading, FetchError> {
        let page = Arc::new(page);
        match &self.pool {
            Some(pool) => {
                let turn = pool.turn();
                self.twice(&page, |care, until| turn.ask(&page, care, &self.limits, until))
            }
            None => self.twice(&page, |care, until| Ok(self.here(&page, care, until))),
        }
    }

    /// Reads thoroughly, and when that fails, for the words only.
    fn twice(
        &self,
        page: &Page,
        mut ask: impl FnMut(Care, Instant) -> Result<Asked, FetchError>,
    ) -> Result<Reading, FetchError> {
        let began = Instant::now();
        if let Asked::Read(reading) = ask(Care::Whole, began + self.limits.extract.mul_f32(WHOLE))? {
            return Ok(*reading);
        }
        match ask(Care::Words, began + self.limits.extract)? {
            Asked::Read(reading) => Ok(*reading),
            Asked::Broke => Ok(Reading::nothing(&page.url, Verdict::Empty)),
        }
    }

    fn here(&self, page: &Arc<Page>, care: Care, until: Instant) -> Asked {
        let (page, limits) = (Arc::clone(page), self.limits.clone());
        match apart(left(until), move || page::read(&page, care, &limits)) {
            Ended::Well(reading) => Asked::Read(Box::new(reading)),
            Ended::Panicked | Ended::TimedOut => Asked::Broke,
        }
    }
}

/// The time that is left until then.
fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}
