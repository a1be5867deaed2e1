//! Prints what searching a large generated library costs, beside SQLite's FTS5 on the same documents. The first argument is the
//! number of documents, the second how many bytes one has on average.

#![allow(clippy::print_stdout)]

mod corpus;
mod others;
mod queries;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use postil_core::search::language::parse_typing;
use postil_core::search::{Index, Search};
use postil_core::{Library, verbs};

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let mut args = std::env::args().skip(1);
    let first = args.next();
    if first.as_deref() == Some("--memory") {
        return memory(Path::new(&args.next().unwrap_or_default()));
    }
    let count = first.and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mean = args.next().and_then(|n| n.parse().ok()).unwrap_or(4000);
    let dir = tempfile::tempdir()?;
    let library = Library::open(dir.path(), corpus::world())?;
    let bytes = corpus::fill(&library, count, mean)?;
    let mb = bytes as f64 / 1e6;
    println!("{count} documents, {mb:.0} MB of text");

    let alone = others::fill_tantivy(&dir.path().join("alone"), count, mean)?;
    fs::remove_dir_all(dir.path().join("alone"))?;
    let index = Index::open(&library.index_dir())?;
    let start = Instant::now();
    index.follow(&library)?;
    let built = start.elapsed().as_secs_f64();
    print("index build", format!("{:.1} MB/s", mb / built), ">= 12 MB/s");
    print("  beside tantivy alone, one stemmed field", format!("{:.2}", alone / built), ">= 0.8");
    let (fts, fts_built) = others::fill_fts(&dir.path().join("fts.db"), count, mean)?;
    print("FTS5 build", format!("{:.1} MB/s", mb / fts_built), "");
    index.settle()?;
    print("index size, of the text", format!("{:.2}", size(&library.index_dir())? as f64 / bytes as f64), "<= 0.6");
    drop(index);
    let start = Instant::now();
    let index = Index::open(&library.index_dir())?;
    index.search(&library, &asked("caf"))?;
    print("opening to first answer", millis(start.elapsed().as_secs_f64()), "<= 150 ms");
    searches(&library, &index, &fts, count, mean)?;
    let strokes =
        times(queries::keystrokes(60, count, mean), |typed| index.search(&library, &asked(&typed)).map(|f| f.total))?;
    print("each keystroke: p99", millis(percentile(&strokes, 0.99)), "<= 25 ms");
    findable(&library, &index)?;
    drop((index, fts));
    child(dir.path())
}

/// A search for twenty results.
fn asked(typed: &str) -> Search {
    Search { query: parse_typing(typed), now: jiff::Zoned::default(), offset: 0, limit: 20 }
}

fn searches(library: &Library, index: &Index, fts: &rusqlite::Connection, count: usize, mean: usize) -> Answer<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for query in queries::queries(100, count, mean) {
        let start = Instant::now();
        let found = index.search(library, &asked(&query.typed))?;
        ours.push((query.sort, start.elapsed().as_secs_f64(), found.total));
        let start = Instant::now();
        let found = others::search_fts(fts, &query.fts)?;
        theirs.push((query.sort, start.elapsed().as_secs_f64(), found));
    }
    println!("{:<44}{:>18}{:>20}{:>14}", "search, 20 snippets and counts: p50 / p99", "Postil", "FTS5", "times");
    for sort in ["one word", "two words", "three words", "phrase", "prefix", ""] {
        let of = |all: &[(&str, f64, usize)]| {
            let mut times: Vec<f64> =
                all.iter().filter(|one| sort.is_empty() || one.0 == sort).map(|one| one.1).collect();
            times.sort_by(f64::total_cmp);
            (percentile(&times, 0.5), percentile(&times, 0.99))
        };
        let (our, their) = (of(&ours), of(&theirs));
        println!(
            "{:<44}{:>18}{:>20}{:>14}",
            format!("  {}", if sort.is_empty() { "all (<= 3 / 16 ms, >= 8 times both)" } else { sort }),
            format!("{:.1} / {:.1} ms", our.0 * 1e3, our.1 * 1e3),
            format!("{:.1} / {:.1} ms", their.0 * 1e3, their.1 * 1e3),
            format!("{:.1} / {:.1}", their.0 / our.0, their.1 / our.1),
        );
    }
    let (a, b): (usize, usize) = (ours.iter().map(|one| one.2).sum(), theirs.iter().map(|one| one.2).sum());
    print("documents found in all, beside FTS5", format!("{:.2}", a as f64 / b as f64), "");
    Ok(())
}

/// How long it takes from a write until the index answers with it.
fn findable(library: &Library, index: &Index) -> Answer<()> {
    let mut all = Vec::new();
    for number in 0..40 {
        let word = format!("quixotry{number}");
        let start = Instant::now();
        library.write(|tx| verbs::create_note(tx, &format!("Fresh {word}"), &word))?;
        index.follow(library)?;
        if index.search(library, &asked(&format!("{word} ")))?.total != 1 {
            return Err("what was written is not found".into());
        }
        all.push(start.elapsed().as_secs_f64());
    }
    all.sort_by(f64::total_cmp);
    print("write to findable: p95", millis(percentile(&all, 0.95)), "<= 300 ms");
    Ok(())
}

/// Searches in a process of its own, and prints what memory that one has.
fn child(dir: &Path) -> Answer<()> {
    std::process::Command::new(std::env::current_exe()?).arg("--memory").arg(dir).status()?;
    Ok(())
}

fn memory(dir: &Path) -> Answer<()> {
    let library = Library::open(dir, corpus::world())?;
    let index = Index::open(&library.index_dir())?;
    for query in queries::queries(40, 5000, 4000) {
        index.search(&library, &asked(&query.typed))?;
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().unwrap_or(0.0) / 1024.0
    };
    let (own, files) = (of("RssAnon:"), of("RssFile:"));
    print("memory while searching", format!("{own:.0} MB (and {files:.0} of files)"), "<= 250 MB");
    Ok(())
}

fn times<Q>(all: Vec<Q>, mut run: impl FnMut(Q) -> postil_core::Result<usize>) -> Answer<Vec<f64>> {
    let mut times = Vec::new();
    for one in all {
        let start = Instant::now();
        std::hint::black_box(run(one)?);
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

fn percentile(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}

fn millis(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

fn print(name: &str, got: String, bar: &str) {
    println!("{name:<44}{got:>18}{bar:>20}");
}

fn size(dir: &Path) -> Answer<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
