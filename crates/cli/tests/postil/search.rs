use std::process::Command;

use serde_json::json;

use crate::program::Postil;

#[test]
fn what_of_a_search_cannot_be_understood_is_told() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "café red"]);
    let found = postil.json(&["search", "café kind:artcle"]);
    let message = "kind: takes article, note, journal or post";
    let problem = json!({ "start": 5, "end": 16, "message": message, "suggestion": "kind:article" });
    assert_eq!(found["problems"], json!([problem]));
    assert_eq!(postil.json(&["search", "café red"])["problems"], json!([]));
    let output = Command::new(env!("CARGO_BIN_EXE_postil"))
        .arg("--library")
        .arg(postil.library())
        .args(["search", "café kind:artcle"])
        .output()
        .expect("postil runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told, format!("note: kind:artcle: {message} (did you mean kind:article?)\n"));
    assert!(output.status.success());
}
