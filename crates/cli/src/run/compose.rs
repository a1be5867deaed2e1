//! Posts about articles: printed, written into files, kept in the library.

use std::fs;
use std::path::{Path, PathBuf};

use postil_api::ApiError;
use serde_json::{Value, json};

use super::Session;
use crate::args::Compose;
use crate::{print, text};

impl Session {
    pub(super) fn compose(&self, wanted: Compose) -> Result<bool, ApiError> {
        let mut articles: Vec<Value> = wanted.ids.iter().map(|id| json!(id)).collect();
        if wanted.tag.is_some() || wanted.search.is_some() || wanted.week.is_some() {
            let request = json!({ "tag": wanted.tag, "query": wanted.search, "week": wanted.week });
            let found = self.app.call("compose_candidates", request)?;
            articles.extend(found["items"].as_array().into_iter().flatten().map(|item| item["id"].clone()));
        }
        let introduction = match wanted.introduction {
            Some(introduction) => text::given(Some(introduction))?.unwrap_or_default(),
            None => String::new(),
        };
        let compose = json!({
            "title": wanted.title, "date": wanted.date, "tags": wanted.tags, "introduction": introduction,
            "articles": articles, "flavour": wanted.flavour, "drafted": !wanted.without_drafted,
        });
        let mut post = self.app.call("compose_preview", compose.clone())?;
        if post["articles"].as_array().is_none_or(Vec::is_empty) {
            return Err(none(&post));
        }
        let file = match &wanted.out {
            Some(folder) => Some(written(folder, &post, wanted.force)?),
            None => None,
        };
        post["file"] = json!(file);
        post["post"] = Value::Null;
        if wanted.save || wanted.replace.is_some() {
            let before = wanted.replace.map(|id| json!({ "id": id, "title": "", "markdown": null }));
            post["post"] =
                self.app.call("compose_save", json!({ "compose": compose, "before": before }))?["post"].take();
        }
        if !self.json {
            post["problems"]
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|problem| print::remark(print::word(problem, "reason")));
        }
        if !wanted.html
            && let Some(post) = post.as_object_mut()
        {
            post.remove("html");
        }
        print::answer(&post, self.json, |post| match (&file, post["post"].is_null()) {
            (Some(file), _) => file.display().to_string(),
            (None, false) => print::word(&post["post"], "title").to_owned(),
            (None, true) => print::word(post, if wanted.html { "html" } else { "markdown" }).to_owned(),
        });
        Ok(true)
    }
}

/// Why there is nothing to write about.
fn none(post: &Value) -> ApiError {
    let reasons: Vec<&str> =
        post["problems"].as_array().into_iter().flatten().map(|problem| print::word(problem, "reason")).collect();
    let message = if reasons.is_empty() { "No article was found".to_owned() } else { reasons.join(". ") };
    ApiError::new("no_article", message, "Name articles, or choose another tag, search or week.")
}

/// Writes a post into its file beneath a folder. One that is there with the same text stays as it is.
fn written(folder: &Path, post: &Value, force: bool) -> Result<PathBuf, ApiError> {
    let (path, text) = (folder.join(print::word(post, "file_name")), print::word(post, "markdown"));
    let failed = |error: std::io::Error| {
        let message = format!("{} cannot be written: {error}", path.display());
        ApiError::new("file", message, "Check that you may write there, and that the disk is not full.")
    };
    match fs::read(&path) {
        Ok(there) if there == text.as_bytes() => return Ok(path),
        Ok(_) if !force => {
            let message = format!("{} is there already, with something else in it", path.display());
            let hint = "Give --force to write over it, or choose another title, date or folder.";
            return Err(ApiError::new("file_exists", message, hint));
        }
        _ => {}
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(&path, text).map_err(failed)?;
    Ok(path)
}
