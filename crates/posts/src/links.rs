//! Links in a line, also wrongly written ones.

use std::ops::Range;

use crate::lines::{Lines, Span};
use crate::title;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words, without marks; empty for a bare address.
    pub title: String,
    /// Its address, without `&c.` and fragments of footnotes.
    pub url: String,
    /// Where it stands.
    pub span: Span,
    /// Where its address stands, as it is written.
    pub url_span: Span,
}

/// A link that was found, by places in a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The words; empty for a bare address.
    pub title: Range<usize>,
    pub url: Range<usize>,
    pub whole: Range<usize>,
}

impl Found {
    /// The same places in a text in which the string begins at `base`.
    pub fn within(self, base: usize) -> Self {
        let at = |range: Range<usize>| base + range.start..base + range.end;
        Self { title: at(self.title), url: at(self.url), whole: at(self.whole) }
    }

    /// The link at these places of a text.
    pub fn link(&self, lines: &Lines<'_>) -> Link {
        Link {
            title: title::plain(&lines.text[self.title.clone()]),
            url: clean(&lines.text[self.url.clone()]).to_owned(),
            span: lines.span(self.whole.clone()),
            url_span: lines.span(self.url.clone()),
        }
    }
}

/// The link with which a heading's text begins, perhaps after marks of emphasis or a number.
pub(crate) fn of_heading(text: &str) -> Option<Found> {
    let after_number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && text[digits..].starts_with([')', '.']) { digits + 1 } else { 0 }
    };
    let number = after_number(text);
    let rest = &text[number..];
    let start = text.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '_').len();
    at(text, start).filter(|found| is_web(clean(&text[found.url.clone()])))
}

/// A text that is a reference, `[words][name]` or `[words]`: where its words stand, and the name that it refers to.
pub(crate) fn reference(text: &str) -> Option<(Range<usize>, String)> {
    if !text.starts_with('[') {
        return None;
    }
    let title = 1..closing(text, 0)?;
    let rest = text[title.end + 1..].trim();
    let name = match rest.strip_prefix('[') {
        Some(name) => name.strip_suffix(']').filter(|name| !name.is_empty()).unwrap_or(&text[title.clone()]),
        None if rest.is_empty() => &text[title.clone()],
        None => return None,
    };
    Some((title, name.to_lowercase()))
}

/// The name that a definition, `[name]: address`, gives, and where its address stands.
pub(crate) fn definition(text: &str) -> Option<(String, Range<usize>)> {
    let at = text.find("]:")?;
    let start = text.len() - text[at + 2..].trim_start().len();
    let rest = &text[start..];
    let start = start + usize::from(rest.starts_with('<'));
    let length = text[start..].find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len() - start);
    let url = start..start + length;
    is_web(&text[url.clone()]).then(|| (text[1..at].to_lowercase(), url))
}

/// The links of a text that has nothing else but separators and a few small words between them.
pub(crate) fn only_links(text: &str) -> Option<Vec<Found>> {
    let mut all = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        if let Some(found) = at(text, from).filter(|found| is_web(clean(&text[found.url.clone()]))) {
            from = found.whole.end;
            all.push(found);
            continue;
        }
        let word = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let small = ["and", "also", "see", "via", "or", "etc", "c", "more"];
        if word > 0 {
            if !small.contains(&rest[..word].to_lowercase().as_str()) {
                return None;
            }
            from += word;
            continue;
        }
        let c = rest.chars().next()?;
        if !(c.is_whitespace() || ",;|&.:/·•*_()-–—".contains(c)) {
            return None;
        }
        from += c.len_utf8();
    }
    (!all.is_empty()).then_some(all)
}

/// The link that begins at a place.
fn at(text: &str, start: usize) -> Option<Found> {
    match text.as_bytes().get(start)? {
        b'[' => {
            let title = start + 1..closing(text, start)?;
            let open = title.end + 1;
            let open = open + usize::from(text[open..].starts_with(" ("));
            let (url, end) = match text.as_bytes().get(open)? {
                b'(' => destination(text, open + 1)?,
                b'[' => web_in(text, open)?,
                _ => return None,
            };
            Some(Found { title, url, whole: start..end })
        }
        b'(' => {
            let title = start + 1..closing(text, start)?;
            let open = title.end + 1;
            let open = open + usize::from(text[open..].starts_with(" ["));
            let (url, end) = match text.as_bytes().get(open)? {
                b'[' | b'(' => web_in(text, open)?,
                _ => return None,
            };
            Some(Found { title, url, whole: start..end })
        }
        b'<' => {
            let end = start + text[start..].find('>')?;
            let url = start + 1..end;
            begins_url(&text[url.clone()]).then(|| Found { title: start..start, url, whole: start..end + 1 })
        }
        _ if begins_url(&text[start..]) => {
            let url = start..bare_end(text, start);
            Some(Found { title: start..start, whole: url.clone(), url })
        }
        _ => None,
    }
}

/// Where the bracket that opens at a place is closed. Escaped ones do not count.
fn closing(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (opens, closes) = if bytes[open] == b'[' { (b'[', b']') } else { (b'(', b')') };
    let mut depth = 0usize;
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b if b == opens => depth += 1,
            b if b == closes => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The destination of `[…](…)`, after its bracket. A closing bracket that is missing is thought there.
fn destination(text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let from = from + (text[from..].len() - text[from..].trim_start().len());
    if text[from..].starts_with('<') {
        let end = from + text[from..].find('>')?;
        let close = end + text[end..].find(')')?;
        return Some((from + 1..end, close + 1));
    }
    let mut depth = 0usize;
    let mut end = text.len();
    for (at, c) in text[from..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return (at > 0).then(|| (from..from + at, from + at + 1)),
            ')' => depth -= 1,
            c if c.is_whitespace() => {
                end = from + at;
                break;
            }
            _ => {}
        }
    }
    let rest = text[end..].trim_start();
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '(')) {
        let close = if quote == '(' { ')' } else { quote };
        let after = rest[1..].find(close).map(|at| &rest[at + 2..])?.trim_start().strip_prefix(')')?;
        return Some((from..end, text.len() - after.len()));
    }
    if let Some(after) = rest.strip_prefix(')') {
        return (end > from).then(|| (from..end, text.len() - after.len()));
    }
    (is_web(&text[from..end])).then_some((from..end, end))
}

/// The address in brackets that open at a place, if it is one.
fn web_in(text: &str, open: usize) -> Option<(Range<usize>, usize)> {
    let close = closing(text, open)?;
    let inner = &text[open + 1..close];
    let lead = inner.len() - inner.trim_start().len();
    let url = open + 1 + lead..open + 1 + inner.trim_end().len().max(lead);
    is_web(&text[url.clone()]).then_some((url, close + 1))
}

fn begins_url(text: &str) -> bool {
    let begins = |with: &str| text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://") || begins("www.")
}

/// Where a bare address ends: before white space, before a comma and another address, without punctuation at its end.
fn bare_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let ends = |(at, c): &(usize, char)| match c {
        '<' | '>' | '"' => true,
        ',' | ';' | '|' => begins_url(&rest[at + 1..]),
        c => c.is_whitespace(),
    };
    let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
    let mut url = &rest[..end];
    let count = |c: char| url.matches(c).count();
    let mut surplus = count(')').saturating_sub(count('('));
    loop {
        let before = url;
        url = url.trim_end_matches([',', ';', '.', ':', '!', '?', '\'', '*', '_', '|', ']']);
        if surplus > 0 && url.ends_with(')') {
            url = &url[..url.len() - 1];
            surplus -= 1;
        }
        if url == before {
            return start + url.len();
        }
    }
}

/// An address without what does not belong to it: `&c.` at its end, and a fragment that points to a footnote.
pub(crate) fn clean(url: &str) -> &str {
    let url = url.trim();
    let url = url.strip_suffix("&c.").or_else(|| url.strip_suffix("&c")).unwrap_or(url);
    let url = url.trim_end_matches([',', ';']);
    let Some(at) = url.find('#') else { return url };
    let fragment = url[at + 1..].to_ascii_lowercase();
    let note = fragment.strip_prefix("fn").is_some_and(|rest| {
        rest.starts_with("ref") || rest.starts_with([':', '-', '_']) || rest.starts_with(|c: char| c.is_ascii_digit())
    });
    if note { &url[..at] } else { url }
}

/// Whether an address leads to the web.
pub(crate) fn is_web(url: &str) -> bool {
    if url.contains(char::is_whitespace) {
        return false;
    }
    let rest = url.strip_prefix("//").unwrap_or(url);
    if begins_url(url) {
        return url.len() > "https://".len() || url.len() > "www.".len() && url.starts_with("www.");
    }
    let Some((host, _)) = rest.split_once('/') else { return false };
    let domain = |host: &str| {
        host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())
        })
    };
    domain(host)
}

#[cfg(test)]
mod tests;
