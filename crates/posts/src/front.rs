//! Front matter: what stands between `---` (YAML) or `+++` (TOML) at the head of a file.

mod fields;
mod toml;
mod yaml;

use std::ops::Range;

use jiff::civil::Date;

use crate::dates::{Written, date_value};
use crate::lines::{Lines, Piece, Span};
use crate::unread::{Reason, Unread};

pub(crate) use fields::{double, rendered, value_of};

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML, between `---`.
    Yaml,
    /// TOML, between `+++`.
    Toml,
}

/// What front matter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// All of it, with its fences.
    pub span: Span,
    /// Its language.
    pub format: Format,
    /// The title. Its span is the value as it is written, with its quotes.
    pub title: Option<Piece>,
    /// The date.
    pub date: Option<Dated>,
    /// The value of `layout`.
    pub layout: Option<String>,
    /// Values of `categories` and `category`.
    pub categories: Vec<String>,
    /// Values of `tags` and `tag`, without `#`.
    pub tags: Vec<String>,
    /// Values of `aliases` and `alias`.
    pub aliases: Vec<String>,
    /// Whether it breaks the rules of its language. Title and date are then what the lines look like.
    pub broken: bool,
}

/// A date as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day. None if no calendar has it, or if it cannot be read.
    pub day: Option<Date>,
    /// The words, and where they stand.
    pub written: Piece,
}

/// What a front matter's language says of the keys that matter here.
#[derive(Debug, Default)]
struct Values {
    title: Option<String>,
    date: Option<String>,
    layout: Option<String>,
    categories: Vec<String>,
    tags: Vec<String>,
    aliases: Vec<String>,
}

impl Values {
    /// Takes the value of a key: one string, or several.
    fn take(&mut self, key: &str, values: Vec<String>, is_list: bool) {
        let one = || values.first().filter(|value| !value.is_empty()).cloned();
        match key {
            "title" => self.title = one(),
            "date" => self.date = one(),
            "layout" => self.layout = one(),
            "categories" => self.categories.extend(split(values, is_list, true)),
            "category" => self.categories.extend(split(values, true, false)),
            "tags" => self.tags.extend(split(values, is_list, true)),
            "tag" => self.tags.extend(split(values, true, false)),
            "aliases" | "alias" => self.aliases.extend(split(values, is_list, false)),
            _ => {}
        }
    }
}

/// A string that stands for a list is cut at commas, or else, as Jekyll does, at spaces.
fn split(values: Vec<String>, is_list: bool, at_spaces: bool) -> Vec<String> {
    let tidy = |value: &str| value.trim().trim_start_matches('#').to_owned();
    let cut = |value: &String| -> Vec<String> {
        if is_list {
            vec![tidy(value)]
        } else if value.contains(',') || !at_spaces {
            value.split(',').map(tidy).collect()
        } else {
            value.split_whitespace().map(tidy).collect()
        }
    };
    values.iter().flat_map(cut).filter(|value| !value.is_empty()).collect()
}

/// Reads the front matter of a text, if it begins with one.
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    if !text.trim_start().starts_with("---") && !text.trim_start().starts_with("+++") {
        return None;
    }
    read(&Lines::new(text), 0, &mut Vec::new()).map(|(front, _)| front)
}

/// Reads front matter that begins on a line, or after blank lines there. Answers also the lines it takes.
pub(crate) fn read(lines: &Lines<'_>, from: usize, unread: &mut Vec<Unread>) -> Option<(FrontMatter, Range<usize>)> {
    let first = (from..lines.count()).find(|&at| !lines.is_blank(at))?;
    let format = match lines.get(first).trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return None,
    };
    let closes = |at: &usize| match format {
        Format::Yaml => matches!(lines.get(*at).trim_end(), "---" | "..."),
        Format::Toml => lines.get(*at).trim_end() == "+++",
    };
    let begins = (first + 1..lines.count()).find(|&at| !lines.is_blank(at))?;
    if !closes(&begins) && !fields::looks_like_a_field(lines.get(begins), format) {
        return None;
    }
    let Some(last) = (first + 1..lines.count()).find(closes) else {
        unread.push(Unread::new(lines, first, Reason::FrontMatterUnclosed));
        return None;
    };
    let inner = first + 1..last;
    let text =
        if inner.is_empty() { "" } else { &lines.text[lines.line(inner.start).start..lines.line(last - 1).next] };
    let read = match format {
        Format::Yaml => yaml::read(text),
        Format::Toml => toml::read(text),
    };
    let (values, broken) = match read {
        Ok(values) => (values, false),
        Err(at) => {
            let line = (inner.start + at).min(last);
            unread.push(Unread::new(lines, line, Reason::FrontMatterBroken));
            (fields::guess(lines, inner.clone(), format), true)
        }
    };
    let piece = |key: &str, text: String| {
        let span = value_of(lines, inner.clone(), format, key).unwrap_or_else(|| lines.span_of(first..first));
        Piece { text, span }
    };
    let date = values.date.map(|written| {
        let written = piece("date", written);
        let read = date_value(&written.text);
        if read == Some(Written::NoSuchDay) {
            unread.push(Unread::new(lines, written.span.line - 1, Reason::NoSuchDay));
        }
        Dated { day: read.and_then(Written::day), written }
    });
    let front = FrontMatter {
        span: lines.span_of(first..last + 1),
        format,
        title: values.title.map(|title| piece("title", title)),
        date,
        layout: values.layout,
        categories: values.categories,
        tags: values.tags,
        aliases: values.aliases,
        broken,
    };
    Some((front, from..last + 1))
}
