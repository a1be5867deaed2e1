//! Front matter line by line: where a value stands, what a broken one looks like, and how a value is written.

use std::ops::Range;

use super::{Format, Values, toml, yaml};
use crate::lines::{Lines, Span};

/// Whether a line may be the first of front matter.
pub(super) fn looks_like_a_field(line: &str, format: Format) -> bool {
    line.starts_with(['#', '[', '{', '%']) || key(line, format).is_some()
}

/// The key of a line that begins a field, and where its value begins.
fn key(line: &str, format: Format) -> Option<(&str, usize)> {
    let mark = match format {
        Format::Yaml => ':',
        Format::Toml => '=',
    };
    let at = line.find(mark)?;
    let key = line[..at].trim_end().trim_matches(['"', '\'']);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let ends = format == Format::Toml || line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']);
    (ends && !key.is_empty() && key.chars().all(fits)).then_some((key, at + 1))
}

/// Where the value of a key stands: to the end of its last line, but for a comment.
pub(crate) fn value_of(lines: &Lines<'_>, within: Range<usize>, format: Format, name: &str) -> Option<Span> {
    let first = within.clone().find(|&at| key(lines.get(at), format).is_some_and(|(key, _)| key == name))?;
    let (_, offset) = key(lines.get(first), format)?;
    let more = |at: &usize| lines.get(*at).starts_with([' ', '\t']) && !lines.is_blank(*at);
    let last = (first + 1..within.end).take_while(more).last().unwrap_or(first);
    let start = lines.line(first).start + offset;
    let written = &lines.text[start..lines.line(last).end];
    let end = if first == last { without_comment(written) } else { written }.trim_end().len();
    let lead = written.len() - written.trim_start().len();
    Some(lines.span(start + lead.min(end)..start + end))
}

fn without_comment(value: &str) -> &str {
    let quoted = value.trim_start();
    let from = match quoted.chars().next() {
        Some(quote @ ('"' | '\'')) => value.rfind(quote).unwrap_or(0),
        _ => 0,
    };
    value[from..].find(" #").map_or(value, |at| &value[..from + at])
}

/// What the lines of broken front matter look like: title, date and layout only.
pub(super) fn guess(lines: &Lines<'_>, within: Range<usize>, format: Format) -> Values {
    let mut values = Values::default();
    for name in ["title", "date", "layout"] {
        if let Some(span) = value_of(lines, within.clone(), format, name) {
            let written = &lines.text[span.range()];
            let bare = ['"', '\''].iter().find_map(|&q| written.strip_prefix(q)?.strip_suffix(q)).unwrap_or(written);
            values.take(name, vec![bare.to_owned()], false);
        }
    }
    values
}

/// A value of one line, in the manner of the one that it replaces, if that can hold it.
pub(crate) fn rendered(value: &str, format: Format, before: &str) -> String {
    let single = format!("'{}'", if format == Format::Yaml { value.replace('\'', "''") } else { value.to_owned() });
    let plain = value.to_owned();
    let like = match before.chars().next() {
        Some('\'') => Some(single),
        Some('"') => None,
        _ if format == Format::Yaml => Some(plain),
        _ => None,
    };
    like.filter(|text| holds(text, value, format)).unwrap_or_else(|| double(value))
}

/// A value in double quotes, as both languages understand it.
pub(crate) fn double(value: &str) -> String {
    let mut out = String::from('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn holds(text: &str, value: &str, format: Format) -> bool {
    let read = match format {
        Format::Yaml => yaml::read(&format!("title: {text}\n")),
        Format::Toml => toml::read(&format!("title = {text}\n")),
    };
    read.ok().and_then(|values| values.title).as_deref() == Some(value)
}
