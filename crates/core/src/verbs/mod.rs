//! What can be done to a library: one file for each group of verbs. Each verb runs within a [`crate::Tx`].

mod articles;
mod clips;
mod commentary;
mod documents;
mod draft;
mod duplicates;
mod edits;
mod embeds;
mod graph;
mod highlights;
mod import;
mod journal;
mod links;
mod merge;
mod notes;
mod outline;
mod passes;
mod pictures;
mod posts;
mod queue;
mod reading;
mod rename;
mod rewrite;
mod searches;
mod versions;

pub use articles::{Capture, Fate, Image, Stored, fate, store, store_shown, store_unchanged, validators};
pub use clips::{Begun, Failure, begin_clip, fail_clip, fetch_again, fetch_archived, take_clip};
pub use commentary::{append_commentary, save_commentary};
pub use documents::{delete, restore, set_aliases, set_tags};
pub use draft::redraft;
pub use duplicates::{keep_both, look_for_duplicates};
pub use edits::{redo_edit, undo_edit};
pub use embeds::{Embed, embed, html_with_embeds};
pub use graph::{Graph, Node, neighbourhood};
pub use highlights::{Anchored, add_highlight, delete_highlight, edit_highlight, place_anchor, place_anchors};
pub use import::{
    FileToKeep, Imported, ImportedArticle, KnownFile, UndoneImport, begin_import, import_again, import_article,
    import_entries, import_text, keep_file, known_file, undo_import,
};
pub use journal::{Day, add_entry, day_items, is_item_of, without_time};
pub use links::{Backlinks, backlinks, candidates, linking, mention_in, names_of, resolve, resolve_title, resolve_url};
pub use merge::{merge, stays, unmerge};
pub use notes::{create_note, save_note};
pub use outline::{OutlineEdit, edit_outline, fold_point};
pub use passes::{next_step, passes_left};
pub use pictures::{find_picture, keep_picture};
pub use posts::{NewPost, create_post, rewrite_post};
pub use queue::{Cancelled, cancel_clips, pause_clips, resume_clips, retry_clips};
pub use reading::set_reading;
pub use rename::{link_mention, rename, undo_rename};
pub use rewrite::{rewrite, words};
pub use searches::{edit_search, forget_search, remember_search, save_search};
pub use versions::{ListedVersion, Restored, Written, list_versions, restore_version, version_text, written};

use crate::tables::documents::Document;
use crate::{DocumentId, Error, Kind, Result, Tx, tables};

/// An article.
fn article(tx: &Tx<'_>, id: DocumentId) -> Result<Document> {
    let document = tables::documents::get(tx.conn(), id)?;
    if document.kind != Kind::Article {
        return Err(Error::WrongKind { title: document.title, kind: "a note", wanted: "an article" });
    }
    Ok(document)
}
