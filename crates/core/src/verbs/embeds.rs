//! Documents shown within others: `![[Title]]`.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::candidates;
use crate::tables::documents::Document;
use crate::tables::points::{self, Point};
use crate::tables::{articles, commentary, notes, pictures, snapshots};
use crate::{BlobHash, DocumentId, Kind, Result, Voice, links};

/// How deep documents are shown within one another.
const DEEPEST: usize = 5;
/// How many are shown within one at most.
const MOST: usize = 60;

/// A document, or a part of it, to be shown within another.
#[derive(Clone, Debug, Default)]
pub struct Embed {
    /// The documents that the title may mean: one is shown, several are ambiguous.
    pub candidates: Vec<Document>,
    /// It as HTML that is safe to show; empty when nothing is to be shown.
    pub html: String,
    /// Whether the document has no such heading or block.
    pub no_such_part: bool,
    /// The pictures that it shows, by what it calls them.
    pub pictures: BTreeMap<String, BlobHash>,
}

/// Shows a document, or the part of it that `fragment` names, as it is to be seen within the document `within`. What it embeds
/// itself is shown in it, but never a document within itself.
///
/// # Errors
/// When the database fails.
pub fn embed(conn: &Connection, within: DocumentId, title: &str, fragment: Option<&str>) -> Result<Embed> {
    Embedder { conn, open: vec![within], shown: 0 }.embed(title, fragment)
}

/// A document's own Markdown as HTML that is safe to show, with its pictures and what it embeds.
///
/// # Errors
/// When the database fails.
pub fn html_with_embeds(
    conn: &Connection,
    id: DocumentId,
    markdown: &str,
    pictures: &BTreeMap<String, BlobHash>,
) -> Result<String> {
    Embedder { conn, open: vec![id], shown: 0 }.html(markdown, pictures)
}

struct Embedder<'a> {
    conn: &'a Connection,
    open: Vec<DocumentId>,
    shown: usize,
}

impl Embedder<'_> {
    fn embed(&mut self, title: &str, fragment: Option<&str>) -> Result<Embed> {
        let candidates = candidates(self.conn, title)?;
        let [document] = candidates.as_slice() else { return Ok(Embed { candidates, ..Embed::default() }) };
        // A part of a document may be shown in the document, but the whole never in itself.
        let closes = self.open.contains(&document.id) && fragment.is_none();
        self.shown += 1;
        if closes || self.open.len() > DEEPEST || self.shown > MOST {
            return Ok(Embed { candidates, ..Embed::default() });
        }
        let markdown = self.markdown(document, fragment.is_some())?;
        let part = match fragment {
            Some(fragment) => links::section(&markdown, fragment),
            None => Some(0..markdown.len()),
        };
        let Some(part) = part else { return Ok(Embed { candidates, no_such_part: true, ..Embed::default() }) };
        let pictures = pictures::of(self.conn, document.id)?;
        self.open.push(document.id);
        let html = self.html(&markdown[part], &pictures);
        self.open.pop();
        Ok(Embed { html: html?, candidates, no_such_part: false, pictures })
    }

    fn html(&mut self, markdown: &str, pictures: &BTreeMap<String, BlobHash>) -> Result<String> {
        let mut failed = None;
        let html = links::html(markdown, pictures, &mut |title, fragment| match self.embed(title, fragment) {
            Ok(embed) => Some(embed.html).filter(|html| !html.is_empty()),
            Err(error) => {
                failed.get_or_insert(error);
                None
            }
        });
        failed.map_or(Ok(html), Err)
    }

    /// What is shown of a document: a note's text; of an article its outline and your commentary, or a part of its text.
    fn markdown(&self, document: &Document, of_text: bool) -> Result<String> {
        if document.kind != Kind::Article {
            return Ok(notes::get(self.conn, document.id)?.unwrap_or_default());
        }
        if of_text {
            let shown = articles::get(self.conn, document.id)?.and_then(|article| article.snapshot_id);
            let shown = shown.map(|id| snapshots::get(self.conn, id)).transpose()?.flatten();
            return Ok(shown.map(|snapshot| snapshot.markdown).unwrap_or_default());
        }
        let mut all = String::new();
        outline(&points::of(self.conn, document.id)?, 0, &mut all);
        Ok(format!("{all}\n{}", commentary::get(self.conn, document.id)?))
    }
}

fn outline(points: &[Point], depth: usize, all: &mut String) {
    for point in points {
        let aside = if point.row.voice == Voice::Me { "(Me) " } else { "" };
        let text = point.row.text.lines().collect::<Vec<_>>().join(" ");
        all.push_str(&format!("{}- {aside}{text}\n", "  ".repeat(depth)));
        outline(&point.children, depth + 1, all);
    }
}
