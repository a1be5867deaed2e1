//! How lists are written around a place: bullets, numbers, indents.

use crate::blocks::{Mark, mark};
use crate::edit::OutlinePoint;
use crate::lead;
use crate::outline::{Point, PointForm, Voice};
use crate::title::one_line;

/// How an item is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// The white space before its mark.
    pub indent: String,
    /// Its mark.
    pub mark: String,
    /// The white space after it.
    pub gap: String,
    /// What is added to the indent on each level.
    pub step: String,
}

impl Default for Style {
    fn default() -> Self {
        Self { indent: String::new(), mark: "-".to_owned(), gap: " ".to_owned(), step: "  ".to_owned() }
    }
}

impl Style {
    /// The style of an item, by its first line.
    pub fn of(line: &str) -> Option<Self> {
        let body = line.trim_start();
        let Some(Mark::Item { content, .. }) = mark(body.trim_end()) else { return None };
        let marked = body[..content].trim_end();
        let gap = if content > marked.len() { &body[marked.len()..content] } else { " " };
        let step = if marked.starts_with(|c: char| c.is_ascii_digit()) {
            " ".repeat(marked.len() + 1)
        } else {
            "  ".to_owned()
        };
        let indent = line[..line.len() - body.len()].to_owned();
        Some(Self { indent, mark: marked.to_owned(), gap: gap.to_owned(), step })
    }

    /// The style of what is nested in an item of this style.
    pub fn nested(&self) -> Self {
        let mark = if self.number().is_some() { "-".to_owned() } else { self.mark.clone() };
        let gap = " ".to_owned();
        Self { indent: format!("{}{}", self.indent, self.step), mark, gap, step: self.step.clone() }
    }

    /// The style of the next item: the number after.
    pub fn next(mut self) -> Self {
        if let Some((number, end)) = self.number() {
            self.mark = format!("{}{end}", number + 1);
        }
        self
    }

    fn number(&self) -> Option<(u64, &str)> {
        let digits = self.mark.bytes().take_while(u8::is_ascii_digit).count();
        self.mark[..digits].parse().ok().map(|number| (number, &self.mark[digits..]))
    }
}

/// Points as lines of a list, with `\n` between them. A quotation or a table at its ends has blank lines around.
pub(crate) fn list(points: &[OutlinePoint], style: &Style) -> String {
    let mut lines = Vec::new();
    push(points, style, 0, &mut lines);
    if points.last().is_some_and(|last| last.whole && is_fence(&last.text))
        && lines.last().is_some_and(String::is_empty)
    {
        lines.pop();
    }
    lines.join("\n")
}

/// Code needs no blank line before it.
fn is_fence(text: &str) -> bool {
    text.starts_with("```") || text.starts_with("~~~")
}

fn push(points: &[OutlinePoint], style: &Style, depth: usize, lines: &mut Vec<String>) {
    let mut style = style.clone();
    for point in points {
        if point.whole && stays_whole(&point.text) {
            let fence = is_fence(&point.text);
            let blank = !fence || depth == 0 && !lines.is_empty();
            lines.extend((blank && lines.last().is_none_or(|line| !line.is_empty())).then(String::new));
            let indent = &style.indent;
            lines.extend(
                point.text.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }),
            );
            lines.extend((!fence || depth == 0).then(String::new));
            continue;
        }
        lines.push(format!("{}{}{}{}", style.indent, style.mark, style.gap, words(point)).trim_end().to_owned());
        // Readers flatten what is nested deeper than anyone can see, and so do writers.
        let nested = if depth < 60 { style.nested() } else { style.clone() };
        push(&point.children, &nested, depth + 1, lines);
        style = style.next();
    }
}

/// The words of a point on one line, with `(Me)` before those of the reader.
pub(crate) fn words(point: &OutlinePoint) -> String {
    let text = lead::escaped(&one_line(&point.text));
    match point.voice {
        Voice::Author => text,
        Voice::Me => format!("(Me) {text}"),
    }
}

/// Whether a text is read as one block that stays whole.
pub(crate) fn stays_whole(text: &str) -> bool {
    let lines = crate::lines::Lines::new(text);
    let blocks = crate::blocks::blocks(&lines, 0..lines.count());
    let (points, others) = crate::outline::points(&lines, &blocks);
    let [point] = points.as_slice() else { return false };
    others.is_empty() && matches!(point.form, PointForm::Whole(_)) && point.text.text == text
}

/// What each level of a tree adds to the indent, as it is found there.
pub(crate) fn step(text: &str, points: &[Point]) -> Option<String> {
    let is_item = |point: &Point| matches!(point.form, PointForm::Bullet | PointForm::Numbered);
    let indent = |point: &Point| {
        let line = &text[point.own.range()];
        &line[..line.len() - line.trim_start().len()]
    };
    points.iter().find_map(|point| {
        let child = point.children.iter().find(|child| is_item(point) && is_item(child));
        let found = child.and_then(|child| indent(child).strip_prefix(indent(point))).filter(|step| !step.is_empty());
        found.map(str::to_owned).or_else(|| step(text, &point.children))
    })
}
