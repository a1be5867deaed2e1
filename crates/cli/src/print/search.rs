//! Searches and what they find, for a person.

use serde_json::Value;

use super::{items, word};

/// How many of each sort are told.
const TOLD: usize = 8;

/// What a search found: each hit with its part and the passage with its matches in brackets; then how many there are of each sort.
pub fn hits(answer: &Value) -> String {
    let mut lines: Vec<String> = items(&answer["hits"])
        .iter()
        .map(|hit| {
            let near = if hit["near"] == true { ", spelt differently" } else { "" };
            let (title, part, passage) = (word(hit, "title"), word(hit, "part"), passage(word(hit, "snippet")));
            format!("{title} ({part}{near})\n    {passage}")
        })
        .collect();
    lines.push(format!("{} found", answer["total"]));
    for sort in ["kinds", "tags", "sites", "years"] {
        let told: Vec<String> = items(&answer["counts"][sort])
            .iter()
            .take(TOLD)
            .map(|tally| format!("{} {}", word(tally, "filter"), tally["count"]))
            .collect();
        if told.len() > 1 {
            lines.push(format!("    {}", told.join(" · ")));
        }
    }
    lines.join("\n")
}

fn passage(html: &str) -> String {
    html.replace("<mark>", "[")
        .replace("</mark>", "]")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// A problem of a search: where it is, what it is, and what would be right.
pub fn problem(query: &str, problem: &Value) -> String {
    let place = |name: &str| problem[name].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
    let (start, end) = (place("start"), place("end"));
    let at: String = query.chars().skip(start).take(end.saturating_sub(start)).collect();
    let right = problem["suggestion"].as_str().map(|right| format!(" (did you mean {right}?)")).unwrap_or_default();
    let words = if problem["as_words"] == true { "; searched as words" } else { "" };
    format!("note: {at}: {}{words}{right}", word(problem, "message"))
}

/// The searches that are kept.
pub fn searches(all: &Value) -> String {
    let all = items(all);
    if all.is_empty() {
        return "No search is saved yet.".into();
    }
    all.iter().map(saved).collect::<Vec<_>>().join("\n")
}

/// A search that is kept.
pub fn saved(search: &Value) -> String {
    let (name, query) = (word(search, "name"), word(search, "query"));
    let said = if name == query { name.to_owned() } else { format!("{name}: {query}") };
    search["total"].as_u64().map_or_else(|| said.clone(), |total| format!("{said} ({total})"))
}

/// Searches that were made.
pub fn past(all: &Value) -> String {
    items(all).iter().map(|past| word(past, "query").to_owned()).collect::<Vec<_>>().join("\n")
}

/// Related documents, each with why.
pub fn related(all: &Value) -> String {
    let all = items(all);
    if all.is_empty() {
        return "Nothing is related to it.".into();
    }
    let line = |one: &Value| {
        let reasons: Vec<&str> = items(&one["reasons"]).iter().filter_map(Value::as_str).collect();
        format!("{:8} {}\n         {}", word(one, "kind"), word(one, "title"), reasons.join(" · "))
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Documents by their titles.
pub fn titles(all: &Value) -> String {
    let line = |one: &Value| {
        let alias = one["alias"].as_str().map(|alias| format!(" ({alias})")).unwrap_or_default();
        format!("{:8} {}{alias}\n         {}", word(one, "kind"), word(one, "title"), word(one, "id"))
    };
    items(all).iter().map(line).collect::<Vec<_>>().join("\n")
}
