use std::fs;

use serde_json::{Value, json};

use crate::program::Postil;

/// Imports one file, and answers the report.
fn import(postil: &Postil, name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Value {
    let path = postil.dir.path().join(name);
    fs::write(&path, bytes).expect("a file");
    let path = path.to_string_lossy().into_owned();
    postil.run(&[&["import", path.as_str()], more].concat()).json
}

#[test]
fn files_that_are_not_what_they_seem_are_told_of_and_nothing_is_lost() {
    let postil = Postil::new();
    let failed = import(&postil, "picture.md", [0u8, 159, 146, 150, 0, 1], &[]);
    assert_eq!(failed["failed"], json!([{ "where": "picture.md", "reason": "This file holds no text" }]));
    let wide: Vec<u8> = "\u{feff}Wörter in breit\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(import(&postil, "wide.md", wide, &[])["added"]["notes"], 1);
    assert_eq!(postil.json(&["show", "wide"])["markdown"], "Wörter in breit\n");
    assert_eq!(import(&postil, "latin.md", b"Caf\xe9 ferm\xe9, d\xe9sol\xe9\n", &[])["added"]["notes"], 1);
    assert_eq!(postil.json(&["show", "latin"])["markdown"], "Café fermé, désolé\n");
    let broken = import(&postil, "front.md", "---\ntitle: [a\n  b: {\n---\n\nWords.\n", &[]);
    assert_eq!(broken["skipped"][0]["where"], "front.md:3", "{broken}");
    let dated = import(&postil, "day.md", "# Walk\n\n30 February 2024\n\nFar.\n", &[]);
    assert_eq!(dated["skipped"], json!([{ "where": "day.md:3", "reason": "There is no such day" }]));
    assert!(postil.json(&["show", "Walk"])["markdown"].as_str().is_some_and(|text| text.contains("30 February")));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let postil = Postil::new();
    let path = postil.dir.path().join("huge.md");
    fs::File::create(&path).and_then(|file| file.set_len(200 << 20)).expect("a file");
    let report = postil.json_of_failure(&["import", &path.to_string_lossy()]);
    let reason = report["failed"][0]["reason"].as_str().expect("a reason");
    assert!(reason.contains("200 MB") && reason.contains("32 MB"), "{reason}");
    assert_eq!(postil.json(&["list"])["total"], 0);
}

#[test]
fn strange_texts_come_in_whole_and_come_out_the_same() {
    let postil = Postil::new();
    let headings: String =
        (0..10_000).map(|n| format!("## [Part {n}](https://h.example/{})\n\n- Line\n\n", n % 7)).collect();
    let long = "Title ".repeat(1700);
    let texts = [
        ("headings.md", headings),
        ("long.md", format!("---\ntitle: {long}\ndate: 2024-01-01\n---\n\nWords.\n")),
        ("emoji.md", "😀🚀\n".to_owned()),
        ("rtl.md", "# שלום עולם\n\nمرحبا \u{202e}abc\n".to_owned()),
        ("self.md", "# Self\n\n[[Self]] and [self](self.md) and [[self]].\n".to_owned()),
    ];
    for (name, text) in &texts {
        let report = import(&postil, name, text, &[]);
        assert_eq!(report["failed"], json!([]), "{name}");
    }
    let to = postil.dir.path().join("out");
    postil.json(&["export", &to.to_string_lossy(), "--format", "posts"]);
    for (name, text) in &texts {
        assert!(fs::read_to_string(to.join(name)).expect("a file") == *text, "{name}");
    }
}

#[test]
fn a_file_is_read_as_it_is_told_or_says_why_not() {
    let postil = Postil::new();
    let words = "Some words.\n\n- And a list\n";
    for (format, reason) in [("daily_log", "a daily log"), ("commentary_post", "a commentary post")] {
        let report = import(&postil, "words.md", words, &["--format", format]);
        let told = report["failed"][0]["reason"].as_str().expect("a reason");
        assert!(told.contains(reason), "{told}");
    }
    let report = import(&postil, "words.md", words, &["--format", "post"]);
    assert_eq!((&report["format"], &report["added"]["posts"]), (&json!("post"), &json!(1)));
    let log = "2024-06-05\n\n- Slept.\n";
    let report = import(&postil, "log.md", log, &["--format", "markdown"]);
    assert_eq!(
        (&report["format"], &report["added"]["notes"], &report["added"]["journal"]),
        (&json!("markdown"), &json!(1), &json!(0))
    );
    assert_eq!(import(&postil, "log.md", log, &[])["added"]["journal"], 1);
}

#[test]
fn spoilt_letters_are_repaired_only_on_request() {
    let postil = Postil::new();
    let spoilt = "# Walk\n\n5 June 2024\n\nIā m sure it isnā t far.\n";
    let report = import(&postil, "walk.md", spoilt, &[]);
    assert_eq!((report["damages"].as_u64(), &report["damaged"][0]["where"]), (Some(2), &json!("walk.md:5")));
    assert_eq!(report["damaged"][0]["reason"], "“Iā m” was once “I’m”, it seems");
    assert_eq!(postil.json(&["show", "Walk"])["markdown"], spoilt);
    let shown = postil.json(&["letters", "Walk"]);
    assert_eq!((&shown["count"], &shown["places"][0]["suggestion"]), (&json!(2), &json!("’")));
    assert_eq!(postil.json(&["show", "Walk"])["markdown"], spoilt);
    postil.json(&["letters", "Walk", "--repair"]);
    let sound = "# Walk\n\n5 June 2024\n\nI’m sure it isn’t far.\n";
    assert_eq!(postil.json(&["show", "Walk"])["markdown"], sound);
    assert_eq!(postil.json(&["letters", "Walk"])["count"], 0);
    let before = postil.json(&["version", "restore", "Walk", "1"]);
    assert_eq!(before["changed"], true, "{before}");
    assert_eq!(postil.json(&["show", "Walk"])["markdown"], spoilt);

    let other = Postil::new();
    import(&other, "walk.md", spoilt, &["--repair"]);
    assert_eq!(other.json(&["show", "Walk"])["markdown"], sound);
}
