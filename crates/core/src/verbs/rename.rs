//! Giving documents other titles, and links that follow.

use super::links::candidates;
use super::rewrite::edit_texts;
use super::{notes, resolve_title};
use crate::tables::documents::{self, Document};
use crate::tables::renames::{self, Before, Rewritten};
use crate::tables::{self, names};
use crate::{DocumentId, Error, Kind, Result, Tx, links, title};

/// What the rewriting of links beside an article is called.
const LABEL: &str = "Rename in links";

/// Gives a document another title, and rewrites every `[[link]]` to the old one that led to it. With `keep_alias` the old title stays
/// as an alias. [`undo_rename`] takes it back.
///
/// # Errors
/// [`Error::NoTitle`]; [`Error::WrongKind`] for a day of the journal; [`Error::TitleTaken`] for a note when another note bears the title; [`Error::Unlinkable`];
/// [`Error::NoDocument`].
pub fn rename(tx: &Tx<'_>, id: DocumentId, new_title: &str, keep_alias: bool) -> Result<Document> {
    let conn = tx.conn();
    let new_title = title::tidy(new_title);
    if new_title.is_empty() {
        return Err(Error::NoTitle);
    }
    let document = documents::get(conn, id)?;
    if new_title == document.title {
        return Ok(document);
    }
    if document.kind == Kind::Journal {
        return Err(Error::WrongKind { title: document.title, kind: "a day of the journal", wanted: "a note" });
    }
    if document.kind != Kind::Article {
        notes::free_title(tx, &new_title, Some(document.id))?;
    }
    let mut before = Before {
        title: document.title.clone(),
        new_title: new_title.clone(),
        named_by_me: document.named_by_me,
        was_alias: false,
        texts: Vec::new(),
        waiting: tables::links::sources_of_title(conn, &new_title)?,
    };
    if resolve_title(conn, &before.title)?.is_some_and(|d| d.id == document.id) {
        let sources = tables::links::sources_of_title(conn, &before.title)?;
        if !sources.is_empty() && !title::is_linkable(&new_title) {
            return Err(Error::Unlinkable);
        }
        for source in sources {
            edit_texts(tx, source, LABEL, None, &mut |place, markdown| {
                let links::Renamed { markdown, links, count } =
                    links::rename_title(markdown, &before.title, &new_title)?;
                before.texts.push(Rewritten { source_id: source, place, links, count });
                Some(markdown)
            })?;
        }
    }
    let aliases = names::given(conn, document.id)?;
    before.was_alias = aliases.contains(&new_title);
    let kept = Some(before.title.clone()).filter(|old| keep_alias && title::is_linkable(old));
    let others = aliases.into_iter().filter(|alias| *alias != new_title && Some(alias) != kept.as_ref());
    names::give(conn, document.id, &others.chain(kept.clone()).collect::<Vec<_>>())?;
    renames::put(conn, document.id, tx.now(), &before)?;
    retitle(tx, document.id, &new_title, true)
}

/// Takes back the last renaming of a document: title, alias and links. What was written since stays; links that were made to the new
/// title since get the old one.
///
/// # Errors
/// [`Error::NothingToUndo`] when it was not renamed, or its title has changed since; [`Error::TitleTaken`]; [`Error::NoDocument`].
pub fn undo_rename(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let conn = tx.conn();
    let document = documents::get(conn, id)?;
    let Some((number, before)) = renames::last(conn, document.id)? else { return Err(Error::NothingToUndo) };
    if document.title != before.new_title {
        return Err(Error::NothingToUndo);
    }
    if document.kind != Kind::Article {
        notes::free_title(tx, &before.title, Some(document.id))?;
    }
    let led_here = candidates(conn, &before.new_title)?.iter().all(|found| found.id == document.id);
    for source in tables::links::sources_of_title(conn, &before.new_title)? {
        let is_new = !before.waiting.contains(&source);
        edit_texts(tx, source, LABEL, None, &mut |place, markdown| {
            let (links, count) = match before.texts.iter().find(|text| text.source_id == source && text.place == place)
            {
                Some(text) => (text.links.as_slice(), text.count),
                None if is_new && led_here => (&[][..], usize::MAX),
                None => return None,
            };
            links::undo_rename(markdown, &before.title, &before.new_title, links, count)
        })?;
    }
    let aliases = names::given(conn, document.id)?;
    let others = aliases.into_iter().filter(|alias| *alias != before.title);
    let own = before.was_alias.then(|| before.new_title.clone());
    names::give(conn, document.id, &others.chain(own).collect::<Vec<_>>())?;
    renames::put_undone(conn, number)?;
    retitle(tx, document.id, &before.title, before.named_by_me)
}

fn retitle(tx: &Tx<'_>, id: DocumentId, title: &str, named_by_me: bool) -> Result<Document> {
    // Its own text may have been among those rewritten.
    let mut document = documents::get(tx.conn(), id)?;
    document.title = title.to_owned();
    document.named_by_me = named_by_me;
    document.updated_at = tx.now();
    documents::put(tx.conn(), &document)?;
    tx.touch(document.id);
    Ok(document)
}

/// Makes the first mention of a document in your words of another a link. Answers whether there was one.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::Unlinkable`] when the title cannot stand in a link.
pub fn link_mention(tx: &Tx<'_>, source: DocumentId, target: DocumentId) -> Result<bool> {
    if !title::is_linkable(&documents::get(tx.conn(), target)?.title) {
        return Err(Error::Unlinkable);
    }
    let names = super::names_of(tx.conn(), target)?;
    let mut linked = false;
    edit_texts(tx, source, "Link a mention", None, &mut |_, markdown| {
        let text = if linked { None } else { links::link_mention(markdown, &names) };
        linked |= text.is_some();
        text
    })?;
    Ok(linked)
}
