//! Where links lead, and what leads to a document.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::links::{self, Target};
use crate::tables::documents::{self, Document};
use crate::tables::links::{Backlink, Link, LinkRef, TargetKind};
use crate::tables::points::PointRow;
use crate::tables::{self, names};
use crate::{DocumentId, Error, Kind, Part, Result, Tx, Voice, title_key};

/// The documents that a link by title may lead to: those that bear it exactly; else those that have it as an alias exactly; else
/// those whose title or alias differs from it in case, composition or white space only; else the article into which one that bore it was merged;
/// else those that came from a file whose path ends in it. One is where it leads; several are ambiguous.
///
/// # Errors
/// When the database fails.
pub fn candidates(conn: &Connection, title: &str) -> Result<Vec<Document>> {
    let found = bearing(conn, title)?;
    match title.strip_suffix(".md") {
        Some(stem) if found.is_empty() => bearing(conn, stem),
        _ => Ok(found),
    }
}

fn bearing(conn: &Connection, title: &str) -> Result<Vec<Document>> {
    let titled = documents::by_title(conn, title)?;
    if titled.iter().any(|document| document.title == title) {
        return Ok(titled);
    }
    let (aliased, exact) = names::bearers(conn, "alias", title)?;
    if exact {
        return Ok(aliased);
    }
    let mut folded = titled;
    folded.extend(aliased.into_iter().filter(|one| folded.iter().all(|there| there.id != one.id)).collect::<Vec<_>>());
    if !folded.is_empty() {
        return Ok(folded);
    }
    let merged = documents::merged_by_title(conn, title)?;
    if !merged.is_empty() {
        return Ok(merged);
    }
    Ok(names::bearers(conn, "path", title)?.0)
}

/// The document that a link by title leads to, or `None` when there is none or it is ambiguous.
///
/// # Errors
/// When the database fails.
pub fn resolve_title(conn: &Connection, title: &str) -> Result<Option<Document>> {
    let mut found = candidates(conn, title)?;
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

/// Finds a document by what a person calls it: its id, its address or a title.
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
    let mut found = candidates(conn, name)?;
    match found.len() {
        0 => Err(Error::NoDocument(name.to_owned())),
        1 => Ok(found.remove(0)),
        count => Err(Error::Ambiguous { title: name.to_owned(), count }),
    }
}

/// The links that lead to a document, those of the newest source first. An ambiguous one leads nowhere. Rows are not read for it but
/// of those that others may claim.
fn leading(conn: &Connection, id: DocumentId) -> Result<Vec<LinkRef>> {
    let mut found = Vec::new();
    let mut claimed: HashMap<String, bool> = HashMap::new();
    for key in documents::keys(conn, id)? {
        let refs = tables::links::by_key(conn, TargetKind::Title, &key)?;
        let sole = refs.is_empty() || documents::bearers(conn, &key)? <= 1;
        let by_file = tables::links::by_key(conn, TargetKind::Title, &format!("{key}.md"))?;
        let claimable = if sole {
            found.extend(refs);
            by_file
        } else {
            refs.into_iter().chain(by_file).collect()
        };
        for one in claimable {
            let Some(target) = tables::links::target(conn, one.id)? else { continue };
            let here = match claimed.get(&target) {
                Some(here) => *here,
                None => {
                    let here = resolve_title(conn, &target)?.is_some_and(|document| document.id == id);
                    claimed.insert(target, here);
                    here
                }
            };
            if here {
                found.push(one);
            }
        }
    }
    for key in tables::articles::url_keys(conn, id)? {
        found.extend(tables::links::by_key(conn, TargetKind::Url, &key)?);
    }
    found.sort_unstable_by_key(|one| (std::cmp::Reverse(one.source_id), one.id));
    found.dedup();
    let sources: Vec<DocumentId> = found.iter().map(|one| one.source_id).collect();
    let gone = documents::gone_among(conn, &sources)?;
    found.retain(|one| one.source_id != id && !gone.contains(&one.source_id));
    Ok(found)
}

/// A page of what leads to a document.
#[derive(Clone, Debug, Default)]
pub struct Backlinks {
    /// The links, those of the newest document first.
    pub links: Vec<Backlink>,
    /// How many there are in all.
    pub total: usize,
}

/// The links that lead to a document, after the first `skip`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn backlinks(conn: &Connection, id: DocumentId, skip: usize, limit: usize) -> Result<Backlinks> {
    let found = leading(conn, id)?;
    let page = found.iter().skip(skip).take(limit);
    let links = page.map(|one| tables::links::backlink(conn, one.id)).collect::<Result<Vec<_>>>()?;
    Ok(Backlinks { links: links.into_iter().flatten().collect(), total: found.len() })
}

/// The documents that link to a document, the newest first.
///
/// # Errors
/// When the database fails.
pub fn linking(conn: &Connection, id: DocumentId) -> Result<Vec<DocumentId>> {
    let mut sources: Vec<DocumentId> = leading(conn, id)?.into_iter().map(|one| one.source_id).collect();
    sources.dedup();
    Ok(sources)
}

/// The names of a document, and those of others that have one of them in them.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn names_of(conn: &Connection, id: DocumentId) -> Result<links::Names> {
    let title = documents::get(conn, id)?.title;
    let aliases: Vec<String> = names::aliases(conn, id)?.into_iter().map(|alias| alias.name).collect();
    let mut longer = Vec::new();
    for name in std::iter::once(&title).chain(&aliases) {
        longer.extend(names::containing(conn, &title_key(name))?);
    }
    Ok(links::Names::new(&title, &aliases, &longer))
}

/// The first mention of a document in the words that a person wrote in another, and the part where it stands.
///
/// # Errors
/// When the database fails.
pub fn mention_in(
    conn: &Connection,
    source: DocumentId,
    names: &links::Names,
) -> Result<Option<(Part, links::Mention)>> {
    for (part, markdown) in words(conn, source, |point| !point.drafted)? {
        if let Some(found) = names.find(&markdown) {
            return Ok(Some((part, found)));
        }
    }
    Ok(None)
}

/// What a person wrote in a document, or about it: each text with its part.
pub(super) fn words(conn: &Connection, id: DocumentId, written: fn(&PointRow) -> bool) -> Result<Vec<(Part, String)>> {
    let mut all: Vec<(Part, String)> =
        tables::notes::get(conn, id)?.map(|text| (Part::Body, text)).into_iter().collect();
    all.push((Part::Commentary, tables::commentary::get(conn, id)?));
    all.extend(tables::highlights::of(conn, id)?.into_iter().map(|highlight| (Part::Highlight, highlight.comment)));
    let points = tables::points::rows(conn, id)?.into_iter().filter(written);
    all.extend(points.map(|point| (Part::Outline, point.text)));
    Ok(all)
}

/// Writes the link rows, tags and aliases of a note's text.
pub(super) fn link_note(tx: &Tx<'_>, id: DocumentId, markdown: &str) -> Result<()> {
    let conn = tx.conn();
    let (links, mut tags) = links::read_all(markdown);
    tables::links::replace(conn, id, Part::Body, &rows(links))?;
    let front = postil_posts::front_matter(markdown);
    let (listed, aliases) = front.map(|front| (front.tags, front.aliases)).unwrap_or_default();
    tags.extend(listed);
    write_tags(conn, id, &tags)?;
    names::write(conn, id, &aliases)
}

/// Writes the link rows of the commentary about an article, and all its tags.
pub(super) fn link_commentary(tx: &Tx<'_>, id: DocumentId, markdown: &str) -> Result<()> {
    tables::links::replace(tx.conn(), id, Part::Commentary, &rows(links::read(markdown)))?;
    tag_article(tx, id)
}

/// Writes the link rows of what a person wrote beside an article, the comments of its highlights and points; and all its tags.
pub(super) fn link_margin(tx: &Tx<'_>, id: DocumentId) -> Result<()> {
    let conn = tx.conn();
    let comments = tables::highlights::of(conn, id)?;
    let comments = comments.iter().flat_map(|highlight| rows(links::read(&highlight.comment))).collect::<Vec<_>>();
    tables::links::replace(conn, id, Part::Highlight, &comments)?;
    let points = tables::points::rows(conn, id)?;
    let points = points.iter().filter(|point| !point.drafted);
    let points = points.flat_map(|point| rows(links::read(&point.text))).collect::<Vec<_>>();
    tables::links::replace(conn, id, Part::Outline, &points)?;
    tag_article(tx, id)
}

fn tag_article(tx: &Tx<'_>, id: DocumentId) -> Result<()> {
    // In the author's voice a word with # is more likely code.
    let words = words(tx.conn(), id, |point| point.voice == Voice::Me)?;
    let tags: Vec<String> = words.iter().flat_map(|(_, markdown)| links::read_all(markdown).1).collect();
    write_tags(tx.conn(), id, &tags)
}

fn write_tags(conn: &Connection, id: DocumentId, tags: &[String]) -> Result<()> {
    let tidy: Vec<String> = tags.iter().filter_map(|tag| tables::tags::tidy(tag)).collect();
    tables::tags::write(conn, id, &tidy)
}

fn rows(links: Vec<links::Link>) -> Vec<Link> {
    let row = |link: links::Link| {
        let (kind, target) = match link.target {
            Target::Title(title) => (TargetKind::Title, title),
            Target::Url(url) => (TargetKind::Url, url),
        };
        Link { kind, target, text: link.text, context: link.context, start: link.at.start, end: link.at.end }
    };
    links.into_iter().map(row).collect()
}

/// Reads links, tags and aliases of a document's texts anew.
pub(super) fn link_again(tx: &Tx<'_>, id: DocumentId) -> Result<()> {
    let document = documents::find(tx.conn(), id)?;
    match tables::notes::get(tx.conn(), id)? {
        Some(markdown) => link_note(tx, id, &markdown)?,
        None if document.as_ref().is_some_and(|document| document.kind == Kind::Article) => {
            link_commentary(tx, id, &tables::commentary::get(tx.conn(), id)?)?;
            link_margin(tx, id)?;
        }
        None => {}
    }
    Ok(())
}
