//! Clips: the row that stands before the request is made.

use ::url::Url;

use super::append_commentary;
use crate::tables::articles::{self, Article};
use crate::tables::clips::{self, Clip, ClipError, Settled};
use crate::tables::documents::{self, Document};
use crate::{ClipId, ClipSource, ClipState, DocumentId, Error, Kind, Millis, Result, Tx, Verdict, tables, url};

/// What a clip found when it began.
#[derive(Debug)]
pub struct Begun {
    /// The article.
    pub document: Document,
    /// Whether it was in the library already, page and all; then there is nothing to fetch.
    pub known: bool,
}

/// Begins a clip: the article's row, its tags and what was typed beside it are kept before anything is fetched. A page
/// that is known under any spelling of its address is not saved twice; one in the bin is taken out again.
///
/// # Errors
/// When the database fails.
pub fn begin_clip(tx: &Tx<'_>, typed: &Url, tags: &[String], comment: Option<&str>) -> Result<Begun> {
    let conn = tx.conn();
    let key = url::key(typed);
    let known = match articles::by_url_key(conn, &key)? {
        Some(id) => Some(documents::get(conn, id)?),
        None => None,
    };
    let is_new = known.is_none();
    let mut document = match known {
        Some(document) => document,
        None => add_article(tx, typed, &key)?,
    };
    if document.deleted_at.take().is_some() {
        documents::put(conn, &document)?;
    }
    for tag in tags.iter().filter_map(|tag| tables::tags::tidy(tag)) {
        tables::tags::add(conn, document.id, &tag)?;
    }
    if let Some(comment) = comment {
        append_commentary(tx, document.id, comment)?;
    }
    tx.touch(document.id);
    let waits = is_new
        || !articles::has_page(conn, document.id)?
            && clips::of(conn, document.id)?.is_some_and(|clip| clip.state != ClipState::Done);
    if waits {
        clips::queue(conn, ClipId(tx.new_id()), document.id, typed.as_str(), ClipSource::Page, tx.now())?;
    }
    Ok(Begun { document: documents::get(conn, document.id)?, known: !waits })
}

fn add_article(tx: &Tx<'_>, typed: &Url, key: &str) -> Result<Document> {
    let document = Document {
        id: DocumentId(tx.new_id()),
        kind: Kind::Article,
        title: key.trim_end_matches('/').chars().take(200).collect(),
        named_by_me: false,
        excerpt: String::new(),
        word_count: 0,
        saved_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
        merged_into: None,
    };
    documents::put(tx.conn(), &document)?;
    let article = Article {
        url: typed.to_string(),
        canonical_url: url::canonical(typed).to_string(),
        byline: None,
        site_name: None,
        lang: None,
        published_at: None,
        snapshot_id: None,
    };
    articles::put(tx.conn(), document.id, &article)?;
    articles::add_url_key(tx.conn(), key, document.id)?;
    Ok(document)
}

/// Queues another try at an article's page, at once.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`].
pub fn fetch_again(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    fetch_from(tx, id, ClipSource::Page)
}

/// Queues the fetching of a web archive's copy of an article's page, at once.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`].
pub fn fetch_archived(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    fetch_from(tx, id, ClipSource::Archive)
}

fn fetch_from(tx: &Tx<'_>, id: DocumentId, source: ClipSource) -> Result<Document> {
    let document = documents::get(tx.conn(), id)?;
    let Some(article) = articles::get(tx.conn(), document.id)? else {
        return Err(Error::WrongKind { title: document.title, kind: "a note", wanted: "an article" });
    };
    // What is under way may ask elsewhere: it is given up, so that what comes is what was asked for last.
    if let Some(clip) = clips::of(tx.conn(), document.id)?.filter(|clip| clip.source != source) {
        clips::release(tx.conn(), clip.id, tx.now())?;
    }
    clips::queue(tx.conn(), ClipId(tx.new_id()), document.id, &article.url, source, tx.now())?;
    tx.touch(document.id);
    Ok(document)
}

/// Takes the clip of an article for a page that comes by another way than the queue. Answers `None` while a worker holds
/// it: two pages are never stored at once.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`].
pub fn take_clip(tx: &Tx<'_>, id: DocumentId, until: Millis) -> Result<Option<Clip>> {
    let conn = tx.conn();
    let held = |clip: Clip| clip.claimed_until.is_some_and(|until| until > tx.now());
    if clips::of(conn, documents::get(conn, id)?.id)?.is_some_and(held) {
        return Ok(None);
    }
    let document = fetch_again(tx, id)?;
    if let Some(clip) = clips::of(conn, document.id)? {
        clips::take(conn, clip.id, tx.new_id(), until)?;
    }
    clips::of(conn, document.id)
}

/// A try that brought no page.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// What went wrong.
    pub error: ClipError,
    /// When it is tried again; without it, the clip waits for a person.
    pub retry_at: Option<Millis>,
    /// Whether nothing could be reached at all: then the try does not count, and the clip is brought forward when any
    /// other gets an answer.
    pub no_network: bool,
    /// Whether the site asks to be left alone: then its other clips wait as long.
    pub host_rests: bool,
}

/// Ends a try that brought no page. A worker that lost the clip to another, or whose clip was paused or cancelled, changes
/// nothing.
///
/// # Errors
/// When the database fails.
pub fn fail_clip(tx: &Tx<'_>, clip: &Clip, failure: &Failure) -> Result<()> {
    if !clips::is_held(tx.conn(), clip)? {
        return Ok(());
    }
    if !failure.no_network {
        clips::wake(tx.conn(), tx.now())?;
    }
    if let Some(until) = failure.retry_at {
        if failure.no_network {
            clips::put_off_waiting(tx.conn(), until)?;
        }
        if failure.host_rests {
            clips::put_off_host(tx.conn(), &clip.host, until)?.into_iter().for_each(|id| tx.touch(id));
        }
    }
    let settled = Settled {
        state: if failure.retry_at.is_some() { ClipState::Queued } else { ClipState::Failed },
        verdict: Some(failure.verdict),
        error: Some(&failure.error),
        next_attempt_at: failure.retry_at,
        no_network: failure.no_network,
    };
    clips::settle(tx.conn(), clip.id, &settled)?;
    tx.touch(clip.document_id);
    Ok(())
}
