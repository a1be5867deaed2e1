//! Whole pages, written for this project, and the articles that come of them.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use postil_capture::{Article, Point, decode, extract, outline};
use url::Url;

#[path = "support/markdown.rs"]
mod markdown;

fn article(name: &str, url: &str) -> Article {
    let path = format!("{}/tests/pages/{name}.html", env!("CARGO_MANIFEST_DIR"));
    let decoded = decode(&std::fs::read(path).unwrap(), Some("text/html"));
    extract(&decoded.text, &Url::parse(url).unwrap())
}

fn describe(article: &Article) -> String {
    let mut out = String::new();
    let line = |out: &mut String, name: &str, value: &dyn std::fmt::Debug| {
        writeln!(out, "{name}: {value:?}").unwrap();
    };
    line(&mut out, "title", &article.title);
    line(&mut out, "byline", &article.byline);
    line(&mut out, "site_name", &article.site_name);
    line(&mut out, "lang", &article.lang);
    line(&mut out, "published_at", &article.published_at);
    line(&mut out, "canonical_url", &article.canonical_url.as_ref().map(Url::as_str));
    line(&mut out, "excerpt", &article.excerpt);
    line(&mut out, "verdict", &article.verdict);
    line(&mut out, "word_count", &article.word_count);
    line(&mut out, "images", &article.images.iter().map(Url::as_str).collect::<Vec<_>>());
    for link in &article.links {
        writeln!(out, "link: {} [{}] {}..{} in {:?}", link.url, link.text, link.start, link.end, link.context).unwrap();
    }
    writeln!(out, "\n--- outline").unwrap();
    points(&article.outline, 0, &mut out);
    writeln!(out, "\n--- text\n{}\n\n--- html\n{}\n\n--- markdown\n{}", article.text, article.html, article.markdown)
        .unwrap();
    out
}

fn points(list: &[Point], level: usize, out: &mut String) {
    for point in list {
        let anchor = point.anchor.as_ref().unwrap();
        writeln!(out, "{}- {} ({}..{})", "  ".repeat(level), point.text, anchor.start, anchor.end).unwrap();
        points(&point.children, level + 1, out);
    }
}

fn check_promises(article: &Article) {
    markdown::check_round_trip(&article.html, &article.markdown);
    let chars: Vec<char> = article.text.chars().collect();
    let mut open: Vec<&Point> = article.outline.iter().collect();
    while let Some(point) = open.pop() {
        let anchor = point.anchor.as_ref().unwrap();
        let slice: String = chars[anchor.start as usize..anchor.end as usize].iter().collect();
        assert_eq!(slice, anchor.quote);
        open.extend(&point.children);
    }
    assert_eq!(outline(&article.text, &article.html), article.outline);
    for link in &article.links {
        let context: Vec<char> = link.context.chars().collect();
        let slice: String = context[link.start as usize..link.end as usize].iter().collect();
        assert_eq!(slice, link.text);
    }
}

#[track_caller]
fn check(name: &str, url: &str) {
    let article = article(name, url);
    check_promises(&article);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, describe(&article));
    });
}

#[test]
fn an_essay() {
    check("essay", "https://margins.example/essays/commonplace-book/");
}

#[test]
fn a_manual_with_code_and_a_table() {
    check("manual", "https://tidewatch.example/docs/watchers");
}

#[test]
fn a_news_page_with_boilerplate() {
    check("news", "https://courier.example/2024/05/ferry-returns?utm=x");
}

#[test]
fn a_page_in_japanese() {
    check("cjk", "https://yohaku.example/2022/kakikomi");
}

#[test]
fn images_of_every_make() {
    check("images", "https://harbour.example/pictures/office");
}

#[test]
fn tables_with_aligned_and_spanning_cells() {
    check("tables", "https://harbour.example/tables");
}

#[test]
fn code_from_many_highlighters() {
    check("code", "https://harbour.example/gauge");
}

#[test]
fn formulas_from_many_renderers() {
    check("formulas", "https://harbour.example/tide");
}

#[test]
fn notes_of_several_shapes() {
    check("notes", "https://harbour.example/notes");
}

#[test]
fn lists_marks_and_quotations() {
    check("prose", "https://harbour.example/furniture");
}

#[test]
fn a_text_that_only_a_script_holds_is_read_from_its_json_ld() {
    let paragraph = "The keeper writes down the hour at which each ship went by, and what she carried. ".repeat(6);
    let page = |body: &str| {
        let said = serde_json::json!({ "@type": "NewsArticle", "headline": "Harbour lights", "articleBody": body });
        format!(
            "<html><head><title>Harbour lights</title><script type='application/ld+json'>{said}</script></head>\
             <body><div id=root></div><script src=/draw.js></script><p>Loading</p></body></html>"
        )
    };
    let read = |body: &str| extract(&page(body), &Url::parse("https://courier.example/lights").unwrap());
    let plain = read(&format!("{paragraph}\n{paragraph}"));
    assert_eq!(plain.text.split("\n\n").count(), 2, "{}", plain.text);
    assert_eq!(plain.verdict, postil_capture::Verdict::Ok);
    check_promises(&plain);
    let marked = read(&format!("<p>{paragraph}<img src=x onerror=y></p><p>{paragraph}</p>"));
    assert_eq!(marked.text, plain.text);
    assert_eq!(read("Too little.").verdict, postil_capture::Verdict::Empty);
}
