//! Articles: storing what a capture brought.

use ::url::Url;

use super::append_commentary;
use crate::tables::articles::{self, Article};
use crate::tables::clips::{self, Clip, ClipError, Settled};
use crate::tables::documents::{self, Document};
use crate::tables::links::Link;
use crate::tables::points::NewPoint;
use crate::tables::snapshots::{self, FromArchive, Snapshot};
use crate::{BlobHash, ClipState, DocumentId, Kind, Part, Result, SnapshotId, Tx, Verdict, tables, title, url};

/// An image of a page.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its address, as the article's HTML gives it.
    pub url: String,
    /// Its bytes in `blobs/`.
    pub blob: BlobHash,
    /// Its media type.
    pub media_type: String,
}

/// A page that was fetched and read.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The address at which the page was found, after redirects.
    pub url: Url,
    /// The copy in a web archive that was fetched in the page's stead.
    pub archive: Option<FromArchive>,
    /// The address that the page gives as its own.
    pub declared_url: Option<Url>,
    /// The HTTP status.
    pub status: u16,
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// What is wrong with it, when the verdict is not a good one.
    pub error: Option<ClipError>,
    /// The character encoding that the page was read in.
    pub encoding: String,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
    /// The raw page, in `blobs/`.
    pub page_blob: BlobHash,
    /// The title; empty when the page has none.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// What it is about, in a sentence or two.
    pub excerpt: String,
    /// How many words it has.
    pub word_count: u32,
    /// The sanitised article.
    pub html: String,
    /// Its plain text.
    pub text: String,
    /// It as Markdown.
    pub markdown: String,
    /// The drafted outline.
    pub outline: Vec<NewPoint>,
    /// The images that were fetched.
    pub images: Vec<Image>,
    /// Every outgoing web link.
    pub links: Vec<Link>,
}

/// Where a capture was kept.
#[derive(Debug)]
pub struct Stored {
    /// The article.
    pub document: Document,
    /// Whether the page turned out to be an article that was in the library already.
    pub known: bool,
}

/// Stores what a clip brought: a new snapshot with its outline, images and links. When the page's own address shows
/// that it is an article of the library already, what was typed beside the clip goes there and the clip's own
/// placeholder gives way. A bad capture never takes the place of a good one. A worker that lost the clip to another
/// changes nothing.
///
/// # Errors
/// When the database fails.
pub fn store(tx: &Tx<'_>, clip: &Clip, capture: &Capture) -> Result<Stored> {
    let conn = tx.conn();
    let placeholder = documents::get(conn, clip.document_id)?;
    if !clips::is_held(conn, clip)? {
        return Ok(Stored { document: placeholder, known: false });
    }
    clips::wake(conn, tx.now())?;
    let mut keys = vec![url::key(&capture.url)];
    let declared = capture.declared_url.as_ref().filter(|declared| url::may_declare(&capture.url, declared));
    keys.extend(declared.map(url::key));
    if capture.verdict.is_good() {
        for key in &keys {
            if let Some(kept) = articles::by_url_key(conn, key)?
                && kept != placeholder.id
                && let Some(document) = give_way(tx, clip, &placeholder, kept)?
            {
                return Ok(Stored { document, known: true });
            }
        }
        for key in &keys {
            articles::add_url_key(conn, key, placeholder.id)?;
        }
    }
    let settled = Settled {
        state: if capture.verdict.is_good() { ClipState::Done } else { ClipState::Failed },
        verdict: Some(capture.verdict),
        error: capture.error.as_ref(),
        next_attempt_at: None,
        no_network: false,
    };
    clips::settle(conn, clip.id, &settled)?;
    tx.touch(placeholder.id);
    let Some(mut article) = articles::get(conn, placeholder.id)? else {
        return Ok(Stored { document: placeholder, known: false });
    };
    let snapshot = add_snapshot(tx, placeholder.id, capture)?;
    let shown = match article.snapshot_id {
        Some(id) => snapshots::get(conn, id)?.map(|s| s.verdict),
        None => None,
    };
    if capture.verdict.is_good() || shown.is_none_or(|verdict| !verdict.is_good()) {
        if let Some(declared) = declared.filter(|_| capture.verdict.is_good()) {
            article.canonical_url = url::canonical(declared).to_string();
        }
        show(tx, &placeholder, article, capture, snapshot)?;
    }
    Ok(Stored { document: documents::get(conn, placeholder.id)?, known: false })
}

/// Lets the placeholder of a clip give way to the article that the page turned out to be. Answers `None` when that
/// article is itself still without a page.
fn give_way(tx: &Tx<'_>, clip: &Clip, placeholder: &Document, kept: DocumentId) -> Result<Option<Document>> {
    let conn = tx.conn();
    let has_page = |id| -> Result<bool> { Ok(articles::get(conn, id)?.is_some_and(|a| a.snapshot_id.is_some())) };
    if has_page(placeholder.id)? || !has_page(kept)? {
        return Ok(None);
    }
    let mut document = documents::get(conn, kept)?;
    if document.kind != Kind::Article {
        return Ok(None);
    }
    if document.deleted_at.take().is_some() {
        documents::put(conn, &document)?;
    }
    append_commentary(tx, kept, &tables::commentary::get(conn, placeholder.id)?)?;
    for tag in tables::tags::of(conn, placeholder.id)? {
        tables::tags::add(conn, kept, &tag)?;
    }
    tables::links::replace(conn, placeholder.id, Part::Commentary, &[])?;
    articles::move_url_keys(conn, placeholder.id, kept)?;
    documents::put(conn, &Document { merged_into: Some(kept), ..placeholder.clone() })?;
    clips::settle(conn, clip.id, &Settled::done(Verdict::Ok))?;
    tx.touch(placeholder.id);
    tx.touch(kept);
    Ok(Some(documents::get(conn, kept)?))
}

fn add_snapshot(tx: &Tx<'_>, document_id: DocumentId, capture: &Capture) -> Result<SnapshotId> {
    let id = SnapshotId(tx.new_id());
    let snapshot = Snapshot {
        id,
        document_id,
        url: capture.url.to_string(),
        archive: capture.archive.clone(),
        fetched_at: tx.now(),
        status: capture.status,
        verdict: capture.verdict,
        encoding: capture.encoding.clone(),
        content_type: capture.content_type.clone(),
        etag: capture.etag.clone(),
        last_modified: capture.last_modified.clone(),
        page_blob: capture.page_blob,
        html: capture.html.clone(),
        text: capture.text.clone(),
        markdown: capture.markdown.clone(),
    };
    snapshots::add(tx.conn(), &snapshot)?;
    for image in &capture.images {
        tables::images::add(tx.conn(), id, &image.url, image.blob, &image.media_type)?;
    }
    Ok(id)
}

/// Makes a snapshot the one that is shown, with its metadata, outline and links.
fn show(tx: &Tx<'_>, document: &Document, article: Article, capture: &Capture, snapshot: SnapshotId) -> Result<()> {
    let conn = tx.conn();
    let article = Article {
        byline: capture.byline.clone(),
        site_name: capture.site_name.clone(),
        lang: capture.lang.clone(),
        published_at: capture.published_at.clone(),
        snapshot_id: Some(snapshot),
        ..article
    };
    articles::put(conn, document.id, &article)?;
    let fetched_title = title::tidy(&capture.title);
    let keeps_title = document.named_by_me || fetched_title.is_empty();
    let document = Document {
        title: if keeps_title { document.title.clone() } else { fetched_title },
        excerpt: capture.excerpt.clone(),
        word_count: capture.word_count,
        updated_at: tx.now(),
        ..document.clone()
    };
    documents::put(conn, &document)?;
    tables::points::replace_draft(conn, &|| tx.new_id(), document.id, snapshot, &capture.outline)?;
    tables::links::replace(conn, document.id, Part::Body, &capture.links)
}
