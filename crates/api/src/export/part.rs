//! What was edited of the articles of a post since it was imported.

use std::collections::{HashMap, HashSet};

use postil_core::tables::documents::Document;
use postil_core::tables::imported_parts::{self, ImportedPart, Kept, KeptArticle, KeptPoint};
use postil_core::tables::points::{self, PointRow};
use postil_core::tables::{commentary as words, edits};
use postil_core::{FileId, PointId, Result, merge};
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
    let mut edits = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for part in &post.parts {
        let Some(url) = address(part) else { continue };
        let nth = seen.entry(url.clone()).or_default();
        let same = parts.iter().filter_map(|(kept, document)| match &kept.kept {
            Kept::Article(article) if article.url == url => Some((kept, article, document)),
            _ => None,
        });
        let found = same.skip(*nth).next();
        *nth += 1;
        if let Some((kept, article, document)) = found {
            let wanted = wanted(conn, part, (kept.file_id, kept.position), article, document, left)?;
            edits.extend(changes(part, &wanted));
        }
    }
    Ok(edits)
}

fn address(part: &Part) -> Option<String> {
    let link = part.heading.as_ref()?.link.as_ref().filter(|_| part.kind == PartKind::Article)?;
    Some(postil_core::url::parse(&link.url)?.to_string())
}

/// What a part is to be: what the post says of the article now, with what was edited of the article since.
fn wanted(
    conn: &Connection,
    part: &Part,
    place: Place,
    kept: &KeptArticle,
    document: &Document,
    left: &mut Vec<ImportProblem>,
) -> Result<Article> {
    let all = imported_parts::of_document(conn, document.id)?;
    let mut others: Vec<(Place, &KeptArticle)> = Vec::new();
    for other in &all {
        if let Kept::Article(article) = &other.kept {
            others.push(((other.file_id, other.position), article));
        }
    }
    let rows = points::rows(conn, document.id)?;
    let own = own_points(conn, document, place, kept, &others, &rows)?;
    let now = Article::from(part);
    let last = others.iter().rev().find(|(_, other)| !other.commentary.is_empty()).or(others.last());
    let is_last = last.is_none_or(|(other, _)| *other == place);
    let foreign: Vec<&str> =
        others.iter().filter(|(other, _)| *other != place).map(|(_, other)| other.commentary.as_str()).collect();
    let share = commentary::share(&words::get(conn, document.id)?, kept, &foreign, is_last);
    let share = share.unwrap_or_else(|| {
        let reason = "Its commentary was edited where two posts meet, and is written as it was imported";
        left.push(problem(&document.title, reason));
        kept.commentary.clone()
    });
    let said = if share.trim() == kept.commentary.trim() {
        now.commentary.clone()
    } else if now.commentary.trim() == kept.commentary.trim() {
        share
    } else {
        merge::three_way(&kept.commentary, &now.commentary, &share)
    };
    Ok(Article { outline: outline::woven(&part.points, &kept.outline, &rows, &own), commentary: said, ..now })
}

/// The points that were written since beside those of this part.
fn own_points(
    conn: &Connection,
    document: &Document,
    place: Place,
    kept: &KeptArticle,
    others: &[(Place, &KeptArticle)],
    rows: &[PointRow],
) -> Result<HashSet<PointId>> {
    let mut owners: HashMap<PointId, Vec<Place>> = HashMap::new();
    for (other, article) in others {
        each(&article.outline, &mut |point| owners.entry(point.id).or_default().push(*other));
    }
    let beside: HashSet<PointId> = kept.beside.iter().copied().collect();
    let mut new: HashSet<PointId> = rows
        .iter()
        .filter(|row| !row.drafted && !owners.contains_key(&row.id) && !beside.contains(&row.id))
        .map(|row| row.id)
        .collect();
    if !new.is_empty() {
        // What was drafted stays so, although a person rewrote it.
        let drafted: HashSet<PointId> = edits::drafted(conn, document.id)?.into_iter().collect();
        new.retain(|id| !drafted.contains(id));
    }
    let newest = others.last().is_none_or(|(other, _)| *other == place);
    let mut own = HashSet::new();
    for row in outline::in_order(rows).into_iter().filter(|row| new.contains(&row.id)) {
        let siblings: Vec<&PointRow> = rows.iter().filter(|other| other.parent_id == row.parent_id).collect();
        let at = siblings.iter().position(|other| other.id == row.id).unwrap_or_default();
        let near = siblings[..at].iter().rev().chain(&siblings[at..]).find_map(|other| owners.get(&other.id));
        let above = row.parent_id.filter(|id| own.contains(id));
        let parents = row.parent_id.and_then(|id| owners.get(&id));
        let ours = match (above, near.or(parents)) {
            (Some(_), _) => true,
            (None, Some(places)) => places.contains(&place),
            (None, None) => newest && row.parent_id.is_none_or(|id| !new.contains(&id)),
        };
        if ours {
            own.insert(row.id);
        }
    }
    Ok(own)
}

fn each(points: &[KeptPoint], visit: &mut impl FnMut(&KeptPoint)) {
    for point in points {
        visit(point);
        each(&point.children, visit);
    }
}
