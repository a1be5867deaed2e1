//! `snapshots`: the fetched versions of an article. A row is never edited.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::compare::count_words;
use crate::{BlobHash, DocumentId, Millis, Result, SnapshotId, Verdict};

/// From where in a web archive a snapshot was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromArchive {
    /// The address of the archive's copy.
    pub url: String,
    /// When the archive took it.
    pub taken_at: Millis,
}

/// One fetched version of an article.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its identity.
    pub id: SnapshotId,
    /// The article.
    pub document_id: DocumentId,
    /// The address at which the page was found, after redirects; its own also when it comes from an archive.
    pub url: String,
    /// The copy in a web archive that it was made from, if it was.
    pub archive: Option<FromArchive>,
    /// When it was fetched.
    pub fetched_at: Millis,
    /// The HTTP status.
    pub status: u16,
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// The character encoding that the page was read in.
    pub encoding: String,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
    /// The raw page.
    pub page_blob: BlobHash,
    /// The sanitised article.
    pub html: String,
    /// The article's plain text; anchors count its Unicode scalar values.
    pub text: String,
    /// The article as Markdown.
    pub markdown: String,
    /// How many words it has; of a snapshot from before these were kept, as many as its text has.
    pub word_count: u32,
}

/// A snapshot without its texts.
#[derive(Clone, Debug)]
pub struct SnapshotRow {
    /// Its identity.
    pub id: SnapshotId,
    /// The address at which the page was found.
    pub url: String,
    /// When it was fetched.
    pub fetched_at: Millis,
    /// The HTTP status.
    pub status: u16,
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// How many words it has.
    pub word_count: u32,
}

/// Adds a snapshot.
///
/// # Errors
/// When the database fails.
pub fn add(conn: &Connection, snapshot: &Snapshot) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO snapshots (id, document_id, url, fetched_at, status, verdict, encoding, content_type, etag,
             last_modified, page_blob, html, text, markdown, archive_url, archived_at, word_count)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(rusqlite::params![
        snapshot.id,
        snapshot.document_id,
        snapshot.url,
        snapshot.fetched_at,
        snapshot.status,
        snapshot.verdict,
        snapshot.encoding,
        snapshot.content_type,
        snapshot.etag,
        snapshot.last_modified,
        snapshot.page_blob,
        snapshot.html,
        snapshot.text,
        snapshot.markdown,
        snapshot.archive.as_ref().map(|archive| &archive.url),
        snapshot.archive.as_ref().map(|archive| archive.taken_at),
        snapshot.word_count,
    ])?;
    Ok(())
}

/// Reads a snapshot.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: SnapshotId) -> Result<Option<Snapshot>> {
    Ok(conn
        .prepare_cached(
            "SELECT id, document_id, url, fetched_at, status, verdict, encoding, content_type, etag, last_modified,
                 page_blob, html, text, markdown, archive_url, archived_at, word_count
             FROM snapshots WHERE id = ?1",
        )?
        .query_row([id], whole)
        .optional()?)
}

/// An article and those that were merged into it.
const FAMILY: &str = "WITH RECURSIVE family (id) AS (
        SELECT ?1 UNION SELECT documents.id FROM documents JOIN family ON documents.merged_into = family.id)";

/// The snapshots of an article and of those that were merged into it, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<SnapshotRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "{FAMILY} SELECT id, url, fetched_at, status, verdict, word_count, iif(word_count IS NULL, text, '')
         FROM snapshots WHERE document_id IN (SELECT id FROM family) ORDER BY fetched_at, id"
    ))?;
    let rows = statement.query_map([id], |row| {
        Ok(SnapshotRow {
            id: row.get(0)?,
            url: row.get(1)?,
            fetched_at: row.get(2)?,
            status: row.get(3)?,
            verdict: row.get(4)?,
            word_count: match row.get(5)? {
                Some(count) => count,
                None => count_words(&row.get::<_, String>(6)?),
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest snapshot of an article itself, shown or not.
///
/// # Errors
/// When the database fails.
pub fn newest(conn: &Connection, id: DocumentId) -> Result<Option<Snapshot>> {
    let newest: Option<SnapshotId> = conn
        .prepare_cached("SELECT id FROM snapshots WHERE document_id = ?1 ORDER BY fetched_at DESC, id DESC LIMIT 1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match newest {
        Some(id) => get(conn, id),
        None => Ok(None),
    }
}

fn whole(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    let archive = match row.get::<_, Option<String>>(14)? {
        Some(url) => Some(FromArchive { url, taken_at: row.get(15)? }),
        None => None,
    };
    let text: String = row.get(12)?;
    let word_count = row.get::<_, Option<u32>>(16)?.unwrap_or_else(|| count_words(&text));
    Ok(Snapshot {
        archive,
        id: row.get(0)?,
        document_id: row.get(1)?,
        url: row.get(2)?,
        fetched_at: row.get(3)?,
        status: row.get(4)?,
        verdict: row.get(5)?,
        encoding: row.get(6)?,
        content_type: row.get(7)?,
        etag: row.get(8)?,
        last_modified: row.get(9)?,
        page_blob: row.get(10)?,
        html: row.get(11)?,
        text,
        markdown: row.get(13)?,
        word_count,
    })
}
