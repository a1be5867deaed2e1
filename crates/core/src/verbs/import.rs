//! Taking in what was written elsewhere. What is there already is not taken in again.

use std::collections::HashMap;

use ::url::Url;
use fractional_index::FractionalIndex;

use super::journal::{self, Day};
use super::{commentary, notes, queue};
use crate::tables::documents::{self, Document};
use crate::tables::points::{self, NewPoint, PointRow};
use crate::tables::{articles, imports};
use crate::{DocumentId, Kind, Millis, PointId, Result, Tx, Voice, tables, title};

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

/// Takes in an article that a post speaks of. Its page is not fetched: its clip waits until a person resumes it. Of an article that
/// is there, points and commentary that it has already stay single.
///
/// # Errors
/// When the database fails.
pub fn import_article(tx: &Tx<'_>, from: &ImportedArticle) -> Result<Imported> {
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
    let grown = add_points(tx, document.id, &from.outline)?;
    let said = tables::commentary::get(conn, document.id)?;
    let thought = from.commentary.trim();
    let new_words = !thought.is_empty() && !said.contains(thought);
    if new_words {
        commentary::append_commentary(tx, document.id, thought)?;
    }
    if grown {
        super::link_margin(tx, document.id)?;
    }
    tx.touch(document.id);
    Ok(Imported { document: documents::get(conn, document.id)?, added, changed: added || grown || new_words })
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

/// Adds points beneath another, at the end, but for those that stand there with the same words. Answers whether any was added.
fn add_points(tx: &Tx<'_>, document: DocumentId, new: &[NewPoint]) -> Result<bool> {
    let mut there: HashMap<Option<PointId>, Vec<PointRow>> = HashMap::new();
    for row in points::rows(tx.conn(), document)? {
        there.entry(row.parent_id).or_default().push(row);
    }
    add_beneath(tx, document, None, new, &there)
}

fn add_beneath(
    tx: &Tx<'_>,
    document: DocumentId,
    parent: Option<PointId>,
    new: &[NewPoint],
    there: &HashMap<Option<PointId>, Vec<PointRow>>,
) -> Result<bool> {
    let siblings = there.get(&parent).map(Vec::as_slice).unwrap_or_default();
    let own: HashMap<(&str, Voice), PointId> =
        siblings.iter().filter(|row| !row.drafted).map(|row| ((row.text.as_str(), row.voice), row.id)).collect();
    let mut last = siblings.last().and_then(|row| FractionalIndex::from_string(&row.rank).ok());
    let mut grown = false;
    for point in new {
        let id = match own.get(&(point.text.as_str(), point.voice)) {
            Some(id) => *id,
            None => {
                grown = true;
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
                last = Some(rank);
                row.id
            }
        };
        grown |= add_beneath(tx, document, Some(id), &point.children, there)?;
    }
    Ok(grown)
}

/// Takes in a text as a note or a post of its own, as it is.
///
/// # Errors
/// When the database fails.
pub fn import_text(
    tx: &Tx<'_>,
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
        let binned = documents::get(conn, id)?.deleted_at.is_some();
        return Ok(Imported { document: super::restore(tx, id)?, added: binned, changed: binned });
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
    Ok(Imported { document, added: true, changed: true })
}

/// The document of this title that was made of a text when texts were known by themselves.
fn known_by_text(tx: &Tx<'_>, named: &str, markdown: &str) -> Result<Option<DocumentId>> {
    let hash = blake3::hash(markdown.as_bytes()).to_hex();
    let Some(id) = imports::get(tx.conn(), &hash)? else { return Ok(None) };
    Ok((documents::get(tx.conn(), id)?.title == title::tidy(named)).then_some(id))
}

/// Takes in the entries of a day, but for those that it has. `None` when there is nothing to take in.
///
/// # Errors
/// When the database fails.
pub fn import_entries(tx: &Tx<'_>, day: Day<'_>, entries: &[String]) -> Result<Option<Imported>> {
    let conn = tx.conn();
    let found = documents::journal_day(conn, day.date)?;
    let text = match &found {
        Some(found) => tables::notes::get(conn, found.id)?.unwrap_or_default(),
        None => String::new(),
    };
    let told = entries.iter().filter(|entry| !entry.trim().is_empty());
    let new: Vec<String> =
        told.filter(|entry| !journal::has_entry(&text, entry)).map(|entry| journal::bullet(None, entry)).collect();
    let document = match (&found, new.is_empty()) {
        (_, false) => journal::add_items(tx, day, &new.join("\n"))?,
        (Some(found), true) => super::restore(tx, found.id)?,
        (None, true) => return Ok(None),
    };
    let added = found.is_none_or(|found| found.deleted_at.is_some());
    Ok(Some(Imported { document, added, changed: added || !new.is_empty() }))
}
