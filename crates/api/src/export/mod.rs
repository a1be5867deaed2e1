//! Giving the library back as plain files. What was imported comes out as it was, but for the lines that were edited since.

mod commentary;
mod days;
mod documents;
mod imported;
mod names;
mod outline;
mod part;
mod pictures;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use postil_core::tables::documents::{Filter, page};
use postil_core::tables::imported_files;
use postil_core::{DocumentId, Kind};

use crate::wire::{ExportFormat, Exported};
use crate::{ApiError, App};
use names::Names;
use pictures::Pictures;

/// How many documents are read at a time.
const AT_ONCE: u32 = 200;

/// Takes a file: its name, with folders, and its bytes.
pub type Taker<'a> = dyn FnMut(&str, &[u8]) -> Result<(), ApiError> + 'a;

impl App {
    /// Gives what a search finds, or all, as files, one after the other: imported files under their own names, the rest by its kind. What is
    /// in the bin stays there.
    ///
    /// # Errors
    /// What `take` answers; when the library or the search fails.
    pub fn export(&self, format: ExportFormat, query: &str, take: &mut Taker<'_>) -> Result<Exported, ApiError> {
        let chosen = self.chosen_by(query)?;
        let is_chosen = |id: &DocumentId| chosen.as_ref().is_none_or(|chosen| chosen.contains(id));
        let mut exported = Exported::default();
        let mut names = Names::default();
        let mut pictures = Pictures::default();
        let mut covered: HashSet<DocumentId> = HashSet::new();
        for file in self.read(imported_files::all)? {
            let Some(written) = self.read(|conn| imported::written(conn, &file))? else { continue };
            if !written.documents.iter().any(is_chosen) {
                continue;
            }
            covered.extend(written.covered);
            let path = names.free(&file.path);
            exported.left.extend(written.left.into_iter().map(|mut left| {
                left.at = format!("{path}: {}", left.at);
                left
            }));
            take(&path, &written.bytes)?;
            exported.files.push(path.clone());
            for id in &written.documents {
                pictures.take(self, *id, &path, &mut exported, take)?;
            }
        }
        let kind = (format == ExportFormat::Posts).then_some(Kind::Post);
        let filter = Filter { kind, ..Filter::default() };
        let mut after = None;
        loop {
            let rows = self.read(|conn| page(conn, &filter, after, AT_ONCE))?;
            let Some(last) = rows.last() else { break };
            after = Some((last.saved_at, last.id));
            for document in rows.iter().filter(|row| is_chosen(&row.id) && !covered.contains(&row.id)) {
                let (path, text) = self.read(|conn| documents::file(conn, document))?;
                let path = names.free(&path);
                take(&path, text.as_bytes())?;
                exported.files.push(path.clone());
                pictures.take(self, document.id, &path, &mut exported, take)?;
            }
        }
        Ok(exported)
    }

    /// The documents that a search finds; `None` for all.
    fn chosen_by(&self, query: &str) -> Result<Option<HashSet<DocumentId>>, ApiError> {
        if query.trim().is_empty() {
            return Ok(None);
        }
        Ok(Some(self.found_by(query, usize::MAX)?.into_iter().collect()))
    }
}
