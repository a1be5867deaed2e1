use serde_json::json;

use crate::program::Postil;
use crate::site::Site;

#[test]
fn passages_are_marked_listed_found_and_undone() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    let url = site.url("/lights");
    postil.json(&["clip", &url]);
    let quote = "writes down the hour";
    let marked = postil.json(&["highlight", &url, quote, "--colour", "blue", "--comment", "Every ship?"]);
    assert_eq!((&marked["colour"], &marked["anchor"]["quote"]), (&json!("blue"), &json!(quote)));
    let listed = postil.json(&["highlights", "ship"]);
    assert_eq!((&listed["total"], &listed["items"][0]["title"]), (&json!(1), &json!("Harbour lights")));
    assert_eq!(postil.json(&["highlights", "--lost"])["total"], 0);
    assert_eq!(postil.json(&["search", "every ship?"])["hits"][0]["part"], "highlight");
    let shown = postil.json(&["show", &url]);
    let text: Vec<char> = shown["text"].as_str().expect("text").chars().collect();
    let anchor = &shown["highlights"][0]["anchor"];
    let place = |name: &str| usize::try_from(anchor[name].as_u64().expect("a place")).expect("small");
    assert_eq!(text[place("start")..place("end")].iter().collect::<String>(), quote);
    let markdown = crate::program::run_at(&postil.library(), &["highlights", "--markdown"], "");
    let markdown = String::from_utf8_lossy(&markdown.stdout);
    assert_eq!(markdown, "# [[Harbour lights]]\n\n> writes down the hour\n\nEvery ship?\n");
    let undone = postil.json(&["undo", &url]);
    assert_eq!((&undone["undo"], &undone["redo"]), (&json!(null), &json!("Highlight")));
    assert_eq!(postil.json(&["highlights"])["total"], 0);
    postil.json(&["redo", &url]);
    assert_eq!(postil.json(&["highlights"])["total"], 1);
    let gone = postil.run(&["highlight", &url, "no such words"]);
    assert_eq!((gone.ok, &gone.error["error"]["code"]), (false, &json!("no_place")));
    assert_eq!(postil.run(&["redo", &url]).error["error"]["code"], "nothing_to_redo");
    assert!(postil.run(&["outline", &url, "--redraft"]).ok);
}
