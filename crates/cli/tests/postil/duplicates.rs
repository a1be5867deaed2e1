use serde_json::json;

use crate::program::Postil;
use crate::site::Site;

fn article(site: &Site, path: &str, title: &str) {
    let text: String = (0..200).map(|i| format!("The {i}th ship carried salt. ")).collect();
    let body =
        format!("<!doctype html><title>{title}</title><article><h1>{title}</h1><p>{text}</p><p>{text}</p></article>");
    site.put(path, 200, "text/html", body);
}

#[test]
fn articles_of_the_same_text_are_listed_merged_and_taken_apart() {
    let (site, postil) = (Site::new(), Postil::new());
    article(&site, "/salt", "Salt");
    article(&site, "/copy/salt", "Salt, copied");
    let urls = [site.url("/salt"), site.url("/copy/salt")];
    postil.json(&["clip", &urls[0], "--tag", "sea"]);
    postil.json(&["clip", &urls[1], "--tag", "salt", "--comment", "About the copy."]);

    let found = postil.json(&["duplicates"]);
    let pair = &found["pairs"][0];
    assert_eq!((found["pairs"].as_array().map(Vec::len), &found["comparing"]), (Some(1), &json!(false)));
    assert_eq!((&pair["one"]["title"], &pair["other"]["title"]), (&json!("Salt"), &json!("Salt, copied")));
    assert_eq!(pair["stays"], pair["other"]["id"], "the one with commentary");

    let merged = postil.json(&["merge", &urls[0], &urls[1]]);
    assert_eq!(merged["title"], "Salt, copied");
    let shown = postil.json(&["show", &urls[0]]);
    assert_eq!((&shown["id"], &shown["tags"]), (&pair["other"]["id"], &json!(["salt", "sea"])));
    assert_eq!(shown["snapshots"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["merged"][0]["id"], merged["merged"]);
    assert_eq!(postil.json(&["duplicates"])["pairs"], json!([]));
    assert_eq!(postil.json(&["list"])["total"], 1);

    let id = merged["merged"].as_str().expect("an id");
    assert_eq!(postil.json(&["unmerge", id])["title"], "Salt");
    assert_eq!(postil.json(&["show", &urls[0]])["tags"], json!(["sea"]));
    assert_eq!(postil.json(&["show", &urls[1]])["tags"], json!(["salt"]));
    assert_eq!(postil.run(&["unmerge", id]).error["error"]["code"], "not_merged");

    postil.json(&["keep-both", &urls[0], &urls[1]]);
    assert_eq!(postil.json(&["duplicates"])["pairs"], json!([]));
    assert_eq!(postil.run(&["merge", &urls[0], &urls[0]]).error["error"]["code"], "same_article");
    assert_eq!(postil.json(&["doctor"])["ok"], true);
}
