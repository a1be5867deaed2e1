//! Commentary: your own words about an article.

use super::{article, link_markdown};
use crate::tables::documents::Document;
use crate::{DocumentId, Part, Result, Tx, merge, tables};

/// Saves commentary that was edited from `base`. Should it have changed since, both edits are joined, and no words are
/// lost. Answers what the commentary now is.
///
/// # Errors
/// [`crate::Error::NoDocument`], [`crate::Error::WrongKind`].
pub fn save_commentary(tx: &Tx<'_>, id: DocumentId, base: &str, markdown: &str) -> Result<String> {
    let document = article(tx, id)?;
    let current = tables::commentary::get(tx.conn(), document.id)?;
    let merged = merge::three_way(base, markdown, &current);
    if merged != current {
        write(tx, document, &merged)?;
    }
    Ok(merged)
}

/// Adds to the commentary, as a paragraph of its own.
///
/// # Errors
/// [`crate::Error::NoDocument`], [`crate::Error::WrongKind`].
pub fn append_commentary(tx: &Tx<'_>, id: DocumentId, markdown: &str) -> Result<()> {
    let document = article(tx, id)?;
    let added = markdown.trim_matches(['\n', '\r']);
    if added.trim().is_empty() {
        return Ok(());
    }
    let current = tables::commentary::get(tx.conn(), document.id)?;
    let before = current.trim_end();
    let whole = if before.is_empty() { format!("{added}\n") } else { format!("{before}\n\n{added}\n") };
    write(tx, document, &whole)
}

fn write(tx: &Tx<'_>, mut document: Document, markdown: &str) -> Result<()> {
    tables::commentary::put(tx.conn(), document.id, markdown, tx.now())?;
    link_markdown(tx, document.id, Part::Commentary, markdown)?;
    document.updated_at = tx.now();
    tables::documents::put(tx.conn(), &document)?;
    tx.touch(document.id);
    Ok(())
}
