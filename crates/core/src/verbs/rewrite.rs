//! Rewriting what a person wrote in a document, wherever it stands.

use super::edits::Ledger;
use super::{commentary, notes, versions};
use crate::tables::documents;
use crate::tables::highlights::{self, Highlight};
use crate::tables::points::{self, PointRow};
use crate::tables::renames::Place;
use crate::{DocumentId, Error, Kind, Result, Tx, VersionReason};

/// Rewrites a person's words in a document: the text of a note and its title, or commentary, points and comments beside an article. The
/// text before becomes a version, and what changes beside an article is one edit, called `label`. Answers whether anything changed.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn rewrite(tx: &Tx<'_>, id: DocumentId, label: &str, rewrite: &dyn Fn(&str) -> String) -> Result<bool> {
    let edit = &mut |_: Place, text: &str| Some(rewrite(text)).filter(|after| after != text);
    let mut changed = edit_texts(tx, id, label, Some(VersionReason::Session), edit)?;
    let document = documents::get(tx.conn(), id)?;
    if matches!(document.kind, Kind::Note | Kind::Post) {
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

/// Writes anew the texts of a person in a document or about it; `edit` answers `None` for one that stays as it is. The text before is kept
/// as a version for the reason given, or by the rules. Answers whether anything changed.
pub(super) fn edit_texts(
    tx: &Tx<'_>,
    id: DocumentId,
    label: &str,
    reason: Option<VersionReason>,
    edit: &mut dyn FnMut(Place, &str) -> Option<String>,
) -> Result<bool> {
    let mut document = documents::get(tx.conn(), id)?;
    let before = versions::written(tx.conn(), document.id)?;
    let place = if document.kind == Kind::Article { Place::Commentary } else { Place::Body };
    let after = edit(place, &before.markdown);
    let mut changed = after.is_some();
    if let Some(after) = after {
        versions::keep(tx, document.id, &before, &after, reason)?;
        match document.kind {
            Kind::Article => commentary::write(tx, document.clone(), &after)?,
            _ => notes::write(tx, &mut document, &after)?,
        }
    }
    if document.kind != Kind::Article {
        return Ok(changed);
    }
    let mut ledger = Ledger::new(tx, document.id, label, None);
    for row in points::rows(tx.conn(), document.id)?.into_iter().filter(|row| !row.drafted) {
        if let Some(text) = edit(Place::Point(row.id), &row.text) {
            changed = true;
            ledger.point(Some(row.clone()), PointRow { text, ..row })?;
        }
    }
    for highlight in highlights::of(tx.conn(), document.id)? {
        if let Some(comment) = edit(Place::Highlight(highlight.id), &highlight.comment) {
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
    let texts = super::links::words(conn, document.id, |point| !point.drafted)?.into_iter().map(|(_, text)| text);
    let title = (document.kind != Kind::Article).then_some(document.title);
    Ok(title.into_iter().chain(texts).filter(|text| !text.is_empty()).collect())
}
