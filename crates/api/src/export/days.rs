//! What was edited of the days of a log since it was imported.

use std::collections::{HashMap, HashSet};

use postil_core::tables::documents::Document;
use postil_core::tables::imported_parts::{self, ImportedPart, Kept, KeptDay};
use postil_core::tables::notes;
use postil_core::verbs::{day_items, is_item_of, without_time};
use postil_core::{DocumentId, Result};
use postil_posts::{DailyLog, Day, Edit, Entry, ReadAs, Shape, read_as};
use rusqlite::Connection;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The edits of a log that its days were given.
pub(super) fn edits(conn: &Connection, log: &DailyLog, parts: &[(ImportedPart, Document)]) -> Result<Vec<Edit>> {
    let mut days: Vec<(&Document, Vec<&KeptDay>)> = Vec::new();
    let mut index: HashMap<DocumentId, usize> = HashMap::new();
    for (part, document) in parts {
        let Kept::Day(kept) = &part.kept else { continue };
        let at = *index.entry(document.id).or_insert_with(|| {
            days.push((document, Vec::new()));
            days.len() - 1
        });
        days[at].1.push(kept);
    }
    let file = parts.first().map(|(part, _)| part.file_id);
    let mut edits = Vec::new();
    for (document, kept) in days {
        let here: Vec<&Day> =
            log.days.iter().filter(|day| day.date.day.is_some_and(|day| day.to_string() == document.title)).collect();
        let (Some(last), Some(kept)) = (here.last(), kept.last()) else { continue };
        let mut foreign = Vec::new();
        for other in imported_parts::of_document(conn, document.id)? {
            if let Kept::Day(day) = other.kept
                && Some(other.file_id) != file
            {
                foreign.extend(day.entries);
            }
        }
        let text = notes::get(conn, document.id)?.unwrap_or_default();
        edits.extend(of_day(&here, last, &day_items(&kept.after), &day_items(&text), &foreign));
    }
    Ok(edits)
}

/// The edits of a day: which of its items came from the log is told by their words as they were after the import.
fn of_day(here: &[&Day], last: &Day, before: &[String], now: &[String], foreign: &[String]) -> Vec<Edit> {
    if before == now {
        return Vec::new();
    }
    let owners = owners(here, before);
    let mut edits = Vec::new();
    // Which of the present items are the log's.
    let mut ours: HashSet<usize> = HashSet::new();
    let mut new: Vec<usize> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, now) {
        let (old, fresh) = (op.old_range(), op.new_range());
        let both = old.len().min(fresh.len());
        let same = matches!(op, DiffOp::Equal { .. });
        for (old, fresh) in old.clone().zip(fresh.clone()).take(both) {
            let Some(entry) = owners[old] else { continue };
            ours.insert(fresh);
            if !same {
                // A time that Postil wrote is not the log's.
                let told = entry.text.text.trim_start();
                let timed = without_time(&before[old]) != before[old] && without_time(told) == told;
                let text = if timed { without_time(&now[fresh]) } else { &now[fresh] };
                edits.push(Edit::EntryText { entry: entry.span.start, text: text.to_owned() });
            }
        }
        let gone = old.skip(both).filter_map(|old| owners[old]);
        edits.extend(gone.map(|entry| Edit::RemoveEntry { entry: entry.span.start }));
        new.extend(fresh.skip(both));
    }
    for at in new {
        let elsewhere = foreign.iter().any(|entry| is_item_of(&now[at], entry));
        let near =
            at.checked_sub(1).map_or_else(|| ours.contains(&1) || now.len() == 1, |before| ours.contains(&before));
        if near && !elsewhere && !now[at].is_empty() {
            ours.insert(at);
            edits.push(Edit::AddEntry { day: last.span.start, text: now[at].clone() });
        }
    }
    edits
}

/// For each item the entry of the log that it was.
fn owners<'a>(here: &[&'a Day], items: &[String]) -> Vec<Option<&'a Entry>> {
    let mut owners: Vec<Option<&Entry>> = vec![None; items.len()];
    for entry in here.iter().flat_map(|day| &day.entries) {
        let free = |at: &usize| owners[*at].is_none() && is_item_of(&items[*at], &entry.text.text);
        if let Some(at) = (0..items.len()).find(free) {
            owners[at] = Some(entry);
        }
    }
    owners
}

/// Whether a log tells all of a day.
pub(super) fn tells(bytes: &[u8], name: &str, date: &str, text: &str) -> bool {
    let Ok(Shape::DailyLog(log)) = read_as(bytes, name, ReadAs::DailyLog).map(|read| read.shape) else { return false };
    let days = log.days.iter().filter(|day| day.date.day.is_some_and(|day| day.to_string() == date));
    let entries: Vec<&Entry> = days.flat_map(|day| &day.entries).collect();
    day_items(text).iter().all(|item| entries.iter().any(|entry| is_item_of(item, &entry.text.text)))
}
