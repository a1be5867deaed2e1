//! `articles` and `article_urls`: what an article is known by.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Result, SnapshotId, Verdict};

/// What makes a document an article.
#[derive(Clone, Debug)]
pub struct Article {
    /// The address as it was typed.
    pub url: String,
    /// The one spelling under which it is kept.
    pub canonical_url: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// When it was published: an RFC 3339 date or date and time.
    pub published_at: Option<String>,
    /// The snapshot that is shown.
    pub snapshot_id: Option<SnapshotId>,
}

/// Reads an article, or `None` when the document is none.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: DocumentId) -> Result<Option<Article>> {
    Ok(conn
        .prepare_cached(
            "SELECT url, canonical_url, byline, site_name, lang, published_at, snapshot_id
             FROM articles WHERE document_id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Article {
                url: row.get(0)?,
                canonical_url: row.get(1)?,
                byline: row.get(2)?,
                site_name: row.get(3)?,
                lang: row.get(4)?,
                published_at: row.get(5)?,
                snapshot_id: row.get(6)?,
            })
        })
        .optional()?)
}

/// Whether an article has a page that is worth reading.
///
/// # Errors
/// When the database fails.
pub fn has_page(conn: &Connection, id: DocumentId) -> Result<bool> {
    let verdict: Option<Verdict> = conn
        .prepare_cached(
            "SELECT verdict FROM articles JOIN snapshots ON snapshots.id = articles.snapshot_id
             WHERE articles.document_id = ?1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(verdict.is_some_and(Verdict::is_good))
}

/// Writes an article.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, id: DocumentId, article: &Article) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO articles
             (document_id, url, canonical_url, byline, site_name, lang, published_at, snapshot_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        id,
        &article.url,
        &article.canonical_url,
        &article.byline,
        &article.site_name,
        &article.lang,
        &article.published_at,
        article.snapshot_id,
    ))?;
    Ok(())
}

/// The article that is known under a key (see [`crate::url::key`]), in the bin or not.
///
/// # Errors
/// When the database fails.
pub fn by_url_key(conn: &Connection, key: &str) -> Result<Option<DocumentId>> {
    Ok(conn
        .prepare_cached("SELECT document_id FROM article_urls WHERE url_key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// The keys of all addresses of an article.
///
/// # Errors
/// When the database fails.
pub fn url_keys(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT url_key FROM article_urls WHERE document_id = ?1")?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Makes an article known under a key. One that leads to an article already keeps leading there.
///
/// # Errors
/// When the database fails.
pub fn add_url_key(conn: &Connection, key: &str, id: DocumentId) -> Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO article_urls (url_key, document_id) VALUES (?1, ?2)")?
        .execute((key, id))?;
    Ok(())
}

/// Lets every key of one article lead to another. Answers the keys.
///
/// # Errors
/// When the database fails.
pub fn move_url_keys(conn: &Connection, from: DocumentId, to: DocumentId) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("UPDATE article_urls SET document_id = ?2 WHERE document_id = ?1 RETURNING url_key")?;
    let rows = statement.query_map((from, to), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lets these keys lead to an article, wherever they lead now.
///
/// # Errors
/// When the database fails.
pub fn take_url_keys(conn: &Connection, keys: &[String], to: DocumentId) -> Result<()> {
    let mut statement = conn.prepare_cached("UPDATE article_urls SET document_id = ?2 WHERE url_key = ?1")?;
    for key in keys {
        statement.execute((key, to))?;
    }
    Ok(())
}

/// At most `limit` keys after `after`, in order.
///
/// # Errors
/// When the database fails.
pub fn url_keys_after(conn: &Connection, after: &str, limit: u32) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT url_key FROM article_urls WHERE url_key > ?1 ORDER BY url_key LIMIT ?2")?;
    let rows = statement.query_map((after, limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a key anew. Should the new one lead to another article, the old one stays.
///
/// # Errors
/// When the database fails.
pub fn rewrite_url_key(conn: &Connection, old: &str, new: &str) -> Result<()> {
    conn.prepare_cached("UPDATE OR IGNORE article_urls SET url_key = ?2 WHERE url_key = ?1")?.execute((old, new))?;
    Ok(())
}

/// At most `limit` articles after `after`, in order of their ids.
///
/// # Errors
/// When the database fails.
pub fn after(conn: &Connection, after: Option<DocumentId>, limit: u32) -> Result<Vec<DocumentId>> {
    let mut statement = conn.prepare_cached(
        "SELECT document_id FROM articles WHERE ?1 IS NULL OR document_id > ?1 ORDER BY document_id LIMIT ?2",
    )?;
    let rows = statement.query_map((after, limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
