//! From articles of the library to a post about them.

use std::collections::BTreeMap;

use std::collections::HashSet;

use jiff::civil::Date;
use postil_core::tables::points::Point;
use postil_core::tables::{articles, commentary, points};
use postil_core::{Error, Kind, Result, Voice, links, url, verbs};
use postil_posts::{Article, Composition, Flavour, OutlinePoint};
use rusqlite::Connection;

use crate::convert;
use crate::wire::{ComposedPost, PostFlavour, PostProblem, PostToCompose};

/// Composes a post. Articles that are named twice are in it once; what is no article is told of and left out.
pub(crate) fn composed(conn: &Connection, wanted: &PostToCompose, date: Option<Date>) -> Result<ComposedPost> {
    let mut composition = Composition {
        title: wanted.title.clone(),
        date,
        tags: wanted.tags.clone(),
        introduction: outward(conn, &wanted.introduction),
        articles: Vec::new(),
    };
    let (mut there, mut problems, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for name in &wanted.articles {
        let mut tell = |reason: String| problems.push(PostProblem { article: Some(name.clone()), reason });
        let document = match verbs::resolve(conn, name) {
            Ok(document) => document,
            Err(error @ (Error::NoDocument(_) | Error::Ambiguous { .. })) => {
                tell(error.to_string());
                continue;
            }
            Err(error) => return Err(error),
        };
        let Some(known) = articles::get(conn, document.id)? else {
            tell(format!("“{}” is no article", document.title));
            continue;
        };
        if document.deleted_at.is_some() {
            tell(format!("“{}” is in the bin", document.title));
            continue;
        }
        if !seen.insert(document.id) {
            continue;
        }
        let outline = points::of(conn, document.id)?;
        let article = Article {
            title: document.title.clone(),
            url: published(&known.url),
            outline: outline
                .iter()
                .filter(|point| wanted.drafted || is_mine(point))
                .map(|p| self::point(conn, p, wanted.drafted))
                .collect(),
            commentary: outward(conn, &commentary::get(conn, document.id)?),
        };
        if article.outline.is_empty() && article.commentary.trim().is_empty() {
            tell(format!("“{}” has neither points nor commentary", document.title));
        } else if wanted.drafted && outline.iter().any(unsupported) {
            tell(format!("“{}” has points that no sentence of it supports", document.title));
        }
        there.push(convert::document_ref(&document));
        composition.articles.push(article);
    }
    let about_all = |reason: &str| PostProblem { article: None, reason: reason.to_owned() };
    let jekyll = wanted.flavour == PostFlavour::Jekyll;
    if jekyll && date.is_none() {
        problems.push(about_all("A post for Jekyll needs a date"));
    }
    let name = postil_posts::file_name(&composition.title, date);
    Ok(ComposedPost {
        html: links::html(&postil_posts::compose(&composition, Flavour::Plain), &BTreeMap::new(), &mut |_, _| None),
        markdown: postil_posts::compose(&composition, if jekyll { Flavour::Jekyll } else { Flavour::Plain }),
        file_name: if jekyll { format!("_posts/{name}") } else { name },
        articles: there,
        problems,
    })
}

/// Whether a point, or one beneath it, is a person's.
fn is_mine(point: &Point) -> bool {
    !point.row.drafted || point.children.iter().any(is_mine)
}

fn unsupported(point: &Point) -> bool {
    point.row.unsupported || point.children.iter().any(unsupported)
}

fn point(conn: &Connection, point: &Point, drafted: bool) -> OutlinePoint {
    let row = &point.row;
    let children = point.children.iter().filter(|child| drafted || is_mine(child));
    let children: Vec<OutlinePoint> = children.map(|child| self::point(conn, child, drafted)).collect();
    let whole =
        row.voice == Voice::Author && children.is_empty() && (row.text.contains('\n') || row.text.starts_with('>'));
    OutlinePoint {
        text: if whole { row.text.clone() } else { outward(conn, &row.text) },
        voice: match row.voice {
            Voice::Author => postil_posts::Voice::Author,
            Voice::Me => postil_posts::Voice::Me,
        },
        whole,
        children,
    }
}

/// A text whose links by title lead to addresses.
fn outward(conn: &Connection, markdown: &str) -> String {
    links::outward(markdown, |title| {
        let found = verbs::resolve_title(conn, title).ok().flatten().filter(|found| found.kind == Kind::Article)?;
        Some(published(&articles::get(conn, found.id).ok().flatten()?.url))
    })
}

/// An address as it is given to others: as it was typed, unless it tells who followed it.
fn published(typed: &str) -> String {
    let Some(typed_url) = url::parse(typed) else { return typed.to_owned() };
    let plain = url::canonical(&typed_url);
    let parameters = |url: &::url::Url| url.query_pairs().count();
    if parameters(&plain) < parameters(&typed_url) { plain.to_string() } else { typed.to_owned() }
}
