//! Work over the whole library that a new version of a rule asks for: done in small steps, each a write of its own, and
//! taken up again where it was left.

use rusqlite::Connection;

use super::links::link_again;
use super::look_for_duplicates;
use crate::links as links_in;
use crate::tables::passes::{self, Pass};
use crate::tables::{articles, documents, links};
use crate::{DocumentId, Result, Tx, likeness, url};

/// A pass: its name, the version of its rule, and one step of it, from the row that was reached to the one that is reached
/// then; `None` at the end.
type Step = fn(&Tx<'_>, Option<&str>) -> Result<Option<String>>;
const PASSES: [(&str, u32, Step); 4] = [
    ("article_keys", url::VERSION, article_keys),
    ("link_keys", url::VERSION, link_keys),
    ("words", links_in::VERSION, words),
    ("fingerprints", likeness::VERSION, fingerprint),
];

/// How many rows one step does.
const KEYS: u32 = 1000;
const TEXTS: u32 = 10;

/// Whether there is work left to do.
///
/// # Errors
/// When the database fails.
pub fn passes_left(conn: &Connection) -> Result<bool> {
    for (name, version, _) in PASSES {
        if due(conn, name, version)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Does one step. Answers whether there may be another.
///
/// # Errors
/// When the database fails.
pub fn next_step(tx: &Tx<'_>) -> Result<bool> {
    for (name, version, step) in PASSES {
        if let Some(pass) = due(tx.conn(), name, version)? {
            let reached = step(tx, pass.reached.as_deref())?;
            let finished_at = reached.is_none().then(|| tx.now());
            passes::put(tx.conn(), name, &Pass { version, reached, finished_at })?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// A pass as far as it has come; `None` when it is done.
fn due(conn: &Connection, name: &str, version: u32) -> Result<Option<Pass>> {
    let begun = passes::get(conn, name)?.filter(|pass| pass.version == version);
    let pass = begun.unwrap_or(Pass { version, reached: None, finished_at: None });
    Ok(pass.finished_at.is_none().then_some(pass))
}

fn article_keys(tx: &Tx<'_>, reached: Option<&str>) -> Result<Option<String>> {
    let keys = articles::url_keys_after(tx.conn(), reached.unwrap_or_default(), KEYS)?;
    for old in &keys {
        let new = url::key_again(old);
        if new != *old {
            articles::rewrite_url_key(tx.conn(), old, &new)?;
        }
    }
    Ok(keys.into_iter().next_back())
}

fn link_keys(tx: &Tx<'_>, reached: Option<&str>) -> Result<Option<String>> {
    let after = reached.and_then(|id| id.parse().ok()).unwrap_or(0);
    Ok(links::rewrite_url_keys(tx.conn(), after, KEYS)?.map(|id| id.to_string()))
}

fn words(tx: &Tx<'_>, reached: Option<&str>) -> Result<Option<String>> {
    let after: Option<DocumentId> = reached.and_then(|id| id.parse().ok());
    let ids = documents::after(tx.conn(), after, TEXTS)?;
    for id in &ids {
        link_again(tx, *id)?;
    }
    Ok(ids.last().map(DocumentId::to_string))
}

fn fingerprint(tx: &Tx<'_>, reached: Option<&str>) -> Result<Option<String>> {
    let after: Option<DocumentId> = reached.and_then(|id| id.parse().ok());
    let ids = articles::after(tx.conn(), after, TEXTS)?;
    for id in &ids {
        look_for_duplicates(tx, *id)?;
    }
    Ok(ids.last().map(DocumentId::to_string))
}
