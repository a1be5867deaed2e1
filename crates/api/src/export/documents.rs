//! Documents as Markdown files of their own.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use postil_core::tables::documents::Document;
use postil_core::tables::points::Point;
use postil_core::tables::{articles, commentary, highlights, names, notes, points, tags};
use postil_core::{Kind, Result, Voice};
use postil_posts::{Article, Composition, Flavour, OutlinePoint, compose, file_name, title_name};
use rusqlite::Connection;

use crate::convert;

/// A document as a file: its name, with a folder for its kind, and its text.
pub(super) fn file(conn: &Connection, document: &Document) -> Result<(String, String)> {
    let date = Timestamp::from_millisecond(document.saved_at).unwrap_or_default();
    let date = date.to_zoned(TimeZone::system()).date();
    let title = &document.title;
    if document.kind == Kind::Article {
        return Ok((format!("articles/{}", title_name(title)), article(conn, document)?));
    }
    let text = notes::get(conn, document.id)?.unwrap_or_default();
    if document.kind == Kind::Journal {
        return Ok((format!("journal/{}", title_name(title)), format!("# {title}\n\n{text}")));
    }
    let name = if document.kind == Kind::Post { file_name(title, Some(date)) } else { title_name(title) };
    let folder = if document.kind == Kind::Post { "posts" } else { "notes" };
    // A text that says such things by itself is left as it is.
    let text = if text.starts_with("---\n") || text.starts_with("---\r\n") || text.starts_with("+++") {
        text
    } else {
        let mut front = Front::default();
        if name.strip_suffix(".md") != Some(title) {
            front.word("title", title);
        }
        match document.kind {
            Kind::Post => front.line("date", &date.to_string()),
            _ => front.line("saved", &convert::time(document.saved_at)),
        }
        front.list("tags", &tags::given(conn, document.id)?);
        front.list("aliases", &names::given(conn, document.id)?);
        format!("{}{text}", front.whole())
    };
    Ok((format!("{folder}/{name}"), text))
}

fn article(conn: &Connection, document: &Document) -> Result<String> {
    let article = articles::get(conn, document.id)?;
    let mut front = Front::default();
    front.word("title", &document.title);
    let url = article.as_ref().map(|article| article.url.clone()).unwrap_or_default();
    front.word("url", &url);
    if let Some(byline) = article.as_ref().and_then(|article| article.byline.as_ref()) {
        front.word("byline", byline);
    }
    if let Some(published) = article.as_ref().and_then(|article| article.published_at.as_ref()) {
        front.word("published", published);
    }
    front.line("saved", &convert::time(document.saved_at));
    front.list("tags", &tags::of(conn, document.id)?);
    front.list("aliases", &names::given(conn, document.id)?);
    let outline = points::of(conn, document.id)?;
    let composed = Article {
        title: document.title.clone(),
        url,
        outline: outline.iter().map(point).collect(),
        commentary: commentary::get(conn, document.id)?,
    };
    let composition = Composition { articles: vec![composed], ..Composition::default() };
    let mut text = format!("{}{}", front.whole(), compose(&composition, Flavour::Plain).trim_start());
    let mut marked = highlights::of(conn, document.id)?;
    marked.sort_by_key(|highlight| (highlight.anchor.start, highlight.id));
    if !marked.is_empty() {
        text.push_str("\n## Highlights\n");
    }
    for highlight in marked {
        let _ = writeln!(text, "\n> {}", highlight.anchor.quote.lines().collect::<Vec<_>>().join("\n> "));
        if !highlight.comment.is_empty() {
            let _ = writeln!(text, "\n{}", highlight.comment.trim_end());
        }
    }
    Ok(text)
}

fn point(point: &Point) -> OutlinePoint {
    OutlinePoint {
        text: point.row.text.clone(),
        voice: match point.row.voice {
            Voice::Author => postil_posts::Voice::Author,
            Voice::Me => postil_posts::Voice::Me,
        },
        whole: false,
        children: point.children.iter().map(self::point).collect(),
    }
}

/// What stands between `---` at the head of a file.
#[derive(Default)]
struct Front(String);

impl Front {
    fn line(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.0, "{name}: {value}");
    }

    /// Any words; what JSON calls a string is one in YAML, too.
    fn word(&mut self, name: &str, value: &str) {
        self.line(name, &serde_json::Value::from(value).to_string());
    }

    fn list(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.line(name, &serde_json::Value::from(values).to_string());
        }
    }

    fn whole(self) -> String {
        format!("---\n{}---\n\n", self.0)
    }
}
