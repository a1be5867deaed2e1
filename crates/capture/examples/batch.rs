//! Extracts the pages of a manifest and prints one JSON line for each, for measuring.
//!
//! The manifest is JSON lines of `{id, file, url}`.

use std::io::Write;

use postil_capture::{decode, extract, parse_address};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = std::env::args().nth(1).ok_or("usage: batch MANIFEST")?;
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(manifest)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let field = |name: &str| page[name].as_str().unwrap_or_default();
        let decoded = decode(&std::fs::read(field("file"))?, None);
        let article = extract(&decoded.text, &parse_address(field("url"))?);
        let mut answer = serde_json::to_value(&article)?;
        answer["id"] = json!(field("id"));
        // Some readers take these for line ends, even within strings.
        let line = answer
            .to_string()
            .replace('\u{85}', "\\u0085")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029");
        writeln!(out, "{line}")?;
    }
    Ok(())
}
