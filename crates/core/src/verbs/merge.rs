//! Merging two articles that are one, and taking that back.

use rusqlite::Connection;

use super::links::{link_commentary, link_margin};
use super::{commentary as words, place_anchors, versions as kept};
use crate::tables::documents::{self, Document};
use crate::tables::highlights::{self, Highlight};
use crate::tables::merges::{self, Before, Merge};
use crate::tables::{articles, commentary, points, snapshots, tags, versions};
use crate::{DocumentId, Error, Kind, Result, SnapshotId, Tx, VersionId, VersionReason, merge as text};

/// Which of two articles stays when nobody says otherwise: the one that was written about, else the older one.
///
/// # Errors
/// When the database fails.
pub fn stays(conn: &Connection, one: &Document, other: &Document) -> Result<DocumentId> {
    let written = |id| -> Result<bool> { Ok(!commentary::get(conn, id)?.trim().is_empty()) };
    Ok(match (written(one.id)?, written(other.id)?) {
        (true, false) => one.id,
        (false, true) => other.id,
        _ if (other.saved_at, other.id) < (one.saved_at, one.id) => other.id,
        _ => one.id,
    })
}

/// Merges an article into another, which keeps its title and page. It gets the commentary, the tags, the addresses, the
/// highlights, the versions and the points that were written for the other; the other's snapshots count as its own, and
/// what linked to the other leads to it. Nothing is lost: [`unmerge`] gives both back. One in the bin is taken out of it.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`], [`Error::SameArticle`].
pub fn merge(tx: &Tx<'_>, from: DocumentId, into: DocumentId) -> Result<Document> {
    let conn = tx.conn();
    let (from, mut into) = (documents::get(conn, from)?, documents::get(conn, into)?);
    if let Some(note) = [&from, &into].into_iter().find(|document| document.kind != Kind::Article) {
        return Err(Error::WrongKind { title: note.title.clone(), kind: "a note", wanted: "an article" });
    }
    if from.id == into.id {
        return Err(Error::SameArticle(from.title));
    }
    if into.deleted_at.take().is_some() {
        documents::put(conn, &into)?;
    }
    let before = commentary::get(conn, into.id)?;
    words::append(tx, into.id, &commentary::get(conn, from.id)?, Some(VersionReason::Merge))?;
    // Those that the words say go with the words.
    let there = tags::given(conn, into.id)?;
    let new_tags: Vec<String> = tags::given(conn, from.id)?.into_iter().filter(|tag| !there.contains(tag)).collect();
    for tag in &new_tags {
        tags::add(conn, into.id, tag)?;
    }
    let shown = articles::get(conn, into.id)?.and_then(|article| article.snapshot_id);
    let words: Vec<char> = match shown {
        Some(shown) => snapshots::get(conn, shown)?.map(|s| s.text.chars().collect()).unwrap_or_default(),
        None => Vec::new(),
    };
    let merge = Merge {
        document_id: from.id,
        kept_id: into.id,
        merged_at: tx.now(),
        before: Before {
            commentary: before,
            joined: commentary::get(conn, into.id)?,
            tags: new_tags,
            url_keys: articles::move_url_keys(conn, from.id, into.id)?,
            highlights: move_highlights(tx, from.id, into.id, shown)?,
            versions: move_versions(tx, from.id, into.id)?,
            points: points::move_own(conn, from.id, into.id, shown, |quote, start| nearest(&words, quote, start))?,
            updated_at: from.updated_at,
            deleted_at: from.deleted_at,
        },
    };
    merges::put(conn, &merge)?;
    documents::put(conn, &Document { merged_into: Some(into.id), deleted_at: None, ..from.clone() })?;
    link_margin(tx, from.id)?;
    link_margin(tx, into.id)?;
    tx.touch(from.id);
    tx.touch(into.id);
    documents::get(conn, into.id)
}

/// Gives back an article that was merged into another. Both are as they were, but for what was changed since: words that
/// were written meanwhile stay with the article that stayed.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NotMerged`]; [`Error::MergedFurther`] when the article that stayed gave way to a third.
pub fn unmerge(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let conn = tx.conn();
    let gone = documents::find(conn, id)?.ok_or_else(|| Error::NoDocument(id.to_string()))?;
    let Some(Merge { kept_id, before, .. }) = merges::get(conn, id)? else { return Err(Error::NotMerged(gone.title)) };
    let kept = documents::find(conn, kept_id)?.ok_or_else(|| Error::NoDocument(kept_id.to_string()))?;
    if kept.merged_into.is_some() {
        return Err(Error::MergedFurther(kept.title));
    }
    let now = kept::written_about(conn, kept_id)?;
    let apart = text::three_way(&before.joined, &before.commentary, &now.markdown);
    if apart != now.markdown {
        kept::keep(tx, kept_id, &now, &apart, Some(VersionReason::Merge))?;
        commentary::put(conn, kept_id, &apart, tx.now())?;
        link_commentary(tx, kept_id, &apart)?;
    }
    for tag in &before.tags {
        tags::remove(conn, kept_id, tag)?;
    }
    articles::take_url_keys(conn, &before.url_keys, id)?;
    points::move_back(conn, id, &before.points)?;
    for version in before.versions {
        versions::move_to(conn, version, id)?;
    }
    for Highlight { document_id, snapshot_id, anchor, guess, id, .. } in before.highlights {
        if let Some(now) = highlights::get(conn, id)? {
            highlights::put(conn, &Highlight { document_id, snapshot_id, anchor, guess, ..now })?;
        }
    }
    let restored = Document { merged_into: None, deleted_at: before.deleted_at, updated_at: before.updated_at, ..gone };
    documents::put(conn, &restored)?;
    merges::remove(conn, id)?;
    link_margin(tx, id)?;
    link_margin(tx, kept_id)?;
    tx.touch(id);
    tx.touch(kept_id);
    Ok(restored)
}

/// Moves the highlights of an article to another, whose shown text they are placed in. Answers them as they were.
fn move_highlights(
    tx: &Tx<'_>,
    from: DocumentId,
    into: DocumentId,
    shown: Option<SnapshotId>,
) -> Result<Vec<Highlight>> {
    let conn = tx.conn();
    let before = highlights::of(conn, from)?;
    for highlight in &before {
        highlights::put(conn, &Highlight { document_id: into, ..highlight.clone() })?;
    }
    let shown = match shown {
        Some(id) => snapshots::get(conn, id)?,
        None => None,
    };
    if let Some(shown) = shown.filter(|_| !before.is_empty()) {
        place_anchors(tx, into, shown.id, &shown.text)?;
    }
    Ok(before)
}

/// Gives the versions of an article to another. Answers which they are.
fn move_versions(tx: &Tx<'_>, from: DocumentId, into: DocumentId) -> Result<Vec<VersionId>> {
    let moved: Vec<VersionId> = versions::of(tx.conn(), from)?.into_iter().map(|row| row.id).collect();
    for version in &moved {
        versions::move_to(tx.conn(), *version, into)?;
    }
    Ok(moved)
}

/// The place of a quote in a text that is nearest to where it began in another, in characters.
fn nearest(text: &[char], quote: &str, start: u32) -> Option<(u32, u32)> {
    let quote: Vec<char> = quote.chars().collect();
    let first = quote.first()?;
    let wanted = usize::try_from(start).ok()?;
    let at = (0..text.len().checked_sub(quote.len() - 1)?)
        .filter(|at| text[*at] == *first && text[*at..].starts_with(&quote))
        .min_by_key(|at| at.abs_diff(wanted))?;
    Some((u32::try_from(at).ok()?, u32::try_from(at + quote.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_quote_is_found_where_it_is_nearest() {
        let text: Vec<char> = "ink, ünk and ink".chars().collect();
        for (quote, start, wanted) in [
            ("ink", 0, Some((0, 3))),
            ("ink", 9, Some((13, 16))),
            ("ünk", 40, Some((5, 8))),
            ("quill", 0, None),
            ("", 0, None),
            ("ink, ünk and ink and", 0, None),
        ] {
            assert_eq!(nearest(&text, quote, start), wanted, "{quote} near {start}");
        }
    }
}
