use serde_json::{Value, json};
use ureq::http::StatusCode;

use crate::program::{Postil, Serving};

/// A request with these headers, and the status of its answer.
fn status(serving: &Serving, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let url = format!("{}{path}", serving.base);
    if path.starts_with("/api/") {
        let request = headers.iter().fold(agent.post(url), |request, (name, value)| request.header(*name, *value));
        return request.send_json(json!({})).expect("an answer").status();
    }
    let request = headers.iter().fold(agent.get(url), |request, (name, value)| request.header(*name, *value));
    request.call().expect("an answer").status()
}

#[test]
fn only_the_one_with_the_token_on_this_machine_is_answered() {
    let postil = Postil::new();
    let serving = postil.serve();
    let port = serving.base.rsplit(':').next().expect("a port").to_owned();
    let bearer = format!("Bearer {}", serving.token);
    let cookie = format!("postil-{port}={}", serving.token);
    let origin = serving.base.clone();
    let call = "/api/library_status";
    for (wanted, headers) in [
        (200, vec![("Authorization", bearer.as_str())]),
        (200, vec![("Cookie", &cookie), ("Origin", &origin)]),
        (401, vec![]),
        (401, vec![("Authorization", "Bearer 0000")]),
        (401, vec![("Cookie", &cookie)]),
        (403, vec![("Cookie", &cookie), ("Origin", "https://evil.example")]),
        (403, vec![("Cookie", &cookie), ("Origin", "null")]),
        (403, vec![("Authorization", bearer.as_str()), ("Host", "evil.example")]),
        (403, vec![("Cookie", &cookie), ("Origin", &origin), ("Sec-Fetch-Site", "cross-site")]),
    ] {
        assert_eq!(status(&serving, call, &headers), wanted, "{headers:?}");
    }
    assert_eq!(status(&serving, "/", &[]), 401);
    assert_eq!(status(&serving, "/events", &[]), 401);
    assert_eq!(status(&serving, "/?token=wrong", &[]), 401);
    assert_eq!(status(&serving, "/blob/../library.db", &[("Cookie", &cookie)]), 404);
    assert_eq!(status(&serving, &format!("/?token={}", serving.token), &[]), 303);
}

#[test]
fn every_answer_has_a_policy_without_remote_loads() {
    let postil = Postil::new();
    let serving = postil.serve();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer = agent.get(&serving.address).call().expect("an answer");
    let policy = answer.headers()["content-security-policy"].to_str().expect("text");
    assert!(policy.contains("default-src 'self'") && !policy.contains("http"), "{policy}");
}

#[test]
fn errors_of_commands_come_as_json() {
    let postil = Postil::new();
    let serving = postil.serve();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let ask = |name: &str, request: Value| -> Value {
        agent
            .post(format!("{}/api/{name}", serving.base))
            .header("Authorization", format!("Bearer {}", serving.token))
            .send_json(request)
            .expect("an answer")
            .body_mut()
            .read_json()
            .expect("JSON")
    };
    assert_eq!(ask("no_such_thing", json!({}))["error"]["code"], "unknown_command");
    assert_eq!(ask("document_show", json!({}))["error"]["code"], "bad_request");
    assert_eq!(ask("document_show", json!({ "id": "nothing" }))["error"]["code"], "not_found");
    assert_eq!(ask("note_create", json!({ "title": "", "markdown": "" }))["title"], "Untitled");
    assert_eq!(ask("note_create", json!({ "title": "", "markdown": "" }))["title"], "Untitled 2");
}
