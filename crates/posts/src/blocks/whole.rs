//! Blocks that stay whole: code, quotations, tables, HTML, and what a site's generator replaces.

use std::collections::HashSet;
use std::ops::Range;

use super::Form;
use crate::lines::{Lines, indent};

/// HTML elements that end where they are closed, and not at a blank line.
const CLOSED: [&str; 9] = ["pre", "script", "style", "textarea", "svg", "table", "figure", "details", "div"];

/// What is known of where blocks may end, so that no end is looked for twice.
pub(super) struct Ends {
    first: usize,
    end: usize,
    /// For each line, the longest fence that closes there or after, of backticks and of tildes.
    fences: Vec<[u32; 2]>,
    /// What is not closed in the lines that remain.
    unclosed: HashSet<&'static str>,
}

impl Ends {
    pub fn new(lines: &Lines<'_>, within: Range<usize>) -> Self {
        let mut fences = vec![[0; 2]; within.len() + 1];
        for at in within.clone().rev() {
            let here = at - within.start;
            fences[here] = fences[here + 1];
            let body = lines.get(at).trim();
            if let Some((kind, length)) = fence(body).filter(|(_, length)| *length == body.len()) {
                fences[here][kind] = fences[here][kind].max(length as u32);
            }
        }
        Self { first: within.start, end: within.end, fences, unclosed: HashSet::new() }
    }

    /// What stays whole from a line on, and the line after it.
    pub fn whole(&mut self, lines: &Lines<'_>, at: usize, body: &str) -> Option<(Form, usize)> {
        if let Some((kind, length)) = fence(body).filter(|(kind, length)| *kind == 1 || !body[*length..].contains('`'))
        {
            if (self.fences[at + 1 - self.first][kind] as usize) < length {
                return Some((Form::Other, at + 1));
            }
            let closes = |line: &str| {
                let line = line.trim();
                fence(line).is_some_and(|(k, l)| k == kind && l >= length && l == line.len())
            };
            let close = (at + 1..self.end).find(|&at| closes(lines.get(at)))?;
            return Some((Form::Code, close + 1));
        }
        if body.starts_with('>') {
            return Some((Form::Quote, self.while_lines(at, |at| quoted(lines.get(at)))));
        }
        if body.starts_with('|') {
            return Some((Form::Table, self.while_lines(at, |at| lines.get(at).trim_start().starts_with('|'))));
        }
        if body.starts_with("<!--") {
            let end = self.closed(lines, at, "-->");
            return Some(end.map_or((Form::Other, at + 1), |end| (Form::Html, end)));
        }
        if body.starts_with("{%") || body.starts_with("{:") {
            return self.replaced(lines, at, body);
        }
        if let Some(name) = element(body) {
            let closing = CLOSED.iter().find(|closed| name.eq_ignore_ascii_case(closed)).map(|name| closing_tag(name));
            let end = match closing {
                Some(tag) if !body.starts_with("</") => self.closed(lines, at, tag),
                _ => None,
            };
            return Some((Form::Html, end.unwrap_or_else(|| self.while_lines(at, |at| !lines.is_blank(at)))));
        }
        is_definition(body).then(|| (Form::Definition, at + 1))
    }

    /// `{% highlight %}` and `{% raw %}` end where they are closed; other tags, and attributes, are a line.
    fn replaced(&mut self, lines: &Lines<'_>, at: usize, body: &str) -> Option<(Form, usize)> {
        let name = body[2..].trim_start_matches(['-', ' ']);
        for (name_, close, form) in [("highlight", "endhighlight", Form::Code), ("raw", "endraw", Form::Html)] {
            if body.starts_with("{%") && name.starts_with(name_) {
                return self.closed(lines, at, close).map(|end| (form, end));
            }
        }
        (body.ends_with("%}") || body.ends_with('}')).then_some((Form::Html, at + 1))
    }

    fn while_lines(&self, at: usize, same: impl Fn(usize) -> bool) -> usize {
        (at + 1..self.end).find(|&next| !same(next)).unwrap_or(self.end)
    }

    /// The line after the one that holds a closing mark, from a line on.
    fn closed(&mut self, lines: &Lines<'_>, at: usize, mark: &'static str) -> Option<usize> {
        if self.unclosed.contains(mark) {
            return None;
        }
        let found = (at..self.end).find(|&at| lines.get(at).contains(mark));
        if found.is_none() {
            self.unclosed.insert(mark);
        }
        found.map(|at| at + 1)
    }
}

/// Whether a line begins a block that may break off a paragraph.
pub(super) fn begins(body: &str) -> bool {
    let is_fence = fence(body).is_some_and(|(kind, length)| kind == 1 || !body[length..].contains('`'));
    is_fence || body.starts_with('>') || body.starts_with("<!--") || body.starts_with("{% ") || body.starts_with("| ")
}

/// A line of a diagram: some marks, and more of them than letters.
pub(super) fn is_drawn(line: &str) -> bool {
    if line.contains("://") {
        return false;
    }
    let (mut marks, mut letters, mut lines) = (0, 0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        if c.is_alphanumeric() {
            letters += 1;
        } else {
            marks += 1;
            lines += usize::from(
                "|+-=/\\_<>^".contains(c)
                    || ('\u{2190}'..='\u{21ff}').contains(&c)
                    || ('\u{2500}'..='\u{259f}').contains(&c),
            );
        }
    }
    let (first, last) = (line.trim().chars().next(), line.trim().chars().next_back());
    let boxed = |c: Option<char>| c.is_some_and(|c| matches!(c, '|' | '+') || ('\u{2500}'..='\u{257f}').contains(&c));
    lines > 0
        && (boxed(first) && boxed(last) && lines > 1
            || marks >= letters
            || indent(line).0 > 0 && lines * 3 >= letters && lines > 1)
}

/// A fence: 0 for backticks and 1 for tildes, and its length.
fn fence(body: &str) -> Option<(usize, usize)> {
    let (kind, byte) = match body.as_bytes().first()? {
        b'`' => (0, b'`'),
        b'~' => (1, b'~'),
        _ => return None,
    };
    let length = body.bytes().take_while(|&b| b == byte).count();
    (length >= 3).then_some((kind, length))
}

fn quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn element(body: &str) -> Option<&str> {
    let rest = body.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let ends = rest[length..].is_empty() || rest[length..].starts_with(['>', '/', ' ', '\t']);
    let name = &rest[..length];
    (ends && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_inline(name)).then_some(name)
}

/// Elements that may begin a paragraph of prose.
fn is_inline(name: &str) -> bool {
    let inline = [
        "a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
        "sup", "u",
    ];
    inline.iter().any(|inline| name.eq_ignore_ascii_case(inline))
}

fn closing_tag(name: &str) -> &'static str {
    match name {
        "pre" => "</pre",
        "script" => "</script",
        "style" => "</style",
        "textarea" => "</textarea",
        "svg" => "</svg",
        "table" => "</table",
        "figure" => "</figure",
        "details" => "</details",
        _ => "</div",
    }
}

/// `[name]: address`, but no footnote, which is prose.
fn is_definition(body: &str) -> bool {
    let Some(rest) = body.strip_prefix('[').filter(|rest| !rest.starts_with('^')) else { return false };
    rest.find("]:").is_some_and(|at| at > 0 && !rest[..at].contains([']', '[']) && !rest[at + 2..].trim().is_empty())
}
