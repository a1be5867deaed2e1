use postil_core::tables::links::TargetKind;
use postil_core::{tables, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Backlinks, DocumentRef, OutgoingLink};
use crate::{ApiError, App, convert};

/// A link to follow: a title or an address.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ResolveRequest {
    /// The title in `[[…]]`.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
}

pub(super) fn link_resolve(app: &App, request: ResolveRequest) -> Result<Option<DocumentRef>, ApiError> {
    let found = app.read(|conn| match (&request.title, &request.url) {
        (Some(title), _) => verbs::resolve_title(conn, title),
        (None, Some(url)) => verbs::resolve_url(conn, url),
        (None, None) => Ok(None),
    })?;
    Ok(found.as_ref().map(convert::document_ref))
}

pub(super) fn link_list(app: &App, request: OneRequest) -> Result<Vec<OutgoingLink>, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let links = tables::links::of(conn, id)?;
        links
            .into_iter()
            .map(|link| {
                let by_title = link.kind == TargetKind::Title;
                let target = if by_title {
                    verbs::resolve_title(conn, &link.target)?
                } else {
                    verbs::resolve_url(conn, &link.target)?
                };
                Ok(OutgoingLink {
                    target: target.as_ref().map(convert::document_ref),
                    title: by_title.then(|| link.target.clone()),
                    url: (!by_title).then_some(link.target),
                    text: link.text,
                    context: link.context,
                })
            })
            .collect()
    })
}

/// Which mentions of a document to make links.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MentionRequest {
    /// The document that is named.
    pub id: String,
    /// The documents in which it is named; `null`: all.
    pub sources: Option<Vec<String>>,
}

pub(super) fn mention_link(app: &App, request: MentionRequest) -> Result<Vec<DocumentRef>, ApiError> {
    let id = app.document(&request.id)?;
    let sources = match request.sources {
        Some(sources) => sources,
        None => app.mentions(id)?.into_iter().map(|mention| mention.id).collect(),
    };
    let sources = sources.iter().map(|source| app.document(source)).collect::<Result<Vec<_>, _>>()?;
    app.write(|tx| {
        let mut linked = Vec::new();
        for source in sources {
            if verbs::link_mention(tx, source, id)? {
                linked.push(convert::document_ref(&tables::documents::get(tx.conn(), source)?));
            }
        }
        Ok(linked)
    })
}

pub(super) fn backlink_list(app: &App, request: OneRequest) -> Result<Backlinks, ApiError> {
    let id = app.document(&request.id)?;
    let linked = app.read(|conn| verbs::backlinks(conn, id))?;
    let mentions = app.mentions(id)?;
    Ok(Backlinks { linked: linked.into_iter().map(convert::backlink).collect(), mentions })
}
