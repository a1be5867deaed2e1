//! `links`: a row for each link that stands in a document.
//!
//! A row keeps what the link says, not where it leads: that is looked up when it is read. So a link to nothing leads
//! somewhere as soon as its target is there, whichever came first, and no write has to visit other documents' rows.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{DocumentId, Kind, Part, Result, title_key};

/// What a link points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// A title, in `[[…]]`.
    Title,
    /// A web address.
    Url,
}

impl TargetKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Url => "url",
        }
    }
}

/// A link of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it points to.
    pub kind: TargetKind,
    /// The title or address, as written.
    pub target: String,
    /// The words shown for it.
    pub text: String,
    /// The sentence around it.
    pub context: String,
    /// Where the shown words begin in `context`, in Unicode scalar values.
    pub start: u32,
    /// Where they end.
    pub end: u32,
}

/// A link, read from its other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The document in which it stands.
    pub source_id: DocumentId,
    /// What that document is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The part of the document in which the link stands.
    pub part: Part,
    /// The link.
    pub link: Link,
}

/// The key under which a link is found.
pub(crate) fn key(link: &Link) -> String {
    match link.kind {
        TargetKind::Title => title_key(&link.target),
        TargetKind::Url => url_key(&link.target),
    }
}

fn url_key(target: &str) -> String {
    crate::url::parse(target).map_or_else(|| target.to_owned(), |url| crate::url::key(&url))
}

/// Writes the links of one part of a document in the place of those that were there.
///
/// # Errors
/// When the database fails.
pub fn replace(conn: &Connection, source: DocumentId, part: Part, links: &[Link]) -> Result<()> {
    conn.prepare_cached("DELETE FROM links WHERE source_id = ?1 AND part = ?2")?.execute((source, part))?;
    let mut statement = conn.prepare_cached(
        "INSERT INTO links (source_id, part, target_kind, target_key, target, text, context, start, \"end\")
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for link in links {
        statement.execute(rusqlite::params![
            source,
            part,
            link.kind.as_str(),
            key(link),
            link.target,
            link.text,
            link.context,
            link.start,
            link.end,
        ])?;
    }
    Ok(())
}

const LINK: &str = "target_kind, target, text, context, start, \"end\"";

fn link(row: &Row<'_>, from: usize) -> rusqlite::Result<Link> {
    let kind: String = row.get(from)?;
    Ok(Link {
        kind: if kind == "title" { TargetKind::Title } else { TargetKind::Url },
        target: row.get(from + 1)?,
        text: row.get(from + 2)?,
        context: row.get(from + 3)?,
        start: row.get(from + 4)?,
        end: row.get(from + 5)?,
    })
}

/// The links of a document, in the order in which they stand, your commentary's first.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, source: DocumentId) -> Result<Vec<Link>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {LINK} FROM links WHERE source_id = ?1 ORDER BY part DESC, id"))?;
    let rows = statement.query_map([source], |row| link(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where a link is: its row, and the document in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRef {
    /// The document in which it stands.
    pub source_id: DocumentId,
    /// The row.
    pub id: i64,
}

/// The links whose key is this one, in the bin or not. Only the index is read.
///
/// # Errors
/// When the database fails.
pub fn by_key(conn: &Connection, kind: TargetKind, key: &str) -> Result<Vec<LinkRef>> {
    let mut statement =
        conn.prepare_cached("SELECT source_id, id FROM links WHERE target_key = ?1 AND target_kind = ?2")?;
    let rows =
        statement.query_map((key, kind.as_str()), |row| Ok(LinkRef { source_id: row.get(0)?, id: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The title or address of a link, as written.
///
/// # Errors
/// When the database fails.
pub fn target(conn: &Connection, id: i64) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT target FROM links WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// A link with the document in which it stands.
///
/// # Errors
/// When the database fails.
pub fn backlink(conn: &Connection, id: i64) -> Result<Option<Backlink>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT source.id, source.kind, source.title, part, {LINK}
         FROM links JOIN documents AS source ON source.id = links.source_id WHERE links.id = ?1"
    ))?;
    let read = |row: &Row<'_>| {
        Ok(Backlink {
            source_id: row.get(0)?,
            kind: row.get(1)?,
            title: row.get(2)?,
            part: row.get(3)?,
            link: link(row, 4)?,
        })
    };
    Ok(statement.query_row([id], read).optional()?)
}

/// Where the links of a document point: titles as they are written, and the articles, not in the bin, that are known
/// by its addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// The titles.
    pub titles: Vec<String>,
    /// The articles.
    pub articles: Vec<DocumentId>,
}

/// Where the links of a document point, without the sentences around them.
///
/// # Errors
/// When the database fails.
pub fn targets(conn: &Connection, source: DocumentId) -> Result<Targets> {
    let mut titles = conn.prepare_cached("SELECT target FROM links WHERE source_id = ?1 AND target_kind = 'title'")?;
    let titles = titles.query_map([source], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut articles = conn.prepare_cached(
        "SELECT documents.id FROM links JOIN article_urls ON article_urls.url_key = links.target_key
             JOIN documents ON documents.id = article_urls.document_id
         WHERE links.source_id = ?1 AND target_kind = 'url' AND deleted_at IS NULL AND merged_into IS NULL",
    )?;
    let articles = articles.query_map([source], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(Targets { titles, articles })
}

/// The documents that may hold `[[title]]` or `[[title.md]]`, in the bin or not.
///
/// # Errors
/// When the database fails.
pub fn sources_of_title(conn: &Connection, title: &str) -> Result<Vec<DocumentId>> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT source_id FROM links WHERE target_kind = 'title' AND target_key IN (?1, ?1 || '.md')",
    )?;
    let rows = statement.query_map([title_key(title)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes the keys of addresses anew, of at most `limit` links after the one of number `after`. Answers the number of the
/// last one, or `None` when there are no more.
///
/// # Errors
/// When the database fails.
pub fn rewrite_url_keys(conn: &Connection, after: i64, limit: u32) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, target, target_key FROM links WHERE id > ?1 AND target_kind = 'url' ORDER BY id LIMIT ?2",
    )?;
    let rows = statement.query_map((after, limit), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows = rows.collect::<Result<Vec<(i64, String, String)>, _>>()?;
    let mut rewrite = conn.prepare_cached("UPDATE links SET target_key = ?2 WHERE id = ?1")?;
    for (id, target, old) in &rows {
        let new = url_key(target);
        if new != *old {
            rewrite.execute((id, new))?;
        }
    }
    Ok(rows.last().map(|(id, ..)| *id))
}
