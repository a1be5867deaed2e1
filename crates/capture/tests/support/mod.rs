//! A web server of our own on loopback, which says exactly what a test tells it to.

#![allow(dead_code)]

use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What the server does on a path.
#[derive(Clone)]
pub enum Reply {
    /// Bytes sent as they are, then the connection is closed.
    Raw(Vec<u8>),
    /// The head, then `chunk` over and over until the other side hangs up.
    Endless(Vec<u8>),
    /// The request itself as a page of plain text.
    Echo,
    /// The first bytes, then the second over and over with a pause before each.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// Bytes, then the connection breaks.
    Reset(Vec<u8>),
    /// What this makes of the request.
    Made(fn(&str) -> Vec<u8>),
    /// "Not modified" to a request that has this in its head, and these bytes to any other.
    Unless(&'static str, Vec<u8>),
}

/// A running server.
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Starts a server that answers each path as told, and others with 404.
    pub async fn start(routes: Vec<(&'static str, Reply)>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, routes.clone()));
            }
        });
        Server { address }
    }

    /// The server's address with a path.
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// The server's port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

async fn serve(mut stream: TcpStream, routes: Vec<(&'static str, Reply)>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
        // A TLS greeting is no request.
        if request[0] == 0x16 {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            return;
        }
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    let path = text.split(' ').nth(1).unwrap_or_default();
    // A route that ends in a star is for all that begin like it.
    let fits = |known: &str| known.strip_suffix('*').map_or(known == path, |start| path.starts_with(start));
    let reply = routes.iter().find(|(known, _)| fits(known));
    match reply.map(|(_, reply)| reply.clone()) {
        Some(Reply::Raw(bytes)) => {
            let _ = stream.write_all(&bytes).await;
        }
        Some(Reply::Endless(head)) => {
            let _ = stream.write_all(&head).await;
            let chunk = vec![b'x'; 64 << 10];
            while stream.write_all(&chunk).await.is_ok() {}
        }
        Some(Reply::Drip(head, drop, pause)) => {
            let _ = stream.write_all(&head).await;
            while stream.write_all(&drop).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        }
        Some(Reply::Reset(bytes)) => {
            let _ = stream.write_all(&bytes).await;
            // Until it was read, so that the break comes in the midst of it.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let _ = stream.set_zero_linger();
            return;
        }
        Some(Reply::Made(make)) => {
            let _ = stream.write_all(&make(&text)).await;
        }
        Some(Reply::Unless(known, other)) => {
            let same = text.to_ascii_lowercase().contains(known);
            let unchanged = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_vec();
            let _ = stream.write_all(if same { &unchanged } else { &other }).await;
        }
        Some(Reply::Echo) => {
            let _ = stream.write_all(&answer("200 OK", &[("Content-Type", "text/plain")], text.as_bytes())).await;
        }
        None => {
            let body = b"<title>Not found</title><p>Nothing is here.";
            let _ = stream.write_all(&answer("404 Not Found", &[("Content-Type", "text/html")], body)).await;
        }
    }
    let _ = stream.shutdown().await;
}

/// A whole answer with its length.
pub fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n", body.len()).into_bytes();
    for (name, value) in headers {
        write!(out, "{name}: {value}\r\n").unwrap();
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body);
    out
}

/// An HTML page.
pub fn page(body: impl AsRef<[u8]>) -> Reply {
    Reply::Raw(answer("200 OK", &[("Content-Type", "text/html")], body.as_ref()))
}

/// A page with a `Content-Type` and, if not empty, a `Content-Encoding`.
pub fn coded(kind: &str, coding: &str, body: &[u8]) -> Reply {
    let mut headers = vec![("Content-Type", kind)];
    if !coding.is_empty() {
        headers.push(("Content-Encoding", coding));
    }
    Reply::Raw(answer("200 OK", &headers, body))
}

/// A redirect.
pub fn redirect(to: &str) -> Reply {
    Reply::Raw(answer("302 Found", &[("Location", to)], b""))
}

/// A page of an article that is long enough to be one.
pub fn article(words: &str) -> String {
    let sentence = "The harbour was quiet, and the boats lay where the tide had left them that morning. ";
    format!(
        "<!doctype html><html lang=en><title>Harbour</title><body><article><h1>Harbour</h1>\
         <p>{words} {0}</p><p>{0}{0}</p><p>{0}{0}</p></article>",
        sentence.repeat(3)
    )
}
