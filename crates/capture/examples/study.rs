//! Prints the blocks of a manifest's pages with the numbers by which each is judged: what `model/fit.py` reads.

use postil_capture::{decode, parse_address, study};
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = std::env::args().nth(1).ok_or("usage")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(manifest)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let field = |name: &str| page[name].as_str().unwrap_or_default();
        let decoded = decode(&std::fs::read(field("file"))?, None);
        let blocks = study(&decoded.text, &parse_address(field("url"))?);
        writeln!(out, "{}", json!({"id": field("id"), "blocks": blocks}))?;
    }
    Ok(())
}
