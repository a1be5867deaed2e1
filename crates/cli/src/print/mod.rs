//! Writing answers: one JSON value, or lines for a person.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod import;
mod search;

pub use import::{exported, import_undone, imported, imports, letters};
pub use search::{hits, past, problem, related, saved, searches, titles};
use std::io::{self, Write};

use postil_api::ApiError;
use serde_json::{Value, json};

/// Writes an error to standard error.
pub fn error(error: &ApiError, as_json: bool) {
    if as_json {
        eprintln!("{}", json!({ "error": error }));
        return;
    }
    eprintln!("{}", error.message);
    if let Some(hint) = &error.hint {
        eprintln!("{hint}");
    }
}

/// Writes a line. A reader that went away is no error.
pub fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// A JSON value on one line, whatever a reader takes for the end of one: U+0085, U+2028 and U+2029 are escaped too.
pub fn json_line(value: &Value) {
    let text = value.to_string();
    line(&text.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"));
}

/// Writes an answer: the JSON value, or what `lines` makes of it.
pub fn answer(value: &Value, as_json: bool, lines: impl FnOnce(&Value) -> String) {
    if as_json {
        json_line(value);
    } else {
        line(lines(value).trim_end());
    }
}

/// A string of an answer, or nothing.
pub fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A row for each item: kind, title, address or id.
pub fn rows(rows: &Value) -> String {
    let rows = items(rows);
    let row = |item: &Value| {
        let place = item["url"].as_str().unwrap_or_else(|| word(item, "id"));
        format!("{:8} {}\n         {place}", word(item, "kind"), word(item, "title"))
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// An outline, indented.
pub fn outline(points: &Value, depth: usize) -> String {
    let mut out = String::new();
    for point in items(points) {
        let mine = if word(point, "voice") == "me" { "(Me) " } else { "" };
        let doubt = if point["unsupported"] == json!(true) { " (unsupported)" } else { "" };
        out.push_str(&format!("{}- {mine}{}{doubt}\n", "  ".repeat(depth), word(point, "text")));
        out.push_str(&outline(&point["children"], depth + 1));
    }
    out
}

/// A day of the journal: what was written, and what was saved.
pub fn day(day: &Value) -> String {
    let text = word(day, "markdown").trim_end();
    let mut out = format!("{}\n\n{}\n", word(day, "date"), if text.is_empty() { "Nothing is written" } else { text });
    let saved = items(&day["saved"]);
    if !saved.is_empty() {
        out.push_str("\nSaved that day:\n");
        saved.iter().for_each(|article| out.push_str(&format!("- {}\n", word(article, "title"))));
    }
    out
}

/// The model that was chosen.
pub fn model(settings: &Value) -> String {
    if word(settings, "address").is_empty() {
        return "No model is chosen".into();
    }
    let on = if settings["on"] == json!(true) { "on" } else { "off" };
    let key = match word(settings, "key") {
        "keychain" => "the key is in the keychain",
        "environment" => "the key is taken from POSTIL_MODEL_KEY",
        "no_keychain" => "no keychain can be used here",
        _ => "no key",
    };
    let place = if settings["near"] == json!(true) { "this machine or its network" } else { "elsewhere" };
    format!("{} at {} ({place}): {on}, {key}", word(settings, "model"), word(settings, "address"))
}

/// What came of testing an endpoint.
pub fn tested(tested: &Value) -> String {
    let mut out = match (word(tested, "form"), word(&tested["error"], "message")) {
        ("", message) => format!("{message}\n{}\n", word(&tested["error"], "hint")),
        (form, _) => {
            let form = match form {
                "schema" => "JSON by a schema",
                "object" => "JSON",
                _ => "plain text",
            };
            format!("It works: it answers in {form}, after {:.1} s\n", tested["seconds"].as_f64().unwrap_or_default())
        }
    };
    let models = items(&tested["models"]);
    if !models.is_empty() {
        out.push_str("It has:\n");
        models.iter().filter_map(Value::as_str).for_each(|name| out.push_str(&format!("  {name}\n")));
    }
    out
}

/// Says how far something is, on standard error.
pub fn progress(text: &str) {
    eprintln!("{text}");
}

/// Says something beside the answer, on standard error.
pub fn remark(text: &str) {
    eprintln!("{text}");
}

/// A document for a person: its head, its text, the commentary.
pub fn document(document: &Value) -> String {
    let mut out = format!("# {}\n", word(document, "title"));
    for name in ["url", "byline", "site_name", "published_at", "saved_at"] {
        if !word(document, name).is_empty() {
            out.push_str(&format!("{name}: {}\n", word(document, name)));
        }
    }
    out.push_str(&format!("\n{}\n", word(document, "markdown")));
    if !word(document, "commentary").is_empty() {
        out.push_str(&format!("\n## Commentary\n\n{}\n", word(document, "commentary")));
    }
    out
}

/// Links, each with the sentence around it.
pub fn links(answer: &Value) -> String {
    let mut out = String::new();
    for (name, heading) in [("linked", ""), ("mentions", "Mentioned without a link\n")] {
        let links = items(&answer[name]);
        if !links.is_empty() {
            out.push_str(heading);
        }
        for link in links {
            let title = link["title"].as_str().or(link["url"].as_str()).unwrap_or_default();
            let meant = link["candidates"].as_array().map_or(0, Vec::len);
            let ambiguous = if meant > 1 { format!(" ({meant} documents may be meant)") } else { String::new() };
            out.push_str(&format!("{title}{ambiguous}\n    {}\n", word(link, "context")));
        }
    }
    if out.is_empty() { "No links".into() } else { out }
}

/// The other names of a document.
pub fn aliases(answer: &Value) -> String {
    let names: Vec<&str> = answer.as_array().into_iter().flatten().map(|alias| word(alias, "name")).collect();
    if names.is_empty() { "No aliases".into() } else { names.join("\n") }
}

/// What became of a clip.
pub fn clip(clip: &Value) -> String {
    let mut out = format!("{:7} {}", word(clip, "state"), word(clip, "title"));
    if let Some(message) = clip["error"]["message"].as_str() {
        out.push_str(&format!("\n        {message}. {}", clip["error"]["hint"].as_str().unwrap_or_default()));
    }
    out
}

/// The clips that are not done: where each stands, and what went wrong.
pub fn queue(answer: &Value) -> String {
    let clips = items(&answer["clips"]);
    let mut lines = Vec::new();
    if answer["queue"]["paused"] == json!(true) {
        lines.push("The queue is paused. Resume it by: postil clips resume --all".to_owned());
    }
    if clips.is_empty() {
        lines.push("No clip waits".to_owned());
    }
    for clip in clips {
        let stage = match word(clip, "stage") {
            "images" => format!("images {} of {}", clip["images_done"], clip["images_total"]),
            stage => stage.to_owned(),
        };
        lines.push(format!("{stage:10} {}\n           {}", word(clip, "title"), word(clip, "url")));
        if let Some(message) = clip["error"]["message"].as_str() {
            lines.push(format!("           {message}. {}", clip["error"]["hint"].as_str().unwrap_or_default()));
        }
        let attempts = clip["attempts"].as_u64().unwrap_or_default();
        let mut next = Vec::new();
        if attempts > 0 {
            next.push(format!("tried {attempts} {}", if attempts == 1 { "time" } else { "times" }));
        }
        if clip["waits_for_network"] == json!(true) {
            next.push("waits for a network".to_owned());
        }
        if let Some(time) = clip["next_attempt_at"].as_str().filter(|_| stage == "waiting") {
            next.push(format!("next try {time}"));
        }
        if !next.is_empty() {
            lines.push(format!("           {}", next.join(", ")));
        }
        lines.push(format!("           {}", word(clip, "id")));
    }
    lines.join("\n")
}

/// How a library fares.
pub fn report(report: &Value) -> String {
    let problems = items(&report["problems"]);
    if problems.is_empty() {
        return "All is well".into();
    }
    problems.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}

/// The items of an answer, or none.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// What came of fetching a page again.
pub fn fetched(answer: &Value) -> String {
    if let Some(message) = answer["error"]["message"].as_str() {
        let kept = if answer["snapshots"].as_array().is_some_and(|all| !all.is_empty()) {
            " What was saved stays."
        } else {
            ""
        };
        return format!("{message}. {}{kept}", answer["error"]["hint"].as_str().unwrap_or_default());
    }
    match answer["check"]["finding"].as_str() {
        Some("unchanged" | "same_text") => "Unchanged".into(),
        Some("changed") => "The text changed: a snapshot was added".into(),
        Some("worse") => "What came is less than what was saved, which stays".into(),
        _ => "Saved".into(),
    }
}

/// Snapshots with their numbers.
pub fn snapshots(answer: &Value) -> String {
    let line = |(number, one): (usize, &Value)| {
        let mark = if one["current"] == true { "*" } else { " " };
        format!(
            "{mark}{number:3}  {}  {:12} {:>7} words  status {}\n       {}  {}",
            word(one, "fetched_at"),
            word(one, "verdict"),
            one["word_count"],
            one["status"],
            word(one, "id"),
            word(one, "url"),
        )
    };
    (1..).zip(items(answer)).map(line).collect::<Vec<_>>().join("\n")
}

/// What changed: `-` and `+` before paragraphs, `~` before those of which words changed, as `[-these-]` and `{+these+}`. Of
/// many paragraphs that are the same only the first and the last are shown.
pub fn comparison(answer: &Value) -> String {
    let mut lines = vec![format!(
        "{} to {}: {} words added, {} removed; paragraphs: {} changed, {} added, {} removed",
        word(&answer["from"], "fetched_at"),
        word(&answer["to"], "fetched_at"),
        answer["words_added"],
        answer["words_removed"],
        answer["paragraphs_changed"],
        answer["paragraphs_added"],
        answer["paragraphs_removed"],
    )];
    lines.extend(difference(answer));
    lines.join("\n")
}

/// Versions with their numbers: their first line, and what came after them.
pub fn versions(answer: &Value) -> String {
    let line = |(number, one): (usize, &Value)| {
        format!(
            "{number:4}  {}  {:>7} words, then {} added, {} removed\n      {}\n      {}",
            word(one, "written_at"),
            one["word_count"],
            one["words_added"],
            one["words_removed"],
            word(one, "first_line"),
            word(one, "id"),
        )
    };
    let all = items(answer);
    if all.is_empty() { "No versions".into() } else { (1..).zip(all).map(line).collect::<Vec<_>>().join("\n") }
}

/// What changed from a version to the present text, as [`comparison`] shows it.
pub fn version_comparison(answer: &Value) -> String {
    let mut lines = vec![format!(
        "{} to now: {} words added, {} removed",
        word(answer, "written_at"),
        answer["words_added"],
        answer["words_removed"]
    )];
    lines.extend(difference(answer));
    lines.join("\n")
}

/// What became of a restoring.
pub fn restored(answer: &Value) -> String {
    match answer["kept"].as_str() {
        Some(kept) => {
            format!("Restored\nTo take it back: postil version restore {} {kept}", word(answer, "id"))
        }
        None if answer["changed"] == true => "Restored".into(),
        None => "The text is that already".into(),
    }
}

/// The lines of a comparison.
fn difference(answer: &Value) -> Vec<String> {
    if answer["same"] == true {
        return vec!["The text is the same".into()];
    }
    let mut lines = Vec::new();
    for stretch in items(&answer["stretches"]) {
        match word(stretch, "kind") {
            "added" => lines.push(format!("+ {}", word(stretch, "text"))),
            "removed" => lines.push(format!("- {}", word(stretch, "text"))),
            "changed" => {
                let pieces = items(&stretch["pieces"]).iter().map(|piece| match word(piece, "change") {
                    "added" => format!("{{+{}+}}", word(piece, "text")),
                    "removed" => format!("[-{}-]", word(piece, "text")),
                    _ => word(piece, "text").to_owned(),
                });
                lines.push(format!("~ {}", pieces.collect::<String>()));
            }
            _ => {
                let same: Vec<&str> = items(&stretch["paragraphs"]).iter().filter_map(Value::as_str).collect();
                match same[..] {
                    [first, .., last] if same.len() > 3 => {
                        lines.push(format!("  {first}"));
                        lines.push(format!("  … {} paragraphs the same …", same.len() - 2));
                        lines.push(format!("  {last}"));
                    }
                    _ => lines.extend(same.iter().map(|paragraph| format!("  {paragraph}"))),
                }
            }
        }
    }
    lines
}

/// Pairs of articles that have the same text; `*` marks the one that would stay.
pub fn duplicates(answer: &Value) -> String {
    let side = |pair: &Value, name: &str| {
        let mark = if pair["stays"] == pair[name]["id"] { "*" } else { " " };
        format!("{mark} {}\n  {}\n  {}", word(&pair[name], "title"), word(&pair[name], "url"), word(&pair[name], "id"))
    };
    let pair = |pair: &Value| {
        let alike = pair["likeness"].as_f64().unwrap_or_default() * 100.0;
        format!("{alike:.0}% alike\n{}\n{}", side(pair, "one"), side(pair, "other"))
    };
    let pairs = items(&answer["pairs"]);
    if pairs.is_empty() { "No duplicates".into() } else { pairs.iter().map(pair).collect::<Vec<_>>().join("\n\n") }
}

/// Highlights: the passage, what was written of it, and where it is from.
pub fn highlights(answer: &Value) -> String {
    let one = |one: &Value| {
        let lost = if one["lost"] == true { ", not in the text any more" } else { "" };
        let comment = word(one, "comment");
        let comment = if comment.is_empty() { String::new() } else { format!("\n    (Me) {comment}") };
        format!("“{}”{comment}\n    {} ({}{lost})", word(one, "quote"), word(one, "title"), word(one, "colour"))
    };
    let all = items(answer);
    if all.is_empty() { "No highlights".into() } else { all.iter().map(one).collect::<Vec<_>>().join("\n\n") }
}

/// What became of a merge.
pub fn merged(answer: &Value) -> String {
    format!(
        "Merged into {}\n{}\nTo take it back: postil unmerge {}",
        word(answer, "title"),
        word(answer, "id"),
        word(answer, "merged")
    )
}
