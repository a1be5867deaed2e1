//! What came of imports and exports, for a person.

use serde_json::{Value, json};

use super::{items, word};

/// What came of an import.
pub fn imported(report: &Value) -> String {
    let added = &report["added"];
    let mut out = format!(
        "Added: {} articles, {} notes, {} days, {} posts, {} pictures. There already: {}\n",
        added["articles"], added["notes"], added["journal"], added["posts"], report["pictures"], report["known"]
    );
    for (name, title) in [
        ("failed", "Not taken in"),
        ("left_out", "Left out"),
        ("skipped", "Kept as text"),
        ("damaged", "Damaged letters"),
    ] {
        let problems = items(&report[name]);
        if !problems.is_empty() {
            out.push_str(&format!("{title}:\n"));
        }
        for problem in problems {
            out.push_str(&format!("  {}: {}\n", word(problem, "where"), word(problem, "reason")));
        }
    }
    out
}

/// The imports that were made.
pub fn imports(runs: &Value) -> String {
    let runs = items(runs);
    if runs.is_empty() {
        return "Nothing was imported yet".into();
    }
    let row = |(at, run): (usize, &Value)| {
        let undone = if run["undone_at"].is_null() { "" } else { ", taken back" };
        let waiting = run["waiting"].as_u64().filter(|count| *count > 0);
        let waiting = waiting.map(|count| format!(", {count} pages not fetched")).unwrap_or_default();
        format!(
            "{:3}  {}  {} ({} documents{waiting}{undone})\n     {}",
            at + 1,
            word(run, "made_at"),
            word(run, "name"),
            run["documents"],
            word(run, "id")
        )
    };
    runs.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
}

/// What taking back an import did.
pub fn import_undone(undone: &Value) -> String {
    let binned = undone["binned"].as_array().map_or(0, Vec::len);
    let mut out = format!("In the bin: {binned}. As before: {}\n", undone["reverted"]);
    for left in items(&undone["left"]) {
        out.push_str(&format!("  {} was changed since, and stays\n", word(left, "title")));
    }
    out
}

/// What was exported.
pub fn exported(answer: &Value) -> String {
    let count = answer["files"].as_array().map_or(0, Vec::len);
    let mut out = format!("{count} files\n");
    for left in items(&answer["left"]) {
        out.push_str(&format!("  {}: {}\n", word(left, "where"), word(left, "reason")));
    }
    out
}

/// Damaged letters, found or repaired.
pub fn letters(answer: &Value, repaired: bool) -> String {
    let places = items(&answer["places"]);
    let row = |place: &Value| {
        format!(
            "  {}[{} → {}]{}\n",
            word(place, "before"),
            word(place, "found"),
            word(place, "suggestion"),
            word(place, "after")
        )
    };
    let done = if repaired { "repaired" } else { "damaged" };
    let noun = if answer["count"] == json!(1) { "place" } else { "places" };
    format!("{} {noun} {done}\n{}", answer["count"], places.iter().map(row).collect::<String>())
}
