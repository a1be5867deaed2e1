//! Prints what searching a large generated library costs, beside SQLite's FTS5 on the same documents. The first argument is the
//! number of documents, the second how many bytes one has on average. A folder as the third keeps the library and the FTS5
//! tables for the next time; the index is built anew. With `--searches` before the three nothing is built, and FTS5 not asked.
//! `SLOWEST=1` in the environment lists what took longest.

#![allow(clippy::print_stdout)]

mod corpus;
mod others;
mod queries;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use postil_core::search::language::parse_typing;
use postil_core::search::{Index, Search, Titles};
use postil_core::{Library, verbs};
use rusqlite::Connection;

type Answer<T> = Result<T, Box<dyn Error>>;

/// What is searched: a generated library, and the same documents in FTS5.
struct Bench {
    dir: PathBuf,
    library: Library,
    /// How many documents it has.
    count: usize,
    /// How many bytes one has on average.
    mean: usize,
    /// How many bytes of text all have.
    bytes: u64,
}

fn main() -> Answer<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == "--memory") {
        return memory(Path::new(args.last().map_or("", String::as_str)));
    }
    let only_searches = args.first().is_some_and(|arg| arg == "--searches");
    args.drain(..usize::from(only_searches));
    let number = |at: usize, usual| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (count, mean) = (number(0, 100_000), number(1, 4000));
    let passing = tempfile::tempdir()?;
    let dir = args.get(2).map_or_else(|| passing.path().to_path_buf(), PathBuf::from);
    let library = Library::open(&dir, corpus::world())?;
    let bytes = once(&dir.join("filled"), || corpus::fill(&library, count, mean))?;
    let bench = Bench { dir, library, count, mean, bytes };
    println!("{count} documents, {:.0} MB of text", bytes as f64 / 1e6);
    let fts = if only_searches {
        None
    } else {
        bench.build()?;
        Some(bench.fts()?)
    };
    bench.search(fts.as_ref())?;
    // In a process of its own, so that it is the memory of searching alone.
    std::process::Command::new(std::env::current_exe()?).arg("--memory").arg(&bench.dir).status()?;
    Ok(())
}

/// A search for twenty results.
fn asked(typed: &str) -> Search {
    Search { query: parse_typing(typed), now: jiff::Zoned::default(), offset: 0, limit: 20 }
}

/// What was written to a file when something was done, or else does it.
fn once(done: &Path, run: impl FnOnce() -> postil_core::Result<u64>) -> Answer<u64> {
    if let Ok(text) = fs::read_to_string(done) {
        return Ok(text.parse()?);
    }
    let number = run()?;
    fs::write(done, number.to_string())?;
    Ok(number)
}

impl Bench {
    fn build(&self) -> Answer<()> {
        let mb = self.bytes as f64 / 1e6;
        let alone = self.dir.join("alone");
        let (seconds, work) = others::fill_tantivy(&alone, self.count, self.mean)?;
        fs::remove_dir_all(alone)?;
        let index_dir = self.library.index_dir();
        if index_dir.exists() {
            fs::remove_dir_all(&index_dir)?;
        }
        let index = Index::open(&index_dir)?;
        let (start, before) = (Instant::now(), processor());
        index.follow(&self.library)?;
        let (built, worked) = (start.elapsed().as_secs_f64(), processor() - before);
        print("index build", format!("{:.1} MB/s", mb / built), ">= 12 MB/s");
        print("  beside tantivy alone, one stemmed field", format!("{:.2}", seconds / built), ">= 0.8");
        print("  the same in time of the processor", format!("{:.2} ({worked:.1} s)", work / worked), "");
        let start = Instant::now();
        index.settle()?;
        print("  until it has settled", format!("{:.1} s more", start.elapsed().as_secs_f64()), "");
        print("index size, of the text", format!("{:.2}", size(&index_dir)? as f64 / self.bytes as f64), "<= 0.6");
        Ok(())
    }

    fn search(&self, fts: Option<&Connection>) -> Answer<()> {
        let start = Instant::now();
        let index = Index::open(&self.library.index_dir())?;
        index.search(&self.library, &asked("caf"))?;
        print("opening to first answer", millis(start.elapsed().as_secs_f64()), "<= 150 ms");
        self.compare(&index, fts)?;
        self.keystrokes(&index)?;
        self.bad_input(&index)?;
        self.opening(&index)?;
        self.findable(&index)
    }

    fn fts(&self) -> Answer<Connection> {
        let file = self.dir.join("fts.db");
        if self.dir.join("fts.filled").exists() {
            return Ok(others::open_fts(&file)?);
        }
        let (fts, built) = others::fill_fts(&file, self.count, self.mean)?;
        print("FTS5 build", format!("{:.1} MB/s", self.bytes as f64 / 1e6 / built), "");
        fs::write(self.dir.join("fts.filled"), "")?;
        Ok(fts)
    }

    fn compare(&self, index: &Index, fts: Option<&Connection>) -> Answer<()> {
        let (mut ours, mut theirs, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        let queries = queries::queries(100, self.count, self.mean);
        for query in &queries {
            let start = Instant::now();
            let found = index.search(&self.library, &asked(&query.typed))?;
            ours.push((query.sort, start.elapsed().as_secs_f64(), found.total));
        }
        for (times, counts) in [(&mut bare, false), (&mut theirs, true)] {
            for query in &queries {
                let start = Instant::now();
                let found = fts.map_or(Ok(0), |fts| others::search_fts(fts, &query.fts, counts))?;
                times.push((query.sort, start.elapsed().as_secs_f64(), found));
            }
        }
        println!(
            "{:<42}{:>16}{:>18}{:>14}{:>22}",
            "search, 20 snippets and counts: p50 / p99", "Postil", "FTS5", "times", "FTS5 without counts"
        );
        for sort in ["one word", "two words", "three words", "phrase", "prefix", ""] {
            let of = |all: &[(&str, f64, usize)]| {
                let mut times: Vec<f64> =
                    all.iter().filter(|one| sort.is_empty() || one.0 == sort).map(|one| one.1).collect();
                times.sort_by(f64::total_cmp);
                (percentile(&times, 0.5), percentile(&times, 0.99))
            };
            let (our, their, bare) = (of(&ours), of(&theirs), of(&bare));
            println!(
                "{:<42}{:>16}{:>18}{:>14}{:>22}",
                format!("  {}", if sort.is_empty() { "all (<= 3 / 16 ms, >= 8 times both)" } else { sort }),
                format!("{:.1} / {:.1} ms", our.0 * 1e3, our.1 * 1e3),
                format!("{:.1} / {:.1} ms", their.0 * 1e3, their.1 * 1e3),
                format!("{:.1} / {:.1}", their.0 / our.0, their.1 / our.1),
                format!("{:.1} / {:.1} ms", bare.0 * 1e3, bare.1 * 1e3),
            );
        }
        let (a, b): (usize, usize) = (ours.iter().map(|one| one.2).sum(), theirs.iter().map(|one| one.2).sum());
        print("documents found in all, beside FTS5", format!("{:.2}", a as f64 / b as f64), "");
        Ok(())
    }

    fn keystrokes(&self, index: &Index) -> Answer<()> {
        let mut times = Vec::new();
        for typed in queries::keystrokes(60, self.count, self.mean) {
            let start = Instant::now();
            index.search(&self.library, &asked(&typed))?;
            times.push((start.elapsed().as_secs_f64(), typed));
        }
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        if std::env::var_os("SLOWEST").is_some() {
            times.iter().rev().take(20).for_each(|(time, typed)| println!("  {} {typed}", millis(*time)));
        }
        let times: Vec<f64> = times.into_iter().map(|one| one.0).collect();
        let [half, most] = [0.5, 0.99].map(|part| percentile(&times, part) * 1e3);
        print("each keystroke: p50 / p99", format!("{half:.1} / {most:.1} ms"), "p99 <= 25 ms");
        Ok(())
    }

    fn bad_input(&self, index: &Index) -> Answer<()> {
        let mut slowest = (0.0, "");
        for (name, typed) in queries::bad_input(self.count, self.mean) {
            let start = Instant::now();
            // A clear error is an answer too.
            let _ = std::hint::black_box(index.search(&self.library, &asked(&typed)));
            let seconds = start.elapsed().as_secs_f64();
            slowest = if seconds > slowest.0 { (seconds, name) } else { slowest };
            if std::env::var_os("SLOWEST").is_some() {
                println!("  {} {name}", millis(seconds));
            }
        }
        print(&format!("bad input: slowest ({})", slowest.1), millis(slowest.0), "<= 100 ms");
        Ok(())
    }

    /// Opening documents by a few letters of their titles, and what is related to them.
    fn opening(&self, index: &Index) -> Answer<()> {
        let titles = Titles::default();
        let start = Instant::now();
        titles.follow(&self.library)?;
        print("titles read for quick open", millis(start.elapsed().as_secs_f64()), "");
        let mut times = Vec::new();
        for typed in queries::keystrokes(40, self.count, self.mean) {
            let start = Instant::now();
            titles.follow(&self.library)?;
            std::hint::black_box(titles.find(&typed, 20));
            times.push(start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        let [half, most] = [0.5, 0.99].map(|part| percentile(&times, part) * 1e3);
        print("quick open: p50 / p99", format!("{half:.1} / {most:.1} ms"), "<= 10 ms");
        let ids = self.library.read(|conn| postil_core::tables::changes::last(conn, 20))?;
        let mut times = Vec::new();
        for id in ids {
            let start = Instant::now();
            index.related(&self.library, id, 10)?;
            times.push(start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        print("related: p50", millis(percentile(&times, 0.5)), "");
        Ok(())
    }

    /// How long it takes from a write until the index answers with it.
    fn findable(&self, index: &Index) -> Answer<()> {
        let mut all = Vec::new();
        let run = fastrand::u32(..);
        for number in 0..40 {
            let word = format!("quixotry{run}{number}");
            let start = Instant::now();
            self.library.write(|tx| verbs::create_note(tx, &format!("Fresh {word}"), &word))?;
            index.follow(&self.library)?;
            if index.search(&self.library, &asked(&format!("{word} ")))?.total != 1 {
                return Err("what was written is not found".into());
            }
            all.push(start.elapsed().as_secs_f64());
        }
        all.sort_by(f64::total_cmp);
        print("write to findable: p95", millis(percentile(&all, 0.95)), "<= 300 ms");
        Ok(())
    }
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
    print("memory while searching: own and mapped files", format!("{own:.0} + {files:.0} MB"), "own <= 250 MB");
    Ok(())
}

/// For how many seconds this process has used a processor.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let numbers = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    numbers.filter_map(|number| number.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn percentile(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}

fn millis(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

fn print(name: &str, got: String, bar: &str) {
    println!("{name:<46}{got:>18}{bar:>20}");
}

fn size(dir: &Path) -> Answer<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
