use std::fmt::Write;

use serde_json::{Value, json};

use crate::program::{Postil, run_at};

#[test]
fn many_pages_are_answered_in_order_and_a_hostile_one_holds_nobody_up() {
    let postil = Postil::new();
    let mut manifest = String::new();
    for number in 0..40 {
        let html = match number {
            7 => "<div>".repeat(400_000),
            11 => format!("{}x", "<table><b><i><a href=x>".repeat(30_000)),
            _ => format!("<title>Page {number}</title><article><p>{}</p></article>", "Some words of it. ".repeat(40)),
        };
        let file = postil.dir.path().join(format!("{number}.html"));
        std::fs::write(&file, html).expect("a file");
        let file = if number == 13 { file.with_extension("gone") } else { file };
        writeln!(manifest, "{}", json!({ "id": number, "file": file, "url": "https://a.example/" })).expect("text");
    }
    let path = postil.dir.path().join("manifest");
    std::fs::write(&path, manifest).expect("a file");
    let output = run_at(&postil.library(), &["extract", "--batch", path.to_str().expect("a path")], "");
    let text = String::from_utf8(output.stdout).expect("text");
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), 40);
    for (number, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], number);
        match number {
            13 => assert_eq!(answer["error"]["code"], "file"),
            7 | 11 => assert!(answer["verdict"].is_string()),
            _ => assert_eq!(answer["title"], format!("Page {number}")),
        }
    }
    assert!(!output.status.success());
}
