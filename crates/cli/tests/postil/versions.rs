use serde_json::json;

use crate::program::{Postil, run_at};
use crate::site::Site;

#[test]
fn what_was_replaced_is_listed_compared_and_restored() {
    let (site, postil) = (Site::new(), Postil::new());
    site.article("/lights", "Harbour lights", "");
    let url = site.url("/lights");
    postil.json(&["clip", &url]);
    postil.json(&["note", "new", "Ink", ""]);
    let first = format!("# Tides\n\nThe tide is high.\n\n{}\n", "The keeper writes the hour down. ".repeat(10));
    let second = "# Tides\n\nThe tide is low.\n";
    for (id, text) in [(url.as_str(), "commentary"), ("Ink", "markdown")] {
        let write = |words: &str| {
            let given = if text == "markdown" {
                ["note", "edit", id, words].to_vec()
            } else {
                ["comment", id, "--replace", words].to_vec()
            };
            postil.json(&given);
        };
        assert_eq!(postil.json(&["versions", id]), json!([]));
        write(&first);
        write(second);
        let listed = postil.json(&["versions", id]);
        let version = &listed[0];
        assert_eq!((&version["first_line"], &version["reason"]), (&json!("Tides"), &json!("cut")));
        assert_eq!((&version["words_added"], &version["words_removed"]), (&json!(1), &json!(61)));
        assert_eq!(postil.json(&["version", "show", id, "1"])["markdown"], first);
        let compared = postil.json(&["version", "compare", id, "1"]);
        let change = json!({ "change": "removed", "text": "high" });
        assert_eq!(compared["stretches"][1]["pieces"][1], change, "{compared}");

        let name = version["id"].as_str().expect("an id");
        let restored = postil.json(&["version", "restore", id, name]);
        assert_eq!(postil.json(&["show", id])[text], first);
        let kept = restored["kept"].as_str().expect("what was there is a version");
        assert_eq!(postil.json(&["versions", id])[0]["id"], kept);
        assert_eq!(postil.json(&["version", "compare", id, name])["same"], true);
        postil.json(&["version", "restore", id, kept]);
        assert_eq!(postil.json(&["show", id])[text], second);
        for strange in ["9", "0", "x", "01990000-0000-7000-8000-000000000000"] {
            assert_eq!(postil.run(&["version", "show", id, strange]).error["error"]["code"], "no_version");
        }
    }
    // A version belongs to its document.
    let other = postil.json(&["versions", "Ink"])[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(postil.run(&["version", "restore", &url, &other]).error["error"]["code"], "no_version");
    assert_eq!(postil.json(&["doctor"])["ok"], true);
}

#[test]
fn versions_are_told_in_words_too() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "One line.\n"]);
    postil.json(&["note", "edit", "Ink", " "]);
    let told = |args: &[&str]| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_postil"))
            .arg("--library")
            .arg(postil.library())
            .args(args)
            .output()
            .expect("postil runs");
        String::from_utf8_lossy(&program.stdout).into_owned()
    };
    let listed = told(&["versions", "Ink"]);
    assert!(listed.contains("2 words, then 0 added, 2 removed") && listed.contains("One line."), "{listed}");
    assert_eq!(told(&["version", "show", "Ink", "1"]).trim_end(), "One line.");
    assert!(told(&["version", "compare", "Ink", "1"]).ends_with("- One line.\n"));
    assert_eq!(told(&["version", "restore", "Ink", "1"]), "Restored\n");
    let shown = run_at(&postil.library(), &["show", "Ink"], "");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("One line."));
}
