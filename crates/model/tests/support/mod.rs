//! An endpoint of our own on loopback, which answers exactly as a test tells it to.

#![allow(dead_code)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use postil_model::{Article, Client, Endpoint, Limits, Point, Progress, Secret, Section};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// What the server does with a request.
pub enum Reply {
    /// Bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// Bytes, then nothing until the other side hangs up.
    Stall(Vec<u8>),
    /// The first bytes, and after a pause the second; then the connection is closed.
    Late(Vec<u8>, Duration, Vec<u8>),
    /// The first bytes, then the second over and over with a pause before each.
    Drip(Vec<u8>, Vec<u8>, Duration),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub head: String,
    pub path: String,
    pub body: Value,
    /// How many came before it.
    pub number: usize,
}

impl Request {
    /// The form of answer that is asked for.
    pub fn form(&self) -> &str {
        self.body["response_format"]["type"].as_str().unwrap_or("plain")
    }

    /// All that the model is told.
    pub fn told(&self) -> String {
        let messages = self.body["messages"].as_array().cloned().unwrap_or_default();
        messages.iter().filter_map(|message| message["content"].as_str()).collect::<Vec<_>>().join("\n")
    }
}

type Answer = dyn Fn(&Request) -> Reply + Send + Sync;

/// A running server.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    hung_up: mpsc::UnboundedReceiver<()>,
}

impl Server {
    /// Starts a server that answers each request as told.
    pub async fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (hangs_up, hung_up) = mpsc::unbounded_channel();
        let answer: Arc<Answer> = Arc::new(answer);
        let seen = requests.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), seen.clone(), hangs_up.clone()));
            }
        });
        Server { address, requests, hung_up }
    }

    /// The address, without a path.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The endpoint, with a key.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::new(&self.address(), "tiny", Some(Secret::new("k-123"))).unwrap()
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The forms that were asked for so far.
    pub fn forms(&self) -> Vec<String> {
        self.requests().iter().map(|request| request.form().to_owned()).collect()
    }

    /// Waits until the other side of a stalled answer hangs up.
    pub async fn hung_up(&mut self) {
        self.hung_up.recv().await.unwrap();
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: Arc<Answer>,
    seen: Arc<Mutex<Vec<Request>>>,
    hangs_up: mpsc::UnboundedSender<()>,
) {
    let Some(request) = read(&mut stream, &seen).await else {
        return;
    };
    match answer(&request) {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Reply::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            while matches!(stream.read(&mut [0; 64]).await, Ok(1..)) {}
            let _ = hangs_up.send(());
        }
        Reply::Late(head, pause, rest) => {
            let _ = stream.write_all(&head).await;
            tokio::time::sleep(pause).await;
            let _ = stream.write_all(&rest).await;
        }
        Reply::Drip(head, drop, pause) => {
            let _ = stream.write_all(&head).await;
            while stream.write_all(&drop).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        }
    }
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream, seen: &Mutex<Vec<Request>>) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        // A TLS greeting is no request.
        if bytes[0] == 0x16 {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    while bytes.len() < end + length.unwrap_or(0) {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let mut seen = seen.lock().unwrap();
    let request = Request {
        path: head.split(' ').nth(1).unwrap_or_default().to_owned(),
        body: serde_json::from_slice(&bytes[end..]).unwrap_or_default(),
        number: seen.len(),
        head,
    };
    seen.push(request.clone());
    Some(request)
}

/// A whole answer.
pub fn http(status: &str, kind: &str, body: impl AsRef<[u8]>) -> Reply {
    with(status, &[("Content-Type", kind)], body)
}

/// A whole answer with these headers.
pub fn with(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let mut bytes =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len()).into_bytes();
    headers.iter().for_each(|(name, value)| bytes.extend(format!("{name}: {value}\r\n").bytes()));
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Reply::Bytes(bytes)
}

/// An error as endpoints word it.
pub fn refused(status: &str, message: &str) -> Reply {
    http(
        status,
        "application/json",
        json!({"error": {"message": message, "type": "invalid_request_error"}}).to_string(),
    )
}

/// The head of a streamed answer that ends with its connection.
pub const STREAM: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

/// A streamed answer, sent in HTTP chunks of so many bytes.
pub fn chunked(body: impl AsRef<[u8]>, size: usize) -> Vec<u8> {
    let mut bytes =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for chunk in body.as_ref().chunks(size) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// One event.
pub fn event(value: Value) -> String {
    format!("data: {value}\n\n")
}

/// One event with text of the answer.
pub fn delta(text: &str) -> String {
    event(json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]}))
}

/// The events of a whole answer, some characters in each.
pub fn events(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let deltas: String = chars.chunks(7).map(|chunk| delta(&chunk.iter().collect::<String>())).collect();
    let end = event(json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}));
    format!("{deltas}{end}data: [DONE]\n\n")
}

/// A streamed answer.
pub fn streamed(text: &str) -> Reply {
    Reply::Bytes(chunked(events(text), 1000))
}

/// An answer in one body.
pub fn whole(text: &str) -> Reply {
    let message = json!({"role": "assistant", "content": text});
    let body =
        json!({"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]});
    http("200 OK", "application/json", body.to_string())
}

/// An outline of [`article`] in JSON.
pub const JSON: &str = r#"{"points":[
    {"level":0,"sentences":[1],"text":"The harbour of Tarn closed because its quay had sunk."},
    {"level":1,"sentences":[2],"text":"A new quay would cost 12 million crowns."},
    {"level":2,"sentences":[3],"text":"The council has only 4 million crowns."},
    {"level":1,"sentences":[4],"text":"Fishers land their catch in Orm, “an hour north”."}]}"#;

/// The same as a list.
pub const LIST: &str = "+ The harbour of Tarn closed because its quay had sunk. [1]\n\
    - A new quay would cost 12 million crowns. [2]\n  - The council has only 4 million crowns. [3]\n\
    - Fishers land their catch in Orm, “an hour north”. [4]\n";

/// A small article.
pub fn article() -> Article {
    let sentences = [
        "The harbour of Tarn closed in May, because its quay had sunk by 40 centimetres.",
        "A new quay would cost 12 million crowns, the council says.",
        "It has only 4 million crowns in its budget.",
        "Fishers now land their catch in Orm, “an hour north”, as they put it.",
    ];
    Article {
        title: "A harbour closes".into(),
        lang: Some("en".into()),
        sections: vec![Section { heading: Some("The quay".into()), level: 2, sentences: 0..3 }],
        sentences: sentences.map(str::to_owned).to_vec(),
    }
}

/// What [`JSON`] and [`LIST`] come to.
pub fn outline() -> Vec<Point> {
    let point =
        |level, thesis, text: &str, sentence| Point { level, thesis, text: text.into(), sentence: Some(sentence) };
    vec![
        point(0, true, "The harbour of Tarn closed because its quay had sunk.", 0),
        point(0, false, "A new quay would cost 12 million crowns.", 1),
        point(1, false, "The council has only 4 million crowns.", 2),
        point(0, false, "Fishers land their catch in Orm, “an hour north”.", 3),
    ]
}

/// Short limits, but long enough that nothing well-behaved meets them.
pub fn limits() -> Limits {
    Limits {
        first: Duration::from_secs(20),
        idle: Duration::from_secs(20),
        total: Duration::from_secs(30),
        pause: Duration::ZERO,
        body: 1 << 20,
        ..Limits::default()
    }
}

pub fn client() -> Client {
    Client::new(limits()).unwrap()
}

/// Asks a server for an outline of [`article`].
pub async fn outlined(server: &Server) -> Result<Vec<Point>, postil_model::Error> {
    client().outline(&server.endpoint(), &article(), |_| {}).await
}

/// Starts a server that always gives this answer, and asks it for an outline.
pub async fn answered(answer: impl Fn() -> Reply + Send + Sync + 'static) -> Result<Vec<Point>, postil_model::Error> {
    outlined(&Server::start(move |_| answer()).await).await
}

/// The points that were told by a list of events and still count at its end.
pub fn told(progress: &[Progress]) -> Vec<Point> {
    let mut points = Vec::new();
    for event in progress {
        match event {
            Progress::Asking { .. } => points.clear(),
            Progress::Writing { new, .. } => points.extend(new.iter().cloned()),
        }
    }
    points
}
