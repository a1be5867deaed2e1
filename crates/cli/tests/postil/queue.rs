use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{Postil, Serving};
use crate::site::{Manner, Page, Site};

fn begin(serving: &Serving, url: &str) -> Value {
    serving.call("article_clip", &json!({ "url": url, "tags": ["sea"], "comment": "Typed." }))["id"].clone()
}

fn show(serving: &Serving, id: &Value) -> Value {
    serving.call("document_show", &json!({ "id": id }))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[test]
fn a_paused_queue_asks_nothing_and_is_told_of_until_it_is_resumed() {
    let site = Site::new();
    site.article("/lights", "Harbour lights", "");
    let postil = Postil::new();
    assert_eq!(postil.json(&["clips", "pause", "--all"])["queue"]["paused"], true);
    let clip = &postil.json(&["clip", &site.url("/lights")])[0];
    assert_eq!((&clip["state"], &clip["stage"], &clip["attempts"]), (&json!("queued"), &json!("paused"), &json!(0)));
    let listed = postil.json(&["clips"]);
    assert_eq!((&listed["queue"]["waiting"], &listed["clips"][0]["id"]), (&json!(1), &clip["id"]));
    assert!(site.asked().is_empty());
    assert_eq!(postil.json(&["clips", "resume", "--all"])["changed"], 1);
    assert_eq!(postil.json(&["clips", "retry", "--all"])[0]["state"], "saved");
    assert_eq!(postil.json(&["clips"])["clips"], json!([]));
}

#[test]
fn what_the_command_line_pauses_the_app_gives_up_and_what_comes_late_is_not_kept() {
    let site = Site::new();
    site.article("/slow", "A slow page", "");
    site.behave("/slow", Some(Manner::Drips));
    let postil = Postil::new();
    let serving = postil.serve();
    let id = begin(&serving, &site.url("/slow"));
    serving.wait_until(|| show(&serving, &id)["clip"]["stage"] == "fetching");
    assert_eq!(postil.json(&["clips"])["clips"][0]["stage"], "fetching");
    postil.json(&["clips", "pause", text(&id)]);
    let clip = &show(&serving, &id)["clip"];
    assert_eq!((&clip["stage"], &clip["fetching"], &clip["attempts"]), (&json!("paused"), &json!(false), &json!(0)));
    site.behave("/slow", None);
    postil.json(&["clips", "resume", text(&id)]);
    serving.wait_until(|| show(&serving, &id)["clip"].is_null());
    assert_eq!(show(&serving, &id)["snapshots"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_cancelled_clip_is_in_the_bin_with_all_that_was_typed_and_undo_fetches_it() {
    let site = Site::new();
    site.article("/slow", "A slow page", "");
    site.behave("/slow", Some(Manner::Drips));
    let postil = Postil::new();
    let serving = postil.serve();
    let id = begin(&serving, &site.url("/slow"));
    serving.wait_until(|| show(&serving, &id)["clip"]["fetching"] == true);
    let answer = postil.json(&["clips", "cancel", text(&id)]);
    assert_eq!((&answer["changed"], &answer["binned"][0]["id"]), (&json!(1), &id));
    assert!(show(&serving, &id)["deleted_at"].is_string());
    site.behave("/slow", None);
    postil.json(&["bin", "restore", text(&id)]);
    serving.wait_until(|| show(&serving, &id)["title"] == "A slow page");
    let kept = show(&serving, &id);
    assert_eq!((&kept["commentary"], &kept["tags"]), (&json!("Typed.\n"), &json!(["sea"])));
    assert_eq!(postil.run(&["clips", "cancel", text(&id)]).error["error"]["code"], "no_clip");
}

#[test]
fn a_site_that_asks_for_patience_gets_it_and_is_asked_again_by_itself() {
    let site = Site::new();
    let postil = Postil::new();
    let busy = |seconds: &str| Page {
        status: 429,
        headers: vec![("Retry-After", seconds.to_owned())],
        body: b"<p>Too many".to_vec(),
    };
    site.put_page("/later", busy("100000"));
    let clip = &postil.json(&["clip", &site.url("/later")])[0];
    assert_eq!(
        (&clip["state"], &clip["error"]["code"], &clip["attempts"]),
        (&json!("queued"), &json!("status"), &json!(1))
    );
    let next: jiff::Timestamp = text(&clip["next_attempt_at"]).parse().expect("a time");
    let hours = next.duration_since(jiff::Timestamp::now()).as_hours();
    assert!((23..=30).contains(&hours), "a day at most, and a little at random: {hours} hours");

    site.put_page("/soon", busy("1"));
    assert_eq!(postil.json(&["clip", &site.url("/soon")])[0]["state"], "queued");
    site.article("/soon", "Come soon", "");
    let serving = postil.serve();
    let request = json!({ "id": site.url("/soon") });
    serving.wait_until(|| serving.call("document_show", &request)["title"] == "Come soon");
}

#[test]
fn a_connection_that_breaks_off_is_tried_again_and_counts() {
    let site = Site::new();
    site.article("/page", "A page", "");
    site.behave("/page", Some(Manner::BreaksOff));
    let postil = Postil::new();
    let clip = &postil.json(&["clip", &site.url("/page")])[0];
    assert_eq!(
        (&clip["state"], &clip["error"]["code"], &clip["attempts"]),
        (&json!("queued"), &json!("network"), &json!(1))
    );
    assert_eq!(clip["waits_for_network"], false);
    site.behave("/page", None);
    assert_eq!(postil.json(&["clips", "retry", text(&clip["id"])])[0]["state"], "saved");
}

#[test]
fn without_a_network_no_try_counts_and_the_first_answer_of_any_host_wakes_the_rest() {
    let site = Site::new();
    site.article("/lights", "Harbour lights", "");
    let postil = Postil::new();
    let serving = postil.serve();
    let id = begin(&serving, "http://nowhere.invalid/page");
    serving.wait_until(|| show(&serving, &id)["clip"]["waits_for_network"] == true);
    let clip = &show(&serving, &id)["clip"];
    assert_eq!((&clip["state"], &clip["attempts"]), (&json!("queued"), &json!(0)));
    assert_eq!(clip["error"]["code"], "address_not_found");
    begin(&serving, &site.url("/lights"));
    // It is tried at once, and now that something answers, the fault is its own.
    serving.wait_until(|| show(&serving, &id)["clip"]["attempts"] == 1);
    assert_eq!(show(&serving, &id)["clip"]["waits_for_network"], false);
}

#[test]
fn two_pages_of_a_site_are_fetched_at_a_time_whoever_fetches_them() {
    let site = Site::new();
    let paths: Vec<String> = (0..6).map(|number| format!("/{number}")).collect();
    for path in &paths {
        site.article(path, &format!("Page {path}"), "");
        site.behave(path, Some(Manner::Drips));
    }
    let postil = Postil::new();
    let serving = postil.serve();
    paths[..3].iter().for_each(|path| drop(begin(&serving, &site.url(path))));
    serving.wait_until(|| serving.call("library_status", &json!({}))["clips"]["running"] == 2);
    std::thread::scope(|scope| {
        let urls: Vec<String> = paths[3..].iter().map(|path| site.url(path)).collect();
        let postil = &postil;
        let clipped = scope.spawn(move || postil.json(&["clip", &urls[0], &urls[1], &urls[2]]));
        serving.wait_until(|| serving.call("library_status", &json!({}))["total"] == 6);
        paths.iter().for_each(|path| site.behave(path, None));
        let clipped = clipped.join().expect("no panic");
        assert!(clipped.as_array().expect("clips").iter().all(|clip| clip["state"] == "saved"), "{clipped}");
    });
    serving.wait_until(|| serving.call("library_status", &json!({}))["clips"]["running"] == 0);
    assert_eq!(site.most_at_once(), 2);
}

#[test]
#[cfg(unix)]
fn an_interrupted_clip_stays_queued_and_is_free_for_others_at_once() {
    let site = Site::new();
    site.article("/slow", "A slow page", "");
    site.behave("/slow", Some(Manner::Drips));
    let postil = Postil::new();
    let child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(["--json", "clip", &site.url("/slow"), "--comment", "Typed.", "--library"])
        .arg(postil.library())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("postil starts");
    while site.asked().is_empty() {
        std::thread::yield_now();
    }
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    let output = child.wait_with_output().expect("postil ends");
    assert!(!output.status.success());
    let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!(error["error"]["code"], "interrupted");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&answer[0]["state"], &answer[0]["fetching"]), (&json!("queued"), &json!(false)));
    site.behave("/slow", None);
    assert_eq!(postil.json(&["clips", "retry", "--all"])[0]["state"], "saved");
}

#[test]
fn the_archives_copy_is_fetched_when_asked_for_and_says_where_it_is_from() {
    let site = Site::new();
    let postil = Postil { archive: site.url("/archive"), ..Postil::new() };
    let gone = site.url("/gone");
    let clip = &postil.json_of_failure(&["clip", &gone, "--comment", "Typed."])[0];
    assert_eq!((&clip["state"], &clip["verdict"]), (&json!("failed"), &json!("not_found")));
    let id = text(&clip["id"]);

    let none = &postil.json_of_failure(&["clips", "wayback", id])[0];
    assert_eq!((&none["state"], &none["error"]["code"]), (&json!("failed"), &json!("no_archived_copy")));

    let year = jiff::Zoned::now().year();
    let copy = format!("/archive/web/20190203040506id_/{gone}");
    let to = Page { status: 302, headers: vec![("Location", site.url(&copy))], body: vec![] };
    site.put_page(&format!("/archive/web/{year}id_/{gone}"), to);
    let extra = "See <a href=/tides>the tide tables</a> for more. <img src=/light.png alt='A light'>";
    site.article(&copy, "Harbour lights", extra);
    let png = include_bytes!("../../../../tests/pages/images/lighthouse.png");
    site.put(&format!("/archive/web/20190203040506im_/{}", site.url("/light.png")), 200, "image/png", png.to_vec());
    let before = site.asked().len();
    let saved = &postil.json(&["clips", "wayback", id])[0];
    assert_eq!((&saved["state"], &saved["title"]), (&json!("saved"), &json!("Harbour lights")));
    let shown = postil.json(&["show", id]);
    assert_eq!(shown["archive"], json!({ "url": site.url(&copy), "taken_at": "2019-02-03T04:05:06Z" }));
    assert_eq!((&shown["url"], &shown["snapshots"][0]["url"]), (&json!(gone), &json!(gone)));
    assert_eq!(shown["commentary"], "Typed.\n");
    assert!(text(&shown["html"]).contains(&site.url("/tides")));
    assert!(shown["images"][site.url("/light.png")].is_string(), "{}", shown["images"]);
    assert!(site.asked()[before..].iter().all(|path| path.starts_with("/archive/")), "{:?}", site.asked());

    // The page is back: it takes the copy's place. Then a copy that is no page leaves it alone.
    site.article("/gone", "Harbour lights, anew", "");
    let serving = postil.serve();
    serving.call("article_fetch", &json!({ "id": id }));
    serving.wait_until(|| show(&serving, &json!(id))["title"] == "Harbour lights, anew");
    assert_eq!(show(&serving, &json!(id))["archive"], Value::Null);
    site.put(&copy, 404, "text/html", "<h1>Not found</h1>");
    serving.call("article_fetch_archived", &json!({ "id": id }));
    serving.wait_until(|| show(&serving, &json!(id))["refetch"]["state"] == "failed");
    assert_eq!(show(&serving, &json!(id))["title"], "Harbour lights, anew");
}

#[test]
fn images_are_counted_while_they_are_fetched() {
    let site = Site::new();
    let images: String = (0..6).map(|number| format!("<img src=/{number}.png alt=x>")).collect();
    let png = include_bytes!("../../../../tests/pages/images/lighthouse.png");
    for number in 0..6 {
        site.put(&format!("/{number}.png"), 200, "image/png", png.to_vec());
    }
    site.behave("/5.png", Some(Manner::Drips));
    site.article("/lights", "Harbour lights", &images);
    let postil = Postil::new();
    let serving = postil.serve();
    let id = begin(&serving, &site.url("/lights"));
    serving.wait_until(|| {
        let clip = &show(&serving, &id)["clip"];
        clip["stage"] == "images" && clip["images_total"] == 6
    });
    site.behave("/5.png", None);
    serving.wait_until(|| show(&serving, &id)["clip"].is_null());
    assert_eq!(show(&serving, &id)["images"].as_object().map(serde_json::Map::len), Some(6));
}
