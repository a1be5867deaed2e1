use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::Site;

#[test]
fn what_is_linked_with_a_document_is_told_with_its_links() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    let lights = &postil.json(&["clip", &site.url("/lights"), "--tag", "sea"])[0]["id"];
    let ink = postil.json(&["note", "new", "Ink", &format!("Of {} and [[Nothing yet]].", site.url("/lights#top"))]);
    let day = postil.json(&["journal", "2024-02-29", "[[Ink]] again."]);

    let graph = postil.json(&["graph", "Ink"]);
    let titles: Vec<(&Value, &Value)> =
        graph["nodes"].as_array().expect("nodes").iter().map(|node| (&node["title"], &node["distance"])).collect();
    assert_eq!(
        titles,
        [(&json!("Ink"), &json!(0)), (&json!("2024-02-29"), &json!(1)), (&json!("Harbour lights"), &json!(1))]
    );
    assert_eq!((&graph["nodes"][2]["tags"], &graph["nodes"][2]["kind"]), (&json!(["sea"]), &json!("article")));
    assert_eq!(graph["edges"], json!([{ "from": ink["id"], "to": lights }, { "from": day["id"], "to": ink["id"] }]));
    assert_eq!(graph["left_out"], 0);

    let far = postil.json(&["graph", "Harbour lights"]);
    assert_eq!(far["nodes"].as_array().map(Vec::len), Some(3));
    let near = postil.json(&["graph", "Harbour lights", "--depth", "1"]);
    assert_eq!(near["nodes"].as_array().map(Vec::len), Some(2));
    assert_eq!(postil.run(&["graph", "Nobody"]).error["error"]["code"], "not_found");
    assert!(!postil.run(&["graph", "Ink", "--depth", "3"]).ok);
}
