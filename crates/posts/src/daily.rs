//! Daily logs: a line with a date, then a bullet for each thought.

use std::ops::Range;

use crate::blocks::{Form, Kind, Mark, blocks, mark};
use crate::dates::{Written, date_line};
use crate::front::Dated;
use crate::lines::{Lines, Piece, Span, indent};
use crate::outline::{Other, dedent};
use crate::unread::{Reason, Unread};

/// A log of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DailyLog {
    /// The days, in the order of the text.
    pub days: Vec<Day>,
    /// What stands before the first day.
    pub others: Vec<Other>,
}

/// A day of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// All of it, without blank lines around.
    pub span: Span,
    /// Its date, which stands before the entries or, in a line with the word *Date*, after them.
    pub date: Dated,
    /// The lines of its date: two, if the word *Date* has a line of its own.
    pub date_lines: Span,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its lines.
    pub span: Span,
    /// What it says, as Markdown, without bullet and indent, with `\n` at the ends of lines.
    pub text: Piece,
    /// Whether it has a bullet or a number.
    pub bullet: bool,
}

/// A line, or two, with a date.
struct DateLine {
    lines: Range<usize>,
    date: Dated,
    /// Whether it begins with the word *Date*.
    named: bool,
}

/// Where dates stand in the lines, outside of code and other blocks that stay whole.
fn date_lines(lines: &Lines<'_>, within: Range<usize>) -> Vec<DateLine> {
    let mut all = Vec::new();
    for block in blocks(lines, within) {
        if !matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Item { .. }) {
            continue;
        }
        let mut word: Option<usize> = None;
        for at in block.lines {
            let line = lines.get(at);
            let named =
                line.trim_start_matches(['*', '_', '#', ' ']).get(..4).is_some_and(|w| w.eq_ignore_ascii_case("date"));
            if indent(line).0 > 1 {
                continue;
            }
            if let Some(written) = date_line(line) {
                let first = word.filter(|&word| word + 1 == at).unwrap_or(at);
                let span = lines.span_of(at..at + 1);
                let date = Dated { day: Written::day(written), written: lines.piece(span.range()) };
                all.push(DateLine { lines: first..at + 1, date, named: named || first < at });
            }
            word = line.trim().trim_matches(['*', '_', ':', '#', ' ']).eq_ignore_ascii_case("date").then_some(at);
        }
    }
    all
}

/// How many days a text has that begin with their date and have bullets beneath; none, if something else comes first.
pub(crate) fn survey(lines: &Lines<'_>, within: Range<usize>) -> usize {
    let dates = date_lines(lines, within.clone());
    let is_bullet = |at: usize| matches!(mark(lines.get(at).trim()), Some(Mark::Item { .. }));
    let first = within.clone().find(|&at| !lines.is_blank(at));
    let next = |at: usize| (at..within.end).find(|&at| !lines.is_blank(at));
    let with_bullets = dates.iter().filter(|date| next(date.lines.end).is_some_and(is_bullet)).count();
    match (first, dates.first(), dates.last()) {
        (Some(first), Some(date), _) if date.lines.start == first => {
            if with_bullets > 0 {
                with_bullets
            } else {
                dates.len() - 1
            }
        }
        (Some(first), Some(_), Some(last)) if is_bullet(first) => {
            let closes = last.named && next(last.lines.end).is_none();
            if closes || with_bullets > 1 { dates.len() } else { 0 }
        }
        _ if with_bullets > 1 => with_bullets,
        _ => 0,
    }
}

/// Reads lines as a daily log.
pub(crate) fn read(lines: &Lines<'_>, within: Range<usize>, unread: &mut Vec<Unread>) -> DailyLog {
    let dates = date_lines(lines, within.clone());
    let mut log = DailyLog::default();
    for date in dates.iter().filter(|date| date.date.day.is_none()) {
        unread.push(Unread::new(lines, date.lines.end - 1, Reason::NoSuchDay));
    }
    let head = lines.trim(within.start..dates.first().map_or(within.end, |date| date.lines.start));
    // A date after all entries, with the word Date, is theirs.
    let trailing =
        matches!(dates.as_slice(), [only] if only.named && lines.trim(only.lines.end..within.end).is_empty());
    if trailing && let Some(only) = dates.first() {
        log.days.push(day(lines, only, head, true));
        return log;
    }
    if !head.is_empty() {
        head.clone().for_each(|at| {
            if !lines.is_blank(at) {
                unread.push(Unread::new(lines, at, Reason::BeforeFirstDay));
            }
        });
        log.others.push(Other { form: Form::Other, text: lines.piece(lines.span_of(head).range()) });
    }
    for (index, date) in dates.iter().enumerate() {
        let end = dates.get(index + 1).map_or(within.end, |next| next.lines.start);
        log.days.push(day(lines, date, date.lines.end..end, false));
    }
    // The same date once more at the end of the text closes the day and opens none.
    if let [.., before, last] = log.days.as_mut_slice()
        && last.entries.is_empty()
        && last.date.day.is_some()
        && last.date.day == before.date.day
        && dates.last().is_some_and(|date| date.named)
    {
        before.span.end = last.span.end;
        log.others.push(Other { form: Form::Rule, text: lines.piece(last.date_lines.range()) });
        log.days.pop();
    }
    log
}

fn day(lines: &Lines<'_>, date: &DateLine, body: Range<usize>, trailing: bool) -> Day {
    let body = lines.trim(body);
    let all = if trailing {
        body.start.min(date.lines.start)..date.lines.end
    } else {
        date.lines.start..body.end.max(date.lines.end)
    };
    Day {
        span: lines.span_of(all),
        date: date.date.clone(),
        date_lines: lines.span_of(date.lines.clone()),
        entries: entries(lines, body),
    }
}

/// Cuts the lines of a day in entries: at each bullet that is indented no further than the first.
fn entries(lines: &Lines<'_>, within: Range<usize>) -> Vec<Entry> {
    let blocks = blocks(lines, within.clone());
    let is_item = |kind: &Kind| matches!(kind, Kind::Item { .. });
    let Some(least) = blocks.iter().find(|b| is_item(&b.kind)).map(|b| b.indent) else {
        // Without bullets, each paragraph that begins a line is an entry.
        let starts: Vec<_> = blocks.iter().map(|block| (block.lines.start, block.text.start, 0, false)).collect();
        return cut(lines, &starts, within.end);
    };
    let mut starts = Vec::new();
    for block in &blocks {
        match block.kind {
            Kind::Item { content, .. } if block.indent <= least + 1 => {
                starts.push((block.lines.start, block.text.start, content, true));
            }
            _ if starts.is_empty() => starts.push((block.lines.start, block.text.start, block.indent, false)),
            _ => {}
        }
    }
    cut(lines, &starts, within.end)
}

/// Entries by the line where each begins, the byte where its text does, the column of that, and whether it has a bullet.
fn cut(lines: &Lines<'_>, starts: &[(usize, usize, usize, bool)], end: usize) -> Vec<Entry> {
    let mut all = Vec::with_capacity(starts.len());
    for (index, &(first, text, content, bullet)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(end, |next| next.0);
        let span = lines.span_of(lines.trim(first..end));
        let written = lines.text[text.min(span.end)..span.end].trim_end();
        let piece = Piece {
            text: dedent(written, content),
            span: lines.span(text.min(span.end)..text.min(span.end) + written.len()),
        };
        all.push(Entry { span, text: piece, bullet });
    }
    all
}
