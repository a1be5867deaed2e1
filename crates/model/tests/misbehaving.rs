//! Endpoints that do everything wrong, and what a person is told of it.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use postil_model::{Article, Client, Endpoint, Error, Limits, Progress};
use serde_json::json;
use support::*;

async fn code(answer: impl Fn() -> Reply + Send + Sync + 'static) -> &'static str {
    answered(answer).await.unwrap_err().code()
}

fn raw(text: &str) -> Reply {
    Reply::Bytes(text.as_bytes().to_vec())
}

#[tokio::test]
async fn a_refusal_is_put_in_words_and_asked_no_further() {
    for (status, message, code) in [
        ("401 Unauthorized", "Incorrect API key provided", "key_refused"),
        ("403 Forbidden", "Not yours", "key_refused"),
        ("404 Not Found", "model \"tiny\" not found, try pulling it first", "no_such_model"),
        ("400 Bad Request", "This model's maximum context length is 4096 tokens", "too_long_for_model"),
        ("402 Payment Required", "Insufficient credits", "model_limit_reached"),
    ] {
        let server = Server::start(move |_| refused(status, message)).await;
        let error = outlined(&server).await.unwrap_err();
        assert_eq!(error.code(), code, "{error:?}");
        let twice = usize::from(code == "model_limit_reached");
        assert_eq!(server.requests().len(), 1 + twice, "{status}");
        assert_eq!(client().test(&server.endpoint()).await.unwrap_err().code(), code);
    }
    let error = answered(|| refused("500 Oops", "out of memory\nwith key k-123")).await.unwrap_err();
    let Error::Refused { status: Some(500), message, .. } = &error else { panic!("{error:?}") };
    assert_eq!(message, "out of memory with key …");
}

#[tokio::test]
async fn an_endpoint_that_refuses_every_form_is_told_by_its_last_words() {
    let server = Server::start(|_| refused("400 Bad Request", "this is not to my taste")).await;
    let error = outlined(&server).await.unwrap_err();
    assert!(error.code() == "model_refused" && error.to_string().ends_with(": this is not to my taste"), "{error}");
    assert_eq!(server.forms(), ["json_schema", "json_object", "plain"]);
}

#[tokio::test]
async fn a_busy_endpoint_is_asked_once_more() {
    for status in ["429 Too Many Requests", "503 Busy"] {
        let server = Server::start(move |request| match request.number {
            0 => with(status, &[("Retry-After", "0")], "busy"),
            _ => streamed(JSON),
        })
        .await;
        assert_eq!(outlined(&server).await.unwrap(), outline());
        assert_eq!(server.requests().len(), 2);
    }
    let server = Server::start(|_| http("503 Busy", "text/plain", "busy")).await;
    assert_eq!(outlined(&server).await.unwrap_err().code(), "model_busy");
    assert_eq!(server.requests().len(), 2);
    // Who asks for more patience than there is, is believed.
    let server = Server::start(|_| with("429 Too Many Requests", &[("Retry-After", "3600")], "later")).await;
    let error = outlined(&server).await.unwrap_err();
    assert!(
        matches!(error, Error::LimitReached { retry_after: Some(wait), .. } if wait.as_secs() == 3600),
        "{error:?}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_is_no_endpoint_is_told_as_such() {
    let page = "<!doctype html><title>Welcome</title>";
    assert_eq!(code(move || http("200 OK", "text/html", page)).await, "not_compatible");
    assert_eq!(code(move || http("200 OK", "application/json", format!("\n {page}"))).await, "not_compatible");
    assert_eq!(code(move || http("404 Not Found", "text/html", page)).await, "not_compatible");
    assert_eq!(code(|| http("200 OK", "application/json", r#"{"hello":"world"}"#)).await, "not_compatible");
    assert_eq!(code(|| http("200 OK", "application/json", r#"{"choices":[{"mess"#)).await, "not_compatible");
    assert_eq!(code(|| http("200 OK", "text/plain", "")).await, "not_compatible");
    assert_eq!(code(|| http("200 OK", "text/plain", "hello")).await, "not_compatible");
    assert_eq!(code(|| raw("220 mail.example ESMTP\r\n")).await, "connection_broken");
    for body in [page, "{}", "[", "\"x\""] {
        let server = Server::start(move |_| http("200 OK", "text/html", body)).await;
        assert_eq!(client().models(&server.endpoint()).await.unwrap_err().code(), "not_compatible", "{body}");
    }
}

#[tokio::test]
async fn nothing_at_the_address_is_told_as_such() {
    let server = Server::start(|_| whole(JSON)).await;
    let https = Endpoint::new(&server.address().replace("http", "https"), "m", None).unwrap();
    assert_eq!(client().models(&https).await.unwrap_err().code(), "tls");
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let endpoint = Endpoint::new(&format!("http://{free}"), "m", None).unwrap();
    let error = client().models(&endpoint).await.unwrap_err();
    assert!(error.code() == "model_unreachable" && error.hint().starts_with("Is it running?"), "{error:?}");
}

#[tokio::test]
async fn a_model_that_gives_no_points_is_told_as_such() {
    let server = Server::start(|_| streamed("I cannot help with that.")).await;
    assert_eq!(outlined(&server).await.unwrap_err().code(), "no_points");
    assert_eq!(server.forms(), ["json_schema", "json_object", "plain"]);
    assert_eq!(code(|| streamed(r#"{"points":[]}"#)).await, "no_points");
    let refusal = json!({"choices": [{"message": {"content": null, "refusal": "No."}}]});
    assert_eq!(code(move || http("200 OK", "application/json", refusal.to_string())).await, "no_points");
    let server = Server::start(|_| streamed(r#"{"points":[]}"#)).await;
    assert_eq!(client().test(&server.endpoint()).await.unwrap_err().code(), "no_points");
}

#[tokio::test]
async fn without_text_nobody_is_asked() {
    let server = Server::start(|_| streamed(JSON)).await;
    for sentences in [vec![], vec![" \n".to_owned()]] {
        let article = Article { sentences, ..Article::default() };
        let error = client().outline(&server.endpoint(), &article, |_| {}).await.unwrap_err();
        assert_eq!(error, Error::NoText);
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_error_within_the_stream_ends_it() {
    let begun = delta(&JSON[..200]);
    for (error, code) in [
        (json!({"error": {"message": "Context size has been exceeded.", "code": 500}}), "too_long_for_model"),
        (json!({"error": {"message": "Rate limit", "code": 429}}), "model_limit_reached"),
        (json!({"error": "out of memory"}), "model_refused"),
        (json!({"object": "error", "message": "worker died", "code": 502}), "model_refused"),
    ] {
        let body = format!("{begun}{}", event(error));
        let server = Server::start(move |_| Reply::Bytes(chunked(&body, 64))).await;
        let error = outlined(&server).await.unwrap_err();
        assert_eq!(error.code(), code, "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
    // One in a body of its own, under a good status.
    let body = json!({"error": {"message": "Provider returned error", "code": 502}}).to_string();
    assert_eq!(code(move || http("200 OK", "application/json", &body)).await, "model_refused");
    // And one about the form, which asks for another.
    let server = Server::start(|request| match request.form() {
        "json_schema" => Reply::Bytes(chunked(event(json!({"error": {"message": "json_validate_failed"}})), 64)),
        _ => streamed(JSON),
    })
    .await;
    assert_eq!(outlined(&server).await.unwrap(), outline());
}

#[tokio::test]
async fn a_connection_that_breaks_keeps_nothing() {
    let half = events(JSON);
    let half = &half[..half.len() / 2];
    let bytes = chunked(half, 50);
    let cut = bytes[..bytes.len() - 5].to_vec();
    let server = Server::start(move |_| Reply::Bytes(cut.clone())).await;
    let mut progress = Vec::new();
    let error = client().outline(&server.endpoint(), &article(), |event| progress.push(event)).await.unwrap_err();
    assert_eq!(error.code(), "connection_broken");
    assert!(!told(&progress).is_empty());
    assert_eq!(server.requests().len(), 1);
    // Once the model has stopped, nothing can be missing.
    let done = events(JSON).replace("data: [DONE]\n\n", "");
    let bytes = chunked(done, 50);
    let cut = bytes[..bytes.len() - 5].to_vec();
    assert_eq!(answered(move || Reply::Bytes(cut.clone())).await.unwrap(), outline());
    assert_eq!(code(|| raw("")).await, "connection_broken");
    assert_eq!(code(|| raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":")).await, "connection_broken");
}

#[tokio::test]
async fn silence_ends_at_its_limit() {
    let short = Duration::from_millis(150);
    let begun = format!("{STREAM}{}", delta("{\"points\":["));
    let role = format!("{STREAM}{}", event(json!({"choices": [{"delta": {"role": "assistant", "content": ""}}]})));
    for (answer, limits) in [
        (String::new(), Limits { first: short, ..limits() }),
        (STREAM.to_owned(), Limits { first: short, ..limits() }),
        // A role is no word.
        (role, Limits { first: short, ..limits() }),
        (begun, Limits { idle: short, ..limits() }),
    ] {
        let mut server = Server::start(move |_| Reply::Stall(answer.clone().into_bytes())).await;
        let client = Client::new(limits).unwrap();
        let error = client.outline(&server.endpoint(), &article(), |_| {}).await.unwrap_err();
        assert_eq!(error.code(), "model_too_slow");
        server.hung_up().await;
        assert_eq!(server.requests().len(), 1);
    }
    let client = Client::new(Limits { idle: short, ..limits() }).unwrap();
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\":[";
    let server = Server::start(move |_| Reply::Stall(head.into())).await;
    assert_eq!(client.models(&server.endpoint()).await.unwrap_err().code(), "model_too_slow");
}

#[tokio::test]
async fn a_model_may_take_longer_to_begin_than_to_go_on() {
    let role = format!("{STREAM}{}", event(json!({"choices": [{"delta": {"role": "assistant", "content": ""}}]})));
    let pause = Duration::from_millis(400);
    let late = move || Reply::Late(role.clone().into_bytes(), pause, events(JSON).into_bytes());
    let server = Server::start(move |_| late()).await;
    let client = Client::new(Limits { idle: pause / 4, ..limits() }).unwrap();
    assert_eq!(client.outline(&server.endpoint(), &article(), |_| {}).await.unwrap(), outline());
}

#[tokio::test]
async fn an_answer_is_whole_when_the_model_has_stopped_though_the_line_stays_open() {
    let open = format!("{STREAM}{}", events(JSON).replace("data: [DONE]\n\n", ""));
    let mut server = Server::start(move |_| Reply::Stall(open.clone().into_bytes())).await;
    let client = Client::new(Limits { idle: Duration::from_millis(150), ..limits() }).unwrap();
    assert_eq!(client.outline(&server.endpoint(), &article(), |_| {}).await.unwrap(), outline());
    server.hung_up().await;
}

#[tokio::test]
async fn a_slow_drip_goes_on_until_the_total_limit() {
    let pause = Duration::from_millis(10);
    let drops = [delta(" "), ": wait\n\n".to_owned(), event(json!({"choices": [{"delta": {"reasoning": "hm"}}]}))];
    for drop in drops {
        let answer = move || Reply::Drip(STREAM.into(), drop.clone().into_bytes(), pause);
        let server = Server::start(move |_| answer()).await;
        let client = Client::new(Limits { total: Duration::from_millis(400), ..limits() }).unwrap();
        let error = client.outline(&server.endpoint(), &article(), |_| {}).await.unwrap_err();
        assert_eq!(error.code(), "model_too_slow");
    }
}

#[tokio::test]
async fn endless_answers_are_cut_off() {
    let endless = |head: &str, drop: String| {
        let (head, drop) = (head.as_bytes().to_vec(), drop.into_bytes());
        move || Reply::Drip(head.clone(), drop.clone(), Duration::ZERO)
    };
    let json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{";
    assert_eq!(code(endless(json, " ".repeat(10_000))).await, "answer_too_large");
    assert_eq!(code(endless(STREAM, "x".repeat(10_000))).await, "answer_too_large");
    assert_eq!(code(endless(STREAM, " ".repeat(10_000))).await, "answer_too_large");
    assert_eq!(code(endless(STREAM, ": wait\n\n".repeat(1000))).await, "answer_too_large");
    // Words are limited more closely than bytes.
    let words = endless(STREAM, delta(&"- Round and round [1]\n".repeat(100)));
    let error = answered(words).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit, .. } if limit == limits().text), "{error:?}");
    let server = Server::start(move |_| endless(json, " ".repeat(10_000))()).await;
    assert_eq!(client().models(&server.endpoint()).await.unwrap_err().code(), "answer_too_large");
}

#[tokio::test]
async fn a_model_that_runs_in_circles_says_each_thing_once() {
    let circles = format!(
        "{{\"points\":[{}",
        r#"{"level":1,"sentences":[2],"text":"A new quay would cost 12 million crowns."},"#.repeat(300)
    );
    let points = answered(move || streamed(&circles)).await.unwrap();
    assert_eq!(points.len(), 1);
}

#[tokio::test]
async fn no_redirect_is_followed_and_none_gets_the_key() {
    let other = Server::start(|_| streamed(JSON)).await;
    for (status, to) in [
        ("301 Moved", format!("{}/v1/chat/completions", other.address())),
        ("302 Found", format!("{}/v1/chat/completions", other.address())),
        ("307 Temporary", format!("{}/v1/chat/completions", other.address())),
        ("308 Permanent", "/v2/chat/completions".to_owned()),
    ] {
        let header = to.clone();
        let server = Server::start(move |_| with(status, &[("Location", &header)], "")).await;
        let error = outlined(&server).await.unwrap_err();
        assert!(matches!(&error, Error::Redirected { to: shown, .. } if shown.ends_with(&to)), "{error:?}");
        assert_eq!(client().models(&server.endpoint()).await.unwrap_err().code(), "model_redirected");
        assert_eq!(server.requests().len(), 2);
    }
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn who_loses_interest_closes_the_connection() {
    let begun = format!("{STREAM}{}", delta(&JSON[..200]));
    let mut server = Server::start(move |_| Reply::Stall(begun.clone().into_bytes())).await;
    let endpoint = server.endpoint();
    let (told, mut events) = tokio::sync::mpsc::unbounded_channel();
    let asked =
        tokio::spawn(async move { client().outline(&endpoint, &article(), |event| told.send(event).unwrap()).await });
    while !matches!(events.recv().await, Some(Progress::Writing { points: 1.., .. })) {}
    asked.abort();
    server.hung_up().await;
    assert!(asked.await.unwrap_err().is_cancelled());
}
