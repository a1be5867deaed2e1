//! Edits of daily logs.

use super::style::Style;
use super::{Change, Writer};
use crate::daily::{DailyLog, Day, Entry};
use crate::lines::plain_newlines;
use crate::read::Shape;
use crate::{Error, Result};

impl<'a> Writer<'a> {
    fn log(&self) -> Option<&'a DailyLog> {
        match &self.read.shape {
            Shape::DailyLog(log) => Some(log),
            _ => None,
        }
    }

    fn day(&self, at: usize) -> Result<&'a Day> {
        let days = self.log().map_or(&[][..], |log| &log.days);
        days.iter().find(|day| day.span.start == at).ok_or(Error::NoPart { what: "day", at })
    }

    /// An entry and the day it is of.
    pub(super) fn entry(&self, at: usize) -> Result<(&'a Entry, &'a Day)> {
        let days = self.log().map_or(&[][..], |log| &log.days);
        let all = days.iter().flat_map(|day| day.entries.iter().map(move |entry| (entry, day)));
        all.into_iter().find(|(entry, _)| entry.span.start == at).ok_or(Error::NoPart { what: "entry", at })
    }

    pub(super) fn entry_text(&self, at: usize, text: &str) -> Result<Option<Change>> {
        let (entry, _) = self.entry(at)?;
        let text = plain_newlines(text);
        let line = self.lines.line(entry.span.line - 1);
        let before = &self.read.text[line.start..entry.text.span.start.max(line.start)];
        let indent: String = before.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let change = self.replace(entry.text.span, &entry.text.text, text.trim(), &indent);
        Ok(change.map(|mut change| {
            if entry.text.text.is_empty() && entry.bullet && !before.ends_with(char::is_whitespace) {
                change.text.insert(0, ' ');
            }
            change
        }))
    }

    pub(super) fn add_entry(&self, at: usize, text: &str) -> Result<Change> {
        let day = self.day(at)?;
        let text = plain_newlines(text);
        let text = text.trim();
        let days = self.log().map_or(&[][..], |log| &log.days);
        let Some(last) = day.entries.last() else {
            // As on other days: with a blank line after the date, or without.
            let other = days.iter().find_map(|day| Some((day, day.entries.first()?)));
            let style = other.and_then(|(_, entry)| Style::of(self.lines.get(entry.span.line - 1))).unwrap_or_default();
            let blank = other.is_some_and(|(day, entry)| {
                let after = self.lines.index_of(day.date_lines.end.max(1) - 1) + 1;
                after + 1 < entry.span.line && self.lines.is_blank(after)
            });
            let lines = item(text, &style);
            return Ok(
                self.insert_after(day.date_lines.end.max(1) - 1, &if blank { format!("\n{lines}") } else { lines })
            );
        };
        let Some(style) = Style::of(self.lines.get(last.span.line - 1)).filter(|_| last.bullet) else {
            return Ok(self.insert_after(last.span.end.max(1) - 1, &format!("\n{text}")));
        };
        let pair = day.entries.len().checked_sub(2).and_then(|index| day.entries.get(index));
        let loose = pair.is_some_and(|before| self.lines.index_of(before.span.end.max(1) - 1) + 2 < last.span.line);
        let lines = item(text, &style.next());
        Ok(self.insert_after(last.span.end.max(1) - 1, &if loose { format!("\n{lines}") } else { lines }))
    }
}

/// An item of several lines, those after the first as far in as its text.
fn item(text: &str, style: &Style) -> String {
    let head = format!("{}{}{}", style.indent, style.mark, style.gap);
    let indent: String = head.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    let mut lines = text.split('\n');
    let mut out = format!("{head}{}", lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&indent);
            out.push_str(line);
        }
    }
    out
}
