//! A server that does everything wrong, and what becomes of a clip from it.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write;
use std::time::Duration;

use postil_capture::{Captured, Extractor, FetchError, Fetcher, Limits, Verdict, capture};
use support::{Reply, Server, answer, article, coded, page, redirect};

fn limits() -> Limits {
    Limits { page_bytes: 1 << 20, pdf_bytes: 2 << 20, ..Limits::default() }
}

async fn from(routes: Vec<(&'static str, Reply)>, limits: Limits) -> Result<Captured, FetchError> {
    let server = Server::start(routes).await;
    let fetcher = Fetcher::new(limits.clone()).unwrap();
    capture(&fetcher, &Extractor::in_process(limits), &server.url("/")).await
}

async fn code(reply: Reply) -> &'static str {
    from(vec![("/", reply)], limits()).await.unwrap_err().code()
}

fn raw(text: &str) -> Reply {
    Reply::Raw(text.as_bytes().to_vec())
}

#[tokio::test]
async fn a_slow_drip_ends_at_the_time_limit() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>".to_vec();
    let never_a_head = b"HTTP/1.1 200 OK\r\n".to_vec();
    for (first, drop) in [(head, b"x".to_vec()), (never_a_head, b"X-A: b\r\n".to_vec())] {
        let limits = Limits { total: Duration::from_millis(400), ..limits() };
        let drip = Reply::Drip(first, drop, Duration::from_millis(15));
        let error = from(vec![("/", drip)], limits).await.unwrap_err();
        assert!(error.code() == "timeout" && error.retryable(), "{error:?}");
    }
}

#[tokio::test]
async fn endless_bodies_and_heads_are_cut_off() {
    for kind in ["text/html", "application/pdf", "image/png"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n%PDF-1.7\n");
        let error = from(vec![("/", Reply::Endless(head.into_bytes()))], limits()).await.unwrap_err();
        assert!(error.code() == "too_large" && !error.retryable(), "{error:?}");
    }
    let chunk = format!("X-Header: {}\r\n", "y".repeat(1000));
    let head = Reply::Drip(b"HTTP/1.1 200 OK\r\n".to_vec(), chunk.into_bytes(), Duration::ZERO);
    assert_eq!(code(head).await, "network");
    let patience = Reply::Drip(Vec::new(), b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), Duration::from_millis(1));
    let limits = Limits { total: Duration::from_millis(400), ..limits() };
    assert_eq!(from(vec![("/", patience)], limits).await.unwrap_err().code(), "timeout");
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn bombs_of_every_coding_are_cut_off() {
    let zeros = vec![b'0'; 16 << 20];
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 2, ..Default::default() };
    brotli::BrotliCompress(&mut zeros.as_slice(), &mut brotli, &params).unwrap();
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    deflate.write_all(&zeros).unwrap();
    for (coding, bomb) in [
        ("gzip", gzip(&zeros)),
        ("br", brotli),
        ("zstd", zstd::encode_all(zeros.as_slice(), 3).unwrap()),
        ("deflate", deflate.finish().unwrap()),
    ] {
        assert!(bomb.len() < 1 << 20, "{coding}");
        assert_eq!(code(coded("text/html", coding, &bomb)).await, "too_large", "{coding}");
    }
}

#[tokio::test]
async fn codings_that_lie_are_errors_and_never_pages() {
    for coding in ["gzip", "br", "zstd", "deflate"] {
        assert_eq!(code(coded("text/html", coding, article("Plain.").as_bytes())).await, "network", "{coding}");
        let cut = gzip(article("Cut off.").repeat(50).as_bytes());
        assert_eq!(code(coded("text/html", "gzip", &cut[..cut.len() / 2])).await, "network");
    }
    // Two codings, of which the client unpacks none or one, are no text.
    let twice = gzip(&gzip(article("Twice.").as_bytes()));
    if let Ok(got) = from(vec![("/", coded("text/html", "gzip, gzip", &twice))], limits()).await {
        assert!(got.article.text.starts_with("Twice.") || got.article.verdict == Verdict::NotAPage);
    }
}

#[tokio::test]
async fn redirect_games_end() {
    fn hop(request: &str) -> Vec<u8> {
        let path = request.split(' ').nth(1).unwrap_or_default();
        let number: u32 = path.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or_default();
        let to = if number == 300 { "/end".to_owned() } else { format!("/hop/{}", number + 1) };
        answer("302 Found", &[("Location", &to)], b"")
    }
    let routes = vec![("/", redirect("/hop/1")), ("/hop/*", Reply::Made(hop)), ("/end", page(article("Arrived.")))];
    assert_eq!(from(routes, limits()).await.unwrap_err().code(), "redirect_loop");
    assert_eq!(code(redirect("/")).await, "redirect_loop");
    let three = vec![("/", redirect("/b")), ("/b", redirect("/c")), ("/c", redirect("/"))];
    assert_eq!(from(three, limits()).await.unwrap_err().code(), "redirect_loop");
    let fragments = vec![("/", redirect("/b#one")), ("/b", redirect("/#two"))];
    assert_eq!(from(fragments, limits()).await.unwrap_err().code(), "redirect_loop");
}

#[tokio::test]
async fn a_redirect_leaves_neither_the_web_nor_for_this_network() {
    for to in
        ["file:///etc/passwd", "ftp://a.example/", "data:text/html,x", "javascript:alert(1)", "gopher://a.example"]
    {
        assert_eq!(code(redirect(to)).await, "unsupported_scheme", "{to}");
    }
    for to in
        ["http://10.1.2.3/", "//192.168.0.1/", "https://[fe80::1]/", "http://169.254.169.254/", "http://2130706433.:1/"]
    {
        let error = code(redirect(to)).await;
        assert!(["private_address", "address_not_found", "connection_refused"].contains(&error), "{to}: {error}");
    }
    for status in ["301 Moved", "303 See Other", "307 Temporary", "308 Permanent"] {
        let to = Reply::Raw(answer(status, &[("Location", "http://10.0.0.1/")], b""));
        assert_eq!(code(to).await, "private_address", "{status}");
    }
}

#[tokio::test]
async fn odd_redirects_are_followed_or_read() {
    fn with_password(request: &str) -> Vec<u8> {
        let host = request.lines().find_map(|line| line.to_lowercase().strip_prefix("host: ").map(str::to_owned));
        answer("302 Found", &[("Location", &format!("//user:secret@{}/next", host.unwrap()))], b"")
    }
    let echo = from(vec![("/", Reply::Made(with_password)), ("/next", Reply::Echo)], limits()).await.unwrap();
    assert!(echo.fetched.url.path() == "/next" && echo.fetched.url.password().is_none());
    assert!(!String::from_utf8(echo.fetched.body).unwrap().to_lowercase().contains("authorization"));
    // Without a place to go, what came is the page.
    let nowhere = Reply::Raw(answer("302 Found", &[("Content-Type", "text/html")], article("Here.").as_bytes()));
    assert_eq!(code(nowhere).await, "status");
    let several = Reply::Raw(answer("300 Multiple Choices", &[("Location", "/next")], b"x"));
    assert_eq!(code(several).await, "status");
    assert!(matches!(code(redirect("http://")).await, "network" | "invalid_address" | "status"));
    let spaces = vec![("/", redirect(" /a b ")), ("/a%20b", page(article("Spaced.")))];
    assert_eq!(from(spaces, limits()).await.unwrap().article.verdict, Verdict::Ok);
    let body = vec![("/", Reply::Raw(answer("302 Found", &[("Location", "/end")], &vec![b'x'; 100_000])))];
    let body = body.into_iter().chain([("/end", page(article("Arrived.")))]).collect();
    assert_eq!(from(body, limits()).await.unwrap().article.verdict, Verdict::Ok);
}

#[tokio::test]
async fn pages_that_lead_on_by_themselves_are_followed() {
    let refresh = |to: &str| page(format!("<meta http-equiv=refresh content='0; url={to}'><p>Moved."));
    let routes = vec![("/", refresh("/b?x=1")), ("/b?x=1", refresh("c")), ("/c", page(article("Arrived.")))];
    let got = from(routes, limits()).await.unwrap();
    assert!(got.article.text.starts_with("Arrived.") && got.fetched.url.path() == "/c");
    // Under the same rules as redirects.
    assert_eq!(code(refresh("http://192.168.1.1/")).await, "private_address");
    let circle = vec![("/", refresh("/b")), ("/b", refresh("/"))];
    assert_eq!(from(circle, limits()).await.unwrap_err().code(), "redirect_loop");
    let slow = page(format!("<meta http-equiv=refresh content='30; url=/gone'>{}", article("Stays.")));
    assert!(from(vec![("/", slow)], limits()).await.unwrap().article.text.starts_with("Stays."));
    let missing = Reply::Raw(answer(
        "404 Not Found",
        &[("Content-Type", "text/html")],
        b"<meta http-equiv=refresh content='0; url=/home'>",
    ));
    assert_eq!(from(vec![("/", missing)], limits()).await.unwrap().article.verdict, Verdict::NotFound);
}

#[tokio::test]
async fn wrong_lengths_are_noticed() {
    let body = article("Measured.");
    let with = |length: usize| {
        raw(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{body}"))
    };
    let error = from(vec![("/", with(body.len() + 1000))], limits()).await.unwrap_err();
    assert!(error.code() == "network" && error.retryable(), "{error:?}");
    // A length too short cuts the page, as a browser would.
    let short = from(vec![("/", with(body.find("</p>").unwrap()))], limits()).await.unwrap();
    assert!(short.article.text.starts_with("Measured.") && short.fetched.body.len() < body.len());
    for lengths in ["Content-Length: 5\r\nContent-Length: 900", "Content-Length: -1", "Content-Length: many"] {
        let reply = raw(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lengths}\r\n\r\n{body}"));
        assert_eq!(code(reply).await, "network", "{lengths}");
    }
    for chunks in ["zz\r\nhello\r\n0\r\n\r\n", "ffffffffffffffffff\r\nhello", "5\r\nhel", "5\r\nhello\r\n"] {
        let reply =
            raw(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"));
        assert_eq!(code(reply).await, "network", "{chunks}");
    }
}

#[tokio::test]
async fn broken_connections_may_be_tried_again() {
    let body = article("Half of it.");
    let half =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{}", body.len(), &body[..200]);
    for bytes in [half.as_str(), "HTTP/1.1 200 OK\r\nContent-Ty", ""] {
        for reply in [Reply::Reset(bytes.as_bytes().to_vec()), raw(bytes)] {
            let error = from(vec![("/", reply)], limits()).await.unwrap_err();
            assert!(error.code() == "network" && error.retryable(), "{bytes:?}: {error:?}");
        }
    }
    for garbage in ["SSH-2.0-OpenSSH_9.6\r\n", "\0\0\0\0\0\0\0\0", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 two OK\r\n\r\n"]
    {
        assert_eq!(code(raw(garbage)).await, "network", "{garbage:?}");
    }
}

#[tokio::test]
async fn a_gate_that_wants_its_cookie_back_opens() {
    fn gate(request: &str) -> Vec<u8> {
        if request.to_lowercase().contains("cookie: pass=yes; more=1") {
            answer("200 OK", &[("Content-Type", "text/html")], article("Inside.").as_bytes())
        } else {
            answer("302 Found", &[("Location", "/give")], b"")
        }
    }
    let cookies =
        [("Location", "/"), ("Set-Cookie", "pass=yes; HttpOnly; Path=/"), ("Set-Cookie", "more=1; Max-Age=60")];
    let give = Reply::Raw(answer("302 Found", &cookies, b""));
    let got = from(vec![("/", Reply::Made(gate)), ("/give", give)], limits()).await.unwrap();
    assert!(got.article.text.starts_with("Inside."));
    // One that never gives it is a loop.
    let stingy = vec![("/", Reply::Made(gate)), ("/give", redirect("/"))];
    assert_eq!(from(stingy, limits()).await.unwrap_err().code(), "redirect_loop");
}

#[tokio::test]
async fn statuses_say_whether_to_ask_again() {
    for (status, again) in [
        ("408 Timeout", true),
        ("425 Too Early", true),
        ("429 Too Many Requests", true),
        ("500 Oops", true),
        ("503 Busy", true),
        ("599 Odd", true),
        ("400 Bad Request", false),
        ("418 Teapot", false),
        ("451 Legal", false),
    ] {
        let headers = [("Content-Type", "text/html"), ("Retry-After", "120")];
        let reply = Reply::Raw(answer(status, &headers, article("Wait.").as_bytes()));
        let error = from(vec![("/", reply)], limits()).await.unwrap_err();
        assert_eq!((error.code(), error.retryable()), ("status", again), "{status}");
    }
    for status in ["204 No Content", "205 Reset"] {
        let got = from(vec![("/", raw(&format!("HTTP/1.1 {status}\r\n\r\n")))], limits()).await.unwrap();
        assert_eq!(got.article.verdict, Verdict::Empty, "{status}");
    }
}

#[tokio::test]
async fn validators_are_kept_as_they_were_sent() {
    for tag in ["\"abc\"", "W/\"abc\"", "unquoted"] {
        let headers =
            [("Content-Type", "text/html"), ("ETag", tag), ("Last-Modified", "Wed, 01 May 2024 10:20:30 GMT")];
        let got =
            from(vec![("/", Reply::Raw(answer("200 OK", &headers, article("Tagged.").as_bytes())))], limits()).await;
        assert_eq!(got.unwrap().fetched.etag.as_deref(), Some(tag));
    }
}
