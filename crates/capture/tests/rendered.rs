//! Pages as a window shows them.

#![allow(clippy::unwrap_used)]

use postil_capture::{Captured, Extractor, FetchError, Limits, Verdict, rendered};
use url::Url;

fn article(opening: &str) -> String {
    let words = "The harbour is quiet at night, and the lamp is lit before the boats come home. ".repeat(12);
    format!("<html><head><title>Harbour</title></head><body><article><p>{opening} {words}</p></article></body></html>")
}

async fn shown(html: &str, url: &str) -> Result<Captured, FetchError> {
    let limits = Limits { page_bytes: 1 << 20, ..Limits::default() };
    let extractor = Extractor::in_process(limits.clone());
    rendered(&extractor, html.to_owned(), &Url::parse(url).unwrap(), &limits).await
}

#[tokio::test]
async fn what_a_window_shows_is_read_like_a_page() {
    let got = shown(&article("Gone — «there»."), "https://me:secret@a.example/b?c#d").await.unwrap();
    assert_eq!(got.article.verdict, Verdict::Ok);
    assert!(got.article.text.starts_with("Gone — «there». The harbour"));
    assert_eq!(got.fetched.url.as_str(), "https://a.example/b?c#d");
    assert_eq!(got.encoding, "UTF-8");
}

#[tokio::test]
async fn a_declared_encoding_is_not_believed_where_the_window_has_decoded_already() {
    let html = article("Größe.").replace("<head>", "<head><meta charset=windows-1251>");
    let got = shown(&html, "https://a.example/").await.unwrap();
    assert!(got.article.text.starts_with("Größe."), "{}", got.article.text);
}

#[tokio::test]
async fn a_login_that_is_still_shown_is_a_wall() {
    let html = "<html><head><title>Sign in</title></head><body><form>Sign in to continue <input type=password></form>";
    assert_eq!(shown(html, "https://a.example/").await.unwrap().article.verdict, Verdict::LoginWall);
}

#[tokio::test]
async fn nothing_active_comes_out_of_a_window() {
    let html = article("<img src=x onerror=alert(1)><script>alert(2)</script><a href='javascript:alert(3)'>x</a>");
    let got = shown(&html, "https://a.example/").await.unwrap();
    assert!(!got.article.html.contains("alert"), "{}", got.article.html);
}

#[tokio::test]
async fn only_web_pages_within_the_limit_are_taken() {
    let error = shown("<p>x", "file:///etc/passwd").await.unwrap_err();
    assert_eq!(error, FetchError::UnsupportedScheme { scheme: "file".into() });
    let error = shown(&"x".repeat((1 << 20) + 1), "https://a.example/").await.unwrap_err();
    assert_eq!(error, FetchError::TooLarge { host: "a.example".into(), limit: 1 << 20 });
}
