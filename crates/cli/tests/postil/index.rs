use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;

use crate::program::Postil;

/// A library of many notes.
fn library() -> Postil {
    let postil = Postil::new();
    let folder = postil.dir.path().join("notes");
    fs::create_dir_all(&folder).expect("a folder");
    for number in 0..1500 {
        let text = format!("Note {number} of many: word{} and inkwell.\n", number % 7);
        fs::write(folder.join(format!("note {number}.md")), text).expect("a file");
    }
    postil.json(&["import", folder.to_str().expect("a path")]);
    postil
}

#[test]
fn an_index_whose_filling_was_killed_is_whole_at_the_next_search() {
    let postil = library();
    for wait in [3, 40, 90, 150, 220, 320, 450] {
        let reindex = wait % 20 == 0;
        if !reindex {
            fs::remove_dir_all(postil.library().join("index")).expect("the index goes");
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
            .arg("--library")
            .arg(postil.library())
            .args(if reindex { vec!["reindex"] } else { vec!["search", "inkwell"] })
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("postil runs");
        // To be killed at any moment is what is tried: none is waited for.
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
        let found = postil.json(&["search", "inkwell ", "--limit", "1"]);
        assert_eq!(found["total"], 1500, "killed after {wait} ms");
        assert_eq!(postil.json(&["search", "word3 inkwell ", "--limit", "1"])["total"], 214);
    }
    assert_eq!(postil.json(&["doctor"]), json!({ "ok": true, "problems": [] }));
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let postil = Postil::new();
    postil.json(&["note", "new", "Ink", "red"]);
    assert_eq!(postil.json(&["search", "red "])["total"], 1);
    let meta = postil.library().join("index/meta.json");
    let text = fs::read_to_string(&meta).expect("the index");
    let at = text.find("\"payload\":").expect("how far it came") + "\"payload\":".len();
    let (before, rest) = text.split_at(at);
    let (payload, after) = rest.trim_start()[1..].split_once('"').expect("a text");
    let seq = payload.split_once(':').expect("a version").1;
    fs::write(&meta, format!("{before}\"1:{seq}\"{after}")).expect("written");
    assert_eq!(postil.json(&["search", "red "])["total"], 1);
    let text = fs::read_to_string(&meta).expect("the index");
    assert!(!text.contains(&format!("\"1:{seq}\"")), "{text}");
}
