//! Clips: the row that stands before the request is made.

use ::url::Url;

use super::append_commentary;
use crate::tables::articles::{self, Article};
use crate::tables::clips::{self, Clip, ClipError, ClipState};
use crate::tables::documents::{self, Document};
use crate::{ClipId, DocumentId, Error, Kind, Millis, Result, Tx, Verdict, tables, url};

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
    let waits = is_new || clips::of(conn, document.id)?.is_some_and(|clip| clip.state != ClipState::Done);
    if waits {
        clips::queue(conn, ClipId(tx.new_id()), document.id, typed.as_str(), tx.now())?;
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
    let document = documents::get(tx.conn(), id)?;
    let Some(article) = articles::get(tx.conn(), document.id)? else {
        return Err(Error::WrongKind { title: document.title, kind: "a note", wanted: "an article" });
    };
    clips::queue(tx.conn(), ClipId(tx.new_id()), document.id, &article.url, tx.now())?;
    tx.touch(document.id);
    Ok(document)
}

/// Ends a try that brought no page. With `retry_at` the clip stays queued until then, else it waits for a person.
///
/// # Errors
/// When the database fails.
pub fn fail_clip(
    tx: &Tx<'_>,
    clip: &Clip,
    verdict: Verdict,
    error: &ClipError,
    retry_at: Option<Millis>,
) -> Result<()> {
    if !clips::is_held(tx.conn(), clip)? {
        return Ok(());
    }
    let state = if retry_at.is_some() { ClipState::Queued } else { ClipState::Failed };
    clips::settle(tx.conn(), clip.id, state, Some(verdict), Some(error), retry_at)?;
    tx.touch(clip.document_id);
    Ok(())
}
