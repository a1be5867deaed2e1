//! Articles: storing what a capture brought.

use ::url::Url;
use rusqlite::Connection;

use super::append_commentary;
use crate::tables::articles::{self, Article};
use crate::tables::checks::{self, Validators};
use crate::tables::clips::{self, Clip, ClipError, Settled};
use crate::tables::documents::{self, Document};
use crate::tables::links::Link;
use crate::tables::points::NewPoint;
use crate::tables::snapshots::{self, FromArchive, Snapshot};
use crate::{
    BlobHash, ClipState, DocumentId, Finding, Kind, Part, Result, SnapshotId, Tx, Verdict, compare, tables, title, url,
};

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
/// placeholder gives way. A capture never takes the place of a better one, and one whose text is the one that is shown adds
/// no snapshot (see [`fate`]). A worker that lost the clip to another, or whose article was merged into another meanwhile,
/// changes nothing.
///
/// # Errors
/// When the database fails.
pub fn store(tx: &Tx<'_>, clip: &Clip, capture: &Capture) -> Result<Stored> {
    store_learning(tx, clip, capture, true)
}

/// Stores what a window of the app showed, by the rules of [`store`]. A login may have led to another site, and a person
/// may have gone anywhere from there: the article learns an address of its own site only.
///
/// # Errors
/// When the database fails.
pub fn store_shown(tx: &Tx<'_>, clip: &Clip, capture: &Capture) -> Result<Stored> {
    let document = documents::get(tx.conn(), clip.document_id)?;
    let home = articles::get(tx.conn(), document.id)?.and_then(|article| url::parse(&article.url));
    let at_home = home.is_some_and(|home| url::same_site(&home, &capture.url));
    store_learning(tx, clip, capture, at_home)
}

fn store_learning(tx: &Tx<'_>, clip: &Clip, capture: &Capture, learns: bool) -> Result<Stored> {
    let conn = tx.conn();
    let placeholder = documents::get(conn, clip.document_id)?;
    if !clips::is_held(conn, clip)? {
        return Ok(Stored { document: placeholder, known: false });
    }
    clips::wake(conn, tx.now())?;
    if placeholder.id != clip.document_id {
        clips::settle(conn, clip.id, &Settled::done(capture.verdict))?;
        return Ok(Stored { document: placeholder, known: false });
    }
    let found_at = learns.then_some(&capture.url);
    let declared = capture.declared_url.as_ref().filter(|url| found_at.is_some_and(|page| url::may_declare(page, url)));
    let keys: Vec<String> = found_at.into_iter().chain(declared).map(url::key).collect();
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
    let shown = match article.snapshot_id {
        Some(id) => snapshots::get(conn, id)?,
        None => None,
    };
    let same_text = shown.as_ref().is_some_and(|shown| compare::is_same(&shown.text, &capture.text));
    let fate = fate(shown.as_ref().map(|shown| shown.verdict), capture.verdict, same_text);
    if let Some(declared) = declared.filter(|_| capture.verdict.is_good() && fate != Fate::SetAside) {
        article.canonical_url = url::canonical(declared).to_string();
    }
    match (fate, &shown) {
        (Fate::Shown, _) => {
            let snapshot = add_snapshot(tx, placeholder.id, capture)?;
            show(tx, &placeholder, article, capture, snapshot)?;
            super::look_for_duplicates(tx, placeholder.id)?;
        }
        (Fate::LeftOut, Some(shown)) if capture.verdict == shown.verdict => {
            describe(tx, &placeholder, article, capture)?;
            complete_images(tx, shown, capture)?;
        }
        (Fate::LeftOut, _) => {}
        (Fate::SetAside, _) => {
            let newest = snapshots::newest(conn, placeholder.id)?;
            let is_new =
                newest.is_none_or(|n| n.verdict != capture.verdict || !compare::is_same(&n.text, &capture.text));
            if is_new && !capture.text.trim().is_empty() {
                add_snapshot(tx, placeholder.id, capture)?;
            }
        }
    }
    if shown.is_some() {
        note_check(tx, placeholder.id, fate, same_text, capture)?;
    }
    Ok(Stored { document: documents::get(conn, placeholder.id)?, known: false })
}

/// What becomes of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is added as a snapshot, which is the one that is shown from now on.
    Shown,
    /// It is added as a snapshot to be looked at, and what was shown stays.
    SetAside,
    /// It adds nothing.
    LeftOut,
}

/// What becomes of a capture, when one of the verdict `shown` is shown already. A whole article is better than a part of
/// one, and that is better than a wall; the worse never takes the place of the better. The same text again adds nothing,
/// unless it is judged better now.
pub fn fate(shown: Option<Verdict>, new: Verdict, same_text: bool) -> Fate {
    let rank = |verdict| match verdict {
        Verdict::Ok => 2,
        Verdict::Partial => 1,
        _ => 0,
    };
    match shown {
        None => Fate::Shown,
        Some(old) if same_text && rank(new) <= rank(old) => Fate::LeftOut,
        Some(old) if rank(new) < rank(old) => Fate::SetAside,
        Some(_) => Fate::Shown,
    }
}

/// Ends a clip whose page the server said to be as it was: nothing is kept but the time.
///
/// # Errors
/// When the database fails.
pub fn store_unchanged(tx: &Tx<'_>, clip: &Clip) -> Result<()> {
    let conn = tx.conn();
    if !clips::is_held(conn, clip)? {
        return Ok(());
    }
    let shown = articles::get(conn, clip.document_id)?.and_then(|article| article.snapshot_id);
    let verdict = match shown {
        Some(id) => snapshots::get(conn, id)?.map(|snapshot| snapshot.verdict),
        None => None,
    };
    clips::wake(conn, tx.now())?;
    clips::settle(conn, clip.id, &Settled::done(verdict.unwrap_or(Verdict::Ok)))?;
    checks::put(conn, clip.document_id, tx.now(), Finding::Unchanged, None)?;
    tx.touch(clip.document_id);
    Ok(())
}

/// What to ask a server with, whether an article's page has changed. `None` when a good page is yet to come, or the server
/// gave nothing to ask with.
///
/// # Errors
/// When the database fails.
pub fn validators(conn: &Connection, id: DocumentId) -> Result<Option<Validators>> {
    let Some(shown) = articles::get(conn, id)?.and_then(|article| article.snapshot_id) else { return Ok(None) };
    let Some(snapshot) = snapshots::get(conn, shown)?.filter(|snapshot| snapshot.verdict.is_good()) else {
        return Ok(None);
    };
    if snapshot.archive.is_some() {
        return Ok(None);
    }
    let last = checks::of(conn, id)?.and_then(|check| check.validators);
    let found =
        last.unwrap_or(Validators { url: snapshot.url, etag: snapshot.etag, last_modified: snapshot.last_modified });
    Ok((found.etag.is_some() || found.last_modified.is_some()).then_some(found))
}

/// Keeps when the page was looked at again, what came of it, and what the server gave with the text that is shown.
fn note_check(tx: &Tx<'_>, id: DocumentId, fate: Fate, same_text: bool, capture: &Capture) -> Result<()> {
    let finding = match fate {
        Fate::Shown => Finding::Changed,
        Fate::LeftOut if capture.verdict.is_good() => Finding::SameText,
        Fate::LeftOut | Fate::SetAside => Finding::Worse,
    };
    // What an archive answers says nothing about the page itself.
    let live = capture.archive.is_none();
    let of_shown = live && (fate == Fate::Shown || (same_text && capture.verdict.is_good()));
    let validators = of_shown.then(|| Validators {
        url: capture.url.to_string(),
        etag: capture.etag.clone(),
        last_modified: capture.last_modified.clone(),
    });
    checks::put(tx.conn(), id, tx.now(), finding, validators.as_ref())
}

/// Adds the images of a shown snapshot that could not be had before.
fn complete_images(tx: &Tx<'_>, shown: &Snapshot, capture: &Capture) -> Result<()> {
    let there = tables::images::of(tx.conn(), shown.id)?;
    for image in capture.images.iter().filter(|image| !there.contains_key(&image.url)) {
        tables::images::add(tx.conn(), shown.id, &image.url, image.blob, &image.media_type)?;
    }
    Ok(())
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
        word_count: capture.word_count,
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
    describe(tx, document, Article { snapshot_id: Some(snapshot), ..article }, capture)?;
    super::place_anchors(tx, document.id, snapshot, &capture.text)?;
    super::redraft(tx, document.id, snapshot, &capture.outline)?;
    tables::links::replace(conn, document.id, Part::Body, &capture.links)
}

/// Writes what a capture says about an article.
fn describe(tx: &Tx<'_>, document: &Document, article: Article, capture: &Capture) -> Result<()> {
    let article = Article {
        byline: capture.byline.clone(),
        site_name: capture.site_name.clone(),
        lang: capture.lang.clone(),
        published_at: capture.published_at.clone(),
        ..article
    };
    articles::put(tx.conn(), document.id, &article)?;
    let fetched_title = title::tidy(&capture.title);
    let keeps_title = document.named_by_me || fetched_title.is_empty();
    let settled = Document {
        title: if keeps_title { document.title.clone() } else { fetched_title },
        excerpt: capture.excerpt.clone(),
        word_count: capture.word_count,
        updated_at: document.updated_at,
        ..document.clone()
    };
    if settled != *document || article.snapshot_id.is_none() {
        documents::put(tx.conn(), &Document { updated_at: tx.now(), ..settled })?;
    }
    Ok(())
}
