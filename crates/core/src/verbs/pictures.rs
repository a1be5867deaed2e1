//! Pictures in a person's own texts: keeping them, and finding them by what a text calls them.

use rusqlite::Connection;

use crate::tables::{documents, pictures};
use crate::{BlobHash, DocumentId, Result, Tx, links, title_key};

/// Keeps a picture, which lies in `blobs/` already, for a document whose text calls it `target`.
///
/// # Errors
/// [`crate::Error::NoDocument`]; when the database fails.
pub fn keep_picture(tx: &Tx<'_>, id: DocumentId, target: &str, blob: BlobHash, media_type: &str) -> Result<()> {
    let document = documents::get(tx.conn(), id)?;
    pictures::put(tx.conn(), document.id, target, &name_of(target), blob, media_type)?;
    tx.touch(document.id);
    Ok(())
}

/// The picture that a document's text calls `target`: its own, or else the only one in the library of that name.
///
/// # Errors
/// When the database fails.
pub fn find_picture(conn: &Connection, id: DocumentId, target: &str) -> Result<Option<BlobHash>> {
    if let Some(own) = pictures::get(conn, id, target)? {
        return Ok(Some(own));
    }
    let found = pictures::named(conn, &name_of(target))?;
    Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
}

fn name_of(target: &str) -> String {
    let decoded = links::percent_decoded(target);
    title_key(decoded.rsplit('/').next().unwrap_or_default())
}
