use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::Site;

const POST: &str = "---\r\ntitle: March\r\ndate: 2024-03-31\r\ntags: [reading]\r\n---\r\n\r\n## [Small queues](https://queues.example/small)\r\n\r\n\
* Batches wait\r\n    * (Me) Like a bus.\r\n\r\nThoughts: worth it.\r\n";
const LOG: &str = "2024-06-05\n\n- Slept.\n- Read on.\n\n2024-06-06\n\n- Wrote.";

/// All files beneath a folder, by their names.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_here) = open.pop() {
        for entry in fs::read_dir(&folder_here).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("beneath").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn old(postil: &Postil) -> String {
    let folder = postil.dir.path().join("old");
    fs::create_dir_all(folder.join("deep")).expect("a folder");
    fs::write(folder.join("march.md"), POST).expect("a file");
    fs::write(folder.join("deep/log.txt"), LOG).expect("a file");
    fs::write(folder.join("deep/Caf\u{e9}.md"), b"Le caf\xe9 est ferm\xe9, d\xe9sol\xe9.\n").expect("a file");
    folder.to_string_lossy().into_owned()
}

fn names(answer: &Value) -> Vec<&str> {
    answer["files"].as_array().expect("files").iter().filter_map(Value::as_str).collect()
}

#[test]
fn what_was_imported_comes_out_as_it_was_but_for_the_lines_of_an_edit() {
    let postil = Postil::new();
    let (from, to) = (old(&postil), postil.dir.path().join("new"));
    let to_name = to.to_string_lossy().into_owned();
    postil.json(&["import", &from]);
    let answer = postil.json(&["export", &to_name, "--format", "posts"]);
    assert_eq!(names(&answer), ["deep/Caf\u{e9}.md", "deep/log.txt", "march.md"]);
    assert_eq!(tree(&to), tree(Path::new(&from)));

    postil.json(&["comment", "https://queues.example/small", "worth it, twice.", "--replace"]);
    postil.json(&["journal", "2024-06-06", "And slept."]);
    let refused = postil.run(&["export", &to_name, "--format", "posts"]);
    assert_eq!(refused.error["error"]["code"], "file_exists");
    assert!(refused.error["error"]["message"].as_str().is_some_and(|message| message.starts_with("2 files")));
    assert_eq!(tree(&to), tree(Path::new(&from)));
    postil.json(&["export", &to_name, "--format", "posts", "--force"]);
    let now = tree(&to);
    assert_eq!(now["march.md"], POST.replace("worth it.", "worth it, twice.").into_bytes());
    let log = String::from_utf8_lossy(&now["deep/log.txt"]).into_owned();
    let new = log.strip_prefix(LOG).expect("all of the log").trim_end();
    assert!(new.starts_with("\n- ") && new.ends_with(" And slept.") && new.lines().count() == 2, "{log}");
    assert_eq!(now["deep/Caf\u{e9}.md"], tree(Path::new(&from))["deep/Caf\u{e9}.md"]);
}

#[test]
fn the_whole_library_comes_out_as_markdown_and_goes_in_again() {
    let postil = Postil::new();
    let from = old(&postil);
    postil.json(&["import", &from]);
    postil.json(&["note", "new", "a/b: c", "Of [[Small queues]].\n"]);
    postil.json(&["note", "new", "Plain", "Words.\n"]);
    postil.json(&["journal", "2024-07-01", "Alone."]);
    postil.json(&["tag", "Plain", "one/two"]);
    let to = postil.dir.path().join("new");
    let to_name = to.to_string_lossy().into_owned();
    let answer = postil.json(&["export", &to_name, "--format", "markdown"]);
    let mut all = names(&answer);
    all.sort_unstable();
    assert_eq!(
        all,
        [
            "articles/Small queues.md",
            "deep/Caf\u{e9}.md",
            "deep/log.txt",
            "journal/2024-07-01.md",
            "march.md",
            "notes/Plain.md",
            "notes/a b c.md"
        ]
    );
    let files = tree(&to);
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    assert!(text("notes/Plain.md").contains("tags: [\"one/two\"]\n---\n\nWords.\n"), "{}", text("notes/Plain.md"));
    assert!(text("notes/a b c.md").starts_with("---\ntitle: \"a/b: c\"\n"), "{}", text("notes/a b c.md"));
    let article = text("articles/Small queues.md");
    assert!(
        article.starts_with("---\ntitle: \"Small queues\"\nurl: \"https://queues.example/small\"\nsaved: 2024-03-31T")
    );
    assert!(article.ends_with(
        "## [Small queues](https://queues.example/small)\n\n- Batches wait\n  - (Me) Like a bus.\n\nThoughts: worth it.\n"
    ));
    let found =
        postil.json(&["export", &postil.dir.path().join("some").to_string_lossy(), "--format", "markdown", "Alone"]);
    assert_eq!(names(&found), ["journal/2024-07-01.md"]);

    let other = Postil::new();
    other.json(&["import", &to_name]);
    let day = other.json(&["journal", "2024-07-01"]);
    assert!(day["markdown"].as_str().is_some_and(|text| text.ends_with(" Alone.\n")), "{day}");
    assert_eq!(other.json(&["show", "a/b: c"])["kind"], "note");
    assert_eq!(other.json(&["show", "https://queues.example/small"])["commentary"], "worth it.\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Plain", "Words."]);
    let to = postil.dir.path().join("new");
    fs::create_dir_all(&to).expect("a folder");
    std::os::unix::fs::symlink(postil.dir.path(), to.join("notes")).expect("a link");
    let refused = postil.run(&["export", &to.to_string_lossy(), "--format", "markdown", "--force"]);
    assert_eq!(refused.error["error"]["code"], "file");
    assert!(!postil.dir.path().join("Plain.md").exists());
}

#[test]
fn an_import_is_undone_at_once_and_comes_again() {
    let postil = Postil::new();
    let from = old(&postil);
    postil.json(&["journal", "2024-06-05", "Mine."]);
    let mine = postil.json(&["journal", "2024-06-05"])["markdown"].clone();
    let first = postil.json(&["import", &from]);
    let runs = postil.json(&["imports"]);
    assert_eq!((&runs[0]["name"], &runs[0]["documents"], &runs[0]["waiting"]), (&json!("old"), &json!(5), &json!(1)));
    let undone = postil.json(&["imports", "undo", "1"]);
    assert_eq!((undone["binned"].as_array().map(Vec::len), &undone["reverted"]), (Some(4), &json!(1)));
    assert_eq!(undone["left"], json!([]));
    assert_eq!(postil.json(&["list"])["total"], 1);
    assert_eq!(postil.json(&["journal", "2024-06-05"])["markdown"], mine);
    assert_eq!(postil.run(&["imports", "undo", "1"]).error["error"]["code"], "nothing_to_undo");
    let to = postil.dir.path().join("none");
    let exported = postil.json(&["export", &to.to_string_lossy(), "--format", "posts"]);
    assert_eq!(names(&exported), [""; 0]);

    let again = postil.json(&["import", &from]);
    assert_eq!(again["added"], first["added"]);
    assert_eq!(postil.json(&["bin", "list"])["total"], 0);
    assert_eq!(postil.json(&["import", &from])["known"], 5);
    assert_eq!(postil.json(&["imports"]).as_array().map(Vec::len), Some(2));

    // Words written since stay, and are told.
    postil.json(&["comment", "https://queues.example/small", "And mine."]);
    let undone = postil.json(&["imports", "undo", "1"]);
    assert_eq!(undone["left"][0]["title"], "Small queues");
    let article = postil.json(&["show", "https://queues.example/small"]);
    assert_eq!((&article["commentary"], &article["outline"]), (&json!("And mine.\n"), &json!([])));
}

#[test]
fn what_two_imports_say_of_an_article_goes_with_each() {
    let postil = Postil::new();
    let import = |name: &str, line: &str| {
        let path = postil.dir.path().join(name);
        let text = format!("# [Small](https://queues.example/small)\n\n- Both\n- {line}\n\nThoughts: {line}!\n");
        fs::write(&path, text).expect("a file");
        postil.json(&["import", &path.to_string_lossy()]);
    };
    import("one.md", "One");
    import("two.md", "Two");
    let said = || {
        let article = postil.json(&["show", "https://queues.example/small"]);
        let points: Vec<String> = article["outline"]
            .as_array()
            .expect("points")
            .iter()
            .map(|point| point["text"].as_str().expect("text").to_owned())
            .collect();
        (points, article["commentary"].as_str().expect("words").to_owned())
    };
    let all = |points: &[&str]| points.iter().map(|point| (*point).to_owned()).collect::<Vec<_>>();
    assert_eq!(said(), (all(&["Both", "One", "Two"]), "One!\n\nTwo!\n".to_owned()));
    let undone = postil.json(&["imports", "undo", "2"]);
    assert_eq!((&undone["reverted"], &undone["left"]), (&json!(1), &json!([])));
    assert_eq!(said(), (all(&["Both", "Two"]), "Two!\n".to_owned()));
    let undone = postil.json(&["imports", "undo", "1"]);
    assert_eq!(undone["left"], json!([]));
    assert_eq!(postil.json(&["list"])["total"], 0);
}

#[test]
fn an_edited_point_is_not_imported_again() {
    let postil = Postil::new();
    let from = old(&postil);
    postil.json(&["import", &from]);
    postil.json(&["comment", "https://queues.example/small", "Other words.", "--replace"]);
    let again = postil.json(&["import", &from]);
    assert_eq!((&again["known"], &again["created"]), (&json!(5), &json!([])));
    assert_eq!(postil.json(&["show", "https://queues.example/small"])["commentary"], "Other words.");
}

#[test]
fn pages_of_an_import_are_fetched_and_its_outlines_stay() {
    let site = Site::new();
    let postil = Postil::new();
    for name in ["small", "long"] {
        site.article(&format!("/{name}"), name, "");
        let text = format!("# [{name}]({})\n\n- (Me) Mine\n", site.url(&format!("/{name}")));
        fs::write(postil.dir.path().join(format!("{name}.md")), text).expect("a file");
    }
    let path = |name: &str| postil.dir.path().join(name).to_string_lossy().into_owned();
    let mine = |name: &str| {
        let article = postil.json(&["show", &site.url(name)]);
        let points = article["outline"].as_array().expect("points");
        let mine = points.iter().filter(|point| point["text"] == "Mine" && point["voice"] == "me").count();
        (article["snapshots"].as_array().map(Vec::len), mine, points.len() > mine)
    };
    assert_eq!(postil.json(&["import", &path("small.md"), "--fetch"])["added"]["articles"], 1);
    assert_eq!(mine("/small"), (Some(1), 1, true));
    assert_eq!(postil.json(&["import", &path("long.md")])["waiting"], 1);
    assert_eq!(mine("/long"), (Some(0), 1, false));
    let fetched = postil.json(&["imports", "fetch", "1"]);
    assert_eq!(fetched[0]["state"], "saved");
    assert_eq!(mine("/long"), (Some(1), 1, true));
    assert!(postil.json(&["imports"]).as_array().expect("imports").iter().all(|run| run["waiting"] == 0));

    // What was drafted from the pages is not written into the posts.
    let to = path("out");
    postil.json(&["export", &to, "--format", "posts"]);
    for name in ["small.md", "long.md"] {
        assert_eq!(fs::read(Path::new(&to).join(name)).expect("a file"), fs::read(path(name)).expect("a file"));
    }
}

#[test]
fn a_note_under_an_empty_heading_is_one_of_its_own_and_is_written_back() {
    let postil = Postil::new();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, out) = (folder.path().join("2024.md"), folder.path().join("out"));
    let text = "---\ntitle: Bookmarks\n---\n\n## [Queues](https://a.example/queues)\n\n- claim\n\n##\n\nSome text of its own, which is longer.\nAnd more.\n\n## [Ink](https://a.example/ink)\n\n- black\n";
    std::fs::write(&file, text).expect("a file");
    let report = postil.json(&["import", &file.to_string_lossy()]);
    assert_eq!((&report["added"]["articles"], &report["added"]["notes"]), (&json!(2), &json!(1)));
    let title = "Some text of its own, which is longer. And more";
    let note = postil.json(&["show", title]);
    assert_eq!(note["markdown"], "Some text of its own, which is longer.\nAnd more.");
    assert_eq!(postil.json(&["import", &file.to_string_lossy()])["added"]["notes"], 0);
    postil.run_with(&["note", "edit", title, "-"], "Some text of its own.\nAnd more.");
    postil.json(&["export", &out.to_string_lossy(), "--format", "posts"]);
    let written = std::fs::read_to_string(out.join("2024.md")).expect("a file");
    assert_eq!(written, text.replace(", which is longer", ""));
}

#[test]
fn an_entry_with_a_hard_break_keeps_its_first_words() {
    let postil = Postil::new();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, out) = (folder.path().join("log.txt"), folder.path().join("out"));
    let text = "2024-06-05\n\n- Hello world,  \n  second\n- a  \n  b\n";
    fs::write(&file, text).expect("a file");
    postil.json(&["import", &file.to_string_lossy()]);
    let day = postil.json(&["journal", "2024-06-05"])["markdown"].as_str().expect("text").to_owned();
    postil.run_with(&["note", "edit", "2024-06-05", "-"], &day.replace("second", "third").replace("  b", "  c"));
    postil.json(&["export", &out.to_string_lossy(), "--format", "posts"]);
    let written = fs::read_to_string(out.join("log.txt")).expect("a file");
    assert!(written.contains("- Hello world,") && written.contains("third") && written.contains("- a"), "{written}");
}
