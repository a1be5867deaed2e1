//! What stands around a document: what it links to, what links to it, and what is linked with those.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{linking, resolve_title};
use crate::tables::{self, documents};
use crate::{DocumentId, Kind, Result};

/// A document in a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its identity.
    pub id: DocumentId,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Over how many links it is reached.
    pub distance: u8,
}

/// The documents around one, and their links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The document itself, then the nearest, of these the best connected first.
    pub nodes: Vec<Node>,
    /// Which of them link to which, each pair once in each direction. None links to itself.
    pub edges: Vec<(DocumentId, DocumentId)>,
    /// How many more there are at the distance at which there was no room for all. What is beyond is not looked for.
    pub left_out: usize,
}

/// The documents that are reached from one over at most `depth` links, in either direction, and at most `limit` of them. Of
/// those for which there is no room, the ones with the fewest links to nearer ones are left out.
///
/// # Errors
/// [`Error::NoDocument`](crate::Error::NoDocument).
pub fn neighbourhood(conn: &Connection, id: DocumentId, depth: u8, limit: usize) -> Result<Graph> {
    let root = documents::get(conn, id)?.id;
    let mut links = Links { conn, titles: HashMap::new(), pairs: HashSet::new() };
    let mut places = HashMap::from([(root, 0)]);
    let mut order = vec![(root, 0)];
    let mut ring = vec![root];
    let mut left_out = 0;
    for distance in 1..=depth {
        let mut found: HashMap<DocumentId, u32> = HashMap::new();
        for id in &ring {
            for other in links.of(*id)?.into_iter().chain(links.to(*id)?) {
                if !places.contains_key(&other) {
                    *found.entry(other).or_default() += 1;
                }
            }
        }
        let mut ranked: Vec<_> = found.into_iter().collect();
        ranked.sort_unstable_by_key(|(id, connections)| Reverse((*connections, *id)));
        let room = limit.saturating_sub(order.len());
        left_out = ranked.len().saturating_sub(room);
        ring = ranked.into_iter().take(room).map(|(id, _)| id).collect();
        for id in &ring {
            places.insert(*id, order.len());
            order.push((*id, distance));
        }
        if left_out > 0 {
            break;
        }
    }
    for id in ring {
        links.of(id)?;
    }
    let mut edges: Vec<_> =
        links.pairs.into_iter().filter_map(|(from, to)| Some((*places.get(&from)?, *places.get(&to)?))).collect();
    edges.sort_unstable();
    Ok(Graph {
        edges: edges.into_iter().map(|(from, to)| (order[from].0, order[to].0)).collect(),
        nodes: order.into_iter().map(|(id, distance)| node(conn, id, distance)).collect::<Result<_>>()?,
        left_out,
    })
}

fn node(conn: &Connection, id: DocumentId, distance: u8) -> Result<Node> {
    let document = documents::get(conn, id)?;
    Ok(Node { id, kind: document.kind, title: document.title, tags: tables::tags::of(conn, id)?, distance })
}

/// Links as they are found, from a document to a document.
struct Links<'a> {
    conn: &'a Connection,
    titles: HashMap<String, Option<DocumentId>>,
    pairs: HashSet<(DocumentId, DocumentId)>,
}

impl Links<'_> {
    /// The documents to which one links, of pairs that were not found before.
    fn of(&mut self, id: DocumentId) -> Result<Vec<DocumentId>> {
        let targets = tables::links::targets(self.conn, id)?;
        let mut found = targets.articles;
        for title in targets.titles {
            found.extend(self.bearer(title)?);
        }
        found.retain(|target| *target != id && self.pairs.insert((id, *target)));
        Ok(found)
    }

    /// The documents that link to one, of pairs that were not found before.
    fn to(&mut self, id: DocumentId) -> Result<Vec<DocumentId>> {
        let mut found = linking(self.conn, id)?;
        found.retain(|source| self.pairs.insert((*source, id)));
        Ok(found)
    }

    /// The one document that bears a title.
    fn bearer(&mut self, title: String) -> Result<Option<DocumentId>> {
        if let Some(known) = self.titles.get(&title) {
            return Ok(*known);
        }
        let found = resolve_title(self.conn, &title)?.map(|document| document.id);
        self.titles.insert(title, found);
        Ok(found)
    }
}
