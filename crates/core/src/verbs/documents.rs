//! What can be done to any document: tagging, other names, and the bin.

use super::notes;
use crate::tables::documents::{self, Document};
use crate::tables::names::Alias;
use crate::{DocumentId, Error, Kind, Result, Tx, tables, title};

/// Moves a document to the bin. Its words, links and tags are kept. If its page is being fetched, that is given up.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn delete(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let mut document = documents::get(tx.conn(), id)?;
    if document.deleted_at.is_none() {
        document.deleted_at = Some(tx.now());
        documents::put(tx.conn(), &document)?;
        if let Some(clip) = tables::clips::of(tx.conn(), document.id)? {
            tables::clips::release(tx.conn(), clip.id, tx.now())?;
        }
        tx.touch(document.id);
    }
    Ok(document)
}

/// Takes a document out of the bin. A note or post whose title another bears by now gets a number behind its own.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn restore(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let mut document = documents::get(tx.conn(), id)?;
    if document.deleted_at.take().is_some() {
        // A day of the journal is its date.
        if matches!(document.kind, Kind::Note | Kind::Post) {
            let wanted = document.title.clone();
            let mut number = 2;
            while let Err(Error::TitleTaken(_)) = notes::free_title(tx, &document.title, Some(document.id)) {
                document.title = format!("{wanted} {number}");
                number += 1;
            }
        }
        documents::put(tx.conn(), &document)?;
        tx.touch(document.id);
    }
    Ok(document)
}

/// Gives a document these tags and no others. Answers them as they are kept.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn set_tags(tx: &Tx<'_>, id: DocumentId, tags: &[String]) -> Result<Vec<String>> {
    let document = documents::get(tx.conn(), id)?;
    tables::tags::clear(tx.conn(), document.id)?;
    for tag in tags.iter().filter_map(|tag| tables::tags::tidy(tag)) {
        tables::tags::add(tx.conn(), document.id, &tag)?;
    }
    tx.touch(document.id);
    tables::tags::of(tx.conn(), document.id)
}

/// Gives a document these aliases, besides those that stand in its text. Answers all.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::WrongKind`] for a day of the journal; [`Error::Unlinkable`] when no link can be written to one.
pub fn set_aliases(tx: &Tx<'_>, id: DocumentId, aliases: &[String]) -> Result<Vec<Alias>> {
    let document = documents::get(tx.conn(), id)?;
    if document.kind == Kind::Journal {
        return Err(Error::WrongKind { title: document.title, kind: "a day of the journal", wanted: "a note" });
    }
    let tidy = aliases.iter().map(|alias| title::tidy(alias));
    let mut tidy: Vec<String> = tidy.filter(|alias| !alias.is_empty() && *alias != document.title).collect();
    tidy.dedup();
    if tidy.iter().any(|alias| !title::is_linkable(alias)) {
        return Err(Error::Unlinkable);
    }
    tables::names::give(tx.conn(), document.id, &tidy)?;
    tx.touch(document.id);
    tables::names::aliases(tx.conn(), document.id)
}
