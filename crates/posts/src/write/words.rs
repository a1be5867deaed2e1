//! Edits of titles, addresses and whole texts.

use super::{Change, Writer};
use crate::commentary::Part;
use crate::front::{Format, rendered};
use crate::lines::{Piece, plain_newlines};
use crate::read::{Shape, TitleFrom};
use crate::title::{escaped, one_line};
use crate::{Error, Result};

impl Writer<'_> {
    pub(super) fn title(&self, title: &str) -> Result<Change> {
        let title = one_line(title);
        let found = &self.read.title;
        match (found.from, found.span, &self.read.front) {
            (TitleFrom::FrontMatter, Some(span), Some(front)) => {
                let before = &self.read.text[span.range()];
                let value = rendered(&title, front.format, before);
                let apart = self.read.text[..span.start].ends_with([' ', '\t']);
                Ok(Change::new(span.range(), if apart { value } else { format!(" {value}") }))
            }
            (TitleFrom::Heading, Some(span), _) => Ok(Change::new(span.range(), escaped(&title))),
            (TitleFrom::Line, Some(span), _) => {
                let line = self.lines.get(span.line - 1).trim_start();
                let text = if line.starts_with('#') { escaped(&title) } else { title };
                Ok(Change::new(span.range(), text))
            }
            (_, _, Some(front)) => {
                let value = rendered(&title, front.format, "");
                let field = match front.format {
                    Format::Yaml => format!("title: {value}"),
                    Format::Toml => format!("title = {value}"),
                };
                Ok(self.insert_after(front.span.start, &field))
            }
            _ => Err(Error::NotInText("title")),
        }
    }

    pub(super) fn article_title(&self, part: &Part, title: &str) -> Result<Change> {
        let heading = part.heading.as_ref().ok_or(Error::NoPart { what: "article", at: part.span.start })?;
        let words = escaped(title);
        let Some(link) = heading.link.as_ref() else {
            return Ok(Change::new(heading.title.span.range(), words));
        };
        if link.title.is_empty() {
            let url = &self.read.text[link.url_span.range()];
            return Ok(Change::new(link.span.range(), format!("[{words}]({url})")));
        }
        // With the brackets swapped, it is the round ones that may not stand in the title.
        let swapped = self.read.text[link.span.range()].starts_with('(');
        let words = if swapped { words.replace('(', "\\(").replace(')', "\\)") } else { words };
        Ok(Change::new(heading.title.span.range(), words))
    }

    pub(super) fn article_url(&self, part: &Part, url: &str) -> Result<Change> {
        let link = part.heading.as_ref().and_then(|heading| heading.link.as_ref());
        let link = link.ok_or(Error::NoPart { what: "article", at: part.span.start })?;
        Ok(Change::new(link.url_span.range(), safe_url(url)))
    }

    pub(super) fn body(&self, at: usize, text: &str) -> Result<Option<Change>> {
        let body: &Piece = match &self.read.shape {
            Shape::Note(note) if note.body.span.start == at => &note.body,
            Shape::Post(post) => {
                let section = post.sections.iter().find(|section| section.span.start == at);
                &section.ok_or(Error::NoPart { what: "section", at })?.body
            }
            _ => return Err(Error::NoPart { what: "section", at }),
        };
        let text = plain_newlines(text);
        let text = text.trim();
        if body.text.is_empty() && !text.is_empty() && at < body.span.start {
            return Ok(Some(self.insert_after(body.span.start.max(1) - 1, &format!("\n{text}"))));
        }
        Ok(self.replace(body.span, &body.text, text, ""))
    }
}

/// An address as it may stand between the brackets of a link.
pub(crate) fn safe_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() => out.push_str("%20"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
