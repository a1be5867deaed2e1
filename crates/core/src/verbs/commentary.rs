//! Commentary: your own words about an article.

use super::links::link_commentary;
use super::{article, versions};
use crate::tables::documents::Document;
use crate::{DocumentId, Result, Tx, VersionReason, merge, tables};

/// Saves commentary that was edited from `base`. Should it have changed since, both edits are joined, and no words are
/// lost. Answers what the commentary now is.
///
/// # Errors
/// [`crate::Error::NoDocument`], [`crate::Error::WrongKind`].
pub fn save_commentary(tx: &Tx<'_>, id: DocumentId, base: &str, markdown: &str) -> Result<String> {
    let document = article(tx, id)?;
    let current = versions::written_about(tx.conn(), document.id)?;
    let merged = merge::three_way(base, markdown, &current.markdown);
    if merged != current.markdown {
        let joined = (base != current.markdown).then_some(VersionReason::Join);
        versions::keep(tx, document.id, &current, &merged, joined)?;
        write(tx, document, &merged)?;
    }
    Ok(merged)
}

/// Adds to the commentary, as a paragraph of its own.
///
/// # Errors
/// [`crate::Error::NoDocument`], [`crate::Error::WrongKind`].
pub fn append_commentary(tx: &Tx<'_>, id: DocumentId, markdown: &str) -> Result<()> {
    append(tx, id, markdown, None)
}

/// Adds to the commentary; what it was is kept for the reason given, or by the rules.
pub(super) fn append(tx: &Tx<'_>, id: DocumentId, markdown: &str, reason: Option<VersionReason>) -> Result<()> {
    let document = article(tx, id)?;
    let added = markdown.trim_matches(['\n', '\r']);
    if added.trim().is_empty() {
        return Ok(());
    }
    let current = versions::written_about(tx.conn(), document.id)?;
    let before = current.markdown.trim_end();
    let whole = if before.is_empty() { format!("{added}\n") } else { format!("{before}\n\n{added}\n") };
    versions::keep(tx, document.id, &current, &whole, reason)?;
    write(tx, document, &whole)
}

/// Writes the commentary about an article and everything that is read from it.
pub(super) fn write(tx: &Tx<'_>, mut document: Document, markdown: &str) -> Result<()> {
    tables::commentary::put(tx.conn(), document.id, markdown, tx.now())?;
    link_commentary(tx, document.id, markdown)?;
    document.updated_at = tx.now();
    tables::documents::put(tx.conn(), &document)?;
    tx.touch(document.id);
    Ok(())
}
