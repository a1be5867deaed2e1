//! `documents`: everything with a title that can be linked, tagged and found.

use std::collections::HashSet;
use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use super::duplicates::OPEN;
use crate::{DocumentId, Error, Kind, Millis, Result, title_key};

/// A document without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its identity.
    pub id: DocumentId,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Whether a person gave the title, so that fetching leaves it.
    pub named_by_me: bool,
    /// Its first words, or the article's own description.
    pub excerpt: String,
    /// How many words it has.
    pub word_count: u32,
    /// When it came into the library.
    pub saved_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// When it went to the bin.
    pub deleted_at: Option<Millis>,
    /// The article that took its place, when two turned out to be one.
    pub merged_into: Option<DocumentId>,
}

const COLUMNS: &str =
    "id, kind, title, named_by_me, excerpt, word_count, saved_at, updated_at, deleted_at, merged_into";

fn whole(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: row.get(0)?,
        kind: row.get(1)?,
        title: row.get(2)?,
        named_by_me: row.get(3)?,
        excerpt: row.get(4)?,
        word_count: row.get(5)?,
        saved_at: row.get(6)?,
        updated_at: row.get(7)?,
        deleted_at: row.get(8)?,
        merged_into: row.get(9)?,
    })
}

/// Adds a document, or writes it anew.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, document: &Document) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO documents (id, kind, title, title_key, named_by_me, excerpt, word_count, saved_at, updated_at,
             deleted_at, merged_into)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET title = ?3, title_key = ?4, named_by_me = ?5, excerpt = ?6, word_count = ?7,
             updated_at = ?9, deleted_at = ?10, merged_into = ?11",
    )?
    .execute(rusqlite::params![
        document.id,
        document.kind,
        document.title,
        title_key(&document.title),
        document.named_by_me,
        document.excerpt,
        document.word_count,
        document.saved_at,
        document.updated_at,
        document.deleted_at,
        document.merged_into,
    ])?;
    Ok(())
}

/// Reads a document, in the bin or not.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &Connection, id: DocumentId) -> Result<Option<Document>> {
    Ok(conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM documents WHERE id = ?1"))?
        .query_row([id], whole)
        .optional()?)
}

/// Reads a document, in the bin or not; of two articles that turned out to be one, the one that stayed.
///
/// # Errors
/// [`Error::NoDocument`] when there is none.
pub fn get(conn: &Connection, id: DocumentId) -> Result<Document> {
    let document = find(conn, id)?.ok_or_else(|| Error::NoDocument(id.to_string()))?;
    match document.merged_into {
        Some(kept) => get(conn, kept),
        None => Ok(document),
    }
}

/// The documents that are not in the bin and bear a title: those that bear it exactly, else those that differ from it
/// in case, composition or white space only.
///
/// # Errors
/// When the database fails.
pub fn by_title(conn: &Connection, title: &str) -> Result<Vec<Document>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM documents
         WHERE title_key = ?1 AND deleted_at IS NULL AND merged_into IS NULL ORDER BY id"
    ))?;
    let rows = statement.query_map([title_key(title)], whole)?;
    let all = rows.collect::<Result<Vec<_>, _>>()?;
    let exact: Vec<Document> = all.iter().filter(|d| d.title == title).cloned().collect();
    Ok(if exact.is_empty() { all } else { exact })
}

/// The documents, not in the bin, into which one that bore a title was merged: a link by that title leads there.
///
/// # Errors
/// When the database fails.
pub fn merged_by_title(conn: &Connection, title: &str) -> Result<Vec<Document>> {
    let mut statement = conn.prepare_cached(
        "SELECT id FROM documents WHERE title_key = ?1 AND deleted_at IS NULL AND merged_into IS NOT NULL ORDER BY id",
    )?;
    let mut found: Vec<Document> = Vec::new();
    for id in statement.query_map([title_key(title)], |row| row.get(0))? {
        let document = get(conn, id?)?;
        if document.deleted_at.is_none() && found.iter().all(|one| one.id != document.id) {
            found.push(document);
        }
    }
    Ok(found)
}

/// Documents after another, by id.
///
/// # Errors
/// When the database fails.
pub fn after(conn: &Connection, after: Option<DocumentId>, limit: u32) -> Result<Vec<DocumentId>> {
    let mut statement =
        conn.prepare_cached("SELECT id FROM documents WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2")?;
    let rows = statement.query_map((after, limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The keys by which links by title may lead to a document: of its title and its other names, and of those of articles that were
/// merged into it.
///
/// # Errors
/// When the database fails.
pub fn keys(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "WITH RECURSIVE family (id) AS (
             SELECT ?1 UNION SELECT documents.id FROM documents JOIN family ON documents.merged_into = family.id)
         SELECT title_key FROM documents WHERE id IN (SELECT id FROM family)
         UNION SELECT name_key FROM names WHERE document_id IN (SELECT id FROM family)",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many documents that are not in the bin have a name of this key.
///
/// # Errors
/// When the database fails.
pub fn bearers(conn: &Connection, key: &str) -> Result<u32> {
    let mut statement = conn.prepare_cached(
        "SELECT count(*) FROM (
             SELECT coalesce(merged_into, id) FROM documents WHERE title_key = ?1 AND deleted_at IS NULL
             UNION SELECT coalesce(merged_into, id) FROM documents
                 WHERE id IN (SELECT document_id FROM names WHERE name_key = ?1) AND deleted_at IS NULL)",
    )?;
    Ok(statement.query_row([key], |row| row.get(0))?)
}

/// Which of some documents are in the bin or merged into another.
///
/// # Errors
/// When the database fails.
pub fn gone_among(conn: &Connection, ids: &[DocumentId]) -> Result<HashSet<DocumentId>> {
    let mut gone = HashSet::new();
    if ids.len() < 100 {
        let mut is_gone = conn
            .prepare_cached("SELECT deleted_at IS NOT NULL OR merged_into IS NOT NULL FROM documents WHERE id = ?1")?;
        for id in ids {
            if is_gone.query_row([id], |row| row.get(0))? {
                gone.insert(*id);
            }
        }
        return Ok(gone);
    }
    // Of many, most are there: the few that are gone are in indexes of their own.
    let mut statement = conn.prepare_cached(
        "SELECT id FROM documents WHERE deleted_at IS NOT NULL AND merged_into IS NULL
         UNION ALL SELECT id FROM documents WHERE merged_into IS NOT NULL",
    )?;
    for id in statement.query_map([], |row| row.get(0))? {
        gone.insert(id?);
    }
    Ok(gone)
}

/// A day of the journal, in the bin or not, by its date.
///
/// # Errors
/// When the database fails.
pub fn journal_day(conn: &Connection, date: &str) -> Result<Option<Document>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM documents WHERE title_key = ?1 AND kind = 'journal' ORDER BY id LIMIT 1"
    ))?;
    Ok(statement.query_row([title_key(date)], whole).optional()?)
}

/// The days of the journal, not in the bin, whose dates match a pattern of `LIKE`, by date.
///
/// # Errors
/// When the database fails.
pub fn journal_days(conn: &Connection, pattern: &str) -> Result<Vec<Document>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM documents
         WHERE kind = 'journal' AND deleted_at IS NULL AND merged_into IS NULL AND title LIKE ?1 ORDER BY title"
    ))?;
    let rows = statement.query_map([pattern], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The dates of the days of the journal next to a date, before and after it, leaving out the bin.
///
/// # Errors
/// When the database fails.
pub fn journal_neighbours(conn: &Connection, date: &str) -> Result<(Option<String>, Option<String>)> {
    let mut statement = conn.prepare_cached(
        "SELECT (SELECT max(title) FROM documents WHERE kind = 'journal' AND deleted_at IS NULL AND title < ?1),
             (SELECT min(title) FROM documents WHERE kind = 'journal' AND deleted_at IS NULL AND title > ?1)",
    )?;
    Ok(statement.query_row([date], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The articles, not in the bin, that came into the library from one moment on and before another, oldest first.
///
/// # Errors
/// When the database fails.
pub fn articles_saved(conn: &Connection, from: Millis, to: Millis, limit: u32) -> Result<Vec<Document>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM documents
         WHERE kind = 'article' AND saved_at >= ?1 AND saved_at < ?2 AND deleted_at IS NULL AND merged_into IS NULL
         ORDER BY saved_at, id LIMIT ?3"
    ))?;
    let rows = statement.query_map((from, to, limit), whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Which documents a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this kind.
    pub kind: Option<Kind>,
    /// Only those that have this tag, or one nested below it.
    pub tag: Option<String>,
    /// Only those in the bin; otherwise only those that are not.
    pub bin: bool,
    /// Only those whose clip waits, is worked on or failed, whether they have a page to read or not.
    pub clips: bool,
    /// Only those whose text another article has too.
    pub duplicates: bool,
}

impl Filter {
    fn sql(&self, values: &mut Vec<Box<dyn ToSql>>) -> String {
        let mut sql = String::from("merged_into IS NULL AND deleted_at IS ");
        sql.push_str(if self.bin { "NOT NULL" } else { "NULL" });
        if let Some(kind) = self.kind {
            values.push(Box::new(kind));
            let _ = write!(sql, " AND kind = ?{}", values.len());
        }
        if let Some(tag) = &self.tag {
            values.push(Box::new(tag.clone()));
            let at = values.len();
            let _ = write!(
                sql,
                " AND id IN (SELECT document_id FROM tags
                     WHERE tag = ?{at} OR (tag >= ?{at} || '/' AND tag < ?{at} || '0'))"
            );
        }
        if self.clips {
            sql.push_str(" AND id IN (SELECT clips.document_id FROM clips WHERE state <> 'done')");
        }
        if self.duplicates {
            let _ = write!(
                sql,
                " AND id IN (SELECT one_id FROM duplicates WHERE {OPEN} UNION SELECT other_id FROM duplicates WHERE {OPEN})"
            );
        }
        sql
    }
}

/// Counts the documents that a list shows.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &Connection, filter: &Filter) -> Result<u32> {
    let mut values = Vec::new();
    let sql = format!("SELECT count(*) FROM documents WHERE {}", filter.sql(&mut values));
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_row(rusqlite::params_from_iter(values), |row| row.get(0))?)
}

/// One page of a list, newest first: at most `limit` documents that come after `after` (a day and an id, as of the
/// last document of the page before).
///
/// # Errors
/// When the database fails.
pub fn page(
    conn: &Connection,
    filter: &Filter,
    after: Option<(Millis, DocumentId)>,
    limit: u32,
) -> Result<Vec<Document>> {
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut sql = format!("SELECT {COLUMNS} FROM documents WHERE {}", filter.sql(&mut values));
    let day = if filter.bin { "deleted_at" } else { "saved_at" };
    if let Some((when, id)) = after {
        values.push(Box::new(when));
        values.push(Box::new(id));
        let _ = write!(sql, " AND ({day}, id) < (?{}, ?{})", values.len() - 1, values.len());
    }
    values.push(Box::new(limit));
    let _ = write!(sql, " ORDER BY {day} DESC, id DESC LIMIT ?{}", values.len());
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Dates a document back: when it came into the library, for what was saved elsewhere before.
///
/// # Errors
/// When the database fails.
pub fn date_back(conn: &Connection, id: DocumentId, saved_at: Millis) -> Result<()> {
    conn.prepare_cached("UPDATE documents SET saved_at = ?2, updated_at = ?2 WHERE id = ?1")?
        .execute((id, saved_at))?;
    Ok(())
}
