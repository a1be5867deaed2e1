//! Documents that name another, without a link.

use std::collections::HashSet;

use postil_core::{DocumentId, tables, verbs};

use crate::wire::Backlink;
use crate::{ApiError, App};

/// The most mentions that are shown.
const MOST: usize = 50;
/// How many documents are looked at for them: a name may stand in them in code or in a link only.
const MOST_READ: usize = 200;

impl App {
    /// The documents that name `id` by its title or an alias in words of yours and do not link to it, best match first.
    pub(crate) fn mentions(&self, id: DocumentId) -> Result<Vec<Backlink>, ApiError> {
        let (title, aliases, names, linking) = self.read(|conn| {
            let title = tables::documents::get(conn, id)?.title;
            let aliases = tables::names::aliases(conn, id)?.into_iter().map(|alias| alias.name);
            Ok((title, aliases.collect::<Vec<_>>(), verbs::names_of(conn, id)?, verbs::linking(conn, id)?))
        })?;
        // A name of one or two letters would be found everywhere; two signs of a script without letters are a word.
        let tells = |name: &String| name.chars().count() > 2 || (!name.is_ascii() && name.chars().count() > 1);
        let wanted: Vec<String> = std::iter::once(title).chain(aliases).filter(tells).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let linking: HashSet<DocumentId> = linking.into_iter().collect();
        let sources = self.naming(&wanted, MOST_READ)?.into_iter().filter(|one| *one != id && !linking.contains(one));
        self.read(|conn| {
            let mut mentions = Vec::new();
            for source in sources {
                if mentions.len() == MOST {
                    break;
                }
                let Some(document) = tables::documents::find(conn, source)?.filter(|d| d.deleted_at.is_none()) else {
                    continue;
                };
                if let Some((part, mention)) = verbs::mention_in(conn, source, &names)? {
                    mentions.push(Backlink {
                        id: document.id.to_string(),
                        kind: document.kind.into(),
                        title: document.title,
                        part: part.into(),
                        context: mention.context,
                        start: mention.at.start,
                        end: mention.at.end,
                    });
                }
            }
            Ok(mentions)
        })
    }
}
