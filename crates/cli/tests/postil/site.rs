//! A web server on loopback, of pages written for these tests.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Clone)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

type Pages = Arc<Mutex<HashMap<String, Page>>>;

/// How the site answers, if not as it should.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// A byte now and then, until the site is told to go on.
    Drips,
    /// Half of the body, and the connection is reset.
    BreaksOff,
}

type Manners = Arc<Mutex<HashMap<String, Manner>>>;

pub struct Site {
    pub port: u16,
    pages: Pages,
    manners: Manners,
    asked: Arc<Mutex<Vec<String>>>,
    at_once: Arc<AtOnce>,
    answers: Arc<Mutex<Vec<u16>>>,
}

/// How many requests are answered at this moment, and how many were at most.
#[derive(Default)]
struct AtOnce {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Site {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let pages = Pages::default();
        let manners = Manners::default();
        let asked = Arc::default();
        let at_once = Arc::<AtOnce>::default();
        let answers = Arc::default();
        let site = Self {
            port,
            pages: Arc::clone(&pages),
            manners: Arc::clone(&manners),
            asked: Arc::clone(&asked),
            at_once: Arc::clone(&at_once),
            answers: Arc::clone(&answers),
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, manners, asked) = (Arc::clone(&pages), Arc::clone(&manners), Arc::clone(&asked));
                let (at_once, answers) = (Arc::clone(&at_once), Arc::clone(&answers));
                thread::spawn(move || {
                    let now = at_once.now.fetch_add(1, Ordering::SeqCst) + 1;
                    at_once.most.fetch_max(now, Ordering::SeqCst);
                    answer(stream, &pages, &manners, &asked, &at_once, &answers);
                });
            }
        });
        site
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn put(&self, path: &str, status: u16, content_type: &str, body: impl Into<Vec<u8>>) {
        let headers = vec![("Content-Type", content_type.to_owned())];
        self.put_page(path, Page { status, headers, body: body.into() });
    }

    pub fn put_page(&self, path: &str, page: Page) {
        self.pages.lock().expect("no panic").insert(path.to_owned(), page);
    }

    /// An article of some length, with a heading and what `extra` holds.
    pub fn article(&self, path: &str, title: &str, extra: &str) {
        let sentence =
            "The keeper of the light writes down the hour at which each ship went by, and what she carried. ";
        let text = sentence.repeat(6);
        let html = format!(
            "<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>\
             <article><h1>{title}</h1><p>{text}</p><h2>The second watch</h2><p>{text}</p><p>{extra}</p></article>\
             </body></html>"
        );
        self.put(path, 200, "text/html; charset=utf-8", html);
    }

    /// Lets a path be answered in a bad manner, or well again.
    pub fn behave(&self, path: &str, manner: Option<Manner>) {
        let mut manners = self.manners.lock().expect("no panic");
        match manner {
            Some(manner) => manners.insert(path.to_owned(), manner),
            None => manners.remove(path),
        };
    }

    /// How many requests were answered at a time, at most.
    pub fn most_at_once(&self) -> usize {
        self.at_once.most.load(Ordering::SeqCst)
    }

    /// The statuses that were answered, in order.
    pub fn answers(&self) -> Vec<u16> {
        self.answers.lock().expect("no panic").clone()
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }
}

fn answer(
    mut stream: TcpStream,
    pages: &Pages,
    manners: &Manners,
    asked: &Mutex<Vec<String>>,
    at_once: &AtOnce,
    answers: &Mutex<Vec<u16>>,
) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut given = None;
    loop {
        let mut header = String::new();
        match reader.read_line(&mut header) {
            Ok(n) if n > 2 => {}
            _ => break,
        }
        if let Some((_, value)) = header.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("if-none-match"))
        {
            given = Some(value.trim().to_owned());
        }
    }
    asked.lock().expect("no panic").push(path.clone());
    let found = pages.lock().expect("no panic").get(path.split('?').next().unwrap_or("/")).cloned();
    let page = found.unwrap_or(Page { status: 404, headers: vec![], body: b"<h1>Not found</h1>".to_vec() });
    let etag = page.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, value)| value.clone());
    let page = match etag {
        Some(etag) if given.as_ref() == Some(&etag) => Page { status: 304, headers: vec![], body: Vec::new() },
        _ => page,
    };
    answers.lock().expect("no panic").push(page.status);
    let mut head =
        format!("HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: {}\r\n", page.status, page.body.len());
    for (name, value) in &page.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(b"\r\n");
    let manner = || manners.lock().expect("no panic").get(&path).copied();
    if manner() == Some(Manner::BreaksOff) {
        let _ = stream.write_all(&page.body[..page.body.len() / 2]);
        return;
    }
    let mut sent = 0;
    while manner() == Some(Manner::Drips) && sent < page.body.len() / 2 {
        if stream.write_all(&page.body[sent..=sent]).is_err() {
            return;
        }
        sent += 1;
        thread::sleep(Duration::from_millis(20));
    }
    // Who has the last byte may ask for the next page before this thread goes on.
    at_once.now.fetch_sub(1, Ordering::SeqCst);
    let _ = stream.write_all(&page.body[sent..]);
}
