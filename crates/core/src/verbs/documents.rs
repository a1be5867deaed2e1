//! What can be done to any document: naming, tagging, the bin, and finding it by what a person calls it.

use rusqlite::Connection;

use super::versions::Written;
use super::{notes, versions};
use crate::tables::documents::{self, Document};
use crate::tables::highlights::Highlight;
use crate::tables::links::{Backlink, TargetKind};
use crate::tables::points::PointRow;
use crate::{DocumentId, Error, Kind, Part, Result, Tx, links, tables, title};

/// The document that bears a title, or `None` when none does or several do.
///
/// # Errors
/// When the database fails.
pub fn resolve_title(conn: &Connection, title: &str) -> Result<Option<Document>> {
    let mut found = documents::by_title(conn, title)?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// The article, not in the bin, that is known by an address in any of its spellings.
///
/// # Errors
/// When the database fails.
pub fn resolve_url(conn: &Connection, url: &str) -> Result<Option<Document>> {
    let Some(url) = crate::url::parse(url) else { return Ok(None) };
    let Some(id) = tables::articles::by_url_key(conn, &crate::url::key(&url))? else { return Ok(None) };
    Ok(documents::find(conn, id)?.filter(|d| d.deleted_at.is_none()))
}

/// Finds a document by what a person calls it: its id, its address or its exact title.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::Ambiguous`].
pub fn resolve(conn: &Connection, name: &str) -> Result<Document> {
    if let Ok(id) = name.trim().parse::<DocumentId>() {
        return documents::get(conn, id);
    }
    if let Some(document) = resolve_url(conn, name)? {
        return Ok(document);
    }
    let mut found = documents::by_title(conn, name)?;
    match found.len() {
        0 => Err(Error::NoDocument(name.to_owned())),
        1 => Ok(found.remove(0)),
        count => Err(Error::Ambiguous { title: name.to_owned(), count }),
    }
}

/// The links that lead to a document. One by a title that several documents bear leads nowhere.
///
/// # Errors
/// When the database fails.
pub fn backlinks(conn: &Connection, id: DocumentId) -> Result<Vec<Backlink>> {
    let mut found = tables::links::to(conn, id)?;
    let mut leads = std::collections::HashMap::new();
    for backlink in &found {
        if backlink.link.kind == TargetKind::Title && !leads.contains_key(&backlink.link.target) {
            let here = resolve_title(conn, &backlink.link.target)?.is_some_and(|d| d.id == id);
            leads.insert(backlink.link.target.clone(), here);
        }
    }
    found.retain(|b| b.link.kind == TargetKind::Url || leads.get(&b.link.target).copied().unwrap_or(false));
    Ok(found)
}

/// Gives a document another title, and rewrites every `[[link]]` to the old one that led to it.
///
/// # Errors
/// [`Error::NoTitle`]; [`Error::WrongKind`] for a day of the journal; [`Error::TitleTaken`] for a note when another note bears the title; [`Error::Unlinkable`];
/// [`Error::NoDocument`].
pub fn rename(tx: &Tx<'_>, id: DocumentId, new_title: &str) -> Result<Document> {
    let new_title = title::tidy(new_title);
    if new_title.is_empty() {
        return Err(Error::NoTitle);
    }
    let mut document = documents::get(tx.conn(), id)?;
    if new_title == document.title {
        return Ok(document);
    }
    if document.kind == Kind::Journal {
        return Err(Error::WrongKind { title: document.title, kind: "a day of the journal", wanted: "a note" });
    }
    if document.kind != Kind::Article {
        notes::free_title(tx, &new_title, Some(document.id))?;
    }
    let old = document.title.clone();
    let led_here = resolve_title(tx.conn(), &old)?.is_some_and(|d| d.id == document.id);
    if led_here {
        let sources = tables::links::sources_of_title(tx.conn(), &old)?;
        if !sources.is_empty() && new_title.contains(['[', ']', '|', '#']) {
            return Err(Error::Unlinkable);
        }
        for source in sources {
            rewrite_links(tx, source, &old, &new_title)?;
        }
        // Its own text may have been among those rewritten.
        document = documents::get(tx.conn(), id)?;
    }
    document.title = new_title;
    document.named_by_me = true;
    document.updated_at = tx.now();
    documents::put(tx.conn(), &document)?;
    tx.touch(document.id);
    Ok(document)
}

fn rewrite_links(tx: &Tx<'_>, source: DocumentId, old: &str, new: &str) -> Result<()> {
    let conn = tx.conn();
    if let Some(markdown) = tables::notes::get(conn, source)?
        && let Some(rewritten) = links::rename_title(&markdown, old, new)
    {
        let mut note = documents::get(conn, source)?;
        versions::keep(tx, source, &versions::written_in(&note, markdown), &rewritten, None)?;
        notes::write(tx, &mut note, &rewritten)?;
    }
    let mut beside = false;
    for highlight in tables::highlights::of(conn, source)? {
        if let Some(comment) = links::rename_title(&highlight.comment, old, new) {
            beside = true;
            tables::highlights::put(conn, &Highlight { comment, updated_at: tx.now(), ..highlight })?;
        }
    }
    for point in tables::points::rows(conn, source)?.into_iter().filter(|point| !point.drafted) {
        if let Some(text) = links::rename_title(&point.text, old, new) {
            beside = true;
            tables::points::put(conn, &PointRow { text, ..point })?;
        }
    }
    if beside {
        super::link_margin(tx, source)?;
        tx.touch(source);
    }
    let commentary = versions::written_about(conn, source)?;
    if let Some(rewritten) = links::rename_title(&commentary.markdown, old, new) {
        write_commentary(tx, source, &commentary, &rewritten)?;
    }
    Ok(())
}

/// Makes the first mention of a document's title in your words of another a link: in a note, or in your commentary about an article.
/// Answers whether there was one.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::Unlinkable`] when the title cannot stand in a link.
pub fn link_mention(tx: &Tx<'_>, source: DocumentId, target: DocumentId) -> Result<bool> {
    let conn = tx.conn();
    let title = documents::get(conn, target)?.title;
    if title.contains(['[', ']', '|', '#']) {
        return Err(Error::Unlinkable);
    }
    let mut source = documents::get(conn, source)?;
    if let Some(markdown) = tables::notes::get(conn, source.id)? {
        let Some(linked) = links::link_mention(&markdown, &title) else { return Ok(false) };
        versions::keep(tx, source.id, &versions::written_in(&source, markdown), &linked, None)?;
        notes::write(tx, &mut source, &linked)?;
        return Ok(true);
    }
    let commentary = versions::written_about(conn, source.id)?;
    let Some(linked) = links::link_mention(&commentary.markdown, &title) else { return Ok(false) };
    write_commentary(tx, source.id, &commentary, &linked)?;
    Ok(true)
}

fn write_commentary(tx: &Tx<'_>, source: DocumentId, before: &Written, after: &str) -> Result<()> {
    versions::keep(tx, source, before, after, None)?;
    tables::commentary::put(tx.conn(), source, after, tx.now())?;
    super::link_markdown(tx, source, Part::Commentary, after)?;
    tx.touch(source);
    Ok(())
}

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
