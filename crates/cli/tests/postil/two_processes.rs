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
    let mut heard = BufReader::new(events.body_mut().as_reader()).lines().map_while(Result::ok);
    let event: Value = heard
        .find_map(|line| serde_json::from_str(line.strip_prefix("data: ").unwrap_or(&line)).ok())
        .expect("an event");
    assert_eq!(event, json!({ "type": "changed", "documents": [note["id"]] }));
    // The command line finds it too, though the app holds the index.
    assert_eq!(postil.json(&["search", "vermilion"])["total"], 1);
    assert_eq!(serving.call("search_run", &json!({ "query": "vermilion", "limit": 5 }))["total"], 1);
}

#[test]
fn a_clip_that_waits_is_fetched_by_the_app_when_it_starts() {
    let site = Site::new();
    let postil = Postil::new();
    let first = postil.serve();
    let clip = first.call("article_clip", &json!({ "url": site.url("/late"), "tags": [], "comment": null }));
    assert_eq!(clip["state"], "queued");
    drop(first);
    site.article("/late", "Come late", "");
    let again = postil.serve();
    let request = json!({ "id": clip["id"] });
    let _ = again.call("article_fetch", &request);
    let title = std::iter::repeat_with(|| again.call("document_show", &request))
        .take(100)
        .inspect(|_| thread::sleep(std::time::Duration::from_millis(100)))
        .find(|document| document["clip"].is_null())
        .map(|document| document["title"].clone());
    assert_eq!(title, Some(json!("Come late")));
    assert!(site.asked().contains(&"/late".to_owned()));
}
