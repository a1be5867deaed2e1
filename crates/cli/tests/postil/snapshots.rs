use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::{Page, Site};

fn page(words: &str, etag: &str) -> Page {
    let sentence = "The keeper of the light writes down the hour at which each ship went by. ".repeat(8);
    let body = format!(
        "<!doctype html><html lang=en><title>Harbour lights</title><article><h1>Harbour lights</h1>\
         <p>{words}</p><p>{sentence}</p><p>{sentence}</p></article>"
    );
    let headers = vec![("Content-Type", "text/html; charset=utf-8".to_owned()), ("ETag", etag.to_owned())];
    Page { status: 200, headers, body: body.into_bytes() }
}

fn findings(answer: &Value) -> (&Value, usize) {
    (&answer["check"]["finding"], answer["snapshots"].as_array().map_or(0, Vec::len))
}

#[test]
fn a_page_is_fetched_again_and_compared() {
    let (site, postil) = (Site::new(), Postil::new());
    let url = site.url("/lights");
    site.put_page("/lights", page("The tide is high at noon.", "\"1\""));
    postil.json(&["clip", &url]);
    assert_eq!(postil.json(&["show", &url])["check"], Value::Null);

    let same = postil.json(&["fetch", &url]);
    assert_eq!(findings(&same), (&json!("unchanged"), 1));
    assert_eq!(site.answers(), [200, 304], "the validators of the snapshot were sent");

    site.put_page("/lights", page("The  tide is high at noon.", "\"2\""));
    assert_eq!(findings(&postil.json(&["fetch", &url])), (&json!("same_text"), 1));
    assert_eq!(findings(&postil.json(&["fetch", &url])), (&json!("unchanged"), 1));
    assert_eq!(site.answers(), [200, 304, 200, 304], "and then the newest ones");

    site.put_page("/lights", page("The tide is low at noon.", "\"3\""));
    let changed = postil.json(&["fetch", &url]);
    assert_eq!(findings(&changed), (&json!("changed"), 2));
    assert_eq!(changed["snapshots"][1]["current"], true);

    let wall = b"<title>Sign in</title><form><input type=password></form><p>Please sign in to continue.".to_vec();
    site.put("/lights", 401, "text/html", wall);
    let refused = postil.run(&["fetch", &url]);
    assert!(!refused.ok);
    assert_eq!(
        (&refused.json["error"]["code"], &refused.json["check"]["finding"]),
        (&json!("login_wall"), &json!("worse"))
    );
    let shown = postil.json(&["show", &url]);
    assert!(shown["text"].as_str().expect("text").contains("The tide is low at noon."), "{shown}");
    assert_eq!(shown["check"]["error"]["code"], "login_wall");

    let listed = postil.json(&["snapshots", &url]);
    let listed = listed.as_array().expect("snapshots");
    assert_eq!(listed.iter().map(|one| one["current"] == true).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!((&listed[2]["verdict"], &listed[2]["status"]), (&json!("login_wall"), &json!(401)));
    assert!(listed.iter().all(|one| one["word_count"].as_u64() > Some(0)), "{listed:?}");

    let compared = postil.json(&["compare", &url]);
    assert_eq!((&compared["words_added"], &compared["words_removed"]), (&json!(1), &json!(1)));
    let changed = compared["stretches"].as_array().expect("stretches").iter().find(|one| one["kind"] == "changed");
    assert_eq!(changed.expect("a changed paragraph")["pieces"][1], json!({ "change": "removed", "text": "high" }));
    let first = listed[0]["id"].as_str().expect("an id");
    assert_eq!(postil.json(&["compare", &url, first, "2"])["stretches"], compared["stretches"]);
    assert_eq!(postil.json(&["compare", &url, "1", "1"])["same"], true);
    assert_eq!(postil.run(&["compare", &url, "9"]).error["error"]["code"], "no_snapshot");
}

#[test]
fn a_site_that_says_not_modified_to_nobody_is_an_error() {
    let (site, postil) = (Site::new(), Postil::new());
    let page = Page { status: 304, headers: vec![], body: Vec::new() };
    site.put_page("/odd", page);
    let clip = postil.run(&["clip", &site.url("/odd")]);
    assert!(!clip.ok);
    assert_eq!((&clip.json[0]["state"], &clip.json[0]["error"]["code"]), (&json!("failed"), &json!("status")));
}
