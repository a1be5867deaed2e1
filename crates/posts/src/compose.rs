//! Composing a commentary post.

use jiff::civil::Date;

use crate::blocks::{Form, Kind, blocks, is_rule};
use crate::commentary::Part;
use crate::edit::OutlinePoint;
use crate::front::double;
use crate::lines::{Lines, plain_newlines};
use crate::links::of_heading;
use crate::title::{escaped, one_line};
use crate::write::{begins_block, list, safe_url};

/// A commentary post that is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composition {
    /// The title, as plain text.
    pub title: String,
    /// The date.
    pub date: Option<Date>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What stands before the articles, as Markdown.
    pub introduction: String,
    /// The articles, in order.
    pub articles: Vec<Article>,
}

/// An article of a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its title, as plain text.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its outline.
    pub outline: Vec<OutlinePoint>,
    /// The reader's commentary, as Markdown.
    pub commentary: String,
}

impl From<&Part> for Article {
    fn from(part: &Part) -> Self {
        let heading = part.heading.as_ref();
        let link = heading.and_then(|heading| heading.link.as_ref());
        Self {
            title: heading.map(|heading| heading.title.text.clone()).unwrap_or_default(),
            url: link.map(|link| link.url.clone()).unwrap_or_default(),
            outline: part.points.iter().map(OutlinePoint::from).collect(),
            commentary: part.commentary_text(),
        }
    }
}

/// For whom a post is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// A Jekyll site: front matter with layout, title, date and tags. Its template language is turned off where the text
    /// looks like it.
    #[default]
    Jekyll,
    /// Plain Markdown: the title and the date are lines.
    Plain,
}

/// Writes a commentary post: a heading with its link for each article, the outline beneath as nested bullets, with `(Me)`
/// before the reader's own points, and the commentary after `Thoughts:`.
///
/// Titles and texts are escaped so that [`crate::read()`] gives the same articles. Headings in commentary become bold
/// lines, and code that is never closed is closed.
pub fn compose(composition: &Composition, flavour: Flavour) -> String {
    let mut blocks = Vec::new();
    let introduction = safe_introduction(&composition.introduction);
    if !introduction.is_empty() {
        blocks.push(introduction);
    }
    for article in &composition.articles {
        blocks.extend(article_blocks(article));
    }
    let mut body = blocks.join("\n\n");
    if !body.is_empty() {
        body.push('\n');
    }
    let head = match flavour {
        Flavour::Jekyll => front_matter(composition, &body),
        Flavour::Plain => {
            let date = composition.date.map(|date| date.strftime("%B %-d, %Y").to_string());
            let title = Some(title_line(&composition.title)).filter(|title| !title.is_empty());
            [title.map(|title| format!("# {title}")), date].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
                + "\n"
        }
    };
    if body.is_empty() { head } else { format!("{head}\n{body}") }
}

/// A title as the words of a heading. One that would be read as the link of an article loses that by a backslash.
fn title_line(title: &str) -> String {
    let mut words = escaped(title);
    if let Some(found) = of_heading(&words) {
        let at = found.whole.start;
        let address = words[at..].find([':', '.']).filter(|_| words[at..].starts_with(char::is_alphabetic));
        words.insert(at + address.unwrap_or(0), '\\');
    }
    words
}

fn front_matter(composition: &Composition, body: &str) -> String {
    let mut lines = vec!["---".to_owned(), "layout: post".to_owned()];
    lines.push(format!("title: {}", double(&one_line(&composition.title))));
    lines.extend(composition.date.map(|date| format!("date: {date}")));
    let tags: Vec<String> = composition.tags.iter().map(|tag| double(&one_line(tag))).collect();
    if !tags.is_empty() {
        lines.push(format!("tags: [{}]", tags.join(", ")));
    }
    if body.contains("{{") || body.contains("{%") {
        lines.push("render_with_liquid: false".to_owned());
    }
    lines.push("---".to_owned());
    lines.join("\n") + "\n"
}

fn article_blocks(article: &Article) -> Vec<String> {
    let url = safe_url(&article.url);
    let title = escaped(&article.title);
    let title = if title.is_empty() { escaped(&article.url) } else { title };
    let mut all = vec![format!("## [{title}]({url})")];
    let outline = list(&article.outline, &crate::write::Style::default());
    if !outline.is_empty() {
        all.push(outline.trim_matches('\n').to_owned());
    }
    let commentary = safe_commentary(&article.commentary, None);
    if !commentary.is_empty() {
        let gap = if begins_block(&commentary) { "\n\n" } else { " " };
        all.push(format!("Thoughts:{gap}{commentary}"));
    }
    all
}

/// Commentary that is read as one: its headings, unless they are beneath a heading of a level, become bold lines, and code
/// that is never closed is closed.
pub(crate) fn safe_commentary(text: &str, beneath: Option<u8>) -> String {
    without_headings(text.trim(), |level, text| {
        beneath.is_some_and(|above| level > above) && of_heading(text).is_none()
    })
}

fn safe_introduction(text: &str) -> String {
    without_headings(text.trim(), |_, text| of_heading(text).is_none() && !text.is_empty())
}

fn without_headings(text: &str, keep: impl Fn(u8, &str) -> bool) -> String {
    let text = plain_newlines(text);
    let lines = Lines::new(&text);
    let mut out: Vec<String> = Vec::new();
    let all = blocks(&lines, 0..lines.count());
    let mut at = 0;
    let copy =
        |out: &mut Vec<String>, range: std::ops::Range<usize>| out.extend(range.map(|at| lines.get(at).to_owned()));
    let mut unclosed = None;
    for block in &all {
        copy(&mut out, at..block.lines.start);
        at = block.lines.start;
        let words = &text[block.text.clone()];
        match block.kind {
            Kind::Heading(level) if !keep(level, words) => {
                if !words.is_empty() {
                    out.push(format!("**{}**", words.trim_matches('*')));
                }
                at = block.lines.end;
            }
            Kind::Whole(Form::Other) if !words.starts_with("<!--") => {
                let length = words.len() - words.trim_start_matches(['`', '~']).len();
                unclosed = Some(words[..length].to_owned());
                break;
            }
            _ => {}
        }
    }
    copy(&mut out, at..lines.count());
    if unclosed.is_none() {
        // A rule at the end would part the text from what follows, and be lost.
        while out.last().is_some_and(|line| line.trim().is_empty() || is_rule(line.trim())) {
            out.pop();
        }
    }
    out.extend(unclosed);
    out.join("\n").replace("<!--", if text.contains("-->") { "<!--" } else { "&lt;!--" }).trim().to_owned()
}
