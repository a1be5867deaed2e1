//! `checks`: when an article's page was last looked at, what came of it, and what to ask with next time.

use rusqlite::{Connection, OptionalExtension};

use crate::{DocumentId, Finding, Millis, Result};

/// The last look at an article's page after the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub checked_at: Millis,
    /// What came of it.
    pub finding: Finding,
    /// What the server gave with the text that is shown.
    pub validators: Option<Validators>,
}

/// What a server gave with a page, to ask it later whether the page has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// The address that answered.
    pub url: String,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
}

/// The last check of an article.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Option<Check>> {
    Ok(conn
        .prepare_cached("SELECT checked_at, finding, url, etag, last_modified FROM checks WHERE document_id = ?1")?
        .query_row([id], |row| {
            let url: Option<String> = row.get(2)?;
            let (etag, last_modified) = (row.get(3)?, row.get(4)?);
            let validators = url.map(|url| Validators { url, etag, last_modified });
            Ok(Check { checked_at: row.get(0)?, finding: row.get(1)?, validators })
        })
        .optional()?)
}

/// Writes the last check of an article. Without validators those that were there stay.
///
/// # Errors
/// When the database fails.
pub fn put(
    conn: &Connection,
    id: DocumentId,
    now: Millis,
    finding: Finding,
    validators: Option<&Validators>,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO checks (document_id, checked_at, finding) VALUES (?1, ?2, ?3)
         ON CONFLICT (document_id) DO UPDATE SET checked_at = ?2, finding = ?3",
    )?
    .execute((id, now, finding))?;
    if let Some(Validators { url, etag, last_modified }) = validators {
        conn.prepare_cached("UPDATE checks SET url = ?2, etag = ?3, last_modified = ?4 WHERE document_id = ?1")?
            .execute((id, url, etag, last_modified))?;
    }
    Ok(())
}
