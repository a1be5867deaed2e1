use std::fmt::Write;
use std::str::FromStr;

use postil_core::tables::highlights::{self, Listed, Wanted};
use postil_core::{Error, HighlightId, Millis, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::outline::write;
use crate::wire::{Colour, HighlightExport, HighlightPage, HighlightRow, Margin};
use crate::{ApiError, App, convert};

/// The longest page of the list.
const LONGEST_PAGE: u32 = 500;

/// A passage to mark.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HighlightRequest {
    /// The article.
    pub id: String,
    /// Where the passage begins in the text that is shown, in Unicode scalar values.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its colour.
    pub colour: Colour,
    /// A comment, as Markdown; empty when none.
    pub comment: String,
}

pub(super) fn highlight_add(app: &App, request: HighlightRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    let place = (request.start, request.end);
    write(app, id, |tx| verbs::add_highlight(tx, id, place, request.colour.into(), &request.comment).map(drop))
}

/// How to change a highlight; `null` leaves what is there.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HighlightEdit {
    /// The highlight.
    pub highlight: String,
    /// Its new colour.
    pub colour: Option<Colour>,
    /// Its new comment.
    pub comment: Option<String>,
    /// What goes together, such as typing one comment: it is undone at once.
    pub gesture: Option<String>,
}

pub(super) fn highlight_edit(app: &App, request: HighlightEdit) -> Result<Margin, ApiError> {
    let id = highlight(&request.highlight)?;
    let (comment, gesture) = (request.comment.as_deref(), request.gesture.as_deref());
    app.write(|tx| {
        let edited = verbs::edit_highlight(tx, id, request.colour.map(Into::into), comment, gesture)?;
        convert::margin(tx.conn(), edited.document_id)
    })
}

/// A highlight.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OneHighlight {
    /// Its identity.
    pub highlight: String,
}

pub(super) fn highlight_delete(app: &App, request: OneHighlight) -> Result<Margin, ApiError> {
    let id = highlight(&request.highlight)?;
    app.write(|tx| {
        let deleted = verbs::delete_highlight(tx, id)?;
        convert::margin(tx.conn(), deleted.document_id)
    })
}

/// Which highlights to list.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HighlightsRequest {
    /// Words that the passage, the comment or the article's title hold; empty for all.
    pub query: String,
    /// Of this colour only.
    pub colour: Option<Colour>,
    /// Those with a comment only.
    pub commented: bool,
    /// Those only whose passage is not in the text that is shown.
    pub lost: bool,
    /// Where the page before ended: its `cursor`.
    pub cursor: Option<String>,
    /// How many to answer, at most 500.
    pub limit: u32,
}

impl HighlightsRequest {
    fn wanted(&self) -> Wanted {
        Wanted {
            colour: self.colour.map(Into::into),
            commented: self.commented,
            lost: self.lost,
            words: self.query.split_whitespace().map(str::to_lowercase).collect(),
        }
    }
}

pub(super) fn highlight_list(app: &App, request: HighlightsRequest) -> Result<HighlightPage, ApiError> {
    let after = request.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = usize::try_from(request.limit.clamp(1, LONGEST_PAGE)).unwrap_or(1);
    app.read(|conn| {
        let page = highlights::page(conn, &request.wanted(), after, limit)?;
        let last = page.last().filter(|_| page.len() == limit);
        let cursor = last.map(|(highlight, ..)| format!("{}.{}", highlight.created_at, highlight.id));
        let total = highlights::count(conn)?;
        Ok(HighlightPage { total, items: page.into_iter().map(convert::highlight_row).collect(), cursor })
    })
}

/// How to write highlights into a file.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HighlightFormat {
    /// A heading for each article, its highlights as quotations beneath it.
    Markdown,
    /// An array of objects.
    Json,
}

/// Which highlights to export, and how.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HighlightExportRequest {
    /// Which; `cursor` and `limit` count for nothing.
    pub wanted: HighlightsRequest,
    /// How.
    pub format: HighlightFormat,
}

pub(super) fn highlight_export(app: &App, request: HighlightExportRequest) -> Result<HighlightExport, ApiError> {
    let found = app.read(|conn| highlights::page(conn, &request.wanted.wanted(), None, usize::MAX))?;
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let text = match request.format {
        HighlightFormat::Markdown => markdown(found),
        HighlightFormat::Json => {
            let rows: Vec<HighlightRow> = found.into_iter().map(convert::highlight_row).collect();
            serde_json::to_string_pretty(&rows).map_err(|error| ApiError::bad_request(error.to_string()))? + "\n"
        }
    };
    Ok(HighlightExport { count, text })
}

/// The articles in the order of their newest highlight; beneath each its highlights in the order of the text.
fn markdown(found: Vec<Listed>) -> String {
    let mut articles: Vec<(String, Vec<Listed>)> = Vec::new();
    for listed in found {
        match articles.iter_mut().find(|(_, of)| of[0].0.document_id == listed.0.document_id) {
            Some((_, of)) => of.push(listed),
            None => articles.push((listed.1.clone(), vec![listed])),
        }
    }
    let mut text = String::new();
    for (title, mut of) in articles {
        of.sort_by_key(|(highlight, ..)| (highlight.anchor.start, highlight.id));
        let _ = writeln!(text, "{}# [[{title}]]", if text.is_empty() { "" } else { "\n" });
        for (highlight, ..) in of {
            let quote = highlight.anchor.quote.lines().collect::<Vec<_>>().join("\n> ");
            let _ = writeln!(text, "\n> {quote}");
            if !highlight.comment.is_empty() {
                let _ = writeln!(text, "\n{}", highlight.comment);
            }
        }
    }
    text
}

fn read_cursor(cursor: &str) -> Result<(Millis, HighlightId), ApiError> {
    let parts = cursor.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    parts.ok_or_else(|| Error::BadCursor(cursor.to_owned()).into())
}

pub(super) fn highlight(id: &str) -> Result<HighlightId, ApiError> {
    HighlightId::from_str(id).map_err(|_| Error::NoHighlight(id.to_owned()).into())
}
