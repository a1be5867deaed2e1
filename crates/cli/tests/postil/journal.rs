use serde_json::json;

use crate::program::Postil;
use crate::site::Site;

#[test]
fn a_day_gets_entries_and_is_found_linked_and_shown_with_what_was_saved() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    postil.json(&["clip", &site.url("/lights")]);
    let empty = postil.json(&["journal", "2024-02-29"]);
    assert_eq!((&empty["id"], &empty["date"], &empty["markdown"]), (&json!(null), &json!("2024-02-29"), &json!("")));
    let first = postil.json(&["journal", "2024-02-29", "Read [[Harbour lights]] again."]);
    assert_eq!(first["markdown"], "- Read [[Harbour lights]] again.\n");
    let second = postil.run_with(&["journal", "2024-02-29", "-"], "Two lines\n\nof one entry\n").json;
    assert_eq!(second["id"], first["id"]);
    assert_eq!(second["markdown"], "- Read [[Harbour lights]] again.\n- Two lines\n\n  of one entry\n");

    let today = postil.json(&["journal", "The first of today"]);
    let text = today["markdown"].as_str().expect("text");
    let time = text.strip_prefix("- ").and_then(|rest| rest.strip_suffix(" The first of today\n")).expect(text);
    assert!(time.len() == 5 && time.as_bytes()[2] == b':', "{text}");
    assert_eq!(today["saved"][0]["title"], "Harbour lights");
    assert_eq!(postil.json(&["journal"])["id"], today["id"]);

    let linked = postil.json(&["backlinks", "Harbour lights"]);
    assert_eq!(
        (&linked["linked"][0]["title"], &linked["linked"][0]["kind"]),
        (&json!("2024-02-29"), &json!("journal"))
    );
    assert_eq!(postil.json(&["search", "two lines of"])["hits"][0]["title"], "2024-02-29");
    for (args, code) in [
        (&["journal", "2023-02-29"][..], "no_date"),
        (&["journal", "today", "  "][..], "no_entry"),
        (&["note", "rename", "2024-02-29", "Another"][..], "wrong_kind"),
        (&["note", "new", "2024-02-29"][..], "title_taken"),
    ] {
        assert_eq!(postil.run(args).error["error"]["code"], code, "{args:?}");
    }
    postil.json(&["delete", "2024-02-29"]);
    assert_eq!(postil.json(&["journal", "2024-02-29"])["id"], json!(null));
    let back = postil.json(&["journal", "2024-02-29", "Three"]);
    assert_eq!(back["id"], first["id"]);
    assert!(back["markdown"].as_str().expect("text").ends_with("  of one entry\n- Three\n"));
}

#[test]
fn mentions_become_links() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Small queues", ""]);
    postil.json(&["note", "new", "One", "Of small queues, `Small queues` and small queues."]);
    postil.json(&["journal", "2024-02-29", "Small queues!"]);
    postil.json(&["note", "new", "Only code", "    Small queues\n"]);
    let before = postil.json(&["backlinks", "Small queues"]);
    let titles = |answer: &serde_json::Value, group: &str| {
        let mut titles: Vec<String> = answer[group]
            .as_array()
            .expect("a group")
            .iter()
            .map(|link| link["title"].as_str().expect("a title").to_owned())
            .collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&before, "mentions"), ["2024-02-29", "One"]);
    let after = postil.json(&["backlinks", "Small queues", "--link-mentions"]);
    assert_eq!(
        (titles(&after, "linked"), titles(&after, "mentions")),
        (vec!["2024-02-29".into(), "One".into()], Vec::<String>::new())
    );
    let text = postil.json(&["show", "One"])["markdown"].as_str().expect("text").to_owned();
    assert_eq!(text, "Of [[Small queues|small queues]], `Small queues` and small queues.");
}
