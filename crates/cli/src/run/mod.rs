//! What each command does: it calls the one list of commands, and writes the answer.

mod clip;
mod clips;
mod compose;
mod export;
mod extract;
mod folder;
mod graph;
mod import;
mod margin;
mod model;
mod search;
mod versions;

use postil_api::{ApiError, App, isolated, library_dir};
use serde_json::{Value, json};

use crate::args::{Args, BinCommand, Command, NoteCommand};
use crate::{print, serve, text};

/// Runs what was typed. Answers whether all went well.
pub fn run(args: Args) -> Result<bool, ApiError> {
    let Args { library, json, command } = args;
    let open = || App::open(&library_dir(library.clone())?, isolated()?);
    match command {
        Command::Extract { file: Some(file), url: Some(url), .. } => extract::one(&file, &url, json),
        Command::Extract { batch, .. } => extract::batch(&batch.unwrap_or_default()),
        Command::Clip { urls, tags, comment } => clip::clip(&open()?, &urls, &tags, comment.as_deref(), json),
        Command::Serve { port } => serve::serve(&library_dir(library)?, port, json),
        other => Session { app: open()?, json }.run(other),
    }
}

struct Session {
    app: App,
    json: bool,
}

impl Session {
    fn run(&self, command: Command) -> Result<bool, ApiError> {
        match command {
            Command::Clips { command } => self.clips(command),
            Command::Show { id } => self.answer("document_show", json!({ "id": id }), print::document),
            Command::List { query, limit } => self.list(query, limit),
            Command::Search { query, offset, limit } => self.search(&query, offset, limit),
            Command::Searches { command } => self.searches(command),
            Command::Titles { letters, limit } => {
                self.answer("quick_open", json!({ "query": letters, "limit": limit }), print::titles)
            }
            Command::Related { id, limit } => {
                self.answer("related_list", json!({ "id": id, "limit": limit }), print::related)
            }
            Command::Comment { id, markdown, replace } => self.comment(&id, markdown, replace),
            Command::Note(note) => self.note(note),
            Command::Journal { date, markdown } => self.journal(date, markdown),
            Command::Tag { id, tags, .. } => {
                self.answer("document_tag", json!({ "id": id, "tags": tags }), |answer| tag_line(&answer["tags"]))
            }
            Command::Alias { id, aliases, .. } => {
                self.answer("document_alias", json!({ "id": id, "aliases": aliases }), print::aliases)
            }
            Command::Fetch { id } => self.fetch(&id),
            Command::Snapshots { id } => self.answer("snapshot_list", json!({ "id": id }), print::snapshots),
            Command::Compare { id, from, to } => {
                let request = json!({ "id": id, "from": from, "to": to });
                self.answer("snapshot_compare", request, print::comparison)
            }
            Command::Versions { id } => self.answer("document_versions", json!({ "id": id }), print::versions),
            Command::Version(command) => self.version(command),
            Command::Duplicates => {
                self.app.finish_upkeep()?;
                self.answer("duplicate_list", json!({}), print::duplicates)
            }
            Command::Merge { id, into_id } => {
                self.answer("article_merge", json!({ "id": id, "into": into_id }), print::merged)
            }
            Command::Unmerge { id } => self.answer("article_unmerge", json!({ "id": id }), print_title),
            Command::KeepBoth { id, other_id } => {
                self.answer("duplicate_keep", json!({ "one": id, "other": other_id }), |_| "Both are kept".into())
            }
            Command::Delete { id } => self.answer("document_delete", json!({ "id": id }), print_title),
            Command::Bin(BinCommand::List) => self.list_shelf("bin", u32::MAX),
            Command::Bin(BinCommand::Restore { id }) => {
                self.answer("document_restore", json!({ "id": id }), print_title)
            }
            Command::Links { id } => self.links(&id),
            Command::Backlinks { id, link_mentions } => {
                if link_mentions {
                    self.app.call("mention_link", json!({ "id": id, "sources": null }))?;
                }
                self.answer("backlink_list", json!({ "id": id }), print::links)
            }
            Command::Graph { id, depth } => self.graph(&id, depth),
            Command::Outline { id, redraft, model } => self.outline(&id, redraft, model),
            Command::Model { command } => self.model(command),
            Command::Highlight { id, quote, colour, comment } => self.highlight(&id, &quote, &colour, &comment),
            Command::Highlights { query, colour, commented, lost, markdown } => {
                let wanted = json!({
                    "query": query, "colour": colour, "commented": commented, "lost": lost, "cursor": null, "limit": 1,
                });
                self.highlights(&wanted, markdown)
            }
            Command::Mark { id, state } => {
                let request = json!({ "id": id, "state": state, "position": null });
                self.answer("reading_set", request, |answer| print::word(answer, "state").to_owned())
            }
            Command::Undo { id } => self.turn("edit_undo", &id),
            Command::Redo { id } => self.turn("edit_redo", &id),
            Command::Compose(wanted) => self.compose(wanted),
            Command::Import { path, format, dry_run, repair, fetch } => {
                self.import(&path, import::options(format, dry_run, repair), fetch)
            }
            Command::Imports { command } => self.imports(command),
            Command::Export { dir, format, query, force } => {
                self.export(&dir, format, &query.unwrap_or_default(), force)
            }
            Command::Letters { id, repair } => self.letters(&id, repair),
            Command::Sample => self.answer("sample_add", json!({}), |a| format!("{} documents added", a["added"])),
            Command::Doctor { repair } => self.report("library_check", json!({ "repair": repair })),
            Command::Reindex => self.report("library_reindex", json!({})),
            Command::Clip { .. } | Command::Extract { .. } | Command::Serve { .. } => Ok(true),
        }
    }

    /// Fetches a page again and waits for it. Answers what came of it, whether it went well.
    fn fetch(&self, id: &str) -> Result<bool, ApiError> {
        let begun = self.app.call("article_fetch", json!({ "id": id }))?;
        let id = print::word(&begun, "id").to_owned();
        let clip = runtime()?.block_on(self.app.finish_clip(&id))?;
        let document = self.app.call("document_show", json!({ "id": id }))?;
        let answer = json!({
            "id": id, "title": document["title"], "state": clip.state, "verdict": clip.verdict, "error": clip.error,
            "check": document["check"], "snapshots": document["snapshots"],
        });
        print::answer(&answer, self.json, print::fetched);
        Ok(clip.error.is_none())
    }

    fn answer(&self, name: &str, request: Value, lines: impl FnOnce(&Value) -> String) -> Result<bool, ApiError> {
        print::answer(&self.app.call(name, request)?, self.json, lines);
        Ok(true)
    }

    fn report(&self, name: &str, request: Value) -> Result<bool, ApiError> {
        let report = self.app.call(name, request)?;
        print::answer(&report, self.json, print::report);
        Ok(report["ok"] == json!(true))
    }

    fn list_shelf(&self, shelf: &str, limit: u32) -> Result<bool, ApiError> {
        let (total, items) = self.whole_shelf(shelf, limit)?;
        self.rows(&total, &items);
        Ok(true)
    }

    fn rows(&self, total: &Value, items: &[Value]) {
        let item = |row: &Value| {
            json!({
                "id": row["id"], "kind": row["kind"], "title": row["title"], "url": row["url"],
                "saved_at": row["saved_at"], "tags": row["tags"],
            })
        };
        let answer = json!({ "total": total, "items": items.iter().map(item).collect::<Vec<_>>() });
        print::answer(&answer, self.json, |answer| print::rows(&answer["items"]));
    }

    /// The newest documents of a shelf, page after page.
    fn whole_shelf(&self, shelf: &str, limit: u32) -> Result<(Value, Vec<Value>), ApiError> {
        let mut items: Vec<Value> = Vec::new();
        let mut cursor = Value::Null;
        loop {
            let left = limit.saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX));
            let request = json!({ "shelf": shelf, "tag": null, "cursor": cursor, "limit": left.clamp(1, 500) });
            let page = self.app.call("document_list", request)?;
            if left == 0 {
                return Ok((page["total"].clone(), items));
            }
            items.extend(page["items"].as_array().cloned().unwrap_or_default());
            cursor = page["cursor"].clone();
            if cursor.is_null() {
                return Ok((page["total"].clone(), items));
            }
        }
    }

    fn comment(&self, id: &str, markdown: Option<String>, replace: bool) -> Result<bool, ApiError> {
        let document = self.app.call("document_show", json!({ "id": id }))?;
        let before = print::word(&document, "commentary");
        let text = text::given_or_edited(markdown, if replace { before } else { "" })?;
        let id = &document["id"];
        let answer = if replace {
            self.app.call("commentary_save", json!({ "id": id, "markdown": text, "base": before }))?
        } else {
            self.app.call("commentary_append", json!({ "id": id, "markdown": text }))?
        };
        print::answer(&json!({ "id": answer["id"] }), self.json, |_| "Saved".into());
        Ok(true)
    }

    fn note(&self, command: NoteCommand) -> Result<bool, ApiError> {
        match command {
            NoteCommand::New { title, markdown } => {
                let markdown = text::given(markdown)?.unwrap_or_default();
                self.answer("note_create", json!({ "title": title, "markdown": markdown }), print_title)
            }
            NoteCommand::Edit { id, markdown } => {
                let note = self.app.call("document_show", json!({ "id": id }))?;
                let before = print::word(&note, "markdown");
                let text = text::given_or_edited(markdown, before)?;
                self.app.call("note_save", json!({ "id": note["id"], "markdown": text, "base": before }))?;
                print::answer(&json!({ "id": note["id"], "title": note["title"] }), self.json, print_title);
                Ok(true)
            }
            NoteCommand::Rename { id, title: Some(title), keep_alias, .. } => {
                let request = json!({ "id": id, "title": title, "keep_alias": keep_alias });
                self.answer("document_rename", request, print_title)
            }
            NoteCommand::Rename { id, .. } => self.answer("rename_undo", json!({ "id": id }), print_title),
        }
    }

    /// Shows a day of the journal; with text an entry is added first. A single word that is no day is the text.
    fn journal(&self, date: Option<String>, markdown: Option<String>) -> Result<bool, ApiError> {
        let is_day = |word: &str| {
            matches!(word, "today" | "yesterday")
                || (word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        };
        let (date, markdown) = match (date, markdown) {
            (Some(only), None) if !is_day(&only) => (None, Some(only)),
            both => both,
        };
        let day = match markdown {
            Some(markdown) => {
                let entry = text::given(Some(markdown))?;
                self.app.call("journal_add", json!({ "date": date, "markdown": entry }))?
            }
            None => self.app.call("journal_day", json!({ "date": date }))?,
        };
        let answer = json!({
            "id": day["id"], "date": day["date"], "markdown": day["markdown"], "saved": day["saved"],
        });
        print::answer(&answer, self.json, print::day);
        Ok(true)
    }

    fn links(&self, id: &str) -> Result<bool, ApiError> {
        let links = self.app.call("link_list", json!({ "id": id }))?;
        let linked = links.as_array().cloned().unwrap_or_default().into_iter().map(|link| {
            let target = &link["target"];
            json!({
                "id": target["id"], "kind": target["kind"],
                "title": target["title"].as_str().or(link["title"].as_str()),
                "url": link["url"], "context": link["context"], "candidates": link["candidates"],
            })
        });
        let answer = json!({ "linked": linked.collect::<Vec<_>>(), "mentions": [] });
        print::answer(&answer, self.json, print::links);
        Ok(true)
    }
}

/// Threads to wait on.
fn runtime() -> Result<tokio::runtime::Runtime, ApiError> {
    tokio::runtime::Runtime::new()
        .map_err(|error| ApiError::new("system", format!("No threads could be started: {error}"), ""))
}

fn print_title(answer: &Value) -> String {
    format!("{}\n{}", print::word(answer, "title"), print::word(answer, "id"))
}

fn tag_line(tags: &Value) -> String {
    let tags = tags.as_array().map(Vec::as_slice).unwrap_or_default();
    if tags.is_empty() { "No tags".into() } else { tags.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ") }
}
