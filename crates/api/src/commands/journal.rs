use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use postil_core::tables::{self, documents};
use postil_core::{Millis, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{JournalDay, JournalMonth, JournalYear};
use crate::{ApiError, App, convert};

/// The most clips that a day shows.
const MOST_CLIPS: u32 = 200;

/// A day of the journal.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct DayRequest {
    /// Its date, `YYYY-MM-DD`, `today` or `yesterday`; `null`: today.
    pub date: Option<String>,
}

/// An entry for the journal.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct EntryRequest {
    /// The day, as in a [`DayRequest`].
    pub date: Option<String>,
    /// The entry, as Markdown.
    pub markdown: String,
}

/// A month of the journal.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MonthRequest {
    /// The month, `YYYY-MM`.
    pub month: String,
}

pub(super) fn journal_add(app: &App, request: EntryRequest) -> Result<JournalDay, ApiError> {
    let now = Zoned::now();
    let date = date(request.date.as_deref(), &now)?;
    if request.markdown.trim().is_empty() {
        return Err(ApiError::new("no_entry", "The entry is empty", "Type something."));
    }
    // What is added to another day was not done there at this time of day.
    let time = (date == now.date()).then(|| now.strftime("%H:%M").to_string());
    let (began, _) = span(date, &now)?;
    app.write(|tx| {
        verbs::add_entry(tx, verbs::Day { date: &date.to_string(), began }, time.as_deref(), &request.markdown)
    })?;
    day(app, date, &now)
}

pub(super) fn journal_day(app: &App, request: DayRequest) -> Result<JournalDay, ApiError> {
    let now = Zoned::now();
    day(app, date(request.date.as_deref(), &now)?, &now)
}

pub(super) fn journal_month(app: &App, request: MonthRequest) -> Result<JournalMonth, ApiError> {
    let first: Result<Date, _> = format!("{}-01", request.month).parse();
    let first = first.map_err(|_| no_date(&request.month))?;
    let pattern = first.strftime("%Y-%m-__").to_string();
    let days = app.read(|conn| documents::journal_days(conn, &pattern))?;
    Ok(JournalMonth { days: days.into_iter().map(|day| day.title).collect() })
}

fn day(app: &App, date: Date, now: &Zoned) -> Result<JournalDay, ApiError> {
    let (from, to) = span(date, now)?;
    let name = date.to_string();
    app.read(|conn| {
        let document = documents::journal_day(conn, &name)?.filter(|day| day.deleted_at.is_none());
        let markdown = match &document {
            Some(document) => tables::notes::get(conn, document.id)?.unwrap_or_default(),
            None => String::new(),
        };
        let (previous, next) = documents::journal_neighbours(conn, &name)?;
        let saved = documents::articles_saved(conn, from, to, MOST_CLIPS)?;
        let years = documents::journal_days(conn, &date.strftime("____-%m-%d").to_string())?;
        let years = years.into_iter().rev().filter(|day| day.title != name).map(|day| JournalYear {
            id: day.id.to_string(),
            date: day.title,
            excerpt: day.excerpt,
        });
        Ok(JournalDay {
            id: document.map(|document| document.id.to_string()),
            markdown,
            previous,
            next,
            saved: saved.iter().map(convert::document_ref).collect(),
            years: years.collect(),
            date: name,
        })
    })
}

/// Reads the name of a day; `None` is today.
pub(super) fn date(typed: Option<&str>, now: &Zoned) -> Result<Date, ApiError> {
    match typed.map(str::trim) {
        None | Some("" | "today") => Ok(now.date()),
        Some("yesterday") => now.date().yesterday().map_err(|_| no_date("yesterday")),
        Some(typed) => {
            let date: Result<Date, _> = typed.parse();
            // More than a date, such as a time, is no name of a day.
            date.ok().filter(|date| date.to_string() == typed).ok_or_else(|| no_date(typed))
        }
    }
}

/// The moments at which a day begins and ends where this machine is.
pub(super) fn span(date: Date, now: &Zoned) -> Result<(Millis, Millis), ApiError> {
    let zone = now.time_zone().clone();
    let begin = |date: Date| date.to_zoned(zone.clone()).map(|begin| begin.timestamp().as_millisecond());
    let end = date.checked_add(1.day()).and_then(begin);
    begin(date).and_then(|from| Ok((from, end?))).map_err(|_| no_date(&date.to_string()))
}

pub(super) fn no_date(typed: &str) -> ApiError {
    ApiError::new("no_date", format!("There is no day {typed:?}"), "Give a date like 2026-03-09, today or yesterday.")
}
