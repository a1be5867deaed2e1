//! Reading pages from files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use postil_api::{ApiError, extract_file};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::print;

fn unreadable(file: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new("file", format!("{} could not be read: {error}", file.display()), "")
}

fn read(file: &Path, url: &str) -> Result<Value, ApiError> {
    let bytes = fs::read(file).map_err(|error| unreadable(file, &error))?;
    Ok(json!(extract_file(&bytes, url)?))
}

/// Reads one page.
pub fn one(file: &Path, url: &str, as_json: bool) -> Result<bool, ApiError> {
    let answer = read(file, url)?;
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
    let file = fs::File::open(manifest).map_err(|error| unreadable(manifest, &error))?;
    let mut all_well = true;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|error| unreadable(manifest, &error))?;
        if line.trim().is_empty() {
            continue;
        }
        let entry: Entry = serde_json::from_str(&line).map_err(|error| {
            let message = format!("{}: line {number}: {error}", manifest.display());
            ApiError::new("bad_manifest", message, "Each line is a JSON object with id, file and url.")
        })?;
        let mut answer = read(&entry.file, &entry.url).unwrap_or_else(|error| {
            all_well = false;
            json!({ "error": error })
        });
        answer["id"] = entry.id;
        print::json_line(&answer);
    }
    Ok(all_well)
}
