//! Reading pages from files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;

use postil_api::{ApiError, Extractor, extract_file, isolated};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::print;

/// How many answers one thread may be ahead of what is written.
const AHEAD: usize = 32;

fn unreadable(file: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new("file", format!("{} could not be read: {error}", file.display()), "")
}

fn read(extractor: &Extractor, file: &Path, url: &str) -> Result<Value, ApiError> {
    let bytes = fs::read(file).map_err(|error| unreadable(file, &error))?;
    Ok(json!(extract_file(extractor, bytes, url)?))
}

/// Reads one page.
pub fn one(file: &Path, url: &str, as_json: bool) -> Result<bool, ApiError> {
    let answer = read(&isolated()?, file, url)?;
    print::answer(&answer, as_json, |answer| {
        format!("# {}\n\n{}", print::word(answer, "title"), print::word(answer, "markdown"))
    });
    Ok(true)
}

#[derive(Deserialize)]
struct Entry {
    id: Value,
    file: PathBuf,
    url: String,
}

/// Reads the pages of a manifest, a JSON line for each, in order. A page that cannot be read gets an error in its line.
pub fn batch(manifest: &Path) -> Result<bool, ApiError> {
    let extractor = isolated()?;
    let file = fs::File::open(manifest).map_err(|error| unreadable(manifest, &error))?;
    let mut entries: Vec<Result<Entry, ApiError>> = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|error| unreadable(manifest, &error))?;
        if !line.trim().is_empty() {
            entries.push(entry(manifest, number, &line));
        }
    }
    // With so many threads, each takes one page in turn, and their answers are taken in turn.
    let width = extractor.width().max(1);
    thread::scope(|scope| {
        let mut answers = Vec::new();
        for first in 0..width {
            let (sender, receiver) = sync_channel(AHEAD);
            let (extractor, mine) = (&extractor, entries.iter().skip(first).step_by(width));
            scope.spawn(move || {
                for entry in mine {
                    let answer = entry.as_ref().map_err(Clone::clone).map(|entry| answer(extractor, entry));
                    if sender.send(answer).is_err() {
                        break;
                    }
                }
            });
            answers.push(receiver);
        }
        let mut all_well = true;
        for turn in 0..entries.len() {
            let gone = |_| ApiError::new("system", "A thread ended before its work was done", "Try again.");
            let answer = answers[turn % width].recv().map_err(gone)??;
            all_well &= answer.get("error").is_none();
            print::json_line(&answer);
        }
        Ok(all_well)
    })
}

fn entry(manifest: &Path, number: usize, line: &str) -> Result<Entry, ApiError> {
    serde_json::from_str(line).map_err(|error| {
        let message = format!("{}: line {number}: {error}", manifest.display());
        ApiError::new("bad_manifest", message, "Each line is a JSON object with id, file and url.")
    })
}

fn answer(extractor: &Extractor, entry: &Entry) -> Value {
    let read = read(extractor, &entry.file, &entry.url);
    let mut answer = read.unwrap_or_else(|error| json!({ "error": error }));
    answer["id"] = entry.id.clone();
    answer
}
