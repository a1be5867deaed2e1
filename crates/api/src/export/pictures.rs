//! The pictures that exported documents show, beside them.

use std::collections::HashMap;

use postil_core::{BlobHash, DocumentId, links, tables};

use super::Taker;
use super::names::beneath;
use crate::wire::{Exported, ImportProblem};
use crate::{ApiError, App};

/// The pictures that were written, by the names that systems compare which know no case.
#[derive(Default)]
pub(super) struct Pictures {
    written: HashMap<String, BlobHash>,
}

impl Pictures {
    /// Gives the pictures of a document, where its text looks for them from the file `path`. A place that another picture has taken is told of.
    ///
    /// # Errors
    /// What `take` answers; when the library fails.
    pub(super) fn take(
        &mut self,
        app: &App,
        id: DocumentId,
        path: &str,
        exported: &mut Exported,
        take: &mut Taker<'_>,
    ) -> Result<(), ApiError> {
        for (target, blob) in app.read(|conn| tables::pictures::of(conn, id))? {
            let place = place(path, &target);
            match self.written.insert(place.to_lowercase(), blob) {
                None => {}
                Some(there) if there == blob => continue,
                Some(there) => {
                    self.written.insert(place.to_lowercase(), there);
                    let reason = format!("Another picture is called “{target}” there");
                    exported.left.push(ImportProblem { at: path.to_owned(), reason });
                    continue;
                }
            }
            if let Some(bytes) = app.inner.library.blobs().get(blob)? {
                take(&place, &bytes)?;
                exported.files.push(place);
            }
        }
        Ok(())
    }
}

/// Where a text in the file `path` looks for what it calls `target`.
fn place(path: &str, target: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let target = links::percent_decoded(target);
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    beneath(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_picture_lies_where_its_text_looks_for_it() {
        assert_eq!(place("notes/A.md", "pictures/b.png"), "notes/pictures/b.png");
        assert_eq!(place("v/deep/A.md", "../img/c%20d.png"), "v/img/c d.png");
        assert_eq!(place("A.md", "../../e.png"), "e.png");
        assert_eq!(place("v/A.md", "./f.png"), "v/f.png");
    }
}
