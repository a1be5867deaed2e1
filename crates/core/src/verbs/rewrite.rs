//! Rewriting all that a person wrote in a document at once.

use super::edits::Ledger;
use super::{commentary, notes, versions};
use crate::tables::highlights::{self, Highlight};
use crate::tables::points::{self, PointRow};
use crate::tables::{self, documents};
use crate::{DocumentId, Error, Kind, Result, Tx, VersionReason};

/// Rewrites a person's words in a document: the text of a note and its title, or commentary, points and comments beside an article. The
/// text before becomes a version, and what changes beside an article is one edit, called `label`. Answers whether anything changed.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn rewrite(tx: &Tx<'_>, id: DocumentId, label: &str, rewrite: &dyn Fn(&str) -> String) -> Result<bool> {
    let mut document = documents::get(tx.conn(), id)?;
    let before = versions::written(tx.conn(), document.id)?;
    let after = rewrite(&before.markdown);
    let mut changed = after != before.markdown;
    if changed {
        versions::keep(tx, document.id, &before, &after, Some(VersionReason::Session))?;
        match document.kind {
            Kind::Article => commentary::write(tx, document.clone(), &after)?,
            _ => notes::write(tx, &mut document, &after)?,
        }
    }
    if document.kind == Kind::Article {
        changed |= rewrite_margin(tx, document.id, label, rewrite)?;
    } else if document.kind != Kind::Journal {
        let title = rewrite(&document.title);
        if title != document.title {
            match super::rename(tx, document.id, &title, false) {
                Ok(_) => changed = true,
                // Its text is right, and two notes of one name could not be told apart.
                Err(Error::TitleTaken(_) | Error::NoTitle | Error::Unlinkable) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(changed)
}

fn rewrite_margin(tx: &Tx<'_>, id: DocumentId, label: &str, rewrite: &dyn Fn(&str) -> String) -> Result<bool> {
    let mut ledger = Ledger::new(tx, id, label, None);
    let mut changed = false;
    for row in points::rows(tx.conn(), id)?.into_iter().filter(|row| !row.drafted) {
        let text = rewrite(&row.text);
        if text != row.text {
            changed = true;
            ledger.point(Some(row.clone()), PointRow { text, ..row })?;
        }
    }
    for highlight in highlights::of(tx.conn(), id)? {
        let comment = rewrite(&highlight.comment);
        if comment != highlight.comment {
            changed = true;
            let after = Highlight { comment, updated_at: tx.now(), ..highlight.clone() };
            ledger.highlight(Some(highlight), after)?;
        }
    }
    ledger.close()?;
    Ok(changed)
}

/// All that a person wrote in a document, each text by itself.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn words(conn: &rusqlite::Connection, id: DocumentId) -> Result<Vec<String>> {
    let document = documents::get(conn, id)?;
    let mut all = Vec::new();
    if document.kind != Kind::Article {
        all.push(document.title.clone());
    }
    all.push(versions::written(conn, document.id)?.markdown);
    all.extend(points::rows(conn, document.id)?.into_iter().filter(|row| !row.drafted).map(|row| row.text));
    all.extend(tables::highlights::of(conn, document.id)?.into_iter().map(|highlight| highlight.comment));
    all.retain(|text| !text.is_empty());
    Ok(all)
}
