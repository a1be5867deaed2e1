//! Documents that name another by its title, without a link.

use std::collections::HashSet;

use postil_core::links::{find_mention, sentence_around};
use postil_core::{DocumentId, Part, tables, verbs};

use crate::wire::Backlink;
use crate::{ApiError, App, convert};

/// The most mentions that are shown.
const MOST: usize = 50;

impl App {
    /// The documents that name `id` by its title and do not link to it, best match first.
    pub(crate) fn mentions(&self, id: DocumentId) -> Result<Vec<Backlink>, ApiError> {
        let title = self.read(|conn| tables::documents::get(conn, id))?.title;
        if title.chars().count() < 3 {
            return Ok(Vec::new());
        }
        let linked: HashSet<DocumentId> =
            self.read(|conn| verbs::backlinks(conn, id))?.into_iter().map(|b| b.source_id).collect();
        let found = self.search(&format!("\"{}\"", title.replace('"', " ")), MOST)?;
        let sources = found.hits.into_iter().filter(|hit| hit.id != id && !linked.contains(&hit.id));
        let now = self.inner.library.now();
        let mut mentions = Vec::new();
        for hit in sources {
            let document = self.read(|conn| convert::whole(conn, hit.id, now))?;
            let commentary = postil_core::links::plain(&document.commentary);
            for (part, text) in [(Part::Commentary, &commentary), (Part::Body, &document.text)] {
                if let Some((context, place)) = first_mention(text, &title) {
                    mentions.push(Backlink {
                        id: document.id.clone(),
                        kind: document.kind,
                        title: document.title.clone(),
                        part: part.into(),
                        context,
                        start: place.start,
                        end: place.end,
                    });
                    break;
                }
            }
        }
        Ok(mentions)
    }
}

/// The sentence of the first line of `text` that names `title` as words of their own, and where in it the name stands.
fn first_mention(text: &str, title: &str) -> Option<(String, std::ops::Range<u32>)> {
    text.lines().find_map(|line| Some(sentence_around(line, find_mention(line, title)?)))
}
