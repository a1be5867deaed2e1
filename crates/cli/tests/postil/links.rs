use serde_json::json;

use crate::program::Postil;

#[test]
fn other_names_lead_there_and_a_renaming_is_undone() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Small queues", "---\naliases: [Short lines]\n---\nOn #queues/small."]);
    postil.json(&["note", "new", "Linking", "[[short lines]], [[Small Queues|they]] and [[Few waiting]]."]);
    let count = || postil.json(&["backlinks", "Small queues"])["linked"].as_array().map(Vec::len);
    assert_eq!(count(), Some(2));
    let aliases = postil.json(&["alias", "Small queues", "Few waiting"]);
    assert_eq!(
        aliases,
        json!([{ "name": "Few waiting", "written": false }, { "name": "Short lines", "written": true }])
    );
    assert_eq!(count(), Some(3));
    assert_eq!(postil.json(&["show", "few waiting"])["tags"], json!(["queues/small"]));

    postil.json(&["note", "rename", "Small queues", "Little queues", "--keep-alias"]);
    let text = || postil.json(&["show", "Linking"])["markdown"].clone();
    assert_eq!(text(), "[[short lines]], [[Little queues|they]] and [[Few waiting]].");
    assert_eq!(postil.json(&["show", "Small queues"])["title"], "Little queues");
    postil.json(&["note", "rename", "Little queues", "--undo"]);
    assert_eq!(text(), "[[short lines]], [[Small Queues|they]] and [[Few waiting]].");
    assert_eq!(postil.run(&["note", "rename", "Small queues", "--undo"]).error["error"]["code"], "nothing_to_undo");
    assert_eq!(postil.json(&["alias", "Small queues", "--none"]).as_array().map(Vec::len), Some(1));
    assert_eq!(postil.run(&["alias", "Small queues", "a#b"]).error["error"]["code"], "unlinkable");
}

#[test]
fn an_ambiguous_link_is_told_and_leads_nowhere() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ebb", ""]);
    postil.json(&["note", "new", "Low water", ""]);
    for note in ["Ebb", "Low water"] {
        postil.json(&["alias", note, "The tide"]);
    }
    postil.json(&["note", "new", "Asking", "Which [[the tide]]?"]);
    let link = postil.json(&["links", "Asking"])["linked"][0].clone();
    assert_eq!((&link["candidates"].as_array().map(Vec::len), &link["id"]), (&Some(2), &json!(null)));
    assert_eq!(postil.json(&["backlinks", "Ebb"])["linked"], json!([]));
    assert_eq!(postil.run(&["show", "the tide"]).error["error"]["code"], "ambiguous");
}

#[test]
fn what_is_embedded_is_in_the_html_and_circles_end() {
    let postil = Postil::new();
    postil.json(&["note", "new", "One", "# A\n\nfirst\n\n# B\n\n![[Two#^id]]"]);
    postil.json(&["note", "new", "Two", "other\n\nA claim. ^id\n\n![[One]] ![[Two]]"]);
    let html = postil.json(&["show", "One"])["html"].as_str().expect("html").to_owned();
    assert!(html.contains("A claim.") && !html.contains("other") && !html.contains("^id"), "{html}");
    let html = postil.json(&["show", "Two"])["html"].as_str().expect("html").to_owned();
    assert!(html.contains("first"), "{html}");
    assert_eq!(postil.json(&["backlinks", "Two"])["linked"][0]["title"], "One");
}
