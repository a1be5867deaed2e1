//! What can be done to a library: one file for each group of verbs. Each verb runs within a [`crate::Tx`].

mod articles;
mod clips;
mod commentary;
mod documents;
mod draft;
mod duplicates;
mod edits;
mod highlights;
mod import;
mod journal;
mod merge;
mod notes;
mod outline;
mod passes;
mod pictures;
mod queue;
mod reading;
mod versions;

pub use articles::{Capture, Fate, Image, Stored, fate, store, store_shown, store_unchanged, validators};
pub use clips::{Begun, Failure, begin_clip, fail_clip, fetch_again, fetch_archived, take_clip};
pub use commentary::{append_commentary, save_commentary};
pub use documents::{backlinks, delete, link_mention, rename, resolve, resolve_title, resolve_url, restore, set_tags};
pub use draft::redraft;
pub use duplicates::{keep_both, look_for_duplicates};
pub use edits::{redo_edit, undo_edit};
pub use highlights::{Anchored, add_highlight, delete_highlight, edit_highlight, place_anchor, place_anchors};
pub use import::{Imported, ImportedArticle, import_article, import_entries, import_text};
pub use journal::{Day, add_entry};
pub use merge::{merge, stays, unmerge};
pub use notes::{create_note, save_note};
pub use outline::{OutlineEdit, edit_outline, fold_point};
pub use passes::{next_step, passes_left};
pub use pictures::{find_picture, keep_picture};
pub use queue::{Cancelled, cancel_clips, pause_clips, resume_clips, retry_clips};
pub use reading::set_reading;
pub use versions::{ListedVersion, Restored, Written, list_versions, restore_version, version_text, written};

use crate::links::{self, Target};
use crate::tables::documents::Document;
use crate::tables::links::{Link, TargetKind};
use crate::{DocumentId, Error, Kind, Part, Result, Tx, tables};

/// Writes the link rows of a Markdown part.
fn link_markdown(tx: &Tx<'_>, id: DocumentId, part: Part, markdown: &str) -> Result<()> {
    tables::links::replace(tx.conn(), id, part, &link_rows(markdown))
}

/// Writes the link rows of what a person wrote beside an article: the comments of its highlights, and points.
fn link_margin(tx: &Tx<'_>, id: DocumentId) -> Result<()> {
    let conn = tx.conn();
    let comments = tables::highlights::of(conn, id)?;
    let comments: Vec<Link> = comments.iter().flat_map(|highlight| link_rows(&highlight.comment)).collect();
    tables::links::replace(conn, id, Part::Highlight, &comments)?;
    let points = tables::points::rows(conn, id)?;
    let points: Vec<Link> = points.iter().filter(|point| !point.drafted).flat_map(|p| link_rows(&p.text)).collect();
    tables::links::replace(conn, id, Part::Outline, &points)
}

fn link_rows(markdown: &str) -> Vec<Link> {
    links::read(markdown)
        .into_iter()
        .map(|link| {
            let (kind, target) = match link.target {
                Target::Title(title) => (TargetKind::Title, title),
                Target::Url(url) => (TargetKind::Url, url),
            };
            Link { kind, target, text: link.text, context: link.context, start: link.at.start, end: link.at.end }
        })
        .collect()
}

/// An article.
fn article(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let document = tables::documents::get(tx.conn(), id)?;
    if document.kind != Kind::Article {
        return Err(Error::WrongKind { title: document.title, kind: "a note", wanted: "an article" });
    }
    Ok(document)
}
