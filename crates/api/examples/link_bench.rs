//! Prints what links cost in a library of 100,000 documents with 1,000,000 links.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use postil_api::{App, Extractor};
use postil_capture::Limits;
use serde_json::{Value, json};

const DOCUMENTS: usize = 100_000;
const LINKS_EACH: usize = 10;
/// The documents that link to the one that everybody links to.
const TO_HUB: usize = 10_000;
const BATCH: usize = 1_000;
const RUNS: usize = 200;

const SYLLABLES: [&str; 24] = [
    "ba", "con", "der", "el", "fir", "gra", "hol", "in", "ka", "lum", "mer", "no", "or", "pel", "qui", "ren", "sol",
    "tan", "ul", "ver", "wes", "xi", "yor", "zen",
];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(folder.path(), Extractor::in_process(Limits::default())).unwrap();
    fastrand::seed(1);
    let began = Instant::now();
    let mut import = Value::Null;
    let hub = call(&app, "note_create", json!({ "title": "Harbour lights", "markdown": "" }));
    for first in (0..DOCUMENTS).step_by(BATCH) {
        let files: Vec<Value> = (first..first + BATCH).map(file).collect();
        let request = json!({
            "files": files, "import": import, "name": "notes", "dry_run": false, "format": null, "repair": false,
        });
        import = call(&app, "import_run", request)["import"].clone();
    }
    let built = began.elapsed();
    call(&app, "library_reindex", json!({}));
    println!("{DOCUMENTS} documents with {} links, made in {:.0} s", DOCUMENTS * LINKS_EACH, built.as_secs_f64());
    println!("{:<48}{:>9}{:>9}{:>12}", "", "p50", "p95", "bar");
    let note = call(&app, "document_show", json!({ "id": title(77) }));
    let mut text = note["markdown"].as_str().unwrap().to_owned();
    print("  saving a note with 10 links", "<= 10 ms", || {
        let changed = format!("{text} {}", words(3));
        let request = json!({ "id": note["id"], "markdown": changed, "base": text });
        let took = time(&app, "note_save", request);
        text = changed;
        took
    });
    let first = json!({ "id": hub["id"], "skip": 0, "limit": 100 });
    print("  backlinks (10,000) and mentions, first page", "<= 80 ms", || time(&app, "backlink_list", first.clone()));
    let next = json!({ "id": hub["id"], "skip": 100, "limit": 100 });
    print("  backlinks (10,000), a page", "<= 30 ms", || time(&app, "backlink_list", next.clone()));
    let graph = json!({ "id": hub["id"], "depth": 2 });
    print("  the graph around it, 500 documents", "none set", || time(&app, "graph_show", graph.clone()));
    let named = json!({ "id": title(DOCUMENTS - 1), "skip": 0, "limit": 100 });
    print("  a document of a few links, with mentions", "<= 50 ms", || time(&app, "backlink_list", named.clone()));
}

fn title(n: usize) -> String {
    let mut name = String::new();
    let mut rest = n + SYLLABLES.len() * SYLLABLES.len();
    while rest > 0 {
        name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    format!("On {name} {}", SYLLABLES[n % SYLLABLES.len()])
}

fn words(count: usize) -> String {
    let word = || (0..fastrand::usize(1..4)).map(|_| fastrand::choice(SYLLABLES).unwrap()).collect::<String>();
    (0..count).map(|_| word()).collect::<Vec<_>>().join(" ")
}

fn file(n: usize) -> Value {
    let mut text = format!("---\ntitle: {}\n---\n", title(n));
    for link in 0..LINKS_EACH {
        let to =
            if link == 0 && n < TO_HUB { "Harbour lights".to_owned() } else { title(fastrand::usize(0..DOCUMENTS)) };
        text.push_str(&format!("{} [[{to}]] {}.\n\n", words(12), words(8)));
    }
    if n.is_multiple_of(50) {
        text.push_str("The harbour lights went out.\n");
    }
    json!({ "name": format!("note-{n}.md"), "base64": base64(&text) })
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn call(app: &App, command: &str, request: Value) -> Value {
    app.call(command, request).unwrap_or_else(|error| panic!("{command}: {}", error.message))
}

fn time(app: &App, command: &str, request: Value) -> f64 {
    let began = Instant::now();
    call(app, command, request);
    began.elapsed().as_secs_f64() * 1e3
}

fn print(name: &str, bar: &str, mut run: impl FnMut() -> f64) {
    run();
    let mut times: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<48}{:>6.1} ms{:>6.1} ms{bar:>12}", times[RUNS / 2], times[RUNS * 95 / 100]);
}
