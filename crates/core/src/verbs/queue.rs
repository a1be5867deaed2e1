//! The queue of clips: pausing, resuming, trying again, cancelling; one clip or all.

use crate::tables::articles;
use crate::tables::clips::{self, Clip, Settled};
use crate::tables::documents::{self, Document};
use crate::tables::snapshots;
use crate::{ClipSource, ClipState, DocumentId, Error, Result, Tx, Verdict};

/// What cancelling a clip did.
#[derive(Debug)]
pub struct Cancelled {
    /// The article.
    pub document: Document,
    /// Whether the article went to the bin, because it never had a page. Restoring it takes the cancelling back.
    pub binned: bool,
}

/// The clip of an article that is not done.
fn open(tx: &Tx<'_>, id: DocumentId) -> Result<(Document, Clip)> {
    let document = documents::get(tx.conn(), id)?;
    match clips::of(tx.conn(), document.id)? {
        Some(clip) if clip.state != ClipState::Done && document.deleted_at.is_none() => Ok((document, clip)),
        _ => Err(Error::NoClip(document.title)),
    }
}

/// The clips that are meant: those of some articles, or all that are not done.
fn meant(tx: &Tx<'_>, ids: Option<&[DocumentId]>) -> Result<Vec<Clip>> {
    match ids {
        None => clips::open(tx.conn()),
        Some(ids) => ids.iter().map(|id| Ok(open(tx, *id)?.1)).collect(),
    }
}

/// Lets clips wait until they are resumed; without `ids` the whole queue, with what is clipped from now on. What is being
/// fetched is given up; the try does not count. Answers how many clips changed.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoClip`].
pub fn pause_clips(tx: &Tx<'_>, ids: Option<&[DocumentId]>) -> Result<u32> {
    if ids.is_none() {
        clips::pause_queue(tx.conn(), true)?;
    }
    let mut changed = 0;
    for clip in meant(tx, ids)? {
        if clip.state != ClipState::Queued {
            continue;
        }
        if ids.is_some() {
            clips::set_paused(tx.conn(), clip.id, true)?;
        }
        clips::release(tx.conn(), clip.id, tx.now())?;
        tx.touch(clip.document_id);
        changed += 1;
    }
    Ok(changed)
}

/// Lets clips go on; without `ids` the whole queue, with those that were paused by themselves.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoClip`].
pub fn resume_clips(tx: &Tx<'_>, ids: Option<&[DocumentId]>) -> Result<u32> {
    if ids.is_none() {
        clips::pause_queue(tx.conn(), false)?;
    }
    let mut changed = 0;
    for clip in meant(tx, ids)? {
        if clip.state == ClipState::Queued {
            clips::set_paused(tx.conn(), clip.id, false)?;
            tx.touch(clip.document_id);
            changed += 1;
        }
    }
    Ok(changed)
}

/// Tries clips again at once: those that failed and those that wait for their next try. What is being fetched is left
/// alone. Answers how many there are.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoClip`].
pub fn retry_clips(tx: &Tx<'_>, ids: Option<&[DocumentId]>) -> Result<u32> {
    let mut changed = 0;
    for clip in meant(tx, ids)? {
        let fresh = clip.state == ClipState::Queued && clip.error.is_none() && !clip.paused;
        let running = clip.claimed_until.is_some_and(|until| until > tx.now());
        if running || (fresh || clip.paused) && ids.is_none() {
            continue;
        }
        // An archive that had no copy will have none: the page itself is tried again.
        let source = if clip.state == ClipState::Failed { ClipSource::Page } else { clip.source };
        clips::queue(tx.conn(), clip.id, clip.document_id, &clip.url, source, tx.now())?;
        tx.touch(clip.document_id);
        changed += 1;
    }
    Ok(changed)
}

/// Cancels clips. An article that has its page keeps it; one that never had any goes to the bin, with what was typed
/// beside it, from where it can be taken again. What is being fetched is given up.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoClip`].
pub fn cancel_clips(tx: &Tx<'_>, ids: Option<&[DocumentId]>) -> Result<Vec<Cancelled>> {
    meant(tx, ids)?.iter().map(|clip| cancel(tx, clip)).collect()
}

fn cancel(tx: &Tx<'_>, clip: &Clip) -> Result<Cancelled> {
    let conn = tx.conn();
    if !articles::has_page(conn, clip.document_id)? {
        return Ok(Cancelled { document: super::delete(tx, clip.document_id)?, binned: true });
    }
    let shown = articles::get(conn, clip.document_id)?.and_then(|article| article.snapshot_id);
    let verdict = match shown {
        Some(id) => snapshots::get(conn, id)?.map(|snapshot| snapshot.verdict),
        None => None,
    };
    clips::settle(conn, clip.id, &Settled::done(verdict.unwrap_or(Verdict::Ok)))?;
    tx.touch(clip.document_id);
    Ok(Cancelled { document: documents::get(conn, clip.document_id)?, binned: false })
}
