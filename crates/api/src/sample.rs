//! The sample library: a few articles, notes and comments made for Postil, so that everything can be tried offline.

use std::borrow::Cow;
use std::collections::HashMap;

use postil_capture::{Captured, Fetched, decode, extract};
use postil_core::tables::{clips, documents};
use postil_core::verbs::{self, Image};
use postil_core::{DocumentId, Error, Millis};
use rust_embed::RustEmbed;
use serde::Deserialize;
use url::Url;

use crate::{ApiError, App, capture};

#[derive(RustEmbed)]
#[folder = "sample/"]
struct Files;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Item {
    Image { url: String, file: String },
    Article { file: String, url: Url, saved_at: jiff::Timestamp, tags: Vec<String>, commentary: Option<String> },
    Note { title: String, file: String, created_at: jiff::Timestamp, tags: Vec<String> },
}

fn file(name: &str) -> Result<Cow<'static, [u8]>, ApiError> {
    let file = Files::get(name).ok_or_else(|| ApiError::bad_request(format!("The sample lacks {name}")))?;
    Ok(file.data)
}

fn text(name: &str) -> Result<String, ApiError> {
    Ok(String::from_utf8_lossy(&file(name)?).into_owned())
}

fn items() -> Result<Vec<Item>, ApiError> {
    serde_json::from_slice(&file("library.json")?).map_err(|error| ApiError::bad_request(error.to_string()))
}

/// Whether the sample is in the library, or was and is in the bin.
pub(crate) fn is_there(app: &App) -> Result<bool, ApiError> {
    let first = items()?.into_iter().find_map(|item| match item {
        Item::Article { url, .. } => Some(postil_core::url::key(&url)),
        _ => None,
    });
    let Some(key) = first else { return Ok(false) };
    Ok(app.read(|conn| postil_core::tables::articles::by_url_key(conn, &key))?.is_some())
}

/// Adds what of the sample is not in the library. Answers how many documents that was.
pub(crate) fn add(app: &App) -> Result<u32, ApiError> {
    let mut images: HashMap<String, String> = HashMap::new();
    let mut added = 0;
    for item in items()? {
        match item {
            Item::Image { url, file } => {
                images.insert(url, file);
            }
            Item::Article { file, url, saved_at, tags, commentary } => {
                let comment = commentary.as_deref().map(text).transpose()?;
                let captured = read_page(&file, &url)?;
                let kept = keep_images(app, &captured, &images)?;
                let capture = capture::to_core(&app.inner.library, captured, None, kept)?;
                let is_new = app.write(|tx| {
                    let begun = verbs::begin_clip(tx, &url, &tags, None)?;
                    if begun.known {
                        return Ok(false);
                    }
                    let id = begun.document.id;
                    let clip = clips::of(tx.conn(), id)?.ok_or_else(|| Error::NoDocument(id.to_string()))?;
                    verbs::store(tx, &clip, &capture)?;
                    verbs::append_commentary(tx, id, comment.as_deref().unwrap_or_default())?;
                    date_back(tx, id, saved_at.as_millisecond())?;
                    Ok(true)
                })?;
                added += u32::from(is_new);
            }
            Item::Note { title, file, created_at, tags } => {
                let markdown = text(&file)?;
                let created = app.write(|tx| {
                    let note = verbs::create_note(tx, &title, &markdown)?;
                    verbs::set_tags(tx, note.id, &tags)?;
                    date_back(tx, note.id, created_at.as_millisecond())
                });
                match created {
                    Err(error) if error.code == "title_taken" => {}
                    other => {
                        other?;
                        added += 1;
                    }
                }
            }
        }
    }
    Ok(added)
}

fn date_back(tx: &postil_core::Tx<'_>, id: DocumentId, when: Millis) -> Result<(), Error> {
    documents::date_back(tx.conn(), id, when)
}

fn read_page(name: &str, url: &Url) -> Result<Captured, ApiError> {
    let body = file(name)?.into_owned();
    let decoded = decode(&body, None);
    let article = extract(&decoded.text, url);
    let fetched = Fetched {
        url: url.clone(),
        status: 200,
        content_type: Some("text/html".into()),
        etag: None,
        last_modified: None,
        retry_after: None,
        body,
    };
    Ok(Captured { fetched, encoding: decoded.encoding.to_owned(), article, remark: None })
}

fn keep_images(app: &App, captured: &Captured, files: &HashMap<String, String>) -> Result<Vec<Image>, ApiError> {
    let mut kept = Vec::new();
    for url in &captured.article.images {
        if let Some(name) = files.get(url.as_str()) {
            let blob = app.inner.library.blobs().put(&file(name)?)?;
            kept.push(Image { url: url.to_string(), blob, media_type: "image/png".into() });
        }
    }
    Ok(kept)
}
