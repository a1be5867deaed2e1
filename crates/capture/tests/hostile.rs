//! Everything that a network and a page can do wrong, against a real server.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write;
use std::time::Duration;

use postil_capture::{
    Archive, Article, Captured, Extractor, FetchError, Fetcher, Limits, Page, Validators, Verdict, capture,
    capture_archived, capture_if_changed, decode,
};
use support::{Reply, Server, answer, article, coded, page, redirect};
use url::Url;

fn fetcher() -> Fetcher {
    Fetcher::new(Limits { page_bytes: 1 << 20, image_bytes: 1 << 16, ..Limits::default() }).unwrap()
}

fn reader() -> Extractor {
    Extractor::in_process(Limits::default())
}

async fn captured(reply: Reply) -> Captured {
    let server = Server::start(vec![("/", reply)]).await;
    capture(&fetcher(), &reader(), &server.url("/")).await.unwrap()
}

async fn error(reply: Reply) -> FetchError {
    let server = Server::start(vec![("/", reply)]).await;
    capture(&fetcher(), &reader(), &server.url("/")).await.unwrap_err()
}

fn status(line: &str, body: &[u8]) -> Reply {
    Reply::Raw(answer(line, &[("Content-Type", "text/html")], body))
}

#[tokio::test]
async fn a_page_is_captured_with_its_headers() {
    let headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("ETag", "\"a\""),
        ("Last-Modified", "Wed, 01 May 2024 10:20:30 GMT"),
    ];
    let got = captured(Reply::Raw(answer("200 OK", &headers, article("Hello.").as_bytes()))).await;
    assert_eq!(got.article.verdict, Verdict::Ok);
    assert_eq!(got.article.title, "Harbour");
    assert!(got.article.text.starts_with("Hello. The harbour"));
    assert_eq!(got.fetched.etag.as_deref(), Some("\"a\""));
    assert_eq!(got.fetched.last_modified.as_deref(), Some("Wed, 01 May 2024 10:20:30 GMT"));
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_told_by_its_validators() {
    let whole = answer("200 OK", &[("Content-Type", "text/html"), ("ETag", "\"a\"")], article("Hello.").as_bytes());
    let server = Server::start(vec![
        ("/tag", Reply::Unless("if-none-match: \"a\"", whole.clone())),
        ("/date", Reply::Unless("if-modified-since: wed, 01 may 2024 10:20:30 gmt", whole.clone())),
        ("/moved", redirect("/tag")),
        ("/always", Reply::Unless("host", whole)),
    ])
    .await;
    let validators = |path: &str, etag: &str, date: &str| Validators {
        url: server.url(path),
        etag: Some(etag.to_owned()).filter(|etag| !etag.is_empty()),
        last_modified: Some(date.to_owned()).filter(|date| !date.is_empty()),
    };
    let asked = async |path: &str, validators: Validators| {
        let answer = capture_if_changed(&fetcher(), &reader(), &server.url(path), &validators).await;
        answer.map(|captured| captured.map(|captured| captured.article.verdict))
    };
    let day = "Wed, 01 May 2024 10:20:30 GMT";
    assert_eq!(asked("/tag", validators("/tag", "\"a\"", day)).await, Ok(None));
    assert_eq!(asked("/tag", validators("/tag", "\"b\"", "")).await, Ok(Some(Verdict::Ok)));
    assert_eq!(asked("/date", validators("/date", "", day)).await, Ok(None));
    // They are sent to the address that gave them, wherever the way there begins, and to no other.
    assert_eq!(asked("/moved", validators("/tag", "\"a\"", "")).await, Ok(None));
    assert_eq!(asked("/tag", validators("/other", "\"a\"", "")).await, Ok(Some(Verdict::Ok)));
    // Nobody asked, so the answer makes no sense. A value that no header can hold is not sent.
    for validators in [validators("/other", "\"a\"", ""), validators("/always", "a\nb", "")] {
        let error = asked("/always", validators).await.unwrap_err();
        assert!(error.code() == "status" && !error.retryable(), "{error:?}");
    }
    let error = capture(&fetcher(), &reader(), &server.url("/always")).await.unwrap_err();
    assert_eq!(error.code(), "status");
}

#[tokio::test]
async fn missing_and_forbidden_pages_are_verdicts() {
    let verdict = |line: &'static str| async move { captured(status(line, b"<p>x")).await.article.verdict };
    assert_eq!(verdict("404 Not Found").await, Verdict::NotFound);
    assert_eq!(verdict("410 Gone").await, Verdict::NotFound);
    assert_eq!(verdict("401 Unauthorized").await, Verdict::LoginWall);
    assert_eq!(verdict("403 Forbidden").await, Verdict::LoginWall);
    let challenge = b"<title>Just a moment...</title><form id=challenge-form>Verify you are human";
    assert_eq!(captured(status("403 Forbidden", challenge)).await.article.verdict, Verdict::Captcha);
    assert_eq!(captured(status("503 Busy", challenge)).await.article.verdict, Verdict::Captcha);
}

#[tokio::test]
async fn a_server_in_trouble_may_be_asked_again() {
    for line in ["500 Oops", "502 Bad Gateway", "429 Too Many Requests"] {
        let error = error(status(line, b"<p>x")).await;
        assert!(error.code() == "status" && error.retryable(), "{error:?}");
    }
    let error = error(status("400 Bad Request", b"<p>x")).await;
    assert!(!error.retryable());
}

#[tokio::test]
async fn a_server_that_asks_for_patience_is_heard() {
    let asks = |line: &'static str, wait: &'static str| async move {
        let headers = [("Content-Type", "text/html"), ("Retry-After", wait)];
        error(Reply::Raw(answer(line, &headers, b"<p>x"))).await.retry_after()
    };
    assert_eq!(asks("429 Too Many Requests", "7").await, Some(Duration::from_secs(7)));
    assert_eq!(asks("503 Busy", "Fri, 31 Dec 2100 08:00:00 GMT").await, Some(Duration::from_secs(86_400)));
    assert_eq!(asks("503 Busy", "when it suits you").await, None);
}

#[tokio::test]
async fn an_archive_gives_a_copy_under_the_address_of_the_page_itself() {
    let page_url = Url::parse("https://gone.example/essays/harbour?part=1").unwrap();
    let year = jiff::Zoned::now().year();
    let newest = format!("/archive/web/{year}id_/{page_url}").leak();
    let copy = format!("/archive/web/20190203040506id_/{page_url}").leak();
    let body = article("<a href=next>Next</a> <img src=/i.png alt=x>");
    let server = Server::start(vec![(newest, redirect(copy)), (copy, page(body))]).await;
    let archive = Archive::at(server.url("/archive").as_str()).unwrap();
    let (got, at) = capture_archived(&fetcher(), &reader(), &archive, &page_url).await.unwrap();
    assert_eq!((got.article.verdict, &got.fetched.url), (Verdict::Ok, &page_url));
    assert_eq!(got.article.links[0].url.as_str(), "https://gone.example/essays/next");
    assert_eq!(got.article.images[0].as_str(), "https://gone.example/i.png");
    assert_eq!((at.taken_at.to_string().as_str(), at.url), ("2019-02-03T04:05:06Z", server.url(copy)));
    let other = Url::parse("https://gone.example/other").unwrap();
    let error = capture_archived(&fetcher(), &reader(), &archive, &other).await.unwrap_err();
    assert!(error == FetchError::NoArchivedCopy && !error.retryable());
}

#[tokio::test]
async fn an_archive_that_leads_elsewhere_or_is_busy_gives_no_copy() {
    let year = jiff::Zoned::now().year();
    let path = |name: &str| -> &'static str { format!("/web/{year}id_/https://gone.example/{name}").leak() };
    let busy = Reply::Raw(answer("429 Too Many Requests", &[("Retry-After", "9")], b""));
    let routes =
        vec![(path("away"), redirect("/elsewhere")), ("/elsewhere", page(article("Elsewhere."))), (path("busy"), busy)];
    let server = Server::start(routes).await;
    let archive = Archive::at(server.url("/").as_str()).unwrap();
    let ask = |name: &str| {
        let url = Url::parse(&format!("https://gone.example/{name}")).unwrap();
        let archive = archive.clone();
        async move { capture_archived(&fetcher(), &reader(), &archive, &url).await.unwrap_err() }
    };
    assert_eq!(ask("away").await, FetchError::NoArchivedCopy);
    let busy = ask("busy").await;
    assert!(busy.retryable() && busy.retry_after() == Some(Duration::from_secs(9)), "{busy:?}");
}

#[tokio::test]
async fn redirects_are_followed_and_loops_are_noticed() {
    let server = Server::start(vec![
        ("/a", redirect("/b?x=1")),
        ("/b?x=1", page(article("Arrived."))),
        ("/loop", redirect("/loop2")),
        ("/loop2", redirect("/loop")),
    ])
    .await;
    let got = capture(&fetcher(), &reader(), &server.url("/a")).await.unwrap();
    assert_eq!(got.fetched.url, server.url("/b?x=1"));
    let error = capture(&fetcher(), &reader(), &server.url("/loop")).await.unwrap_err();
    assert!(error.code() == "redirect_loop" && !error.retryable());
}

#[tokio::test]
async fn more_redirects_than_allowed_are_too_many() {
    let server = Server::start(vec![("/0", redirect("/1")), ("/1", redirect("/2")), ("/2", page("<p>x"))]).await;
    let ask = |redirects| {
        let limits = Limits { redirects, ..Limits::default() };
        let url = server.url("/0");
        async move { Fetcher::new(limits).unwrap().page(&url).await }
    };
    assert!(ask(2).await.is_ok());
    assert_eq!(ask(1).await.unwrap_err().code(), "redirect_loop");
}

#[tokio::test]
async fn a_cookie_set_on_the_way_is_sent_on() {
    let set = answer("302 Found", &[("Location", "/"), ("Set-Cookie", "seen=1; Path=/")], b"");
    let server = Server::start(vec![("/start", Reply::Raw(set)), ("/", Reply::Echo)]).await;
    let got = fetcher().page(&server.url("/start")).await.unwrap();
    let request = String::from_utf8(got.body).unwrap().to_lowercase();
    assert!(request.contains("cookie: seen=1"));
    assert!(request.contains("postil/") && request.contains("accept-language:"));
}

#[tokio::test]
async fn a_page_leads_to_no_private_address() {
    for to in [
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://0xa000001/",
        "http://100.64.0.1/",
    ] {
        let error = error(redirect(to)).await;
        assert_eq!(error.code(), "private_address", "{to}");
        assert!(!error.retryable());
    }
    assert_eq!(error(redirect("file:///etc/passwd")).await.code(), "unsupported_scheme");
}

#[tokio::test]
async fn one_loopback_address_may_lead_to_another() {
    let server = Server::start(vec![("/end", page(article("Arrived.")))]).await;
    let to: &'static str = Box::leak(format!("http://localhost:{}/end", server.port()).into_boxed_str());
    let got = captured(redirect(to)).await;
    assert_eq!(got.article.verdict, Verdict::Ok);
}

#[tokio::test]
async fn an_image_of_a_public_page_is_not_fetched_from_this_machine() {
    let server = Server::start(vec![("/a.png", page("x"))]).await;
    let public = Url::parse("https://page.example/").unwrap();
    let error = fetcher().image(&public, &server.url("/a.png")).await.unwrap_err();
    assert_eq!(error.code(), "private_address");
    let named = Url::parse(&format!("http://localhost:{}/a.png", server.port())).unwrap();
    assert_eq!(fetcher().image(&public, &named).await.unwrap_err().code(), "private_address");
}

#[tokio::test]
async fn connection_troubles_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let code = |url: String| async move {
        let error = fetcher().page(&Url::parse(&url).unwrap()).await.unwrap_err();
        assert!(error.retryable());
        error.code()
    };
    assert_eq!(code(format!("http://{closed}/")).await, "connection_refused");
    assert_eq!(code("https://nowhere.invalid/".into()).await, "address_not_found");
    let server = Server::start(vec![]).await;
    assert_eq!(code(format!("https://127.0.0.1:{}/", server.port())).await, "tls");
}

#[tokio::test]
async fn a_server_that_never_answers_times_out() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = Url::parse(&format!("http://{}/", silent.local_addr().unwrap())).unwrap();
    let limits = Limits { total: Duration::from_millis(50), ..Limits::default() };
    let error = Fetcher::new(limits).unwrap().page(&url).await.unwrap_err();
    assert_eq!(error.code(), "timeout");
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let bomb = gzip(&vec![b'a'; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(error(coded("text/html", "gzip", &bomb)).await.code(), "too_large");
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>".to_vec();
    assert_eq!(error(Reply::Endless(head)).await.code(), "too_large");
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec();
    let error = error(Reply::Raw(head)).await;
    assert_eq!(error, FetchError::TooLarge { host: "127.0.0.1".into(), limit: 1 << 20 });
}

#[tokio::test]
async fn compressed_bodies_are_unpacked() {
    let plain = article("Grüße.").into_bytes();
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut plain.as_slice(), &mut brotli, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    deflate.write_all(&plain).unwrap();
    for (coding, body) in [
        ("gzip", gzip(&plain)),
        ("br", brotli),
        ("zstd", zstd::encode_all(plain.as_slice(), 1).unwrap()),
        ("deflate", deflate.finish().unwrap()),
        ("", plain.clone()),
    ] {
        let got = captured(coded("text/html; charset=utf-8", coding, &body)).await;
        assert!(got.article.text.starts_with("Grüße."), "{coding}");
        assert_eq!(got.fetched.body, plain);
    }
}

#[tokio::test]
async fn a_broken_body_is_a_network_error() {
    let error = error(coded("text/html", "gzip", b"\x1f\x8b\x08\0not gzip at all")).await;
    assert_eq!(error.code(), "network");
}

#[tokio::test]
async fn what_is_no_page_is_told_by_header_and_by_bytes() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    for (kind, body) in [
        ("image/png", png.as_slice()),
        ("text/html", png.as_slice()),
        ("application/pdf", b"no pdf at all".as_slice()),
        ("application/json", b"{}".as_slice()),
        ("application/zip", b"PK\x03\x04".as_slice()),
    ] {
        assert_eq!(captured(coded(kind, "", body)).await.article.verdict, Verdict::NotAPage, "{kind}");
    }
    assert_eq!(
        captured(coded("application/xhtml+xml", "", article("Hi.").as_bytes())).await.article.verdict,
        Verdict::Ok
    );
}

#[tokio::test]
async fn empty_pages_are_empty() {
    for body in ["", "<html></html>", "<p> </p><script>var a = 'many words here'</script>"] {
        let got = captured(page(body)).await.article;
        assert_eq!((got.verdict, got.text.as_str()), (Verdict::Empty, ""), "{body:?}");
        assert_eq!(got.title, "127.0.0.1");
    }
}

#[tokio::test]
async fn plain_text_is_an_article_of_paragraphs() {
    let got =
        captured(coded("text/plain; charset=utf-8", "", b"A title\n\nFirst <b>line\nsecond line.\n\nLast & least.\n"))
            .await;
    assert_eq!(got.article.verdict, Verdict::Ok);
    assert_eq!(got.article.title, "A title");
    assert_eq!(got.article.text, "A title\n\nFirst <b>line second line.\n\nLast & least.");
}

#[tokio::test]
async fn charsets_are_read_from_header_page_mark_and_bytes() {
    let check = |kind: &'static str, body: Vec<u8>, words: &'static str, encoding: &'static str| async move {
        let got = captured(coded(kind, "", &body)).await;
        assert!(got.article.text.contains(words), "{encoding}: {}", got.article.text);
        assert_eq!(got.encoding, encoding);
    };
    let encoded = |label: &str, html: &str| {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(html).0.into_owned()
    };
    check(
        "text/html; charset=windows-1251",
        encoded("windows-1251", &article("Привет, мир.")),
        "Привет, мир.",
        "windows-1251",
    )
    .await;
    let japanese = format!("<meta charset=shift_jis>{}", article("日本語の文章です。"));
    check("text/html", encoded("shift_jis", &japanese), "日本語の文章です。", "Shift_JIS").await;
    let mut wide = vec![0xff, 0xfe];
    wide.extend(article("Grüße an alle.").encode_utf16().flat_map(u16::to_le_bytes));
    check("text/html", wide, "Grüße an alle.", "UTF-16LE").await;
    let french = article("L’été dernier, la forêt brûlée était fermée à cause de la chaleur élevée.").replace('’', "'");
    check("text/html", encoded("windows-1252", &french), "L'été dernier", "windows-1252").await;
}

#[tokio::test]
async fn bytes_in_no_charset_still_make_a_page() {
    let mut body = article("Start.").into_bytes();
    body.extend([0xff, 0xfe, 0x80, 0xc3, 0x28, 0xf0, 0x28, 0x8c, 0x28].repeat(50));
    let got = captured(coded("text/html; charset=utf-8", "", &body)).await;
    assert!(got.article.text.contains("Start."));
    let bad = decode(b"\xc3\xb6 \xc3\xa4 \xff", Some("text/html; charset=utf-8"));
    assert!(bad.malformed && bad.encoding == "UTF-8");
}

#[tokio::test]
async fn images_are_known_by_their_bytes() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    let svg = b"<svg onload='alert(1)'><script>alert(2)</script><path d='M0 0'/></svg>";
    let server = Server::start(vec![
        ("/a", coded("text/plain", "", png)),
        ("/b.svg", coded("image/svg+xml", "", svg)),
        ("/c.png", coded("image/png", "", b"<html><p>no picture")),
        ("/big", coded("image/png", "", &vec![0; 1 << 17])),
    ])
    .await;
    let image = |path: &str| {
        let (page, url) = (server.url("/"), server.url(path));
        async move { fetcher().image(&page, &url).await }
    };
    let got = image("/a").await.unwrap();
    assert_eq!((got.media_type.as_str(), got.bytes.as_slice()), ("image/png", png.as_slice()));
    let got = image("/b.svg").await.unwrap();
    let text = String::from_utf8(got.bytes).unwrap();
    assert!(got.media_type == "image/svg+xml" && text.contains("M0 0"));
    assert!(!text.contains("alert"));
    assert_eq!(image("/c.png").await.unwrap_err().code(), "not_an_image");
    assert_eq!(image("/big").await.unwrap_err().code(), "too_large");
    assert_eq!(image("/gone").await.unwrap_err().code(), "status");
    let inline = Url::parse("data:image/gif;base64,R0lGODlhAQABAAAAACw=").unwrap();
    assert_eq!(fetcher().image(&server.url("/"), &inline).await.unwrap().media_type, "image/gif");
}

/// Reads a page with as much time as a busy machine may need.
fn extract(html: &str, url: &Url) -> Article {
    let limits = Limits { extract: Duration::from_secs(300), ..Limits::default() };
    Extractor::in_process(limits).read(Page::rendered(html.to_owned(), url.clone())).unwrap().article
}

const UNITS: &[&str] = &[
    "<div>",
    "<font>",
    "<b>",
    "<blockquote>",
    "<table><tr><td>",
    "<svg><g>",
    "<b id=x><p>",
    "<ul><li>",
    "<math><mi>",
    "<a href=x>",
    "<select><option>",
    "<span><div></span>",
    "<b><div></b>",
    "<svg><style><g>",
    "<template><p>",
];

#[test]
fn deeply_nested_pages_are_safe() {
    let url = Url::parse("https://a.example/").unwrap();
    for unit in UNITS {
        for html in [
            format!("{}deep words", unit.repeat(10_000)),
            format!("{}deep words{}", unit.repeat(10_000), "</div></font></b></blockquote></ul>".repeat(1000)),
        ] {
            assert!(extract(&html, &url).html.len() < 1 << 20, "{unit}");
        }
    }
    for unit in &UNITS[..5] {
        let article = extract(&format!("{}deep words", unit.repeat(100_000)), &url);
        assert_eq!(article.text, "deep words", "{unit}");
    }
}

#[test]
fn a_million_nested_elements_are_safe() {
    let url = Url::parse("https://a.example/").unwrap();
    let html = format!("{}deep words{}", "<div>".repeat(1_000_000), "</div>".repeat(1_000_000));
    assert_eq!(extract(&html, &url).text, "deep words");
}

#[test]
fn formatting_and_attributes_do_not_explode() {
    let url = Url::parse("https://a.example/").unwrap();
    let html: String = (0..20_000).map(|n| format!("<b id=b{n}><p>x")).collect();
    assert!(extract(&html, &url).html.len() < 16 << 20);
    let html = format!("<p {}>words", "a b=1 c='2' ".repeat(200_000));
    assert!(extract(&html, &url).text.len() < 4 << 20);
}
