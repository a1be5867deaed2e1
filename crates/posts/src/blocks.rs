//! A text cut in blocks, line by line: the wrong Markdown that people write, too, which a Markdown parser would read as
//! something else than was meant.

mod marks;
mod whole;

use std::ops::Range;

use crate::lead;
use crate::lines::{Lines, indent};
use whole::Ends;

pub(crate) use marks::{Mark, is_rule, mark, thoughts};

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading, with its level.
    Heading(u8),
    /// An item of a list, without what is nested in it. `content` is the column where its text begins.
    Item { numbered: bool, content: usize },
    /// Prose.
    Paragraph,
    /// What stays whole.
    Whole(Form),
}

/// What a block that stays whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Code, fenced or indented.
    Code,
    /// A quotation.
    Quote,
    /// A table.
    Table,
    /// A diagram drawn in characters.
    Diagram,
    /// HTML, or what a site's generator replaces.
    Html,
    /// A rule between sections.
    Rule,
    /// The definition of a link or a footnote.
    Definition,
    /// What was not understood.
    Other,
}

/// A block. Blocks come one after another; nesting is only in their indents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub kind: Kind,
    pub lines: Range<usize>,
    /// How far it is indented, in columns.
    pub indent: usize,
    /// Where its text begins, in columns.
    pub margin: usize,
    /// What it says, without mark and white space around.
    pub text: Range<usize>,
    /// Whether a blank line or nothing stands before it.
    pub after_blank: bool,
}

/// Cuts lines in blocks. It takes time in proportion to their length.
pub(crate) fn blocks(lines: &Lines<'_>, within: Range<usize>) -> Vec<Block> {
    let mut reader = Reader { lines, ends: Ends::new(lines, within.clone()), end: within.end, in_list: false };
    let mut all: Vec<Block> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        if lines.is_blank(at) {
            at += 1;
            continue;
        }
        let after_blank = at == within.start || lines.is_blank(at - 1);
        let block = reader.block(at, after_blank);
        reader.in_list = match block.kind {
            Kind::Item { .. } => true,
            Kind::Heading(_) => false,
            _ => reader.in_list && (block.indent >= 2 || !after_blank),
        };
        at = block.lines.end;
        all.push(block);
    }
    all
}

struct Reader<'a> {
    lines: &'a Lines<'a>,
    ends: Ends,
    end: usize,
    in_list: bool,
}

impl Reader<'_> {
    fn block(&mut self, at: usize, after_blank: bool) -> Block {
        let line = self.lines.get(at);
        let (columns, bytes) = indent(line);
        let body = line[bytes..].trim_end();
        let start = self.lines.line(at).start + bytes;
        let make = |kind: Kind, lines: Range<usize>, text: Range<usize>| Block {
            kind,
            lines,
            indent: columns,
            margin: columns,
            text,
            after_blank,
        };
        if let Some(end) = self.drawn(at, body) {
            return make(Kind::Whole(Form::Diagram), at..end, start..self.text_end(at..end));
        }
        if let Some((form, end)) = self.ends.whole(self.lines, at, body) {
            return make(Kind::Whole(form), at..end, start..self.text_end(at..end));
        }
        match mark(body) {
            Some(Mark::Heading { level, text }) if columns <= 3 => {
                make(Kind::Heading(level), at..at + 1, start + text.start..start + text.end)
            }
            Some(Mark::Item { numbered, content }) if !is_rule(body) => {
                let from = start + content;
                let after = columns + body[..content].chars().count();
                let inner = &body[content..];
                // A fence may open right after the mark.
                if let Some((Form::Code, end)) = self.ends.whole(self.lines, at, inner) {
                    let block = make(Kind::Whole(Form::Code), at..end, from..self.text_end(at..end));
                    return Block { margin: after, ..block };
                }
                let end = self.prose(at, true, numbered);
                let till = self.text_end(at..end).max(from);
                // The words may begin on the line after the mark.
                let words = self.lines.text[from..till].trim_start().len();
                make(Kind::Item { numbered, content: after }, at..end, till - words..till)
            }
            _ if is_rule(body) || body.len() >= 3 && body.bytes().all(|b| b == b'=') => {
                make(Kind::Whole(Form::Rule), at..at + 1, start..start + body.len())
            }
            _ if columns >= 4 && after_blank && !self.in_list => {
                let end = self.indented(at);
                make(Kind::Whole(Form::Code), at..end, start..self.text_end(at..end))
            }
            _ => {
                let end = self.prose(at, false, false);
                if columns <= 3
                    && let Some(level) = self.underline(end)
                {
                    return make(Kind::Heading(level), at..end + 1, start..self.text_end(at..end));
                }
                make(Kind::Paragraph, at..end, start..self.text_end(at..end))
            }
        }
    }

    fn text_end(&self, lines: Range<usize>) -> usize {
        let last = lines.end - 1;
        self.lines.line(last).start + self.lines.get(last).trim_end().len()
    }

    /// Where prose that begins on a line ends: before a blank line or one that begins something else.
    fn prose(&self, at: usize, item: bool, numbered: bool) -> usize {
        let own = indent(self.lines.get(at)).0;
        let stop = |&next: &usize| {
            let line = self.lines.get(next);
            let (columns, bytes) = indent(line);
            let body = line[bytes..].trim_end();
            let begins = match mark(body) {
                // A year at the end of a sentence may stand first on the next line.
                Some(Mark::Item { numbered: true, .. }) => {
                    let first = body.starts_with("1.") || body.starts_with("1)");
                    numbered || first || item && (columns < own || columns >= own + 2)
                }
                Some(Mark::Heading { .. }) => columns <= 3,
                Some(Mark::Item { .. }) => true,
                None => false,
            };
            let rule = is_rule(body) || item && self.underline(next).is_some();
            body.is_empty() || begins || rule || whole::begins(body) || thoughts(body).is_some_and(|t| t.colon)
        };
        let next = (at + 1..self.end).find(|next| stop(next) || !item && self.underline(*next).is_some());
        next.unwrap_or(self.end)
    }

    /// The level of a heading that a line of `=` or `-` makes of the line before it.
    fn underline(&self, at: usize) -> Option<u8> {
        if at >= self.end {
            return None;
        }
        let line = self.lines.get(at);
        let body = line.trim_end();
        let all = |c: u8| body.len() >= 3 && body.bytes().all(|b| b == c);
        if all(b'=') {
            Some(1)
        } else if all(b'-') {
            Some(2)
        } else {
            None
        }
    }

    /// Where a diagram that begins on a line ends: two lines or more of lines and boxes, which are no table.
    fn drawn(&self, at: usize, body: &str) -> Option<usize> {
        let other = mark(body).is_some() || is_rule(body) || lead::me(body).is_some();
        if !whole::is_drawn(body) || other || body.starts_with(['`', '~', '>', '<', '=']) {
            return None;
        }
        let drawn = |&at: &usize| {
            let line = self.lines.get(at);
            let body = line.trim();
            whole::is_drawn(line)
                && mark(body).is_none()
                && !["> ", "<!--", "```", "~~~"].iter().any(|m| body.starts_with(m))
        };
        let end = (at..self.end).take_while(drawn).last()? + 1;
        let table = (at..end).all(|at| self.lines.get(at).trim_start().starts_with('|'));
        (end > at + 1 && !table).then_some(end)
    }

    /// Where indented code ends: before a line that is indented less, and before blank lines at its end.
    fn indented(&self, at: usize) -> usize {
        let mut end = at + 1;
        for next in at + 1..self.end {
            if self.lines.is_blank(next) {
                continue;
            }
            if indent(self.lines.get(next)).0 < 4 {
                break;
            }
            end = next + 1;
        }
        end
    }
}
