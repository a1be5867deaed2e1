//! Telling what a file is by its content.

use std::ops::Range;

use crate::blocks::{Form, Kind, blocks};
use crate::commentary::{self, Survey};
use crate::daily;
use crate::front::{Dated, FrontMatter};
use crate::lines::{Lines, Piece};
use crate::post::{self, Head, Post};
use crate::read::{Note, ReadAs, Shape};
use crate::title;
use crate::unread::{Reason, Unread};
use crate::{Error, Result};

/// Reads the lines from a place on as what is wanted, whatever they look like.
pub(crate) fn read_as(
    lines: &Lines<'_>,
    start: usize,
    front: Option<&FrontMatter>,
    mut head: Head,
    unread: &mut Vec<Unread>,
    wanted: ReadAs,
) -> Result<Shape> {
    let within = start..lines.count();
    let found = if head.transcript.is_none() { post::head(lines, within.clone()) } else { Head::default() };
    match wanted {
        ReadAs::Note => Ok(note(lines, within)),
        ReadAs::DailyLog => {
            let log = daily::read(lines, within, unread);
            if log.days.is_empty() {
                return Err(Error::NotThat("a daily log: no line of it is a date"));
            }
            Ok(Shape::DailyLog(log))
        }
        ReadAs::CommentaryPost => {
            let Survey { articles, gatherings, .. } = commentary::survey(lines, within.clone());
            if articles + gatherings == 0 {
                return Err(Error::NotThat("a commentary post: no heading of it leads to an article"));
            }
            report(lines, start, unread);
            let titled = front.is_some_and(|front| front.title.is_some());
            let dated = !titled && found.title.is_some() && found.date.is_some();
            let head = if dated { found } else { Head::default() };
            no_such_day(lines, head.date.as_ref(), unread);
            Ok(Shape::CommentaryPost(commentary::read(lines, within, head)))
        }
        ReadAs::Post => {
            let untitled = found.title.is_none() && front.is_none_or(|front| front.title.is_none());
            let essay = head.transcript.is_none() && untitled && post::is_essay(lines, within.clone());
            (head.title, head.date) = (found.title, found.date);
            head.lines.extend(found.lines);
            head.body = found.body.max(start);
            if essay {
                post::take_title(lines, within, &mut head);
            }
            Ok(whole_post(lines, head, unread))
        }
    }
}

fn note(lines: &Lines<'_>, within: Range<usize>) -> Shape {
    let body = lines.trim(within);
    Shape::Note(Note { body: lines.piece(lines.span_of(body).range()) })
}

/// Tells what the lines from a place on are, and reads them as that.
pub(crate) fn read(
    lines: &Lines<'_>,
    start: usize,
    front: Option<&FrontMatter>,
    mut head: Head,
    unread: &mut Vec<Unread>,
) -> Shape {
    let within = start..lines.count();
    if head.transcript.is_none() {
        let found = post::head(lines, within.clone());
        let titled = front.is_some_and(|front| front.title.is_some());
        let dated = !titled && found.title.is_some() && found.date.is_some();
        if is_commentary(lines, start, front, dated) {
            report(lines, start, unread);
            let head = if dated { found } else { Head::default() };
            no_such_day(lines, head.date.as_ref(), unread);
            return Shape::CommentaryPost(commentary::read(lines, within, head));
        }
        if daily::survey(lines, within.clone()) > 0 {
            return Shape::DailyLog(daily::read(lines, within, unread));
        }
    }
    let found = post::head(lines, within.clone());
    let vault = has_vault_marks(lines, start, front);
    let by_front =
        front.is_some_and(|f| (f.title.is_some() && f.date.is_some()) || f.layout.as_deref() == Some("post"));
    let by_head = found.title.is_some() || found.date.is_some() && by_front;
    let essay = !by_head && !vault && post::is_essay(lines, within.clone());
    let is_post = head.transcript.is_some() || by_head || essay || by_front && !vault;
    if !is_post {
        return note(lines, within);
    }
    head.title = found.title;
    head.date = found.date;
    head.lines.extend(found.lines);
    head.body = found.body.max(start);
    if essay && front.is_none_or(|front| front.title.is_none()) {
        post::take_title(lines, within.clone(), &mut head);
    }
    whole_post(lines, head, unread)
}

/// Reads what follows the head of a post.
fn whole_post(lines: &Lines<'_>, mut head: Head, unread: &mut Vec<Unread>) -> Shape {
    no_such_day(lines, head.date.as_ref(), unread);
    report(lines, head.body, unread);
    let mut end = lines.count();
    // A transcript may end with the prompt that it began with.
    if let Some(prompt) = head.transcript.as_ref().map(|path| lines.get(path.span.line - 1))
        && let Some(last) = (head.body..end).rev().find(|&at| !lines.is_blank(at))
        && let Some(prompt) = prompt.find("$ cat ").or_else(|| prompt.find("% cat ")).map(|at| prompt[..=at].trim())
        && lines.get(last).trim() == prompt
    {
        head.lines.push(lines.span_of(last..last + 1));
        end = last;
    }
    let sections = post::sections(lines, head.body..end);
    Shape::Post(Post { transcript: head.transcript, title: head.title, date: head.date, head: head.lines, sections })
}

fn no_such_day(lines: &Lines<'_>, date: Option<&Dated>, unread: &mut Vec<Unread>) {
    if let Some(date) = date.filter(|date| date.day.is_none()) {
        unread.push(Unread::new(lines, date.written.span.line - 1, Reason::NoSuchDay));
    }
}

/// Whether a text is a commentary post: articles are most of its sections, or it has a reader's asides.
fn is_commentary(lines: &Lines<'_>, start: usize, front: Option<&FrontMatter>, dated: bool) -> bool {
    let survey = commentary::survey(lines, start..lines.count());
    let dated = dated || front.is_some_and(|front| front.date.is_some() || !front.categories.is_empty());
    let Survey { articles, sections, asides, .. } = survey;
    if articles > 0 {
        return if has_vault_marks(lines, start, front) {
            asides > 0 || articles > sections
        } else {
            asides > 0 || articles >= sections || dated && articles * 3 >= sections
        };
    }
    survey.gatherings > 0 && survey.gatherings >= survey.sections && (survey.asides > 0 || dated)
}

/// Whether a text is a note of a vault: it has aliases, links by title, embeds, comments or callouts.
fn has_vault_marks(lines: &Lines<'_>, start: usize, front: Option<&FrontMatter>) -> bool {
    let body = &lines.text[if start < lines.count() { lines.line(start).start } else { lines.text.len() }..];
    front.is_some_and(|front| front.aliases.iter().any(|alias| !alias.starts_with('/')))
        || ["[[", "%%", "> [!"].iter().any(|mark| body.contains(mark))
}

/// Reports what is not understood among the blocks.
fn report(lines: &Lines<'_>, start: usize, unread: &mut Vec<Unread>) {
    let all = blocks(lines, start..lines.count());
    let broken = all.iter().filter(|block| block.kind == Kind::Whole(Form::Other));
    unread.extend(broken.map(|block| {
        let comment = lines.text[block.text.clone()].starts_with("<!--");
        let reason = if comment { Reason::CommentUnclosed } else { Reason::CodeUnclosed };
        Unread::new(lines, block.lines.start, reason)
    }));
}

/// The words of the first heading of level 1.
pub(crate) fn first_heading(lines: &Lines<'_>, start: usize) -> Option<Piece> {
    let all = blocks(lines, start..lines.count());
    let heading = all.into_iter().find(|block| block.kind == Kind::Heading(1) && !block.text.is_empty())?;
    let span = lines.span(heading.text.clone());
    let text = title::plain(&lines.text[heading.text]);
    (!text.is_empty()).then_some(Piece { text, span })
}
