//! Writing a file back: the text that was read, with the stretches of the edits replaced.

mod commentary;
mod logs;
mod points;
mod style;
mod words;

pub(crate) use commentary::begins_block;
pub(crate) use style::{Style, list};
pub(crate) use words::safe_url;

use std::cmp::Reverse;
use std::ops::Range;

use crate::commentary::Part;
use crate::decode::encode;
use crate::edit::Edit;
use crate::lines::{Lines, Span};
use crate::read::{Read, Shape, read};
use crate::{Error, Result};

/// Writes a text as it was read: the same bytes.
pub fn write(read: &Read) -> Vec<u8> {
    encode(&read.decoding, [(read.text.as_str(), Some(0))].into_iter())
}

/// Writes a text with edits, in the style found around each: bullets, numbers, indents and ends of lines. All other lines
/// stay as they are. A character that the file's encoding lacks is written as a reference, such as `&#9731;`.
///
/// # Errors
///
/// [`Error::NoPart`] for a place where no such part begins, [`Error::Overlap`] for two edits of one stretch, and
/// [`Error::NotInText`] for what cannot be changed in the text.
pub fn write_edited(read: &Read, edits: &[Edit]) -> Result<Vec<u8>> {
    let writer = Writer { read, lines: Lines::new(&read.text) };
    let mut changes = Vec::new();
    for edit in edits {
        writer.edit(edit, &mut changes)?;
    }
    changes.sort_by_key(|change: &Change| {
        let empty = change.range.is_empty();
        (change.range.start, !empty, Reverse(change.rank), change.range.end)
    });
    // Where something new comes, the blank line before it stays.
    for at in 1..changes.len() {
        let (start, empty) = (changes[at].range.start, changes[at].range.is_empty());
        let before = &mut changes[at - 1];
        if empty
            && before.text.is_empty()
            && start < before.range.end
            && read.text[start..before.range.end].trim().is_empty()
        {
            before.range.end = start;
        }
    }
    let mut pieces: Vec<(&str, Option<usize>)> = Vec::with_capacity(changes.len() * 2 + 1);
    let mut from = 0;
    for change in &changes {
        if change.range.start < from {
            return Err(Error::Overlap { line: writer.lines.index_of(change.range.start) + 1 });
        }
        pieces.push((&read.text[from..change.range.start], Some(from)));
        pieces.push((&change.text, None));
        from = change.range.end;
    }
    pieces.push((&read.text[from..], Some(from)));
    Ok(encode(&read.decoding, pieces.into_iter()))
}

/// Makes edits and reads the text that comes of them.
///
/// # Errors
///
/// Those of [`write_edited`].
pub fn edited(before: &Read, edits: &[Edit]) -> Result<Read> {
    read(&write_edited(before, edits)?, &before.name)
}

/// A stretch and what takes its place. Of several at one place, that of the highest rank comes first.
struct Change {
    range: Range<usize>,
    text: String,
    rank: usize,
}

impl Change {
    fn new(range: Range<usize>, text: String) -> Self {
        Self { range, text, rank: 0 }
    }
}

struct Writer<'a> {
    read: &'a Read,
    lines: Lines<'a>,
}

impl<'a> Writer<'a> {
    fn edit(&self, edit: &Edit, changes: &mut Vec<Change>) -> Result<()> {
        match edit {
            Edit::Title(title) => changes.push(self.title(title)?),
            Edit::ArticleTitle { part, title } => changes.push(self.article_title(self.part(*part)?, title)?),
            Edit::ArticleUrl { part, url } => changes.push(self.article_url(self.part(*part)?, url)?),
            Edit::PointText { point, text } => changes.push(self.point_text(self.point(*point)?.point, text)),
            Edit::PointVoice { point, voice } => changes.extend(self.point_voice(self.point(*point)?.point, *voice)),
            Edit::AddPoints { place, points } => changes.push(self.add_points(*place, points)?),
            Edit::RemovePoint { point } => changes.push(self.remove(self.point(*point)?.point.span)),
            Edit::Commentary { part, text } => self.commentary(self.part(*part)?, text, changes),
            Edit::EntryText { entry, text } => changes.extend(self.entry_text(*entry, text)?),
            Edit::AddEntry { day, text } => changes.push(self.add_entry(*day, text)?),
            Edit::RemoveEntry { entry } => changes.push(self.remove(self.entry(*entry)?.0.span)),
            Edit::Body { at, text } => changes.extend(self.body(*at, text)?),
        }
        Ok(())
    }

    fn newline(&self) -> &'static str {
        self.read.newline.as_str()
    }

    fn parts(&self) -> &'a [Part] {
        match &self.read.shape {
            Shape::CommentaryPost(post) => &post.parts,
            _ => &[],
        }
    }

    fn part(&self, at: usize) -> Result<&'a Part> {
        let part = self.parts().binary_search_by_key(&at, |part| part.span.start);
        part.map(|index| &self.parts()[index]).map_err(|_| Error::NoPart { what: "section", at })
    }

    /// The lines of a part go, with the end of the last.
    fn remove(&self, span: Span) -> Change {
        let first = self.lines.index_of(span.start);
        let last = self.lines.index_of(span.end.max(span.start + 1) - 1);
        let mut end = self.lines.line(last).next;
        // Of the blank lines before and after, one is enough.
        let blank_before = first == 0 || self.lines.is_blank(first - 1);
        if blank_before && last + 1 < self.lines.count() && self.lines.is_blank(last + 1) {
            end = self.lines.line(last + 1).next;
        }
        Change::new(self.lines.line(first).start..end, String::new())
    }

    /// New lines after the line that holds a byte. The text has `\n` between lines and none at its end.
    fn insert_after(&self, at: usize, text: &str) -> Change {
        let newline = self.newline();
        let text = text.replace('\n', newline);
        if self.lines.count() == 0 {
            return Change::new(0..0, text + newline);
        }
        let line = self.lines.line(self.lines.index_of(at));
        if line.next > line.end {
            Change::new(line.next..line.next, text + newline)
        } else {
            Change::new(line.end..line.end, format!("{newline}{text}"))
        }
    }

    /// Replaces a text of several lines by another, but not the lines that both begin and end with. `old` has a line for
    /// each of the span's; `indent` goes before each new line but the first.
    fn replace(&self, span: Span, old: &str, new: &str, indent: &str) -> Option<Change> {
        let (before, after): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
        if before == after {
            return None;
        }
        let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let rest = before.len().min(after.len()) - same;
        let last = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let first_line = self.lines.index_of(span.start);
        let (head, tail) = (same, before.len() - last);
        let start_of = |line: usize| if line == 0 { span.start } else { self.lines.line(first_line + line).start };
        let end_of = |line: usize| self.lines.line(first_line + line).end.min(span.end);
        let indented = |(at, line): (usize, &&str)| {
            if at + head == 0 || line.is_empty() { (*line).to_owned() } else { format!("{indent}{line}") }
        };
        let middle: Vec<String> = after[head..after.len() - last].iter().enumerate().map(indented).collect();
        let text = middle.join(self.newline());
        Some(match (head < tail, middle.is_empty()) {
            (true, false) => Change::new(start_of(head)..end_of(tail - 1), text),
            // Lines go, and with them one end of a line.
            (true, true) if tail < before.len() => Change::new(start_of(head)..start_of(tail), String::new()),
            (true, true) => Change::new(end_of(head - 1)..end_of(tail - 1), String::new()),
            (false, _) if head < before.len() => {
                let at = start_of(head);
                Change::new(at..at, text + self.newline())
            }
            (false, _) => {
                let at = end_of(head - 1);
                Change::new(at..at, self.newline().to_owned() + &text)
            }
        })
    }
}
