//! Taking in what was written elsewhere. What is there already is not taken in again.

mod files;
mod undo;

pub use files::{FileToKeep, KnownFile, keep_file, known_file};
pub use undo::{UndoneImport, undo_import};

use std::collections::{HashMap, HashSet};

use ::url::Url;
use fractional_index::FractionalIndex;

use super::journal::{self, Day};
use super::{commentary, notes, queue};
use crate::tables::documents::{self, Document};
use crate::tables::import_runs::{self, AddedPoint, Change};
use crate::tables::imported_parts::{KeptArticle, KeptDay, KeptPoint};
use crate::tables::points::{self, NewPoint, PointRow};
use crate::tables::{articles, highlights, imports};
use crate::{DocumentId, ImportId, Kind, Millis, PointId, Result, Tx, Voice, tables, title};

/// What became of something that was taken in.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The document.
    pub document: Document,
    /// Whether it is new, or was in the bin.
    pub added: bool,
    /// Whether anything was added to it, or all of it was there.
    pub changed: bool,
}

/// An article as a post speaks of it.
#[derive(Clone, Debug)]
pub struct ImportedArticle {
    /// Its address.
    pub url: Url,
    /// Its title; may be empty.
    pub title: String,
    /// Its outline.
    pub outline: Vec<NewPoint>,
    /// What was thought of it, as Markdown.
    pub commentary: String,
    /// When it was written about.
    pub at: Option<Millis>,
}

/// Begins an import, or goes on with it: what is taken in under its identity is undone at once.
///
/// # Errors
/// When the database fails.
pub fn begin_import(tx: &Tx<'_>, import: ImportId, name: &str) -> Result<()> {
    import_runs::begin(tx.conn(), import, name, tx.now())
}

/// Notes what an import did to a document, and what the document is now.
fn note(tx: &Tx<'_>, import: ImportId, document: DocumentId, update: impl FnOnce(&mut Change)) -> Result<()> {
    let mut change = import_runs::change(tx.conn(), import, document)?.unwrap_or_default();
    update(&mut change);
    change.state = state(tx.conn(), document)?;
    import_runs::put_change(tx.conn(), import, document, &change)
}

/// The hash of all words that a person can have written in a document.
fn state(conn: &rusqlite::Connection, id: DocumentId) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut say = |word: &str| {
        hasher.update(&(word.len() as u64).to_le_bytes());
        hasher.update(word.as_bytes());
    };
    let document = documents::get(conn, id)?;
    if document.kind != Kind::Article {
        say(&document.title);
    }
    say(&tables::notes::get(conn, document.id)?.unwrap_or_default());
    say(&tables::commentary::get(conn, document.id)?);
    for point in points::rows(conn, document.id)?.iter().filter(|point| !point.drafted) {
        say(&point.id.to_string());
        say(&point.text);
        say(point.voice.as_str());
    }
    for highlight in highlights::of(conn, document.id)? {
        say(&highlight.id.to_string());
        say(&highlight.comment);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// Takes in an article that a post speaks of. Its page is not fetched: its clip waits until a person resumes it. Of an article that
/// is there, points and commentary that it has already stay single. Answers also which points its outline became.
///
/// # Errors
/// When the database fails.
pub fn import_article(tx: &Tx<'_>, import: ImportId, from: &ImportedArticle) -> Result<(Imported, KeptArticle)> {
    let conn = tx.conn();
    let before = match articles::by_url_key(conn, &crate::url::key(&from.url))? {
        Some(id) => Some(documents::get(conn, id)?),
        None => None,
    };
    let is_new = before.is_none();
    let (document, added) = match before {
        // What waits, or was cancelled, goes on doing so.
        Some(there) if there.deleted_at.is_none() => (there, false),
        _ => (begin(tx, from, is_new)?, true),
    };
    let mut written = Vec::new();
    let outline = add_points(tx, document.id, &from.outline, &mut written)?;
    let said = tables::commentary::get(conn, document.id)?;
    let thought = from.commentary.trim();
    let new_words = !thought.is_empty() && !said.contains(thought);
    if new_words {
        commentary::append_commentary(tx, document.id, thought)?;
    }
    let grown = !written.is_empty();
    if grown {
        super::links::link_margin(tx, document.id)?;
    }
    tx.touch(document.id);
    let ours: HashSet<PointId> = ids(&outline).into_iter().collect();
    let beside = points::rows(conn, document.id)?.into_iter().map(|row| row.id).filter(|id| !ours.contains(id));
    let kept = KeptArticle {
        url: from.url.to_string(),
        outline,
        beside: beside.collect(),
        commentary: thought.to_owned(),
        before: said.trim().to_owned(),
    };
    if added || grown || new_words {
        // What comes out of the bin with the article came by such an import, too.
        if added {
            written = flat(&kept.outline);
        }
        let said = new_words || added && !thought.is_empty();
        note(tx, import, document.id, |change| {
            change.added |= added;
            change.points.append(&mut written);
            change.commentary.extend(said.then(|| thought.to_owned()));
        })?;
    }
    Ok((Imported { document: documents::get(conn, document.id)?, added, changed: added || grown || new_words }, kept))
}

/// The points of a kept outline, as they are noted.
fn flat(outline: &[KeptPoint]) -> Vec<AddedPoint> {
    let mut all = Vec::new();
    for point in outline {
        all.push(AddedPoint { id: point.id, text: point.text.clone(), voice: point.voice });
        all.extend(flat(&point.children));
    }
    all
}

/// The points of a kept outline, in order.
fn ids(outline: &[KeptPoint]) -> Vec<PointId> {
    outline.iter().flat_map(|point| std::iter::once(point.id).chain(ids(&point.children))).collect()
}

/// Begins a clip that waits until a person resumes it.
fn begin(tx: &Tx<'_>, from: &ImportedArticle, is_new: bool) -> Result<Document> {
    let conn = tx.conn();
    let begun = super::begin_clip(tx, &from.url, &[], None)?;
    let mut document = begun.document;
    if !begun.known {
        queue::pause_clips(tx, Some(&[document.id]))?;
    }
    if is_new {
        let named = title::tidy(&from.title);
        if !named.is_empty() {
            document.title = named;
        }
        documents::put(conn, &document)?;
        if let Some(at) = from.at {
            documents::date_back(conn, document.id, at)?;
        }
    }
    Ok(document)
}

/// Adds points beneath another, at the end, but for those that stand there with the same words. Answers what each became, and notes
/// which are new.
fn add_points(
    tx: &Tx<'_>,
    document: DocumentId,
    new: &[NewPoint],
    written: &mut Vec<AddedPoint>,
) -> Result<Vec<KeptPoint>> {
    let mut there: HashMap<Option<PointId>, Vec<PointRow>> = HashMap::new();
    for row in points::rows(tx.conn(), document)? {
        there.entry(row.parent_id).or_default().push(row);
    }
    add_beneath(tx, document, None, new, &there, written)
}

fn add_beneath(
    tx: &Tx<'_>,
    document: DocumentId,
    parent: Option<PointId>,
    new: &[NewPoint],
    there: &HashMap<Option<PointId>, Vec<PointRow>>,
    written: &mut Vec<AddedPoint>,
) -> Result<Vec<KeptPoint>> {
    let siblings = there.get(&parent).map(Vec::as_slice).unwrap_or_default();
    let own: HashMap<(&str, Voice), &PointRow> =
        siblings.iter().filter(|row| !row.drafted).map(|row| ((row.text.as_str(), row.voice), row)).collect();
    let mut last = siblings.last().and_then(|row| FractionalIndex::from_string(&row.rank).ok());
    let mut kept = Vec::with_capacity(new.len());
    for point in new {
        let (id, rank) = match own.get(&(point.text.as_str(), point.voice)) {
            Some(row) => (row.id, row.rank.clone()),
            None => {
                let rank = last.as_ref().map_or_else(FractionalIndex::default, FractionalIndex::new_after);
                let row = PointRow {
                    id: PointId(tx.new_id()),
                    document_id: document,
                    snapshot_id: None,
                    parent_id: parent,
                    rank: rank.to_string(),
                    text: point.text.clone(),
                    voice: point.voice,
                    drafted: false,
                    folded: false,
                    deleted_at: None,
                    anchor: None,
                    guess: None,
                    unsupported: false,
                };
                points::put(tx.conn(), &row)?;
                written.push(AddedPoint { id: row.id, text: row.text, voice: row.voice });
                last = Some(rank);
                (row.id, row.rank)
            }
        };
        let children = add_beneath(tx, document, Some(id), &point.children, there, written)?;
        kept.push(KeptPoint { id, text: point.text.clone(), voice: point.voice, rank, children });
    }
    Ok(kept)
}

/// Takes in a text as a note or a post of its own, as it is.
///
/// # Errors
/// When the database fails.
pub fn import_text(
    tx: &Tx<'_>,
    import: ImportId,
    kind: Kind,
    named: &str,
    markdown: &str,
    tags: &[String],
    at: Option<Millis>,
) -> Result<Imported> {
    let conn = tx.conn();
    // Empty notes, and those made of one template, differ by nothing but their names.
    let hash = blake3::hash(format!("{named}\0{markdown}").as_bytes()).to_hex();
    let before = match imports::get(conn, &hash)? {
        None => known_by_text(tx, named, markdown)?,
        found => found,
    };
    if let Some(id) = before {
        return import_again(tx, import, id);
    }
    let tidy = title::tidy(named);
    let wanted = if tidy.is_empty() { "Untitled".to_owned() } else { tidy };
    let mut name = wanted.clone();
    let mut number = 2;
    while notes::free_title(tx, &name, None).is_err() {
        name = format!("{wanted} {number}");
        number += 1;
    }
    let mut document = notes::create(tx, kind, name, markdown)?;
    for tag in tags.iter().filter_map(|tag| tables::tags::tidy(tag)) {
        tables::tags::add(conn, document.id, &tag)?;
    }
    if let Some(at) = at {
        documents::date_back(conn, document.id, at)?;
        document = documents::get(conn, document.id)?;
    }
    imports::put(conn, &hash, document.id)?;
    note(tx, import, document.id, |change| change.added = true)?;
    Ok(Imported { document, added: true, changed: true })
}

/// The document of this title that was made of a text when texts were known by themselves.
fn known_by_text(tx: &Tx<'_>, named: &str, markdown: &str) -> Result<Option<DocumentId>> {
    let hash = blake3::hash(markdown.as_bytes()).to_hex();
    let Some(id) = imports::get(tx.conn(), &hash)? else { return Ok(None) };
    Ok((documents::get(tx.conn(), id)?.title == title::tidy(named)).then_some(id))
}

/// Takes in a document that came from the same file before: it is taken out of the bin, if it is there.
///
/// # Errors
/// When the database fails.
pub fn import_again(tx: &Tx<'_>, import: ImportId, id: DocumentId) -> Result<Imported> {
    let binned = documents::get(tx.conn(), id)?.deleted_at.is_some();
    let document = super::restore(tx, id)?;
    if binned {
        note(tx, import, document.id, |change| change.added = true)?;
    }
    Ok(Imported { document, added: binned, changed: binned })
}

/// Takes in the entries of a day, but for those that it has. `None` when there is nothing to take in. Answers also what the day became.
///
/// # Errors
/// When the database fails.
pub fn import_entries(
    tx: &Tx<'_>,
    import: ImportId,
    day: Day<'_>,
    entries: &[String],
) -> Result<Option<(Imported, KeptDay)>> {
    let conn = tx.conn();
    let found = documents::journal_day(conn, day.date)?;
    let text = match &found {
        Some(found) => tables::notes::get(conn, found.id)?.unwrap_or_default(),
        None => String::new(),
    };
    let told = entries.iter().filter(|entry| !entry.trim().is_empty());
    let all: Vec<String> = told.clone().map(|entry| journal::bullet(None, entry)).collect();
    let new: Vec<String> =
        told.filter(|entry| !journal::has_entry(&text, entry)).map(|entry| journal::bullet(None, entry)).collect();
    let document = match (&found, new.is_empty()) {
        (_, false) => journal::add_items(tx, day, &new.join("\n"))?,
        (Some(found), true) => super::restore(tx, found.id)?,
        (None, true) => return Ok(None),
    };
    let added = found.is_none_or(|found| found.deleted_at.is_some());
    let changed = added || !new.is_empty();
    let after = tables::notes::get(conn, document.id)?.unwrap_or_default();
    if changed {
        note(tx, import, document.id, |change| {
            change.added |= added;
            // What comes out of the bin with the day came by such an import, too.
            change.items.extend(if added { all } else { new });
        })?;
    }
    Ok(Some((Imported { document, added, changed }, KeptDay { entries: entries.to_vec(), after })))
}
