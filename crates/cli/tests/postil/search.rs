use std::process::Command;

use serde_json::{Value, json};

use crate::program::Postil;

#[test]
fn what_of_a_search_cannot_be_understood_is_told() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "café red"]);
    let found = postil.json(&["search", "café kind:artcle"]);
    let message = "kind: takes article, note, journal or post";
    let problem = json!({ "start": 5, "end": 16, "message": message, "suggestion": "kind:article", "as_words": true });
    assert_eq!(found["problems"], json!([problem]));
    assert_eq!(postil.json(&["search", "café red"])["problems"], json!([]));
    let output = Command::new(env!("CARGO_BIN_EXE_postil"))
        .arg("--library")
        .arg(postil.library())
        .args(["search", "café kind:artcle"])
        .output()
        .expect("postil runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told, format!("note: kind:artcle: {message}; searched as words (did you mean kind:article?)\n"));
    assert!(output.status.success());
}

/// The code of the error with which something must fail.
fn code(postil: &Postil, args: &[&str]) -> Value {
    let answer = postil.run(args);
    assert!(!answer.ok, "{args:?}: {}", answer.json);
    answer.error["error"]["code"].clone()
}

#[test]
fn a_filter_that_is_not_finished_is_told_of() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "café red"]);
    let found = postil.json(&["search", "red kind:no"]);
    assert_eq!(found["problems"][0]["suggestion"], "kind:note");
    assert_eq!((&found["total"], &found["query"]), (&json!(0), &json!("red \"kind:no\"")));
    assert_eq!(postil.json(&["search", "re kind:note"])["total"], 0);
    assert_eq!(postil.json(&["search", "kind:note re"])["total"], 1);
    let many: String = (0..1500).map(|n| format!("term{n} ")).collect();
    assert_eq!(code(&postil, &["search", &many]), "long_search");
}

#[test]
fn what_is_found_is_counted_sorted_and_paged() {
    let postil = Postil::new();
    for (title, tag) in [("Ink", "desk/pens"), ("Quill", "desk"), ("Paper", "desk")] {
        postil.json(&["note", "new", title, "small words"]);
        postil.json(&["tag", title, tag]);
    }
    let found = postil.json(&["search", "small tag:desk sort:title", "--limit", "2"]);
    let titles = |found: &Value| -> Vec<String> {
        let hits = found["hits"].as_array().expect("hits").clone();
        hits.into_iter().map(|hit| hit["title"].as_str().expect("a title").to_owned()).collect()
    };
    assert_eq!((&found["total"], titles(&found)), (&json!(3), vec!["Ink".to_owned(), "Paper".to_owned()]));
    let tags = json!([
        { "name": "desk", "count": 3, "filter": "tag:desk", "chosen": true },
        { "name": "desk/pens", "count": 1, "filter": "tag:desk/pens", "chosen": false },
    ]);
    assert_eq!(found["counts"]["tags"], tags);
    let rest = postil.json(&["search", "small tag:desk sort:title", "--offset", "2"]);
    assert_eq!(titles(&rest), ["Quill"]);
    let listed = postil.json(&["list", "tag:desk/pens"]);
    assert_eq!((&listed["total"], &listed["items"][0]["title"]), (&json!(1), &json!("Ink")));
}

#[test]
fn searches_are_kept_changed_and_forgotten() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "red"]);
    let saved = postil.json(&["searches", "save", "red kind:note", "--name", "Red notes"]);
    assert_eq!((&saved["name"], &saved["total"]), (&json!("Red notes"), &json!(1)));
    postil.json(&["searches", "edit", "Red notes", "--query", "blue"]);
    let all = postil.json(&["searches"]);
    assert_eq!((&all[0]["name"], &all[0]["query"], &all[0]["total"]), (&json!("Red notes"), &json!("blue"), &json!(0)));
    postil.json(&["searches", "remove", "Red notes"]);
    assert_eq!(postil.json(&["searches"]), json!([]));
    postil.json(&["searches", "restore", saved["id"].as_str().expect("an id")]);
    assert_eq!(postil.json(&["searches"])[0]["query"], "blue");
    assert_eq!(code(&postil, &["searches", "save", "  "]), "no_query");
    assert_eq!(code(&postil, &["searches", "remove", "Green"]), "no_search");
    assert_eq!(postil.json(&["searches", "history"]), json!([]));
}

#[test]
fn documents_are_found_by_letters_and_by_what_relates_them() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Small queues", "See [[Ink]]."]);
    postil.json(&["note", "new", "Ink", "red"]);
    postil.json(&["alias", "Ink", "Vermilion"]);
    let found = postil.json(&["titles", "smq"]);
    assert_eq!((&found[0]["title"], &found[0]["places"]), (&json!("Small queues"), &json!([0, 1, 6])));
    assert_eq!(postil.json(&["titles", "vml"])[0]["alias"], "Vermilion");
    assert_eq!(postil.json(&["titles"]).as_array().map(Vec::len), Some(2));
    let related = postil.json(&["related", "Ink"]);
    assert_eq!((&related[0]["title"], &related[0]["reasons"]), (&json!("Small queues"), &json!(["linked"])));
}
