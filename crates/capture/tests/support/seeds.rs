//! The good pages from which bad ones are made.

use std::path::Path;

/// Every page and PDF that is among the tests and the sample.
pub fn pages() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["crates/capture/tests/pages", "crates/capture/tests/pdfs", "crates/api/sample/pages", "tests/pages"];
    let mut files = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        files.extend(
            entries
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|kind| kind == "html" || kind == "pdf")),
        );
    }
    files.sort();
    files.iter().filter_map(|path| std::fs::read(path).ok()).collect()
}
