use std::fs;

use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::Site;

const MARCH: &str = "---\ntitle: March\ndate: 2024-03-06\n---\n\n## [Small queues](https://queues.example/small)\n\n\
- Batches wait\n  - (Me) Like a bus.\n\nThoughts: see [[Long queues]], [[Ink|my *note*]] and `[[this]]`.\n\n\
## [Long queues](https://queues.example/long)\n\n- They grow\n";

fn imported() -> Postil {
    let postil = Postil::new();
    let file = postil.dir.path().join("march.md");
    fs::write(&file, MARCH).expect("a file");
    postil.json(&["import", &file.to_string_lossy()]);
    postil.json(&["note", "new", "Ink", "Of ink."]);
    postil
}

fn markdown(answer: &Value) -> &str {
    answer["markdown"].as_str().expect("Markdown")
}

#[test]
fn articles_become_a_post_in_order() {
    let postil = imported();
    postil.json(&["tag", "Long queues", "queues"]);
    postil.json(&["tag", "Small queues", "queues/small"]);
    let args = ["compose", "--title", "On queues", "--date", "2024-04-01", "--post-tag", "reading"];
    let named = [&args[..], &["Long queues", "https://queues.example/small", "Long queues"]].concat();
    let post =
        postil.run_with(&[&named[..], &["--introduction", "-"]].concat(), "Two of [[Small queues|them]].\n").json;
    assert_eq!(
        markdown(&post),
        "---\nlayout: post\ntitle: \"On queues\"\ndate: 2024-04-01\ntags: [\"reading\"]\n---\n\n\
Two of [them](https://queues.example/small).\n\n## [Long queues](https://queues.example/long)\n\n- They grow\n\n\
## [Small queues](https://queues.example/small)\n\n- Batches wait\n  - (Me) Like a bus.\n\n\
Thoughts: see [Long queues](https://queues.example/long), my *note* and `[[this]]`.\n"
    );
    assert_eq!(post["file_name"], "_posts/2024-04-01-on-queues.md");
    assert_eq!((&post["problems"], &post["file"], &post["html"]), (&json!([]), &Value::Null, &Value::Null));
    let titles = |post: &Value| {
        post["articles"].as_array().map(|all| all.iter().map(|a| a["title"].clone()).collect::<Vec<_>>())
    };
    assert_eq!(titles(&post), Some(vec![json!("Long queues"), json!("Small queues")]));

    let plain = postil.json(&[&args[..], &["--flavour", "plain", "--week", "2024-03-04", "--html"]].concat());
    assert!(markdown(&plain).starts_with("# On queues\n\nApril 1, 2024\n\n## [Small"), "{plain}");
    assert_eq!(plain["file_name"], "2024-04-01-on-queues.md");
    let html = plain["html"].as_str().expect("HTML");
    assert!(
        html.contains("<h2><a href=\"https://queues.example/small\"") && html.contains("(Me) Like a bus."),
        "{html}"
    );
    for (choice, wanted) in [
        (&["--tag", "queues"][..], 2),
        (&["--tag", "queues/small"][..], 1),
        (&["--search", "they grow"][..], 1),
        (&["--search", "queues", "--tag", "queues/small"][..], 1),
        (&["--week", "2024-03-10"][..], 2),
    ] {
        let found = postil.json(&[&args[..], choice].concat());
        assert_eq!(found["articles"].as_array().map(Vec::len), Some(wanted), "{choice:?}");
    }
    for (choice, code) in [
        (&["--week", "2024-03-11"][..], "no_article"),
        (&["--tag", "no-such"][..], "no_article"),
        (&["Ink"][..], "no_article"),
        (&["No such"][..], "no_article"),
        (&["--week", "2024-02-31"][..], "no_date"),
    ] {
        assert_eq!(postil.run(&[&args[..], choice].concat()).error["error"]["code"], code, "{choice:?}");
    }
    let partly = postil.json(&[&args[..], &["Ink", "Small queues"]].concat());
    assert_eq!(partly["problems"], json!([{ "article": "Ink", "reason": "“Ink” is no article" }]));
}

#[test]
fn a_post_is_written_into_a_file_and_never_over_another() {
    let postil = imported();
    let folder = postil.dir.path().join("blog");
    let out = folder.to_string_lossy().into_owned();
    let args = ["compose", "Small queues", "--title", "On queues", "--date", "2024-04-01", "--out", &out];
    let written = postil.json(&args);
    let file = folder.join("_posts/2024-04-01-on-queues.md");
    assert_eq!(written["file"], json!(file.to_string_lossy()));
    assert_eq!(fs::read_to_string(&file).expect("the file"), markdown(&written));
    postil.json(&args);
    fs::write(&file, "Mine.\n").expect("a file");
    assert_eq!(postil.run(&args).error["error"]["code"], "file_exists");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "Mine.\n");
    postil.json(&[&args[..], &["--force"]].concat());
    assert_eq!(fs::read_to_string(&file).expect("the file"), markdown(&written));
}

#[test]
fn a_post_is_kept_found_linked_and_replaced() {
    let postil = imported();
    let args = ["compose", "Small queues", "--title", "Of waiting", "--date", "2024-04-01"];
    let kept = postil.json(&[&args[..], &["--save", "--post-tag", "reading"]].concat());
    let id = kept["post"]["id"].as_str().expect("an id").to_owned();
    let post = postil.json(&["show", "Of waiting"]);
    assert_eq!((&post["id"], &post["kind"], &post["tags"]), (&json!(id), &json!("post"), &json!(["reading"])));
    assert_eq!(post["markdown"], kept["markdown"]);
    let linked = postil.json(&["backlinks", "https://queues.example/small"]);
    assert!(linked["linked"].as_array().expect("links").iter().any(|link| link["id"] == id.as_str()), "{linked}");
    let again = postil.json(&[&args[..], &["Long queues", "--replace", "Of waiting"]].concat());
    assert_eq!(again["post"]["id"], id.as_str());
    assert_eq!(postil.json(&["show", &id])["markdown"], again["markdown"]);
    let before = postil.json(&["version", "show", &id, "1"]);
    assert_eq!(before["markdown"], kept["markdown"]);
    let note = postil.run(&[&args[..], &["--replace", "Ink"]].concat());
    assert_eq!(note.error["error"]["code"], "wrong_kind");
}

#[test]
fn drafted_points_can_be_left_out() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    let id = postil.json(&["clip", &site.url("/lights")])[0]["id"].as_str().expect("an id").to_owned();
    let compose = |more: &[&str]| postil.json(&[&["compose", &id, "--title", "Lights"], more].concat());
    let whole = compose(&[]);
    assert!(markdown(&whole).contains("\n- "), "{whole}");
    let own = compose(&["--without-drafted"]);
    assert!(!markdown(&own).contains("\n- "), "{own}");
    assert_eq!(own["problems"][0]["reason"], "“Harbour lights” has neither points nor commentary");
}
