use std::fs;

use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::{Page, Site};

/// Clips an address that brings no page; what was typed beside it must be kept, and the next command must work.
fn check(postil: &Postil, url: &str, state: &str, verdict: Value, code: &str) {
    let answer = postil.run(&["clip", url, "--comment", "typed beside"]);
    let clip = &answer.json[0];
    assert_eq!((&clip["state"], &clip["verdict"]), (&json!(state), &verdict), "{url}: {clip}");
    assert_eq!(clip["error"]["code"], code, "{url}: {clip}");
    assert!(clip["error"]["message"].as_str().is_some_and(|message| message.len() > 10), "{clip}");
    assert_eq!(answer.ok, state != "failed", "{url}");
    if let Some(id) = clip["id"].as_str() {
        assert_eq!(postil.json(&["show", id])["commentary"], "typed beside\n", "{url}");
    }
}

#[test]
fn what_is_no_address_is_refused_with_a_reason() {
    let postil = Postil::new();
    for (typed, code) in [
        ("not a url", "invalid_address"),
        ("", "invalid_address"),
        ("file:///etc/passwd", "unsupported_scheme"),
        ("javascript:alert(1)", "unsupported_scheme"),
        ("data:text/html,hello", "unsupported_scheme"),
    ] {
        check(&postil, typed, "failed", Value::Null, code);
    }
    assert_eq!(postil.json(&["list"])["total"], 0);
}

#[test]
fn a_page_that_cannot_be_had_keeps_its_clip() {
    let site = Site::new();
    let postil = Postil::new();
    let unreachable = json!("unreachable");
    site.put("/broken", 500, "text/html", "<h1>Oh dear</h1>");
    site.put("/empty", 200, "text/html", "<html><body></body></html>");
    site.put("/picture", 200, "text/html", include_bytes!("../../../../tests/pages/images/lighthouse.png").to_vec());
    let to = |location: &str| Page { status: 302, headers: vec![("Location", location.to_owned())], body: vec![] };
    site.put_page("/loop", to("/loop"));
    site.put_page("/private", to("http://10.0.0.1/secret"));
    check(&postil, "http://nowhere.invalid/page", "queued", unreachable.clone(), "address_not_found");
    check(&postil, "http://127.0.0.1:1/page", "queued", unreachable.clone(), "connection_refused");
    check(&postil, &format!("https://127.0.0.1:{}/page", site.port), "queued", unreachable.clone(), "tls");
    check(&postil, &site.url("/broken"), "queued", unreachable.clone(), "status");
    check(&postil, &site.url("/loop"), "failed", unreachable.clone(), "redirect_loop");
    check(&postil, &site.url("/private"), "failed", unreachable, "private_address");
    check(&postil, &site.url("/gone"), "failed", json!("not_found"), "not_found");
    check(&postil, &site.url("/empty"), "failed", json!("empty"), "empty");
    check(&postil, &site.url("/picture"), "failed", json!("not_a_page"), "not_a_page");

    // Back again: the same clip, tried anew.
    site.article("/broken", "Mended", "");
    let mended = postil.json(&["clip", &site.url("/broken")]);
    assert_eq!((&mended[0]["state"], &mended[0]["title"]), (&json!("saved"), &json!("Mended")));
    assert_eq!(postil.json(&["show", "Mended"])["commentary"], "typed beside\n");
}

#[test]
fn a_page_of_a_hundred_thousand_nested_elements_is_survived() {
    let site = Site::new();
    let postil = Postil::new();
    let deep =
        format!("<html><title>Deep</title><body>{}<p>{}</p>", "<div>".repeat(100_000), "At the bottom. ".repeat(50));
    site.put("/deep", 200, "text/html", deep);
    let clip = postil.json(&["clip", &site.url("/deep")]);
    assert_eq!(clip[0]["state"], "saved", "{clip}");
    assert_eq!(postil.json(&["search", "bottom"])["total"], 1);
}

#[test]
fn a_library_that_cannot_be_opened_says_why_and_is_left_alone() {
    let postil = Postil::new();
    let library = postil.library();
    fs::create_dir_all(&library).expect("a folder");
    let words = b"somebody's words, and no database ".repeat(100);
    fs::write(library.join("library.db"), &words).expect("a file");
    let answer = postil.run(&["list"]);
    assert_eq!(answer.error["error"]["code"], "library_damaged");
    assert_eq!(fs::read(library.join("library.db")).expect("the file"), words);
    let file = postil.dir.path().join("file");
    fs::write(&file, "").expect("a file");
    let output = crate::program::run_at(&file.join("below"), &["list"], "");
    let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!(error["error"]["code"], "file");
}

#[test]
fn a_damaged_index_is_made_anew_by_itself() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "vermilion"]);
    assert_eq!(postil.json(&["search", "vermilion"])["total"], 1);
    let index = postil.library().join("index");
    fs::write(index.join("meta.json"), "{ broken").expect("a file");
    assert_eq!(postil.json(&["search", "vermilion"])["total"], 1);
    fs::remove_dir_all(&index).expect("a folder");
    assert_eq!(postil.json(&["doctor"])["ok"], true);
    assert_eq!(postil.json(&["search", "vermilion"])["total"], 1);
}

#[test]
fn a_missing_document_is_an_error_with_a_hint() {
    let postil = Postil::new();
    let answer = postil.run(&["show", "Nothing of the kind"]);
    assert!(!answer.ok);
    assert_eq!(answer.error["error"]["code"], "not_found");
    assert!(answer.error["error"]["hint"].is_string());
}
