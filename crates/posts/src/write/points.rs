//! Edits of outlines.

use super::style::{Style, list, step, words};
use super::{Change, Writer};
use crate::commentary::Part;
use crate::edit::{OutlinePoint, Place};
use crate::lead;
use crate::lines::indent;
use crate::outline::{Point, PointForm, Voice};
use crate::title::one_line;
use crate::{Error, Result};

/// A point, and where it stands.
pub(super) struct Found<'a> {
    pub point: &'a Point,
    /// The points on its level.
    pub siblings: &'a [Point],
    pub index: usize,
    /// The point in which it is nested.
    pub parent: Option<&'a Point>,
}

impl<'a> Writer<'a> {
    pub(super) fn point(&self, at: usize) -> Result<Found<'a>> {
        let none = Error::NoPart { what: "point", at };
        let index = self.parts().partition_point(|part| part.span.start <= at);
        let part = index.checked_sub(1).map(|index| &self.parts()[index]).ok_or(none.clone())?;
        let mut siblings = part.points.as_slice();
        let mut parent = None;
        loop {
            let index = siblings.partition_point(|point| point.span.start <= at).checked_sub(1).ok_or(none.clone())?;
            let point = &siblings[index];
            if point.span.start == at {
                return Ok(Found { point, siblings, index, parent });
            }
            siblings = &point.children;
            parent = Some(point);
        }
    }

    fn first_line(&self, point: &Point) -> &'a str {
        self.lines.get(point.own.line - 1)
    }

    pub(super) fn point_text(&self, point: &Point, text: &str) -> Change {
        let range = point.text.span.range();
        if let PointForm::Whole(_) = point.form {
            let line = self.lines.line(point.own.line - 1);
            let before = &self.read.text[line.start..range.start];
            let indent: String = before.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
            let apart = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
            let mut lines = text.trim_end().split('\n');
            let first = lines.next().unwrap_or_default().to_owned();
            let text = std::iter::once(first).chain(lines.map(apart)).collect::<Vec<_>>().join(self.newline());
            return Change::new(range, text);
        }
        let mut words = lead::escaped(&one_line(text));
        let before = &self.read.text[..range.start];
        if range.is_empty() && !words.is_empty() && !before.ends_with(char::is_whitespace) {
            words.insert(0, ' ');
        }
        Change { range, text: words, rank: 0 }
    }

    pub(super) fn point_voice(&self, point: &Point, voice: Voice) -> Option<Change> {
        match (voice, point.voice_span) {
            (Voice::Author, Some(span)) => Some(Change::new(span.range(), String::new())),
            (Voice::Me, None) if !matches!(point.form, PointForm::Whole(_)) => {
                let at = point.text.span.start;
                let apart = self.read.text[..at].ends_with(char::is_whitespace) || point.form == PointForm::Paragraph;
                let text = if apart { "(Me) " } else { " (Me) " };
                Some(Change::new(at..at, text.to_owned()))
            }
            _ => None,
        }
    }

    pub(super) fn add_points(&self, place: Place, points: &[OutlinePoint]) -> Result<Change> {
        let mut change = match place {
            Place::After(at) => self.after(&self.point(at)?, points),
            Place::FirstIn(at) => match self.part(at) {
                Ok(part) => self.first_in_part(part, points),
                Err(_) => self.first_in_point(self.point(at)?.point, points),
            },
        };
        // At one place, what is nested comes before what follows the whole.
        change.rank = match place {
            Place::After(at) => at * 2,
            Place::FirstIn(at) => at * 2 + 1,
        };
        Ok(change)
    }

    fn after(&self, found: &Found<'_>, points: &[OutlinePoint]) -> Change {
        let point = found.point;
        let end = point.span.end;
        if let PointForm::Heading(level) = point.form {
            return self.insert_after(end, &format!("\n{}", sections(points, level, &self.style(end))));
        }
        let Some(style) = Style::of(self.first_line(point)).filter(|_| is_item(point)) else {
            let line = self.first_line(point);
            let nested = found.parent.is_some_and(is_item);
            let indent = if nested { &line[..line.len() - line.trim_start().len()] } else { "" };
            let style = Style { indent: indent.to_owned(), ..self.style(end) };
            return self.insert_after(end, &apart(&list(points, &style)));
        };
        let before = found.index.checked_sub(1).map(|index| &found.siblings[index]).filter(|before| is_item(before));
        let same = before.and_then(|before| Style::of(self.first_line(before))).is_some_and(|b| b.mark == style.mark);
        let loose = before.is_some_and(|before| {
            let next = self.lines.index_of(before.span.end.max(1) - 1) + 1;
            self.lines.is_blank(next) && next + 1 < point.own.line
        });
        let style = Style { step: self.step(end).unwrap_or(style.step.clone()), ..style };
        let text = list(points, &if same { style } else { style.next() });
        self.insert_after(end, &if loose { apart(&text) } else { text })
    }

    fn first_in_part(&self, part: &Part, points: &[OutlinePoint]) -> Change {
        if let Some(first) = part.points.first().filter(|first| is_item(first))
            && let Some(style) = Style::of(self.first_line(first))
        {
            return self.before(first, style, points);
        }
        let style = self.style(part.span.start);
        match part.link_lines.last().or(part.heading.as_ref().map(|heading| &heading.span)) {
            Some(head) => self.insert_after(head.end.max(1) - 1, &apart(&list(points, &style))),
            None => {
                let text = list(points, &style).replace('\n', self.newline());
                let start = part.span.start;
                Change::new(start..start, format!("{text}{0}{0}", self.newline()))
            }
        }
    }

    fn before(&self, first: &Point, style: Style, points: &[OutlinePoint]) -> Change {
        let style = Style { step: self.step(first.span.start).unwrap_or(style.step.clone()), ..style };
        let text = list(points, &style).replace('\n', self.newline());
        Change::new(first.span.start..first.span.start, text + self.newline())
    }

    fn first_in_point(&self, point: &Point, points: &[OutlinePoint]) -> Change {
        if let Some(first) = point.children.first().filter(|first| is_item(first) && is_item(point))
            && let Some(style) = Style::of(self.first_line(first))
        {
            return self.before(first, style, points);
        }
        let end = point.own.end.max(1) - 1;
        match Style::of(self.first_line(point)).filter(|_| is_item(point)) {
            Some(style) => {
                let style = Style { step: self.step(end).unwrap_or(style.step.clone()), ..style };
                self.insert_after(end, &list(points, &style.nested()))
            }
            None => self.insert_after(end, &apart(&list(points, &self.style(end)))),
        }
    }

    /// How lists are written in the part at a place, or anywhere in the text.
    fn style(&self, at: usize) -> Style {
        let here = self.parts().partition_point(|part| part.span.start <= at).saturating_sub(1);
        let own = self.parts().get(here).into_iter();
        let line = own.chain(self.parts()).flat_map(|part| &part.points).find_map(|point| bullet(point));
        let found = line.and_then(|point| Style::of(self.first_line(point)));
        let style = found.unwrap_or_default();
        let step = self.step(at).unwrap_or(style.step);
        Style { indent: String::new(), step, ..style }
    }

    fn step(&self, at: usize) -> Option<String> {
        let here = self.parts().partition_point(|part| part.span.start <= at).saturating_sub(1);
        let found = self.parts().get(here).and_then(|part| step(&self.read.text, &part.points));
        found
            .or_else(|| self.parts().iter().find_map(|part| step(&self.read.text, &part.points)))
            .filter(|step| (2..=8).contains(&indent(step).0))
    }
}

/// Lines with a blank one before them.
fn apart(text: &str) -> String {
    format!("\n{}", text.trim_start_matches('\n'))
}

fn is_item(point: &Point) -> bool {
    matches!(point.form, PointForm::Bullet | PointForm::Numbered)
}

/// The first point with a bullet, among a point and those beneath its heading.
fn bullet(point: &Point) -> Option<&Point> {
    match point.form {
        PointForm::Bullet => Some(point),
        PointForm::Heading(_) => point.children.iter().find_map(bullet),
        _ => None,
    }
}

/// Points as headings, with what is nested in them as lists.
fn sections(points: &[OutlinePoint], level: u8, style: &Style) -> String {
    let mut out = Vec::new();
    for point in points {
        if point.whole {
            out.push(list(std::slice::from_ref(point), style));
            continue;
        }
        out.push(format!("{} {}", "#".repeat(usize::from(level)), words(point)));
        if !point.children.is_empty() {
            out.push(list(&point.children, style));
        }
    }
    out.join("\n\n")
}
