use serde_json::json;

use crate::program::Postil;
use crate::site::Site;

#[test]
fn clip_read_comment_find_and_see_what_links_to_it() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "See <a href='/tides?utm_source=lights'>the tide tables</a> for more.");
    site.article("/tides", "Tide tables", "The hours of the day.");
    let lights = site.url("/lights");
    let tides = site.url("/tides");

    let clipped = postil.json(&["clip", &lights, "--tag", "sea", "--comment", "To read."]);
    assert_eq!((&clipped[0]["state"], &clipped[0]["verdict"]), (&json!("saved"), &json!("ok")));
    assert_eq!(clipped[0]["title"], "Harbour lights");
    let known = postil.json(&["clip", &format!("{lights}/?fbclid=1#watch")]);
    assert_eq!((&known[0]["state"], &known[0]["id"]), (&json!("known"), &clipped[0]["id"]));

    let shown = postil.json(&["show", &lights]);
    assert_eq!((&shown["kind"], &shown["lang"], &shown["tags"]), (&json!("article"), &json!("en"), &json!(["sea"])));
    let text: Vec<char> = shown["text"].as_str().expect("text").chars().collect();
    let outline = postil.json(&["outline", &lights]);
    let points = outline["points"].as_array().expect("points");
    assert!(points.iter().any(|point| point["text"] == "The second watch"), "{outline}");
    for point in points {
        let anchor = &point["anchor"];
        let place = |name: &str| usize::try_from(anchor[name].as_u64().expect("a place")).expect("a small number");
        let quote: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(anchor["quote"], quote);
    }

    assert!(postil.run_with(&["comment", &lights, "-"], &format!("As [[Ink]] says, and {tides} too.")).ok);
    let shown = postil.json(&["show", "Harbour lights"]);
    assert_eq!(shown["commentary"], format!("To read.\n\nAs [[Ink]] says, and {tides} too.\n"));
    assert!(postil.run(&["note", "new", "Ink", "A note on ink."]).ok);
    let ink = postil.json(&["backlinks", "Ink"]);
    assert_eq!(ink["linked"][0]["context"], format!("As Ink says, and {tides} too."));

    // Cited twice before it was saved: by the article and in the commentary.
    postil.json(&["clip", &tides]);
    let backlinks = postil.json(&["backlinks", &tides]);
    let contexts: Vec<&str> =
        backlinks["linked"].as_array().expect("links").iter().filter_map(|l| l["context"].as_str()).collect();
    assert!(contexts.contains(&"See the tide tables for more."), "{contexts:?}");
    assert!(contexts.iter().any(|context| context.starts_with("As Ink says")), "{contexts:?}");

    let found = postil.json(&["search", "keeper wat"]);
    assert_eq!(found["total"], 2);
    assert!(found["hits"][0]["snippet"].as_str().expect("a snippet").contains("<mark>"), "{found}");
    let found = postil.json(&["search", "ink says"]);
    assert_eq!(
        (&found["hits"][0]["part"], &found["hits"][0]["title"]),
        (&json!("commentary"), &json!("Harbour lights"))
    );

    let renamed = postil.json(&["note", "rename", "Ink", "Red ink"]);
    assert_eq!(renamed["title"], "Red ink");
    assert_eq!(postil.json(&["backlinks", "Red ink"])["linked"][0]["title"], "Harbour lights");
    assert_eq!(postil.json(&["links", &lights])["linked"][0]["title"], "Red ink");

    assert!(postil.run(&["delete", "Red ink"]).ok);
    assert_eq!(postil.json(&["list"])["total"], 2);
    assert_eq!(postil.run(&["show", "Red ink"]).error["error"]["code"], "not_found");
    assert_eq!(postil.json(&["bin", "list"])["items"][0]["title"], "Red ink");
    assert!(postil.run(&["bin", "restore", renamed["id"].as_str().expect("an id")]).ok);
    assert_eq!(postil.json(&["list", "keeper"])["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(postil.json(&["doctor"]), json!({ "ok": true, "problems": [] }));
    assert_eq!(postil.json(&["reindex"])["ok"], true);
    assert_eq!(postil.json(&["search", "ink"])["total"], 2);
}

#[test]
fn images_are_kept_with_the_page_and_a_missing_one_leaves_its_words() {
    let site = Site::new();
    let postil = Postil::new();
    let png = include_bytes!("../../../../tests/pages/images/lighthouse.png");
    site.put("/light.png", 200, "image/png", png.to_vec());
    site.article("/lights", "Harbour lights", "<img src=/light.png alt='A light'> <img src=/gone.png alt='Gone'>");
    let url = site.url("/lights");
    postil.json(&["clip", &url]);
    let serving = postil.serve();
    let shown = serving.call("document_show", &json!({ "id": url }));
    let images = shown["images"].as_object().expect("images");
    assert_eq!(images.keys().collect::<Vec<_>>(), [&site.url("/light.png")]);
    let html = shown["html"].as_str().expect("html");
    assert!(html.contains("alt=\"Gone\"") && !html.contains(" src="), "{html}");
    let blob = images[&site.url("/light.png")].as_str().expect("a hash");
    let mut answer = ureq::get(format!("{}/blob/{blob}", serving.base))
        .header("Authorization", format!("Bearer {}", serving.token))
        .call()
        .expect("the image");
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.body_mut().read_to_vec().expect("bytes"), png);
}

#[test]
fn a_page_that_declares_its_address_is_known_under_it() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    let head = format!("</p><link rel=canonical href='{}'><p>", site.url("/lights"));
    let body = format!(
        "<html><head>{head}<title>Harbour lights</title></head><body><article><h1>Harbour lights</h1><p>{}</p></article></body></html>",
        "The keeper writes. ".repeat(40)
    );
    site.put("/print", 200, "text/html", body.replace("</p><link", "<link").replace("<p></head>", "</head>"));
    let first = postil.json(&["clip", &site.url("/lights")]);
    let second = postil.json(&["clip", &site.url("/print"), "--comment", "typed beside"]);
    assert_eq!((&second[0]["state"], &second[0]["id"]), (&json!("known"), &first[0]["id"]));
    assert_eq!(postil.json(&["show", &site.url("/print")])["commentary"], "typed beside\n");
    assert_eq!(postil.json(&["list"])["total"], 1);
}

#[test]
fn a_page_is_read_from_a_file_without_a_library() {
    let postil = Postil::new();
    let file = postil.dir.path().join("page.html");
    let page = format!(
        "<html><head><title>Ink</title></head><body><article><p>{}</p></article></body></html>",
        "Words of ink. ".repeat(60)
    );
    std::fs::write(&file, page).expect("a file");
    let path = file.to_str().expect("a path");
    let answer = postil.json(&["extract", path, "--url", "https://a.example/ink"]);
    assert_eq!((&answer["title"], &answer["verdict"]), (&json!("Ink"), &json!("ok")));
    let manifest = postil.dir.path().join("manifest.jsonl");
    let line =
        |id: &str, file: &str| format!("{}\n", json!({ "id": id, "file": file, "url": "https://a.example/ink" }));
    std::fs::write(&manifest, line("a", path) + &line("b", path)).expect("a file");
    let output =
        crate::program::run_at(&postil.library(), &["extract", "--batch", manifest.to_str().expect("a path")], "");
    let ids: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].clone())
        .collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(!postil.library().exists());
}
