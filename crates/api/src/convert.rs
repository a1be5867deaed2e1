//! From core types to wire types.

use jiff::Timestamp;
use postil_core::tables::{self, articles, clips, commentary, documents, points, snapshots};
use postil_core::{DocumentId, Millis, Result, links};
use rusqlite::Connection;

use crate::wire;

/// A moment as RFC 3339, in UTC.
pub(crate) fn time(millis: Millis) -> String {
    Timestamp::from_millisecond(millis).unwrap_or_default().to_string()
}

pub(crate) fn document_ref(document: &documents::Document) -> wire::DocumentRef {
    wire::DocumentRef { id: document.id.to_string(), kind: document.kind.into(), title: document.title.clone() }
}

/// The clip of an article whatever its state; `None` for a document that never was clipped.
pub(crate) fn clip(conn: &Connection, document: &documents::Document, now: Millis) -> Result<Option<wire::Clip>> {
    let Some(clip) = clips::of(conn, document.id)? else { return Ok(None) };
    let queued = clip.state == clips::ClipState::Queued;
    Ok(Some(wire::Clip {
        id: document.id.to_string(),
        url: clip.url,
        title: document.title.clone(),
        state: match clip.state {
            clips::ClipState::Queued => wire::ClipState::Queued,
            clips::ClipState::Done => wire::ClipState::Saved,
            clips::ClipState::Failed => wire::ClipState::Failed,
        },
        fetching: queued && clip.claimed_until.is_some_and(|until| until > now),
        verdict: clip.verdict.map(Into::into),
        error: clip.error.map(Into::into),
        attempts: clip.attempts,
        next_attempt_at: clip.next_attempt_at.filter(|_| queued).map(time),
    }))
}

/// The clip of an article whose page is not there yet.
fn waiting(conn: &Connection, document: &documents::Document, now: Millis) -> Result<Option<wire::Clip>> {
    match clip(conn, document, now)? {
        Some(clip) if clip.state != wire::ClipState::Saved && !articles::has_page(conn, document.id)? => Ok(Some(clip)),
        _ => Ok(None),
    }
}

pub(crate) fn row(conn: &Connection, document: &documents::Document, now: Millis) -> Result<wire::DocumentRow> {
    let article = articles::get(conn, document.id)?;
    Ok(wire::DocumentRow {
        id: document.id.to_string(),
        kind: document.kind.into(),
        title: document.title.clone(),
        site_name: article.as_ref().and_then(|a| a.site_name.clone()),
        url: article.map(|a| a.url),
        excerpt: document.excerpt.clone(),
        saved_at: time(document.saved_at),
        updated_at: time(document.updated_at),
        deleted_at: document.deleted_at.map(time),
        word_count: document.word_count,
        tags: tables::tags::of(conn, document.id)?,
        commented: !commentary::get(conn, document.id)?.trim().is_empty(),
        points: points::count(conn, document.id)?,
        backlinks: tables::links::count_to(conn, document.id)?,
        clip: waiting(conn, document, now)?,
    })
}

pub(crate) fn whole(conn: &Connection, id: DocumentId, now: Millis) -> Result<wire::Document> {
    let document = documents::get(conn, id)?;
    let article = articles::get(conn, document.id)?;
    let shown = match article.as_ref().and_then(|a| a.snapshot_id) {
        Some(snapshot) => snapshots::get(conn, snapshot)?,
        None => None,
    };
    let images = match &shown {
        Some(snapshot) => tables::images::of(conn, snapshot.id)?,
        None => Default::default(),
    };
    let (text, html, markdown) = match (shown, tables::notes::get(conn, document.id)?) {
        (Some(snapshot), _) => (snapshot.text, snapshot.html, snapshot.markdown),
        (None, Some(source)) => (links::plain(&source), links::html(&source), source),
        (None, None) => Default::default(),
    };
    let field = |read: fn(articles::Article) -> Option<String>| article.clone().and_then(read);
    Ok(wire::Document {
        id: document.id.to_string(),
        kind: document.kind.into(),
        title: document.title.clone(),
        url: field(|a| Some(a.url)),
        canonical_url: field(|a| Some(a.canonical_url)),
        byline: field(|a| a.byline),
        site_name: field(|a| a.site_name),
        lang: field(|a| a.lang),
        published_at: field(|a| a.published_at),
        saved_at: time(document.saved_at),
        updated_at: time(document.updated_at),
        deleted_at: document.deleted_at.map(time),
        word_count: document.word_count,
        tags: tables::tags::of(conn, document.id)?,
        text,
        html,
        markdown,
        outline: points::of(conn, document.id)?.into_iter().map(|p| point(p, 1)).collect(),
        commentary: commentary::get(conn, document.id)?,
        highlights: [],
        snapshots: snapshots::of(conn, document.id)?.into_iter().map(snapshot).collect(),
        images: images.into_iter().map(|(url, blob)| (url, blob.to_string())).collect(),
        clip: waiting(conn, &document, now)?,
    })
}

fn snapshot(row: snapshots::SnapshotRow) -> wire::Snapshot {
    wire::Snapshot {
        id: row.id.to_string(),
        url: row.url,
        fetched_at: time(row.fetched_at),
        verdict: row.verdict.into(),
    }
}

fn point(point: points::Point, level: u32) -> wire::Point {
    wire::Point {
        id: point.id.to_string(),
        text: point.text,
        voice: point.voice.into(),
        level,
        anchor: point.anchor.map(|a| wire::Anchor {
            quote: a.quote,
            prefix: a.prefix,
            suffix: a.suffix,
            start: a.start,
            end: a.end,
        }),
        children: point.children.into_iter().map(|p| self::point(p, level + 1)).collect(),
    }
}

pub(crate) fn backlink(backlink: tables::links::Backlink) -> wire::Backlink {
    wire::Backlink {
        id: backlink.source_id.to_string(),
        kind: backlink.kind.into(),
        title: backlink.title,
        part: backlink.part.into(),
        context: backlink.link.context,
        start: backlink.link.start,
        end: backlink.link.end,
    }
}
