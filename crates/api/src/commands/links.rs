use postil_core::tables::documents::Document;
use postil_core::tables::links::TargetKind;
use postil_core::{tables, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Backlinks, DocumentRef, Embed, OutgoingLink, Resolved};
use crate::{ApiError, App, convert};

/// A link to follow: a title or an address.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ResolveRequest {
    /// The title in `[[…]]`.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
}

pub(super) fn link_resolve(app: &App, request: ResolveRequest) -> Result<Resolved, ApiError> {
    let found = app.read(|conn| match (&request.title, &request.url) {
        (Some(title), _) => verbs::candidates(conn, title),
        (None, Some(url)) => Ok(verbs::resolve_url(conn, url)?.into_iter().collect()),
        (None, None) => Ok(Vec::new()),
    })?;
    Ok(resolved(&found))
}

fn resolved(found: &[Document]) -> Resolved {
    Resolved {
        target: (found.len() == 1).then(|| convert::document_ref(&found[0])),
        candidates: found.iter().map(convert::document_ref).collect(),
    }
}

pub(super) fn link_list(app: &App, request: OneRequest) -> Result<Vec<OutgoingLink>, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let links = tables::links::of(conn, id)?;
        links
            .into_iter()
            .map(|link| {
                let by_title = link.kind == TargetKind::Title;
                let found = if by_title {
                    verbs::candidates(conn, &link.target)?
                } else {
                    verbs::resolve_url(conn, &link.target)?.into_iter().collect()
                };
                let Resolved { target, candidates } = resolved(&found);
                Ok(OutgoingLink {
                    target,
                    candidates,
                    title: by_title.then(|| link.target.clone()),
                    url: (!by_title).then_some(link.target),
                    text: link.text,
                    context: link.context,
                })
            })
            .collect()
    })
}

/// What is embedded in a document.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct EmbedRequest {
    /// The document in which it stands.
    pub id: String,
    /// The title in `![[…]]`; empty: the document itself.
    pub title: String,
    /// The heading, headings (`A#B`) or `^block` that is meant.
    pub fragment: Option<String>,
}

pub(super) fn embed_show(app: &App, request: EmbedRequest) -> Result<Embed, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let own = if request.title.is_empty() { tables::documents::get(conn, id)?.title } else { request.title };
        let verbs::Embed { candidates, html, no_such_part, pictures } =
            verbs::embed(conn, id, &own, request.fragment.as_deref())?;
        let pictures = pictures.into_iter().map(|(target, blob)| (target, blob.to_string())).collect();
        Ok(Embed { resolved: resolved(&candidates), html, no_such_part, pictures })
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

/// Which backlinks to answer.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct BacklinksRequest {
    /// The document to which they lead.
    pub id: String,
    /// How many to leave out, of the newest; `null`: none.
    #[serde(default)]
    pub skip: Option<u32>,
    /// How many to answer at most; `null`: all.
    #[serde(default)]
    pub limit: Option<u32>,
}

pub(super) fn backlink_list(app: &App, request: BacklinksRequest) -> Result<Backlinks, ApiError> {
    let id = app.document(&request.id)?;
    let count =
        |number: Option<u32>, none: usize| number.map_or(none, |number| usize::try_from(number).unwrap_or(none));
    let (skip, limit) = (count(request.skip, 0), count(request.limit, usize::MAX));
    let linked = app.read(|conn| verbs::backlinks(conn, id, skip, limit))?;
    Ok(Backlinks {
        total: u32::try_from(linked.total).unwrap_or(u32::MAX),
        linked: linked.links.into_iter().map(convert::backlink).collect(),
        mentions: if skip == 0 { app.mentions(id)? } else { Vec::new() },
    })
}
