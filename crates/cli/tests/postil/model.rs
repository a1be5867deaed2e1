use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::program::Postil;
use crate::site::Site;

/// An endpoint on loopback that speaks OpenAI's protocol, and what it was asked.
struct Endpoint {
    port: u16,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Endpoint {
    /// `answer` makes the model's words out of the numbered sentences that it is shown.
    fn new(answer: impl Fn(&[String]) -> Option<Value> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &seen, answer.as_ref()));
            }
        });
        Self { port, asked }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }

    fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().expect("no panic").clone()
    }
}

fn serve(
    stream: TcpStream,
    seen: &Mutex<Vec<(String, Value)>>,
    answer: &(dyn Fn(&[String]) -> Option<Value> + Send + Sync),
) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    seen.lock().expect("no panic").push((head.clone(), body.clone()));
    let (status, text) = if head.contains("/v1/models") {
        (200, json!({ "data": [{ "id": "tiny" }, { "id": "large" }] }).to_string())
    } else {
        let told = body["messages"][1]["content"].as_str().unwrap_or_default();
        let numbered = told.lines().filter_map(|line| line.strip_prefix('[')?.split_once("] "));
        let sentences: Vec<String> = numbered.map(|(_, sentence)| sentence.to_owned()).collect();
        match answer(&sentences) {
            Some(words) => {
                let words = json!({ "choices": [{ "index": 0, "message": { "role": "assistant", "content": words.to_string() }, "finish_reason": "stop" }] });
                (200, words.to_string())
            }
            None => (500, json!({ "error": { "message": "out of memory" } }).to_string()),
        }
    };
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    let _ = (&stream).write_all(answer.as_bytes());
}

/// Two points that the text supports, and one that it does not.
fn honest_and_not(sentences: &[String]) -> Option<Value> {
    let first = sentences.first()?;
    Some(json!({ "points": [
        { "level": 0, "sentences": [1], "text": first },
        { "level": 1, "sentences": [2], "text": sentences.get(1).unwrap_or(first) },
        { "level": 1, "sentences": [2], "text": "A bank in Zurich bought the harbour for 900 million francs." },
    ] }))
}

fn points(margin: &Value) -> Vec<&Value> {
    let mut all = Vec::new();
    for point in margin.as_array().map(Vec::as_slice).unwrap_or_default() {
        all.push(point);
        all.extend(points(&point["children"]));
    }
    all
}

#[test]
fn a_model_drafts_an_outline_when_it_is_asked_and_only_then() {
    let site = Site::new();
    let postil = Postil::new();
    let endpoint = Endpoint::new(honest_and_not);
    site.article("/lights", "Harbour lights", "");
    let url = site.url("/lights");
    postil.json(&["clip", &url]);
    assert_eq!(postil.json(&["model"])["on"], false);
    let off = postil.run(&["outline", &url, "--model"]);
    assert_eq!((off.ok, &off.error["error"]["code"]), (false, &json!("model_off")));

    let chosen = postil.json(&["model", "set", &endpoint.address(), "tiny"]);
    assert_eq!((&chosen["on"], &chosen["near"], &chosen["host"]), (&json!(true), &json!(true), &json!("127.0.0.1")));
    let tested = postil.json(&["model", "test"]);
    assert_eq!((&tested["form"], &tested["models"]), (&json!("schema"), &json!(["tiny", "large"])));
    assert!(endpoint.asked().iter().all(|(_, body)| !body.to_string().contains("keeper")), "no text was sent before");

    let before = postil.json(&["outline", &url]);
    let drafted = postil.json(&["outline", &url, "--model"]);
    assert_ne!(before, drafted);
    let text: Vec<char> = postil.json(&["show", &url])["text"].as_str().expect("text").chars().collect();
    let (mut anchored, mut unsupported) = (0, 0);
    for point in points(&drafted["points"]) {
        let anchor = &point["anchor"];
        if point["unsupported"] == true {
            unsupported += 1;
            assert_eq!((anchor, point["text"].as_str().map(|t| t.contains("Zurich"))), (&json!(null), Some(true)));
            continue;
        }
        anchored += 1;
        let place = |name: &str| usize::try_from(anchor[name].as_u64().expect("a place")).expect("small");
        let quote: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(anchor["quote"], json!(quote));
    }
    assert!(anchored >= 2 && unsupported == 1, "{drafted}");
    assert!(endpoint.asked().iter().any(|(_, body)| body["model"] == "tiny" && body.to_string().contains("[1]")));
    postil.json(&["outline", &url, "--redraft"]);
    assert!(points(&postil.json(&["outline", &url])["points"]).iter().all(|point| point["unsupported"] == false));
}

#[test]
fn a_model_that_fails_leaves_the_outline_as_it_was() {
    let site = Site::new();
    let postil = Postil::new();
    site.article("/lights", "Harbour lights", "");
    let url = site.url("/lights");
    postil.json(&["clip", &url]);
    let before = postil.json(&["outline", &url]);
    let failing = Endpoint::new(|_| None);
    postil.json(&["model", "set", &failing.address(), "tiny"]);
    let failed = postil.run(&["outline", &url, "--model"]);
    assert!(!failed.ok && failed.error["error"]["code"].is_string(), "{}", failed.error);
    assert_eq!(postil.json(&["outline", &url]), before);
    assert!(!postil.run(&["model", "test"]).ok);
    let bad = postil.run(&["model", "set", "ftp://127.0.0.1/", "tiny"]);
    assert!(!bad.ok && bad.error["error"]["hint"].is_string(), "{}", bad.error);
    assert_eq!(postil.json(&["model", "off"])["on"], false);
    assert_eq!(postil.run(&["outline", &url, "--model"]).error["error"]["code"], "model_off");
}
