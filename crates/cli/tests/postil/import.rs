use std::fs;

use serde_json::{Value, json};

use crate::program::Postil;

const POST: &str = "---\ntitle: What I read in March\ndate: 2024-03-31\ntags: [reading]\n---\n\nThree things.\n\n\
## [Small queues](https://queues.example/small)\n\n### Batching\n\n- Batches wait for their slowest member\n  - (Me) Like a bus.\n- \
See https://queues.example/long for more\n\nThoughts: worth reading twice.\n\n# (Long queues)[https://queues.example/long]\n\n- They \
grow\n";

fn points(outline: &Value, depth: usize, out: &mut Vec<String>) {
    for point in outline.as_array().expect("points") {
        let voice = if point["voice"] == "me" { "(Me) " } else { "" };
        out.push(format!("{}{voice}{}", "  ".repeat(depth), point["text"].as_str().expect("text")));
        points(&point["children"], depth + 1, out);
    }
}

#[test]
fn a_folder_of_posts_logs_and_notes_comes_in_once() {
    let postil = Postil::new();
    let folder = postil.dir.path().join("old");
    fs::create_dir_all(folder.join("deep/.hidden")).expect("a folder");
    fs::write(folder.join("march.md"), POST).expect("a file");
    fs::write(
        folder.join("log.txt"),
        "2024-06-05\n\n- Read about [[Small queues]].\n- Wrote.\n  On two lines.\n\n6 June 2024\n\n- Slept.\n",
    )
    .expect("a file");
    fs::write(folder.join("deep/A note.md"), "# A note\n\nOf ==this== and %%that%%.\n").expect("a file");
    fs::write(folder.join("deep/.hidden/no.md"), "hidden").expect("a file");
    fs::write(folder.join("deep/picture.md"), [0u8, 159, 146, 150, 0, 1, 2, 3, 0, 0]).expect("a file");
    let path = folder.to_string_lossy().into_owned();

    let tried = postil.json_of_failure(&["import", &path, "--dry-run"]);
    assert_eq!(tried["added"], json!({ "articles": 2, "notes": 1, "journal": 2, "posts": 1, "highlights": 0 }));
    assert_eq!(postil.json(&["list"])["total"], 0);

    let report = postil.json_of_failure(&["import", &path]);
    assert_eq!((&report["added"], &report["format"]), (&tried["added"], &json!("mixed")));
    assert_eq!(report["failed"][0]["where"], "deep/picture.md");
    let mut outline = Vec::new();
    let article = postil.json(&["show", "https://queues.example/small"]);
    points(&article["outline"], 0, &mut outline);
    assert_eq!(
        outline,
        [
            "Batching",
            "  Batches wait for their slowest member",
            "    (Me) Like a bus.",
            "  See https://queues.example/long for more"
        ]
    );
    assert_eq!((&article["title"], &article["commentary"]), (&json!("Small queues"), &json!("worth reading twice.\n")));
    assert_eq!(postil.json(&["clips"])["clips"][0]["paused"], true);

    // The post cites both, the one article of it cites the other, and the journal names the first.
    let cited = postil.json(&["backlinks", "https://queues.example/long"]);
    let from: Vec<&str> =
        cited["linked"].as_array().expect("links").iter().filter_map(|link| link["title"].as_str()).collect();
    assert!(from.contains(&"What I read in March") && from.contains(&"Small queues"), "{cited}");
    let named = postil.json(&["backlinks", "Small queues"]);
    assert!(named["linked"].as_array().expect("links").iter().any(|link| link["title"] == "2024-06-05"), "{named}");
    let post = postil.json(&["show", "What I read in March"]);
    assert_eq!((&post["kind"], &post["markdown"], &post["tags"]), (&json!("post"), &json!(POST), &json!(["reading"])));
    assert_eq!(
        postil.json(&["journal", "2024-06-05"])["markdown"],
        "- Read about [[Small queues]].\n- Wrote.\n  On two lines.\n"
    );

    let again = postil.json_of_failure(&["import", &path]);
    assert_eq!(again["added"], json!({ "articles": 0, "notes": 0, "journal": 0, "posts": 0, "highlights": 0 }));
    assert_eq!(again["known"], 6);
    assert_eq!(postil.json(&["show", "https://queues.example/small"])["outline"], article["outline"]);
    assert_eq!(postil.json(&["list"])["total"], 6);
    let clips = postil.json(&["clips"]);
    assert!(clips["clips"].as_array().expect("clips").iter().all(|clip| clip["paused"] == true), "{clips}");
    assert_eq!(postil.run(&["import", "/no/such/file.md"]).error["error"]["code"], "file");
}

#[test]
fn what_was_imported_and_binned_comes_back_once_and_what_repeats_is_kept() {
    let postil = Postil::new();
    let folder = postil.dir.path().join("old");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("march.md"), POST).expect("a file");
    fs::write(folder.join("log.txt"), "2024-06-05\n\n- Slept.\n- Slept.\n\n2024-06-06\n").expect("a file");
    let path = folder.to_string_lossy().into_owned();
    let first = postil.json(&["import", &path]);
    assert_eq!(first["added"], json!({ "articles": 2, "notes": 0, "journal": 1, "posts": 1, "highlights": 0 }));
    let day = postil.json(&["journal", "2024-06-05"]);
    assert_eq!(day["markdown"], "- Slept.\n- Slept.\n");
    assert_eq!(postil.json(&["journal", "2024-06-06"])["id"], Value::Null);
    for id in first["created"].as_array().expect("ids") {
        postil.json(&["delete", id.as_str().expect("an id")]);
    }
    let again = postil.json(&["import", &path]);
    assert_eq!((&again["added"], again["known"].as_u64()), (&first["added"], Some(0)));
    assert_eq!(postil.json(&["list"])["total"], 4);
    assert_eq!(postil.json(&["bin", "list"])["total"], 0);
    assert_eq!(postil.json(&["journal", "2024-06-05"])["markdown"], day["markdown"]);
    assert_eq!(postil.json(&["import", &path])["known"], 4);
}
