//! PDFs, set for this project by several programs, and the articles that come of them.

#![allow(clippy::unwrap_used)]

mod support;

#[path = "support/holds.rs"]
mod holds;

use postil_capture::{Article, Extractor, Fetcher, Limits, Page, Point, Reading, Remark, Verdict, capture};
use support::{Reply, Server, answer};
use url::Url;

fn body(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/pdfs/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read_within(body: Vec<u8>, limits: Limits) -> Reading {
    let page = Page::file(body, Url::parse("https://a.example/files/On_the-tides.pdf").unwrap());
    let reading = Extractor::in_process(limits).read(page).unwrap();
    assert_eq!(holds::broken(&reading.article), None);
    reading
}

fn read(name: &str) -> Reading {
    read_within(body(name), Limits::default())
}

fn headings(article: &Article) -> Vec<String> {
    let document = dom_query::Document::fragment(article.html.as_str());
    let of = |node: &dom_query::NodeRef<'_>| format!("{} {}", node.node_name().unwrap(), node.text());
    document.select("h2, h3, h4, h5, h6").nodes().iter().map(of).collect()
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let Reading { article, remark, pdf, .. } = read("two-columns");
    assert!(pdf && remark.is_none() && article.verdict == Verdict::Ok);
    assert_eq!(article.title, "Why Small Queues Move Faster");
    assert_eq!(article.byline.as_deref(), Some("Ida Marlow, Tomas Reyl"));
    assert_eq!(article.published_at.as_deref(), Some("2023-05-17T00:00:00Z"));
    assert_eq!(
        headings(&article),
        ["h3 1 Introduction", "h3 2 Method", "h6 Page 2", "h4 2.1 Counting", "h3 3 Conclusion", "h3 4 References"]
    );
    // Ligatures, words that were cut, words with a hyphen, and a paragraph over a note and into the next column.
    for words in [
        "The efficient flow of people through an office is a difficult affair. Offices differ in their fittings, and \
         officials in their affinity for figures; yet the confluence",
        "Waiting is a phenomenon that is characteristically underestimated",
        "A well-known result says that the average number of people in a queue equals the arrival rate times the \
         average wait.",
        "so that the internationalisation of the measurements was straightforward.",
        "North 4.2 6 min\n\nSouth 11.9 19 min",
    ] {
        assert!(article.text.contains(words), "{words}\n{}", article.text);
    }
    assert!(
        article
            .html
            .contains("<ul><li>The first counter was kept short on purpose, with never more than four people.</li>")
    );
    let mut points: Vec<&Point> = article.outline.iter().collect();
    assert!(points.iter().any(|point| point.text == "2 Method"));
    while let Some(point) = points.pop() {
        assert_ne!(point.text, "Page 2");
        points.extend(&point.children);
    }
}

#[test]
fn running_heads_and_page_numbers_go() {
    let article = read("running-heads").article;
    assert_eq!(article.title, "The Keeper’s Handbook");
    assert_eq!(headings(&article), ["h3 Chapter One", "h6 Page 2", "h6 Page 3"]);
    assert_eq!(article.text.matches("Chapter One").count(), 1, "{}", article.text);
    assert_eq!(article.text.matches("Oil is measured in the morning").count(), 12);
    assert!(article.text.contains("She said: “The affairs of the office are difficult”—and left."));
    assert!(article.text.lines().all(|line| line.parse::<u32>().is_err()));
}

#[test]
fn a_page_that_a_browser_printed_reads_like_the_page() {
    let article = read("printed").article;
    assert_eq!(article.title, "Harbour lights – The Coast");
    assert_eq!(headings(&article), ["h2 Harbour lights", "h3 The first light", "h3 The second light"]);
    assert!(
        article.text.contains("the office of the harbour master found it difficult to afford. A link stands here.")
    );
    assert!(article.text.contains("Ünïcödé, Привет мир, ελληνικά."));
    assert!(article.html.contains("<pre><code>let x = 1;\n  let y = x + 2;"), "{}", article.html);
}

#[test]
fn letters_without_a_unicode_map_are_read_by_their_encoding() {
    let article = read("without-unicode-map").article;
    assert_eq!(article.title, "余白に書く");
    assert!(article.text.contains("書き込みは読者の声であり、著者の声とは別のものとして残る。"));
    assert!(article.text.contains("读书的时候，我总是拿着铅笔。"));
    assert_eq!(article.byline, None);
}

#[test]
fn a_title_that_says_nothing_gives_way_to_the_first_heading() {
    let article = read("untitled").article;
    assert_eq!((article.title.as_str(), article.byline), ("Annual Report of the Tide Office", None));
    assert!(article.text.contains("complete & on time; the café in the harbour — long closed — has been reopened."));
    assert_eq!(read("owner-password").article.text, article.text);
}

#[test]
fn what_cannot_be_read_is_said() {
    let check = |reading: Reading, remark| {
        assert_eq!((reading.article.verdict, reading.remark), (Verdict::Empty, Some(remark)));
        assert!(reading.pdf && reading.article.text.is_empty());
        assert!(!reading.article.title.is_empty());
    };
    check(read("scanned"), Remark::PicturesOnly);
    check(read("locked"), Remark::LockedPdf);
    check(read_within(b"%PDF-1.7\nnothing more".to_vec(), Limits::default()), Remark::DamagedPdf);
    assert_eq!(read("scanned").article.title, "On the-tides");
}

#[test]
fn a_long_pdf_is_cut() {
    let reading = read_within(body("running-heads"), Limits { pdf_pages: 1, ..Limits::default() });
    assert_eq!((reading.article.verdict, reading.remark), (Verdict::Partial, Some(Remark::CutPdf)));
    assert!(reading.article.text.contains("The lamp is to be lit"));
}

#[test]
fn a_cut_off_pdf_is_still_read_where_it_can_be() {
    let whole = body("running-heads");
    for share in [2, 3, 10] {
        let reading = read_within(whole[..whole.len() - whole.len() / share].to_vec(), Limits::default());
        assert!(reading.pdf);
    }
}

#[tokio::test]
async fn a_link_to_a_pdf_is_told_by_its_bytes() {
    let file = body("running-heads");
    let limits = Limits { page_bytes: 1000, ..Limits::default() };
    for kind in ["application/pdf", "application/octet-stream", "application/x-download"] {
        let reply = Reply::Raw(answer("200 OK", &[("Content-Type", kind)], &file));
        let server = Server::start(vec![("/a", reply)]).await;
        let fetcher = Fetcher::new(limits.clone()).unwrap();
        let got = capture(&fetcher, &Extractor::in_process(limits.clone()), &server.url("/a")).await.unwrap();
        assert!(got.is_pdf() && got.article.verdict == Verdict::Ok, "{kind}");
        assert_eq!(got.fetched.content_type.as_deref(), Some("application/pdf"));
        assert_eq!(got.fetched.body, file);
    }
}
