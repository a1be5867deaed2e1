use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};

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

/// Posts a command until nothing answers any more; counts what was answered.
fn post_until_killed(
    base: String,
    token: String,
    answered: &AtomicUsize,
    request: impl Fn(usize) -> (&'static str, Value),
) {
    loop {
        let (name, body) = request(answered.load(Ordering::SeqCst));
        let sent = ureq::post(format!("{base}/api/{name}"))
            .header("Authorization", format!("Bearer {token}"))
            .send_json(body)
            .and_then(|mut answer| answer.body_mut().read_json::<Value>());
        if sent.is_err() {
            return;
        }
        answered.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn what_was_answered_is_there_after_the_program_was_killed_while_it_wrote() {
    let postil = Postil::new();
    postil.json(&["sample"]);
    let title = "Small queues, short waits";
    let before = postil.json(&["show", title]);
    let (id, point) = (before["id"].clone(), before["outline"][0]["id"].clone());
    let (mut marked, mut typed) = (0, 0);
    for round in 0..8 {
        let serving = postil.serve();
        let answered = Arc::new(AtomicUsize::new(0));
        let (base, token, count) = (serving.base.clone(), serving.token.clone(), Arc::clone(&answered));
        let (id, point) = (id.clone(), point.clone());
        let writer = thread::spawn(move || {
            post_until_killed(base, token, &count, |number| {
                let start = number % 200;
                if round % 2 == 0 {
                    let place = json!({ "id": id, "start": start, "end": start + 40, "colour": "blue", "comment": "" });
                    return ("highlight_add", place);
                }
                let edit = json!({ "do": "text", "point": point, "text": format!("{round} {number}") });
                ("outline_edit", json!({ "id": id, "edits": [edit], "gesture": "typing" }))
            });
        });
        while answered.load(Ordering::SeqCst) < 4 + round {
            thread::yield_now();
        }
        // Killed, not asked to stop.
        drop(serving);
        writer.join().expect("the writer ends");
        let count = answered.load(Ordering::SeqCst);
        let shown = postil.json(&["show", title]);
        if round % 2 == 0 {
            let there = shown["highlights"].as_array().expect("highlights").len() - marked;
            assert!(there == count || there == count + 1, "{there} of {count}");
            marked += there;
        } else {
            let text = shown["outline"][0]["text"].as_str().expect("a text");
            let last = text.split_once(' ').and_then(|(_, number)| number.parse::<usize>().ok()).expect("a number");
            assert!(last + 1 == count || last == count, "{text} after {count}");
            typed += 1;
        }
        assert_eq!(postil.json(&["doctor"]), json!({ "ok": true, "problems": [] }));
    }
    assert!(marked > 0 && typed > 0);
    // What was typed in one point is undone at once, and what was drafted is there again.
    while postil.json(&["undo", title])["undo"] != json!(null) {}
    let undone = postil.json(&["show", title]);
    assert_eq!((&undone["outline"], undone["highlights"].as_array().map(Vec::len)), (&before["outline"], Some(0)));
}
