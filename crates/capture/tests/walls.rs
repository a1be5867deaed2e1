//! Pages that stand in front of an article, or in its place, and articles that look as if they did.
//!
//! Each page is a file of `tests/walls`, written for this project in the shape in which many sites say the same. What a
//! name begins with is the verdict.

#![allow(clippy::unwrap_used)]

use postil_capture::{Verdict, extract};
use url::Url;

#[test]
fn every_wall_is_told_from_an_article() {
    let folder = format!("{}/tests/walls", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder.as_str())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() > 40);
    let mut wrong = Vec::new();
    for name in names {
        let kinds = [
            ("captcha-", Verdict::Captcha),
            ("consent-", Verdict::ConsentWall),
            ("login-", Verdict::LoginWall),
            ("partial-", Verdict::Partial),
            ("empty-", Verdict::Empty),
            ("not-found-", Verdict::NotFound),
            ("ok-", Verdict::Ok),
        ];
        let (_, expected) = kinds.iter().find(|(kind, _)| name.starts_with(kind)).unwrap();
        let html = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let article = extract(&html, &Url::parse("https://page.example/2024/story").unwrap());
        if article.verdict != *expected {
            wrong.push(format!("{name}: {} ({})", article.verdict, article.text.replace('\n', "|")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
