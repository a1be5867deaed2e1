//! The index on disk: it follows the library's change table, and may be deleted at any moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::index::SegmentId;
use tantivy::merge_policy::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TantivyError, Term};

use super::fields::{Fields, schema};
use super::segment::Segments;
use super::stored;
use super::texts::texts;
use super::tokenize::{ANALYZER, analyzer};
use crate::{Error, Library, Result, tables};

/// Changes with each change of schema or of how text is split; an index of another version is made anew.
const VERSION: u32 = 5;

/// How many documents are read at once.
const BATCH: usize = 500;

/// How many documents a long catching-up puts into one commit. Each commit costs about a tenth of a second, and makes segments that
/// have to be joined later: the fewer, the better, as long as [`BUDGET`] holds what is not committed.
const COMMIT: usize = 40_000;

/// How many documents an empty index shows first, so that something is found soon.
const FIRST_COMMIT: usize = 1_000;

/// With fewer changes than this nobody waits for the index.
const LONG: u64 = 2_000;

/// How often a busy index is looked at again.
const PATIENCE: u32 = 40;

/// How many threads write.
const THREADS: usize = 2;

/// Memory for all of them, in bytes.
const BUDGET: usize = 256 << 20;

struct Open {
    index: tantivy::Index,
    reader: IndexReader,
}

/// The search index of one library. One process at a time writes to it; the others read.
pub struct Index {
    dir: PathBuf,
    pub(super) fields: Fields,
    pub(super) segments: Segments,
    /// The segments whose words were read and written down last.
    warmed: Mutex<Vec<SegmentId>>,
    open: RwLock<Open>,
    writer: Mutex<Option<IndexWriter>>,
    /// Whether this process holds the writer.
    writes: AtomicBool,
    /// How many documents are entered of how many, while that takes a while.
    entered: AtomicU64,
    to_enter: AtomicU64,
    /// The state of the index's list of segments when it was read last.
    seen: Mutex<Option<(SystemTime, u64)>>,
}

impl Index {
    /// Opens the index in `dir`. One that is missing, damaged or of another version is made anew, empty; [`Index::follow`]
    /// fills it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(dir: &Path) -> Result<Self> {
        let (_, fields) = schema();
        let open = match open_existing(dir) {
            Ok(open) => open,
            Err(_) => create_in_turn(dir)?,
        };
        Ok(Self {
            dir: dir.to_path_buf(),
            fields,
            warmed: Mutex::default(),
            segments: Segments::new(dir),
            open: RwLock::new(open),
            writer: Mutex::new(None),
            writes: AtomicBool::new(false),
            entered: AtomicU64::new(0),
            to_enter: AtomicU64::new(0),
            seen: Mutex::default(),
        })
    }

    /// The number of the newest change that the index has seen.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn seq(&self) -> Result<u64> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        Ok(payload_seq(open.index.load_metas()?.payload.as_deref()))
    }

    /// Brings the index up to the library. Answers whether it is: `false` means that another process holds the writer
    /// and will do it.
    ///
    /// # Errors
    /// When the index or the library fails. A damaged index is wiped and filled again before that.
    pub fn follow(&self, library: &Library) -> Result<bool> {
        self.fill(library, false)
    }

    /// Fills the index anew. Until that is done, searches are answered by what it held before. Answers whether it is filled:
    /// `false` means that another process holds the writer, and nothing was done.
    ///
    /// # Errors
    /// When the index or the library fails.
    pub fn rebuild(&self, library: &Library) -> Result<bool> {
        self.fill(library, true)
    }

    /// How many documents are entered of how many, while much is to be entered.
    pub fn progress(&self) -> Option<(u64, u64)> {
        let total = self.to_enter.load(Ordering::Relaxed);
        (total > 0).then(|| (self.entered.load(Ordering::Relaxed).min(total), total))
    }

    fn fill(&self, library: &Library, anew: bool) -> Result<bool> {
        let filled = match self.try_fill(library, anew) {
            Err(Error::Index(_)) => self.wipe().and_then(|()| self.try_fill(library, false)),
            other => other,
        };
        self.to_enter.store(0, Ordering::Relaxed);
        match filled {
            Err(Error::Busy) => Ok(false),
            Err(other) => {
                self.forget_uncommitted();
                Err(other)
            }
            filled => filled,
        }
    }

    /// What was not committed must not be, later, as a part of something else.
    fn forget_uncommitted(&self) {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_mut().is_some_and(|writer| writer.rollback().is_err()) {
            *held = None;
            self.writes.store(false, Ordering::SeqCst);
        }
    }

    /// The writer, taken if it is free; `None` when another process has it.
    fn hold<'a>(&self, held: &'a mut Option<IndexWriter>) -> Result<Option<&'a mut IndexWriter>> {
        if held.is_none() {
            let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
            *held = match open.index.writer_with_num_threads(THREADS, BUDGET) {
                Ok(writer) => Some(writer),
                Err(TantivyError::LockFailure(..)) => None,
                Err(other) => return Err(other.into()),
            };
        }
        self.writes.store(held.is_some(), Ordering::SeqCst);
        Ok(held.as_mut())
    }

    fn wipe(&self) -> Result<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        *writer = None;
        self.writes.store(false, Ordering::SeqCst);
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        // What cannot be written or read may still open, so it is not tried.
        *open = create(&self.dir, false)?;
        Ok(())
    }

    fn try_fill(&self, library: &Library, anew: bool) -> Result<bool> {
        if !anew && self.seq()? == library.read(tables::changes::newest)? {
            let writes = self.writer.lock().unwrap_or_else(PoisonError::into_inner).is_some();
            // Segments may have been joined meanwhile.
            return if writes { self.warm().map(|()| true) } else { Ok(true) };
        }
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = self.hold(&mut held)? else { return Ok(false) };
        // Another process may have written since; and a library put back from a backup may be behind its index.
        let mut seq = self.seq()?;
        if seq > library.read(tables::changes::newest)? {
            writer.delete_all_documents()?;
            seq = 0;
        }
        let is_new = anew || seq == 0;
        if is_new {
            seq = 0;
            // What an earlier try added and did not commit would be there twice.
            writer.delete_all_documents()?;
        }
        // While much is written, no time is spent on joining what is there.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let left = library.read(|conn| tables::changes::count_since(conn, seq))?;
        self.entered.store(0, Ordering::Relaxed);
        self.to_enter.store(if left >= LONG { left } else { 0 }, Ordering::Relaxed);
        let mut written = 0;
        let mut most = if is_new { FIRST_COMMIT } else { COMMIT };
        loop {
            let changed = library.read(|conn| tables::changes::since(conn, seq, BATCH))?;
            let Some((last, _)) = changed.last() else { break };
            // What is made anew is shown when it is whole.
            if written >= most && !anew {
                commit(writer, seq)?;
                (written, most) = (0, COMMIT);
                self.show()?;
            }
            seq = *last;
            written += changed.len();
            self.entered.fetch_add(changed.len() as u64, Ordering::Relaxed);
            library.read(|conn| {
                for (_, id) in &changed {
                    if !is_new {
                        writer.delete_term(Term::from_field_bytes(self.fields.id, id.0.as_bytes()));
                    }
                    if let Some(texts) = texts(conn, *id)? {
                        writer.add_document(self.fields.document(*id, texts))?;
                    }
                }
                Ok(())
            })?;
        }
        if written > 0 || anew {
            writer.set_merge_policy(joining());
            commit(writer, seq)?;
        }
        self.warm()?;
        Ok(true)
    }

    /// Shows what was written.
    fn show(&self) -> Result<Searcher> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.reader.reload()?;
        Ok(open.reader.searcher())
    }

    /// Shows what was written, and reads what searches look at, so that the next need not.
    fn warm(&self) -> Result<()> {
        let searcher = self.show()?;
        let ids: Vec<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        let mut warmed = self.warmed.lock().unwrap_or_else(PoisonError::into_inner);
        if *warmed != ids {
            stored::keep(&self.dir, &self.segments.of(&searcher, &self.fields)?)?;
            *warmed = ids;
        }
        Ok(())
    }

    /// Waits until what this process wrote is joined to few segments, as it comes to be by itself after a while.
    ///
    /// # Errors
    /// When the index fails.
    pub fn settle(&self) -> Result<()> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = held.take() else { return Ok(()) };
        writer.wait_merging_threads()?;
        self.hold(&mut held)?;
        self.warm()
    }

    /// How many documents the index holds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn len(&self) -> Result<u64> {
        Ok(self.searcher()?.num_docs())
    }

    /// Whether the index holds nothing.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    pub(super) fn searcher(&self) -> Result<Searcher> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        // What this process writes is shown when its words are there to be searched, see `warm`.
        if !self.writes.load(Ordering::SeqCst) {
            let stamp =
                fs::metadata(self.dir.join("meta.json")).and_then(|meta| Ok((meta.modified()?, meta.len()))).ok();
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if stamp.is_none() || *seen != stamp {
                open.reader.reload()?;
                *seen = stamp;
            }
        }
        Ok(open.reader.searcher())
    }
}

/// When segments are joined: the fewer there are, the fewer words are looked at in each search.
fn joining() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    Box::new(policy)
}

/// Commits, and keeps in the commit itself how far the index has come.
fn commit(writer: &mut IndexWriter, seq: u64) -> Result<()> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&format!("{VERSION}:{seq}"));
    commit.commit()?;
    Ok(())
}

fn payload_seq(payload: Option<&str>) -> u64 {
    let parts = payload.and_then(|payload| payload.split_once(':'));
    parts.and_then(|(_, seq)| seq.parse().ok()).unwrap_or(0)
}

fn open_existing(dir: &Path) -> Result<Open> {
    let index = tantivy::Index::open_in_dir(dir)?;
    let metas = index.load_metas()?;
    let version = metas.payload.as_deref().and_then(|payload| payload.split_once(':')).map(|(version, _)| version);
    let is_new = metas.payload.is_none() && metas.segments.is_empty();
    if index.schema() != schema().0 || !(is_new || version == Some(VERSION.to_string().as_str())) {
        return Err(Error::Index(TantivyError::SchemaError("another version".into())));
    }
    finish(index)
}

/// As [`create`]; while another process is at the index, waits a little for it to be done.
fn create_in_turn(dir: &Path) -> Result<Open> {
    for _ in 0..PATIENCE {
        match create(dir, true) {
            Err(Error::Busy) => std::thread::sleep(std::time::Duration::from_millis(50)),
            done => return done,
        }
        if let Ok(open) = open_existing(dir) {
            return Ok(open);
        }
    }
    create(dir, true)
}

/// Makes an empty index, in the place of one that cannot be used. Nobody else may be writing meanwhile: the writer's own
/// lock is held. With `take`, an index that another process made first is taken as it is.
fn create(dir: &Path, take: bool) -> Result<Open> {
    fs::create_dir_all(dir).map_err(|e| Error::io(dir, e))?;
    let directory = MmapDirectory::open(dir).map_err(TantivyError::from)?;
    let Ok(_lock) = directory.acquire_lock(&INDEX_WRITER_LOCK) else { return Err(Error::Busy) };
    if let (true, Ok(open)) = (take, open_existing(dir)) {
        return Ok(open);
    }
    for entry in fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let path = entry.map_err(|e| Error::io(dir, e))?.path();
        if path.extension().is_none_or(|extension| extension != "lock") {
            fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        }
    }
    finish(tantivy::Index::create_in_dir(dir, schema().0)?)
}

fn finish(index: tantivy::Index) -> Result<Open> {
    index.tokenizers().register(ANALYZER, analyzer());
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(Open { index, reader })
}
