//! An Obsidian vault: `tests/vault`, which is written for it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::program::Postil;

fn vault() -> String {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vault");
    dir.to_string_lossy().into_owned()
}

fn told(report: &Value, list: &str) -> Vec<(String, String)> {
    let word = |one: &Value, name: &str| one[name].as_str().expect("a word").to_owned();
    report[list].as_array().expect("a list").iter().map(|one| (word(one, "where"), word(one, "reason"))).collect()
}

fn check(report: &Value, list: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(at, reason)| ((*at).to_owned(), (*reason).to_owned())).collect();
    assert_eq!(told(report, list), wanted, "{list}");
}

#[test]
fn a_vault_comes_in_whole_and_once_and_what_was_left_out_is_told() {
    let postil = Postil::new();
    let tried = postil.json(&["import", &vault(), "--dry-run"]);
    assert_eq!((&tried["pictures"], &tried["added"]["notes"]), (&json!(7), &json!(23)));
    assert_eq!(postil.json(&["list"])["total"], 0);

    let report = postil.json(&["import", &vault()]);
    assert_eq!((&report["added"], &report["pictures"]), (&tried["added"], &tried["pictures"]));
    check(&report, "failed", &[]);
    check(&report, "skipped", &[("Home.md:23", "The picture “gone.png” is not among the files")]);
    let neither = "Neither a text nor a picture";
    check(
        &report,
        "left_out",
        &[
            (".gitattributes", "Hidden"),
            (".obsidian", "Hidden"),
            (".trash", "Hidden"),
            ("Attachments/bird.mp3", "A recording"),
            ("Attachments/table.csv", neither),
            ("Attachments/talk.pdf", "A PDF"),
            ("Attachments/unused.png", "No text shows it"),
            ("Drawings/Board.canvas", "A canvas"),
            ("Drawings/Plan.excalidraw.md", "An Excalidraw drawing"),
            ("Drawings/Rows.base", "A base"),
        ],
    );
    for title in
        ["Αθήνα", "القاهرة", "ירושלים", "दिल्ली", "กรุงเทพ", "서울", "Москва", "თბილისი", "አዲስ አበባ", "Đà Nẵng", "தமிழ்"]
    {
        assert_eq!(postil.json(&["show", title])["kind"], "note", "{title}");
    }
    for title in ["🌱 Seedlings #1 (draft)", "two spaces & an ampersand", "UPPER", "no title", "also empty", "Windows"]
    {
        assert_eq!(postil.json(&["show", title])["kind"], "note", "{title}");
    }
    let own = std::fs::read_to_string(format!("{}/Home.md", vault())).expect("a file");
    assert_eq!(postil.json(&["show", "Home"])["markdown"], json!(own));
    assert_eq!(postil.json(&["show", "東京の水"])["tags"], json!(["都市"]));

    let again = postil.json(&["import", &vault()]);
    assert_eq!((&again["pictures"], &again["known"], &again["added"]["notes"]), (&json!(0), &json!(23), &json!(0)));
    assert_eq!(postil.json(&["list"])["total"], 23);
}

#[test]
fn its_pictures_are_shown_its_comments_are_not() {
    let postil = Postil::new();
    postil.json(&["import", &vault()]);
    let (home, queues) = (postil.json(&["show", "Home"]), postil.json(&["show", "Small queues"]));
    let html = home["html"].as_str().expect("HTML");
    assert!(html.contains("<img data-src=\"harbour.png\" alt=\"\" width=\"320\">"), "{html}");
    assert!(html.contains("<span class=\"image\">gone.png</span>"), "{html}");
    assert!(html.contains("<mark>one <em>thing</em></mark>"), "{html}");
    assert!(!html.contains("Sort these") && !html.contains("Hidden heading") && html.contains("100%% sure"), "{html}");
    let links = postil.json(&["links", "Home"]);
    assert!(!links.to_string().contains("Not a link") && !links.to_string().contains("Hidden link"), "{links}");

    // Of two pictures of one name, each note shows the one beside it; a path is a path wherever it is read.
    assert_ne!(home["images"]["harbour.png"], queues["images"]["harbour.png"]);
    assert_eq!(
        home["images"]["Reading/images/harbour%20at%20night.png"],
        queues["images"]["images/harbour%20at%20night.png"]
    );
    let html = queues["html"].as_str().expect("HTML");
    assert!(html.contains("<blockquote class=\"callout\" data-callout=\"note\">"), "{html}");
    assert!(html.contains("<details class=\"callout\" data-callout=\"warning\">"), "{html}");
    assert!(html.contains("==no mark== and %%no comment%%") && queues["images"].get("no.png").is_none(), "{html}");

    let serving = postil.serve();
    let evil = postil.json(&["show", "Harbour log"])["images"]["Attachments/evil.svg"].clone();
    let drawing = ureq::get(format!("{}/blob/{}", serving.base, evil.as_str().expect("a hash")))
        .header("Authorization", format!("Bearer {}", serving.token))
        .call()
        .expect("a picture")
        .body_mut()
        .read_to_string()
        .expect("text");
    assert!(drawing.contains("<rect") && !drawing.contains("alert"), "{drawing}");
    // A text that is written here finds a picture by its name, unless there are two of it.
    let note = postil.json(&["note", "new", "New", "![[lamp.svg]] ![[harbour.png]]"]);
    let found = serving.call("picture_find", &json!({ "id": note["id"], "targets": ["lamp.svg", "harbour.png"] }));
    assert!(found["found"]["lamp.svg"].is_string() && found["found"]["harbour.png"].is_null(), "{found}");
    assert_eq!(postil.json(&["doctor"])["ok"], true);
}

#[test]
fn pictures_that_are_none_are_told_and_what_came_late_is_taken_in() {
    let postil = Postil::new();
    let folder = postil.dir.path().join("vault");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("a.md"), "![[broken.png]] ![[late.svg]]").expect("a file");
    std::fs::write(folder.join("broken.png"), "no picture").expect("a file");
    let path = folder.to_string_lossy().into_owned();
    let report = postil.json_of_failure(&["import", &path]);
    check(&report, "failed", &[("broken.png", "It is no PNG, JPEG, GIF, WebP, AVIF or SVG, or it is damaged")]);
    check(&report, "skipped", &[("a.md:1", "The picture “late.svg” is not among the files")]);
    std::fs::write(folder.join("late.svg"), "<svg><path d='M0 0'/></svg>").expect("a file");
    std::fs::remove_file(folder.join("broken.png")).expect("it goes");
    let again = postil.json(&["import", &path]);
    assert_eq!((&again["pictures"], &again["known"]), (&json!(1), &json!(1)));
    assert!(postil.json(&["show", "a"])["images"]["late.svg"].is_string());
}

#[test]
fn a_picture_is_put_into_a_text() {
    let postil = Postil::new();
    let note = postil.json(&["note", "new", "Trip", "Seen."]);
    let serving = postil.serve();
    let svg = "PHN2Zz48cGF0aCBkPSdNMCAwJy8+PC9zdmc+";
    let request = json!({ "id": note["id"], "name": "The_lamp.svg", "base64": svg });
    let kept = serving.call("picture_keep", &request);
    assert_eq!(kept["alt"], "The lamp");
    assert_eq!(serving.call("picture_keep", &request), kept);
    let target = kept["target"].as_str().expect("a target");
    assert!(target.starts_with("pictures/") && target.ends_with(".svg"), "{target}");
    postil.run_with(&["note", "edit", "Trip", "-"], &format!("Seen.\n\n![The lamp]({target})\n"));
    let shown = postil.json(&["show", "Trip"]);
    assert_eq!(shown["images"][target], kept["hash"]);
    assert!(shown["html"].as_str().expect("HTML").contains(&format!("<img data-src=\"{target}\" alt=\"The lamp\">")));
}

#[test]
fn it_comes_out_again_with_its_pictures() {
    let postil = Postil::new();
    postil.json(&["import", &vault()]);
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let exported = postil.json(&["export", &out.to_string_lossy(), "--format", "markdown"]);
    let files = exported["files"].as_array().expect("a list");
    let pictures = files.iter().filter(|name| name.as_str().is_some_and(|name| name.ends_with(".png"))).count();
    assert!(pictures > 2, "{exported}");
    let root = PathBuf::from(vault());
    for name in files.iter().filter_map(Value::as_str).filter(|name| name.ends_with(".md")) {
        let (before, after) = (std::fs::read(root.join(name)), std::fs::read(out.join(name)));
        assert_eq!(before.expect("a file of the vault"), after.expect("a file"), "{name}");
    }
    let home = postil.json(&["show", "Home"]);
    let again = Postil::new();
    again.json(&["import", &out.to_string_lossy()]);
    assert_eq!(again.json(&["show", "Home"])["images"], home["images"]);
}
