//! The index on disk: it follows the library's change table, and may be deleted at any moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use rusqlite::Connection;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{DocAddress, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term, doc};

use super::texts::texts;
use super::tokenize::{ANALYZER, analyzer};
use super::{Found, Hit, query, snippet};
use crate::{DocumentId, Error, Kind, Library, Part, Result, tables};

/// Changes with each change of schema or of how text is split; an index of another version is made anew.
const VERSION: u32 = 3;

/// How many documents are read between two commits of a long catching-up.
const BATCH: usize = 500;

/// How often a busy index is looked at again.
const PATIENCE: u32 = 40;

/// Memory for one writing thread, in bytes.
const BUDGET: usize = 48 << 20;

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    kind: Field,
    title: Field,
    body: Field,
    outline: Field,
    commentary: Field,
    highlight: Field,
}

impl Fields {
    /// Each text with its weight in the ranking.
    fn weighted(self) -> [(Field, f32); 5] {
        [(self.title, 4.0), (self.outline, 1.5), (self.commentary, 2.0), (self.highlight, 1.5), (self.body, 1.0)]
    }
}

fn schema() -> (Schema, Fields) {
    let text = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_bytes_field("id", INDEXED | STORED),
        kind: schema.add_text_field("kind", STRING),
        title: schema.add_text_field("title", text.clone()),
        body: schema.add_text_field("body", text.clone()),
        outline: schema.add_text_field("outline", text.clone()),
        commentary: schema.add_text_field("commentary", text.clone()),
        highlight: schema.add_text_field("highlight", text),
    };
    (schema.build(), fields)
}

struct Open {
    index: tantivy::Index,
    reader: IndexReader,
}

/// The search index of one library. One process at a time writes to it; the others read.
pub struct Index {
    dir: PathBuf,
    fields: Fields,
    open: RwLock<Open>,
    writer: Mutex<Option<IndexWriter>>,
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
        Ok(Self { dir: dir.to_path_buf(), fields, open: RwLock::new(open), writer: Mutex::new(None) })
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
        match self.try_follow(library) {
            Err(Error::Index(_)) => {
                self.wipe()?;
                self.try_follow(library)
            }
            Err(Error::Busy) => Ok(false),
            other => other,
        }
    }

    /// Empties the index and fills it again. Answers whether it is filled: `false` means that another process holds the
    /// writer, and nothing was done.
    ///
    /// # Errors
    /// When the index or the library fails.
    pub fn rebuild(&self, library: &Library) -> Result<bool> {
        match self.empty() {
            Ok(false) => return Ok(false),
            Ok(true) => {}
            Err(Error::Index(_)) => self.wipe()?,
            Err(other) => return Err(other),
        }
        self.follow(library)
    }

    fn empty(&self) -> Result<bool> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = self.hold(&mut held)? else { return Ok(false) };
        writer.delete_all_documents()?;
        commit(writer, 0)?;
        Ok(true)
    }

    /// The writer, taken if it is free; `None` when another process has it.
    fn hold<'a>(&self, held: &'a mut Option<IndexWriter>) -> Result<Option<&'a mut IndexWriter>> {
        if held.is_none() {
            let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
            *held = match open.index.writer_with_num_threads(1, BUDGET) {
                Ok(writer) => Some(writer),
                Err(TantivyError::LockFailure(..)) => None,
                Err(other) => return Err(other.into()),
            };
        }
        Ok(held.as_mut())
    }

    fn wipe(&self) -> Result<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        *writer = None;
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        // What cannot be written or read may still open, so it is not tried.
        *open = create(&self.dir, false)?;
        Ok(())
    }

    fn try_follow(&self, library: &Library) -> Result<bool> {
        if self.seq()? == library.read(tables::changes::newest)? {
            return Ok(true);
        }
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = self.hold(&mut held)? else { return Ok(false) };
        // Another process may have written since; and a library put back from a backup may be behind its index.
        let mut seq = self.seq()?;
        if seq > library.read(tables::changes::newest)? {
            writer.delete_all_documents()?;
            seq = 0;
        }
        loop {
            let changed = library.read(|conn| tables::changes::since(conn, seq, BATCH))?;
            let Some((last, _)) = changed.last() else { break };
            seq = *last;
            for (_, id) in &changed {
                writer.delete_term(Term::from_field_bytes(self.fields.id, id.0.as_bytes()));
                if let Some(document) = library.read(|conn| self.document(conn, *id))? {
                    writer.add_document(document)?;
                }
            }
            commit(writer, seq)?;
        }
        Ok(true)
    }

    fn document(&self, conn: &Connection, id: DocumentId) -> Result<Option<TantivyDocument>> {
        let Fields { id: id_field, kind, title, body, outline, commentary, highlight } = self.fields;
        Ok(texts(conn, id)?.map(|texts| {
            doc!(
                id_field => id.0.as_bytes().as_slice(),
                kind => texts.kind.as_str(),
                title => texts.title,
                body => texts.body,
                outline => texts.outline,
                commentary => texts.commentary,
                highlight => texts.highlight,
            )
        }))
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

    fn searcher(&self) -> Result<Searcher> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.reader.reload()?;
        Ok(open.reader.searcher())
    }

    /// Searches. Passages are cut from the library's own texts, so they are never older than what is shown.
    ///
    /// # Errors
    /// When the index or the library fails.
    pub fn search(&self, library: &Library, typed: &str, limit: usize) -> Result<Found> {
        let (query, marks) = query::read(typed, &self.fields.weighted());
        let Some(query) = query else { return Ok(Found::default()) };
        let searcher = self.searcher()?;
        let (top, total) = searcher.search(&query, &(TopDocs::with_limit(limit.max(1)).order_by_score(), Count))?;
        let ids = self.ids(&searcher, top.into_iter().take(limit).map(|(_, address)| address))?;
        let hits = library.read(|conn| ids.iter().map(|id| hit(conn, *id, &marks)).collect::<Result<Vec<_>>>())?;
        Ok(Found { total, hits: hits.into_iter().flatten().collect() })
    }
}

impl Index {
    fn ids(&self, searcher: &Searcher, found: impl Iterator<Item = DocAddress>) -> Result<Vec<DocumentId>> {
        let mut ids = Vec::new();
        for address in found {
            let document: TantivyDocument = searcher.doc(address)?;
            let bytes = document.get_first(self.fields.id).and_then(|value| value.as_bytes());
            ids.extend(bytes.and_then(|b| uuid::Uuid::from_slice(b).ok()).map(DocumentId));
        }
        Ok(ids)
    }

    /// The documents in which one of these names may stand in a person's own words, best match first.
    ///
    /// # Errors
    /// When the index fails.
    pub fn naming(&self, names: &[String], limit: usize) -> Result<Vec<DocumentId>> {
        let Fields { kind, body, outline, commentary, highlight, .. } = self.fields;
        let beside = query::naming(names, &[outline, commentary, highlight]);
        let own = query::naming(names, &[body]);
        let of_article = TermQuery::new(Term::from_field_text(kind, Kind::Article.as_str()), IndexRecordOption::Basic);
        let own: Box<dyn Query> =
            Box::new(BooleanQuery::new(vec![(Occur::Must, own), (Occur::MustNot, Box::new(of_article))]));
        let query = BooleanQuery::new(vec![(Occur::Should, beside), (Occur::Should, own)]);
        let searcher = self.searcher()?;
        let top = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        self.ids(&searcher, top.into_iter().map(|(_, address)| address))
    }
}

/// A found document, with its best passage. `None` when it went to the bin a moment ago.
fn hit(conn: &Connection, id: DocumentId, marks: &query::Marks) -> Result<Option<Hit>> {
    let Some(texts) = texts(conn, id)? else { return Ok(None) };
    let mut analyzer = analyzer();
    let mut best: Option<(Part, snippet::Passage)> = None;
    for (part, text) in texts.parts() {
        if let Some(found) = snippet::passage(&mut analyzer, text, marks, part == Part::Title)
            && best.as_ref().is_none_or(|(_, b)| found.matched > b.matched)
        {
            best = Some((part, found));
        }
    }
    let (part, snippet) = best.map_or((Part::Title, String::new()), |(part, passage)| (part, passage.html));
    Ok(Some(Hit { id, kind: texts.kind, part, title: texts.title, url: texts.url, snippet }))
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
