use postil_core::tables::documents::{self, Filter};
use postil_core::{Kind, tables};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use crate::wire::{Added, LibraryStatus, Report, TagCount};
use crate::{ApiError, App, convert, sample};

pub(super) fn library_status(app: &App, _: Nothing) -> Result<LibraryStatus, ApiError> {
    let sample = sample::is_there(app)?;
    let path = app.inner.library.dir().display().to_string();
    let now = app.inner.library.now();
    app.read(|conn| {
        let count = |filter: Filter| documents::count(conn, &filter);
        Ok(LibraryStatus {
            path,
            total: count(Filter::default())?,
            articles: count(Filter { kind: Some(Kind::Article), ..Filter::default() })?,
            notes: count(Filter { kind: Some(Kind::Note), ..Filter::default() })?,
            journal: count(Filter { kind: Some(Kind::Journal), ..Filter::default() })?,
            posts: count(Filter { kind: Some(Kind::Post), ..Filter::default() })?,
            clips: convert::queue(conn, now)?,
            duplicates: count(Filter { duplicates: true, ..Filter::default() })?,
            bin: count(Filter { bin: true, ..Filter::default() })?,
            tags: tables::tags::counts(conn)?.into_iter().map(|(tag, count)| TagCount { tag, count }).collect(),
            sample,
        })
    })
}

/// How to look a library over.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CheckRequest {
    /// Whether to mend what can be mended.
    pub repair: bool,
}

pub(super) fn library_check(app: &App, request: CheckRequest) -> Result<Report, ApiError> {
    let library = &app.inner.library;
    let mut problems: Vec<String> = library.check()?.into_iter().map(|problem| problem.text).collect();
    problems.extend(index_problem(app)?);
    if request.repair && !problems.is_empty() {
        app.inner.index.rebuild(library)?;
        problems = library.check()?.into_iter().map(|problem| problem.text).collect();
        problems.extend(index_problem(app)?);
    }
    Ok(Report { ok: problems.is_empty(), problems })
}

/// Whether the index holds just the documents that the library holds.
fn index_problem(app: &App) -> Result<Option<String>, ApiError> {
    let index = &app.inner.index;
    if !index.follow(&app.inner.library)? {
        return Ok(None); // Another process is at it this moment.
    }
    let held = index.len()?;
    let wanted = u64::from(app.read(|conn| documents::count(conn, &Filter::default()))?);
    Ok((held != wanted).then(|| format!("index: it holds {held} documents, the library {wanted}. Run postil reindex")))
}

pub(super) fn library_reindex(app: &App, _: Nothing) -> Result<Report, ApiError> {
    let filled = app.inner.index.rebuild(&app.inner.library)?;
    let busy = "index: another Postil keeps it up to date; run this again when it is closed";
    let problems = if filled { Vec::new() } else { vec![busy.to_owned()] };
    Ok(Report { ok: filled, problems })
}

pub(super) fn sample_add(app: &App, _: Nothing) -> Result<Added, ApiError> {
    sample::add(app).map(|added| Added { added })
}
