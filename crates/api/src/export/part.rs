//! What was edited of the articles of a post since it was imported.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use postil_core::tables::documents::Document;
use postil_core::tables::imported_parts::{self, ImportedPart, Kept, KeptArticle, KeptPoint};
use postil_core::tables::points::{self, PointRow};
use postil_core::tables::{commentary as words, edits};
use postil_core::{DocumentId, FileId, PointId, Result, merge};
use postil_posts::{Article, CommentaryPost, Edit, Part, PartKind, changes};
use rusqlite::Connection;

use super::imported::problem;
use super::{commentary, outline};
use crate::wire::ImportProblem;

/// A part by its file and its place in it.
type Place = (FileId, u32);

/// The edits of a post that its articles were given.
pub(super) fn edits(
    conn: &Connection,
    post: &CommentaryPost,
    parts: &[(ImportedPart, Document)],
    left: &mut Vec<ImportProblem>,
) -> Result<Vec<Edit>> {
    let mut by_url: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, (part, _)) in parts.iter().enumerate() {
        if let Kept::Article(article) = &part.kept {
            by_url.entry(&article.url).or_default().push_back(at);
        }
    }
    let mut told: HashMap<DocumentId, Told> = HashMap::new();
    let mut edits = Vec::new();
    for part in &post.parts {
        let Some(url) = address(part) else { continue };
        let Some(at) = by_url.get_mut(url.as_str()).and_then(VecDeque::pop_front) else { continue };
        let (imported, document) = &parts[at];
        let Kept::Article(kept) = &imported.kept else { continue };
        let told = match told.entry(document.id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(free) => free.insert(Told::of(conn, document)?),
        };
        edits.extend(changes(part, &told.wanted(part, (imported.file_id, imported.position), kept, left)));
    }
    Ok(edits)
}

fn address(part: &Part) -> Option<String> {
    let link = part.heading.as_ref()?.link.as_ref().filter(|_| part.kind == PartKind::Article)?;
    Some(postil_core::url::parse(&link.url)?.to_string())
}

/// What all posts said of an article, and what it is now.
struct Told {
    title: String,
    rows: Vec<PointRow>,
    commentary: String,
    /// The parts that each point came from.
    owners: HashMap<PointId, Vec<Place>>,
    /// The points that came from no post and from no draft.
    new: HashSet<PointId>,
    /// The part that came last.
    newest: Option<Place>,
    /// What the parts said as commentary.
    said: Vec<(Place, String)>,
}

impl Told {
    fn of(conn: &Connection, document: &Document) -> Result<Self> {
        let mut owners: HashMap<PointId, Vec<Place>> = HashMap::new();
        let (mut newest, mut said) = (None, Vec::new());
        for part in imported_parts::of_document(conn, document.id)? {
            let Kept::Article(article) = part.kept else { continue };
            let place = (part.file_id, part.position);
            each(&article.outline, &mut |point| owners.entry(point.id).or_default().push(place));
            newest = Some(place);
            if !article.commentary.is_empty() {
                said.push((place, article.commentary));
            }
        }
        let rows = points::rows(conn, document.id)?;
        // What was drafted stays so, although a person rewrote it.
        let drafted: HashSet<PointId> = edits::drafted(conn, document.id)?.into_iter().collect();
        let is_new = |row: &&PointRow| !row.drafted && !owners.contains_key(&row.id) && !drafted.contains(&row.id);
        let new = rows.iter().filter(is_new).map(|row| row.id).collect();
        let (title, commentary) = (document.title.clone(), words::get(conn, document.id)?);
        Ok(Self { title, rows, commentary, owners, new, newest, said })
    }

    /// What a part is to be: what the post says of the article now, with what was edited of the article since.
    fn wanted(&self, part: &Part, place: Place, kept: &KeptArticle, left: &mut Vec<ImportProblem>) -> Article {
        let now = Article::from(part);
        let last = self.said.last().map(|(place, _)| *place).or(self.newest);
        let foreign: Vec<&str> =
            self.said.iter().filter(|(other, _)| *other != place).map(|(_, said)| said.as_str()).collect();
        let share = commentary::share(&self.commentary, kept, &foreign, last.is_none_or(|last| last == place));
        let share = share.unwrap_or_else(|| {
            let reason = "Its commentary was edited where two posts meet, and is written as it was imported";
            left.push(problem(&self.title, reason));
            kept.commentary.clone()
        });
        let said = if share.trim() == kept.commentary.trim() {
            now.commentary.clone()
        } else if now.commentary.trim() == kept.commentary.trim() {
            share
        } else {
            merge::three_way(&kept.commentary, &now.commentary, &share)
        };
        let own = self.own(place, kept);
        Article { outline: outline::woven(&part.points, &kept.outline, &self.rows, &own), commentary: said, ..now }
    }

    /// The points that were written since beside those of a part.
    fn own(&self, place: Place, kept: &KeptArticle) -> HashSet<PointId> {
        let beside: HashSet<PointId> = kept.beside.iter().copied().collect();
        let is_new = |id: &PointId| self.new.contains(id) && !beside.contains(id);
        let mut own = HashSet::new();
        if self.new.iter().all(|id| !is_new(id)) {
            return own;
        }
        for row in outline::in_order(&self.rows).into_iter().filter(|row| is_new(&row.id)) {
            let siblings: Vec<&PointRow> = self.rows.iter().filter(|other| other.parent_id == row.parent_id).collect();
            let at = siblings.iter().position(|other| other.id == row.id).unwrap_or_default();
            let near = siblings[..at].iter().rev().chain(&siblings[at..]).find_map(|other| self.owners.get(&other.id));
            let above = row.parent_id.is_some_and(|id| own.contains(&id));
            let parents = row.parent_id.and_then(|id| self.owners.get(&id));
            let ours = match near.or(parents) {
                _ if above => true,
                Some(places) => places.contains(&place),
                None => self.newest == Some(place) && row.parent_id.is_none_or(|id| !is_new(&id)),
            };
            if ours {
                own.insert(row.id);
            }
        }
        own
    }
}

fn each(points: &[KeptPoint], visit: &mut impl FnMut(&KeptPoint)) {
    for point in points {
        visit(point);
        each(&point.children, visit);
    }
}
