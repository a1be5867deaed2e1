use std::io::{BufRead, BufReader};
use std::thread;

use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::Site;

#[test]
fn the_app_and_the_command_line_write_at_once_and_nothing_is_lost() {
    let site = Site::new();
    site.article("/lights", "Harbour lights", "");
    let postil = Postil::new();
    let url = site.url("/lights");
    let id = postil.json(&["clip", &url])[0]["id"].as_str().expect("an id").to_owned();
    let serving = postil.serve();
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..10 {
                assert!(postil.run(&["comment", &id, &format!("from the command line {number}")]).ok);
            }
        });
        scope.spawn(|| {
            // As the editor does: it saves what it has, edited from what it last knew.
            let mut base = String::new();
            for number in 0..10 {
                let mine = format!("{base}\n\nfrom the app {number}\n");
                let saved = serving.call("commentary_save", &json!({ "id": id, "markdown": mine, "base": base }));
                base = saved["markdown"].as_str().expect("the merged text").to_owned();
            }
        });
    });
    let text = postil.json(&["show", &id])["commentary"].as_str().expect("text").to_owned();
    for number in 0..10 {
        assert!(text.contains(&format!("from the app {number}")), "{text}");
        assert!(text.contains(&format!("from the command line {number}")), "{text}");
    }
}

#[test]
fn what_the_command_line_writes_the_app_hears_of_and_finds() {
    let postil = Postil::new();
    let serving = postil.serve();
    let mut events = ureq::get(format!("{}/events", serving.base))
        .header("Authorization", format!("Bearer {}", serving.token))
        .call()
        .expect("a stream");
    let note = postil.json(&["note", "new", "Ink", "vermilion"]);
    let heard = BufReader::new(events.body_mut().as_reader()).lines().map_while(Result::ok);
    // The index may follow before it is told what changed.
    let event: Value = heard
        .filter_map(|line| serde_json::from_str(line.strip_prefix("data: ").unwrap_or(&line)).ok())
        .find(|event: &Value| event["type"] != "index")
        .expect("an event");
    assert_eq!(event, json!({ "type": "changed", "documents": [note["id"]] }));
    // The command line finds it too, though the app holds the index.
    assert_eq!(postil.json(&["search", "vermilion"])["total"], 1);
    assert_eq!(serving.call("search_run", &json!({ "query": "vermilion", "limit": 5 }))["total"], 1);
}

#[test]
fn a_clip_whose_page_came_back_is_fetched_when_asked_for_again() {
    let site = Site::new();
    let postil = Postil::new();
    let serving = postil.serve();
    let clip = serving.call("article_clip", &json!({ "url": site.url("/late"), "tags": [], "comment": null }));
    assert_eq!(clip["state"], "queued");
    let request = json!({ "id": clip["id"] });
    serving.wait_until(|| serving.call("document_show", &request)["clip"]["state"] == "failed");
    site.article("/late", "Come late", "");
    serving.call("article_fetch", &request);
    serving.wait_until(|| serving.call("document_show", &request)["clip"].is_null());
    assert_eq!(serving.call("document_show", &request)["title"], "Come late");

    // The site goes away: what was saved stays and is no waiting clip, and it is told that it could not be fetched.
    site.put("/late", 500, "text/html", "<h1>Oh dear</h1>");
    serving.call("article_fetch", &request);
    serving.wait_until(|| serving.call("document_show", &request)["refetch"]["state"] == "failed");
    let kept = serving.call("document_show", &request);
    assert_eq!((&kept["title"], &kept["clip"]), (&json!("Come late"), &Value::Null));
    assert!(kept["text"].as_str().is_some_and(|text| text.contains("The keeper of the light")));
    assert_eq!(kept["refetch"]["error"]["code"], "status");
    assert_eq!(serving.call("library_status", &json!({}))["clips"]["failed"], 1);
    serving.call("clip_cancel", &json!({ "ids": [clip["id"]] }));
    let kept = serving.call("document_show", &request);
    assert_eq!((&kept["refetch"], &kept["deleted_at"]), (&Value::Null, &Value::Null));
}
