//! Reading in processes that break.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use postil_capture::{Extractor, FetchError, Limits, Page, ReaderCommand, Reading, Verdict};
use url::Url;

/// The example `reader`, which cargo builds beside the tests.
fn reader() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built =
        test.ancestors().nth(2).unwrap().join("examples").join(format!("reader{}", std::env::consts::EXE_SUFFIX));
    assert!(built.exists(), "{} is missing; run cargo build -p postil-capture --examples", built.display());
    built
}

fn well() -> Extractor {
    Extractor::isolated(ReaderCommand::new(reader(), ["--read-pages-as-a-child"]), Limits::default())
}

fn page(html: &str) -> Page {
    Page::rendered(html.to_owned(), Url::parse("https://a.example/page").unwrap())
}

const HARBOUR: &str = "<title>Harbour</title><article><p>The harbour was quiet, and the boats lay where the tide had left \
    them that morning, one beside the other.</p><p>Nobody came.</p></article>";

#[test]
fn a_page_reads_the_same_in_a_process_of_its_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let (isolated, here) = (well(), Extractor::in_process(Limits::default()));
    let plain = |reading: Reading| serde_json::to_value(reading).unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let body = std::fs::read(entry.unwrap().path()).unwrap();
        let page = Page::file(body, Url::parse("https://a.example/page").unwrap());
        assert_eq!(plain(isolated.read(page.clone()).unwrap()), plain(here.read(page).unwrap()));
        count += 1;
    }
    assert!(count >= 4);
}

/// Readers with a fault the first time: what is answered then, and afterwards.
fn check(fault: &str, time: Duration) {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("mark");
    let command = ReaderCommand::new(reader(), ["once".as_ref(), mark.as_os_str(), fault.as_ref()]);
    let extractor = Extractor::isolated(command, Limits { extract: time, ..Limits::default() });
    let first = extractor.read(page(HARBOUR)).unwrap().article;
    assert!(mark.exists(), "{fault}");
    assert_eq!(first.verdict, Verdict::Partial, "{fault}");
    assert!(first.text.starts_with("The harbour was quiet") && first.text.ends_with("Nobody came."), "{fault}");
    let second = extractor.read(page(HARBOUR)).unwrap().article;
    assert_eq!((second.verdict, second.title.as_str()), (Verdict::Ok, "Harbour"), "{fault}");
}

#[test]
fn a_page_that_breaks_its_reader_is_kept_as_words() {
    for fault in ["deep", "greedy", "liar", "boaster", "gone"] {
        check(fault, Duration::from_secs(60));
    }
}

#[test]
fn a_page_that_never_ends_is_kept_as_words() {
    check("endless", Duration::from_secs(5));
}

#[test]
fn a_page_that_breaks_every_reader_is_empty() {
    for fault in ["deep", "liar", "gone"] {
        let command = ReaderCommand::new(reader(), ["always", fault]);
        let extractor = Extractor::isolated(command, Limits::default());
        for _ in 0..3 {
            assert_eq!(extractor.read(page(HARBOUR)).unwrap().article.verdict, Verdict::Empty, "{fault}");
        }
    }
    let command = ReaderCommand::new(reader(), ["always", "endless"]);
    let limits = Limits { extract: Duration::from_millis(300), ..Limits::default() };
    assert_eq!(Extractor::isolated(command, limits).read(page(HARBOUR)).unwrap().article.verdict, Verdict::Empty);
}

#[test]
fn without_a_reader_nothing_is_claimed_of_the_page() {
    for command in [ReaderCommand::new("/nowhere/reader", ["x"]), ReaderCommand::new(reader(), ["no", "reader"])] {
        let error = Extractor::isolated(command, Limits::default()).read(page(HARBOUR)).unwrap_err();
        assert!(matches!(error, FetchError::NoReader { .. }) && error.retryable(), "{error:?}");
    }
}

#[test]
fn many_pages_are_read_by_few_readers_at_once() {
    let extractor = well();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let extractor = extractor.clone();
            scope.spawn(move || {
                for turn in 0..40 {
                    let html = HARBOUR.replace("Nobody came", &format!("Page {thread} of {turn}"));
                    let text = extractor.read(page(&html)).unwrap().article.text;
                    assert!(text.ends_with(&format!("Page {thread} of {turn}.")), "{text}");
                }
            });
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_gives_up_files_sockets_and_memory() {
    use std::io::Read;
    let mut child = Command::new(reader())
        .arg("--read-pages-as-a-child")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Once it says that it is ready, its limits are set.
    child.stdout.as_mut().unwrap().read_exact(&mut [0; 4]).unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let of = |name: &str| limits.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().rev().nth(1);
    assert_eq!(of("Max open files"), Some("3"));
    assert_eq!(of("Max file size"), Some("0"));
    assert_eq!(of("Max address space"), Some("3221225472"));
    drop(child.stdin.take());
    child.wait().unwrap();
}
