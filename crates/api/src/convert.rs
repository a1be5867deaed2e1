//! From core types to wire types.

use std::cell::OnceCell;

use jiff::Timestamp;
use postil_core::tables::{
    self, articles, checks, clips, commentary, documents, duplicates, edits, highlights, merges, points, readings,
    snapshots,
};
use postil_core::{
    Anchor, ClipSource, ClipStage, ClipState, DocumentId, Kind, Millis, Result, SnapshotId, links, verbs,
};
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
    let queued = clip.state == ClipState::Queued;
    let fetching = queued && clip.claimed_until.is_some_and(|until| until > now);
    let progress = clip.progress.filter(|_| fetching);
    let stage = match clip.state {
        ClipState::Done => wire::ClipStage::Done,
        ClipState::Failed => wire::ClipStage::Failed,
        ClipState::Queued if fetching => stage(clip.progress),
        ClipState::Queued if clip.paused || clips::queue_is_paused(conn)? => wire::ClipStage::Paused,
        ClipState::Queued => wire::ClipStage::Waiting,
    };
    Ok(Some(wire::Clip {
        id: document.id.to_string(),
        url: clip.url,
        title: document.title.clone(),
        state: match clip.state {
            ClipState::Queued => wire::ClipState::Queued,
            ClipState::Done => wire::ClipState::Saved,
            ClipState::Failed => wire::ClipState::Failed,
        },
        fetching,
        verdict: clip.verdict.map(Into::into),
        error: clip.error.map(Into::into),
        attempts: clip.attempts,
        next_attempt_at: clip.next_attempt_at.filter(|_| queued && !fetching).map(time),
        stage,
        images_done: progress.map_or(0, |progress| progress.images_done),
        images_total: progress.map_or(0, |progress| progress.images_total),
        paused: clip.paused,
        waits_for_network: queued && clip.no_network > 0,
        from_archive: clip.source == ClipSource::Archive,
    }))
}

fn stage(progress: Option<clips::Progress>) -> wire::ClipStage {
    match progress.map(|progress| progress.stage) {
        Some(ClipStage::Images) => wire::ClipStage::Images,
        Some(ClipStage::Saving) => wire::ClipStage::Saving,
        Some(ClipStage::Fetching) | None => wire::ClipStage::Fetching,
    }
}

/// How far a clip that is worked on has come.
pub(crate) fn progress(clip: &clips::Clip) -> wire::ClipProgress {
    wire::ClipProgress {
        id: clip.document_id.to_string(),
        stage: stage(clip.progress),
        images_done: clip.progress.map_or(0, |progress| progress.images_done),
        images_total: clip.progress.map_or(0, |progress| progress.images_total),
    }
}

/// The clips that are not done, in numbers.
pub(crate) fn queue(conn: &Connection, now: Millis) -> Result<wire::ClipQueue> {
    let clips::Counts { waiting, running, failed } = clips::counts(conn, now)?;
    Ok(wire::ClipQueue { waiting, running, failed, paused: clips::queue_is_paused(conn)? })
}

/// The clip of an article that is not done: of one without a page, and of one that has its page.
fn open(
    conn: &Connection,
    document: &documents::Document,
    now: Millis,
) -> Result<(Option<wire::Clip>, Option<wire::Clip>)> {
    match clip(conn, document, now)?.filter(|clip| clip.state != wire::ClipState::Saved) {
        Some(clip) if articles::has_page(conn, document.id)? => Ok((None, Some(clip))),
        clip => Ok((clip, None)),
    }
}

pub(crate) fn row(conn: &Connection, document: &documents::Document, now: Millis) -> Result<wire::DocumentRow> {
    let article = articles::get(conn, document.id)?;
    let (clip, refetch) = open(conn, document, now)?;
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
        reading: match document.kind {
            Kind::Article => Some(readings::of(conn, document.id)?.state.into()),
            _ => None,
        },
        points: points::count(conn, document.id)?,
        backlinks: u32::try_from(verbs::linking(conn, document.id)?.len()).unwrap_or(u32::MAX),
        clip,
        refetch,
    })
}

pub(crate) fn whole(conn: &Connection, id: DocumentId, now: Millis) -> Result<wire::Document> {
    let document = documents::get(conn, id)?;
    let article = articles::get(conn, document.id)?;
    let shown = match article.as_ref().and_then(|a| a.snapshot_id) {
        Some(snapshot) => snapshots::get(conn, snapshot)?,
        None => None,
    };
    let current = shown.as_ref().map(|snapshot| snapshot.id);
    let pictures = tables::pictures::of(conn, document.id)?;
    let images = match &shown {
        Some(snapshot) => tables::images::of(conn, snapshot.id)?,
        None => Default::default(),
    };
    let (clip, refetch) = open(conn, &document, now)?;
    let archive = shown
        .as_ref()
        .and_then(|snapshot| snapshot.archive.as_ref())
        .map(|copy| wire::ArchivedCopy { url: copy.url.clone(), taken_at: time(copy.taken_at) });
    let pdf = shown.as_ref().is_some_and(|snapshot| snapshot.content_type.as_deref() == Some(crate::app::PDF));
    let (text, html, markdown) = match (shown, tables::notes::get(conn, document.id)?) {
        (Some(snapshot), _) => (snapshot.text, snapshot.html, snapshot.markdown),
        (None, Some(source)) => {
            (links::plain(&source), verbs::html_with_embeds(conn, document.id, &source, &pictures)?, source)
        }
        (None, None) => Default::default(),
    };
    let margin = margin_of(conn, document.id, current, &text)?;
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
        written_tags: tables::tags::written(conn, document.id)?,
        aliases: tables::names::aliases(conn, document.id)?.into_iter().map(alias).collect(),
        text,
        html,
        markdown,
        outline: margin.outline,
        highlights: margin.highlights,
        reading: match document.kind {
            Kind::Article => Some(reading(readings::of(conn, document.id)?)),
            _ => None,
        },
        undo: margin.undo,
        redo: margin.redo,
        commentary: commentary::get(conn, document.id)?,
        snapshots: snapshots::of(conn, document.id)?.iter().map(|row| snapshot(row, current)).collect(),
        images: images.into_iter().chain(pictures).map(|(url, blob)| (url, blob.to_string())).collect(),
        clip,
        refetch,
        archive,
        pdf,
        check: check(conn, document.id)?,
        duplicates: duplicates_of(conn, document.id, now)?,
        merged: merged_into(conn, document.id)?,
    })
}

pub(crate) fn alias(alias: tables::names::Alias) -> wire::Alias {
    wire::Alias { name: alias.name, written: alias.written }
}

pub(crate) fn reading(reading: readings::Reading) -> wire::Reading {
    wire::Reading { state: reading.state.into(), position: reading.position }
}

pub(crate) fn version(listed: verbs::ListedVersion) -> wire::Version {
    wire::Version {
        id: listed.row.id.to_string(),
        written_at: time(listed.row.written_at),
        kept_at: time(listed.row.kept_at),
        reason: listed.row.reason.into(),
        word_count: listed.row.words,
        first_line: listed.first_line,
        words_added: listed.words_added,
        words_removed: listed.words_removed,
    }
}

pub(crate) fn snapshot(row: &snapshots::SnapshotRow, current: Option<SnapshotId>) -> wire::Snapshot {
    wire::Snapshot {
        id: row.id.to_string(),
        url: row.url.clone(),
        fetched_at: time(row.fetched_at),
        status: row.status,
        verdict: row.verdict.into(),
        word_count: row.word_count,
        current: current == Some(row.id),
    }
}

/// The last look at an article's page, once there is one to read.
fn check(conn: &Connection, id: DocumentId) -> Result<Option<wire::Check>> {
    if !articles::has_page(conn, id)? {
        return Ok(None);
    }
    let last = checks::of(conn, id)?;
    let clip = clips::of(conn, id)?.filter(|clip| clip.state != ClipState::Done);
    if last.is_none() && clip.is_none() {
        return Ok(None);
    }
    Ok(Some(wire::Check {
        checked_at: last.as_ref().map(|check| time(check.checked_at)),
        finding: last.map(|check| check.finding.into()),
        waiting: clip.as_ref().is_some_and(|clip| clip.state == ClipState::Queued),
        error: clip.and_then(|clip| clip.error).map(Into::into),
    }))
}

pub(crate) fn duplicate(conn: &Connection, pair: &duplicates::Duplicate, now: Millis) -> Result<wire::Duplicate> {
    let (mut one, mut other) = (documents::get(conn, pair.one)?, documents::get(conn, pair.other)?);
    if (other.saved_at, other.id) < (one.saved_at, one.id) {
        std::mem::swap(&mut one, &mut other);
    }
    Ok(wire::Duplicate {
        stays: verbs::stays(conn, &one, &other)?.to_string(),
        one: row(conn, &one, now)?,
        other: row(conn, &other, now)?,
        likeness: pair.likeness,
    })
}

fn duplicates_of(conn: &Connection, id: DocumentId, now: Millis) -> Result<Vec<wire::Duplicate>> {
    duplicates::of(conn, id)?.iter().map(|pair| duplicate(conn, pair, now)).collect()
}

fn merged_into(conn: &Connection, id: DocumentId) -> Result<Vec<wire::MergedArticle>> {
    let merged = merges::into(conn, id)?.into_iter().map(|(id, merged_at)| {
        let title = documents::find(conn, id)?.map(|document| document.title).unwrap_or_default();
        let url = articles::get(conn, id)?.map(|article| article.url);
        Ok(wire::MergedArticle { id: id.to_string(), title, url, merged_at: time(merged_at) })
    });
    merged.collect()
}

/// What stands beside an article.
pub(crate) fn margin(conn: &Connection, id: DocumentId) -> Result<wire::Margin> {
    let shown = articles::get(conn, id)?.and_then(|article| article.snapshot_id);
    let text = match shown {
        Some(snapshot) => snapshots::get(conn, snapshot)?.map(|snapshot| snapshot.text).unwrap_or_default(),
        None => String::new(),
    };
    margin_of(conn, id, shown, &text)
}

fn margin_of(conn: &Connection, id: DocumentId, shown: Option<SnapshotId>, text: &str) -> Result<wire::Margin> {
    let placed = Placed { shown, text, chars: OnceCell::new() };
    Ok(wire::Margin {
        id: id.to_string(),
        outline: points::of(conn, id)?.into_iter().map(|point| placed.point(point, 1)).collect(),
        highlights: highlights::of(conn, id)?.into_iter().map(|highlight| placed.highlight(highlight)).collect(),
        undo: edits::last(conn, id)?.map(|edit| edit.label),
        redo: edits::undone(conn, id)?.map(|edit| edit.label),
    })
}

/// The text that is shown, in which anchors stand or are lost.
struct Placed<'a> {
    shown: Option<SnapshotId>,
    text: &'a str,
    chars: OnceCell<Vec<char>>,
}

impl Placed<'_> {
    fn anchor(
        &self,
        anchor: Anchor,
        of: Option<SnapshotId>,
        guess: Option<(u32, u32)>,
    ) -> (Option<wire::Anchor>, Option<wire::Lost>) {
        if of == self.shown {
            return (Some(anchor.into()), None);
        }
        let chars = || self.chars.get_or_init(|| self.text.chars().collect());
        let guess = guess.and_then(|(start, end)| Anchor::at(chars(), start..end)).map(Into::into);
        (None, Some(wire::Lost { quote: anchor.quote, guess }))
    }

    fn point(&self, point: points::Point, level: u32) -> wire::Point {
        let points::Point { row, children } = point;
        let (anchor, lost) = match row.anchor {
            Some(anchor) => self.anchor(anchor, row.snapshot_id, row.guess),
            None => (None, None),
        };
        wire::Point {
            id: row.id.to_string(),
            text: row.text,
            voice: row.voice.into(),
            level,
            anchor,
            lost,
            drafted: row.drafted,
            unsupported: row.unsupported,
            folded: row.folded,
            children: children.into_iter().map(|child| self.point(child, level + 1)).collect(),
        }
    }

    fn highlight(&self, highlight: highlights::Highlight) -> wire::Highlight {
        let (anchor, lost) = self.anchor(highlight.anchor, Some(highlight.snapshot_id), highlight.guess);
        wire::Highlight {
            id: highlight.id.to_string(),
            colour: highlight.colour.into(),
            comment: highlight.comment,
            anchor,
            lost,
            created_at: time(highlight.created_at),
        }
    }
}

impl From<Anchor> for wire::Anchor {
    fn from(Anchor { quote, prefix, suffix, start, end }: Anchor) -> Self {
        Self { quote, prefix, suffix, start, end }
    }
}

pub(crate) fn highlight_row((highlight, title, placed): highlights::Listed) -> wire::HighlightRow {
    wire::HighlightRow {
        id: highlight.id.to_string(),
        document_id: highlight.document_id.to_string(),
        title,
        colour: highlight.colour.into(),
        quote: highlight.anchor.quote,
        comment: highlight.comment,
        lost: !placed,
        created_at: time(highlight.created_at),
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
