//! Keeping searches, and remembering those that were made.

use crate::tables::past_searches;
use crate::tables::saved_searches::{self, SavedSearch};
use crate::{Error, Result, SearchId, Tx, title};

/// The longest search that is remembered, in bytes.
const LONGEST: usize = 1000;

/// Keeps a search. Without a name, it is called as it is typed.
///
/// # Errors
/// [`Error::NoQuery`].
pub fn save_search(tx: &Tx<'_>, name: &str, query: &str) -> Result<SavedSearch> {
    let search = SavedSearch {
        id: SearchId(tx.new_id()),
        name: named(name, query)?,
        query: query.trim().into(),
        deleted_at: None,
    };
    saved_searches::put(tx.conn(), &search, tx.now())?;
    Ok(search)
}

/// Gives a kept search another name or other words.
///
/// # Errors
/// [`Error::NoSearch`], [`Error::NoQuery`].
pub fn edit_search(tx: &Tx<'_>, id: SearchId, name: Option<&str>, query: Option<&str>) -> Result<SavedSearch> {
    let before = saved_searches::get(tx.conn(), id)?;
    let query = query.unwrap_or(&before.query).trim().to_owned();
    let search = SavedSearch { name: named(name.unwrap_or(&before.name), &query)?, query, ..before };
    saved_searches::put(tx.conn(), &search, tx.now())?;
    Ok(search)
}

/// Forgets a kept search, or takes that back.
///
/// # Errors
/// [`Error::NoSearch`].
pub fn forget_search(tx: &Tx<'_>, id: SearchId, forget: bool) -> Result<SavedSearch> {
    let search = SavedSearch { deleted_at: forget.then(|| tx.now()), ..saved_searches::get(tx.conn(), id)? };
    saved_searches::put(tx.conn(), &search, tx.now())?;
    Ok(search)
}

/// Notes that a search was made. One that says nothing, or is very long, is not noted.
///
/// # Errors
/// When the database fails.
pub fn remember_search(tx: &Tx<'_>, query: &str) -> Result<()> {
    let query = query.trim();
    if query.is_empty() || query.len() > LONGEST {
        return Ok(());
    }
    past_searches::note(tx.conn(), query, tx.now())
}

fn named(name: &str, query: &str) -> Result<String> {
    let query = title::tidy(query);
    if query.is_empty() {
        return Err(Error::NoQuery);
    }
    let name = title::tidy(name);
    Ok(if name.is_empty() { query } else { name })
}
