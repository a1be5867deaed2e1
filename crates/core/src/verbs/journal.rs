//! The journal: a document a day, named by its date.

use super::{notes, versions};
use crate::tables::documents::{self, Document};
use crate::{DocumentId, Kind, Millis, Result, Tx, tables};

/// A day of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'a> {
    /// Its date, `YYYY-MM-DD`, which is its title.
    pub date: &'a str,
    /// When it began: by this it stands in lists.
    pub began: Millis,
}

/// Adds an entry to a day of the journal: a bullet with its time of day, which may run over several lines. The day is made when
/// there is none, and taken out of the bin when it is there.
///
/// # Errors
/// When the database fails.
pub fn add_entry(tx: &Tx<'_>, day: Day<'_>, time: Option<&str>, entry: &str) -> Result<Document> {
    add_items(tx, day, &bullet(time, entry))
}

/// Adds items to a day, as they are.
pub(super) fn add_items(tx: &Tx<'_>, day: Day<'_>, items: &str) -> Result<Document> {
    let conn = tx.conn();
    let mut document = match documents::journal_day(conn, day.date)? {
        Some(found) => Document { deleted_at: None, ..found },
        None => Document {
            id: DocumentId(tx.new_id()),
            kind: Kind::Journal,
            title: day.date.to_owned(),
            named_by_me: true,
            excerpt: String::new(),
            word_count: 0,
            saved_at: day.began,
            updated_at: tx.now(),
            deleted_at: None,
            merged_into: None,
        },
    };
    documents::put(conn, &document)?;
    let before = tables::notes::get(conn, document.id)?.unwrap_or_default();
    let after = appended(&before, items);
    versions::keep(tx, document.id, &versions::written_in(&document, before), &after, None)?;
    notes::write(tx, &mut document, &after)?;
    Ok(document)
}

/// An entry as a list item: its further lines are indented, so that they belong to it.
pub(super) fn bullet(time: Option<&str>, entry: &str) -> String {
    let mut out = String::from("-");
    if let Some(time) = time {
        out.push(' ');
        out.push_str(time);
    }
    for (at, line) in entry.trim().lines().enumerate() {
        let line = line.trim_end();
        match (at, line.is_empty()) {
            (0, _) => out.push(' '),
            (_, true) => out.push('\n'),
            (_, false) => out.push_str("\n  "),
        }
        out.push_str(line);
    }
    out
}

/// Whether a day has an entry with these words, at whatever time.
pub(super) fn has_entry(text: &str, entry: &str) -> bool {
    let item = bullet(None, entry);
    let words = item.trim_start_matches("- ");
    let mut from = 0;
    while let Some(at) = text[from..].find(words).map(|at| from + at) {
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        let after = text[at + words.len()..].lines().next().unwrap_or_default();
        let further = text[at + words.len()..].lines().nth(1).is_some_and(|line| line.starts_with("  "));
        let timed = before.strip_prefix("- ").is_some_and(|time| time.is_empty() || time.len() == 6);
        if timed && after.is_empty() && !further {
            return true;
        }
        from = at + words.len().max(1);
    }
    false
}

/// The entries of a day, without bullets and the indents of further lines; what stands between them is an entry, too.
pub fn day_items(text: &str) -> Vec<String> {
    let mut items: Vec<Vec<&str>> = Vec::new();
    let mut in_item = false;
    let mut gap = false;
    for line in text.lines() {
        let line = line.trim_end();
        let bullet = line.strip_prefix("- ").or((line == "-").then_some(""));
        let indented = line.starts_with("  ") || line.starts_with('\t');
        match (bullet, items.last_mut()) {
            (Some(words), _) => {
                items.push(vec![words]);
                in_item = true;
            }
            (None, Some(item)) if line.is_empty() || indented && in_item => {
                item.push(line.strip_prefix("  ").or(line.strip_prefix('\t')).unwrap_or(line));
            }
            (None, Some(item)) if !in_item && !gap => item.push(line),
            (None, _) if line.is_empty() => {}
            (None, _) => {
                items.push(vec![line]);
                in_item = false;
            }
        }
        gap = line.is_empty();
    }
    items.into_iter().map(|lines| lines.join("\n").trim().to_owned()).collect()
}

/// Whether an item of a day is an entry, at whatever time.
pub fn is_item_of(item: &str, entry: &str) -> bool {
    let words = bullet(None, entry);
    let words = day_items(&words).pop().unwrap_or_default();
    item == words || without_time(item) == words
}

/// An item of a day without the time at its beginning, if one stands there.
pub fn without_time(item: &str) -> &str {
    let is_time = |time: &str| {
        time.bytes().enumerate().all(|(at, byte)| match at {
            2 => byte == b':',
            5 => byte == b' ',
            _ => byte.is_ascii_digit(),
        })
    };
    item.get(..6).filter(|time| is_time(time)).map_or(item, |time| &item[time.len()..])
}

/// A text without one of its items, or `None` when the item does not stand there as it is.
pub(super) fn without_item(text: &str, item: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = text[from..].find(item).map(|at| from + at) {
        let end = at + item.len();
        let begins = at == 0 || text[..at].ends_with('\n');
        let ends = end == text.len() || text[end..].starts_with('\n');
        let next = text[end..].strip_prefix('\n').unwrap_or_default();
        if begins && ends && !next.starts_with("  ") {
            return Some(format!("{}{next}", &text[..at]));
        }
        from = end.max(at + 1);
        if !text.is_char_boundary(from) {
            return None;
        }
    }
    None
}

/// A text with an item behind it: in the list that it ends with, or in a list of its own.
fn appended(text: &str, item: &str) -> String {
    let text = text.trim_end();
    let last = text.lines().rev().find(|line| !line.starts_with([' ', '\t']) && !line.trim().is_empty());
    let between = match last {
        None => "",
        Some(line) if line.starts_with("- ") => "\n",
        Some(_) => "\n\n",
    };
    format!("{text}{between}{item}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_item_however_long() {
        assert_eq!(bullet(Some("14:05"), " One.\n\n    code\nTwo. "), "- 14:05 One.\n\n      code\n  Two.");
        assert_eq!(bullet(None, "One"), "- One");
    }

    #[test]
    fn a_day_falls_into_its_items() {
        let text = "Up early.\nAnd out.\n\n- 14:05 One.\n\n      code\n  Two.\n- b\n\nA thought.\n";
        let items = day_items(text);
        assert_eq!(items, ["Up early.\nAnd out.", "14:05 One.\n\n    code\nTwo.", "b", "A thought."]);
        assert!(is_item_of(&items[1], "One.\n\n    code\nTwo.") && is_item_of("b", "b"));
        assert!(!is_item_of("b", "c") && !is_item_of("b it is here", "here"));
    }

    #[test]
    fn an_item_goes_with_its_lines() {
        assert_eq!(without_item("- a\n- b\n  more\n- c\n", "- b\n  more"), Some("- a\n- c\n".into()));
        assert_eq!(without_item("- a\n- b\n  more\n", "- b"), None);
        assert_eq!(without_item("- ab\n- b\n", "- b"), Some("- ab\n".into()));
    }

    #[test]
    fn entries_make_one_list_behind_what_is_there() {
        assert_eq!(appended("", "- a"), "- a\n");
        assert_eq!(appended("- a\n  more\n", "- b"), "- a\n  more\n- b\n");
        assert_eq!(appended("A thought.\n", "- b"), "A thought.\n\n- b\n");
    }
}
