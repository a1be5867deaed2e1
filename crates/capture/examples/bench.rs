//! Times the extraction of a page of 170 KB, beside parsing alone and beside another article finder, and prints a table.
//!
//! The page is made of the essay among the test pages, said again and again, within the frame of the news page. Further
//! pages can be named as arguments.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use dom_query::Document;
use postil_capture::{decode, extract, parse_address};

const SIZE: usize = 170_000;
const ROUNDS: usize = 60;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut pages = vec![("170 KB, made".to_owned(), made())];
    for path in std::env::args().skip(1) {
        let body = std::fs::read(&path)?;
        pages.push((path, decode(&body, None).text));
    }
    let address = parse_address("https://bench.example/essay")?;
    let mut table = [Vec::new(), Vec::new(), Vec::new()];
    // The three take turns, so that a busy machine slows all alike.
    for (_, page) in &pages {
        for round in 0..(ROUNDS / pages.len()).max(1) {
            let times = [
                time(|| drop(Document::from(page.as_str()))),
                time(|| drop(dom_smoothie::Readability::new(page.as_str(), None, None).map(|mut found| found.parse()))),
                time(|| drop(extract(page, &address))),
            ];
            if round > 0 || pages.len() > 1 {
                for (column, time) in table.iter_mut().zip(times) {
                    column.push(time);
                }
            }
        }
    }
    let parse = mean(&table[0]);
    println!("{:<24}{:>10}{:>10}{:>12}", "", "mean ms", "p95 ms", "of a parse");
    for (name, times) in ["html5ever, parse alone", "dom_smoothie alone", "postil, whole"].iter().zip(&mut table) {
        times.sort();
        let late = times[times.len() * 95 / 100];
        println!("{name:<24}{:>10.1}{:>10.1}{:>12.1}", ms(mean(times)), ms(late), ms(mean(times)) / ms(parse));
    }
    Ok(())
}

fn made() -> String {
    let essay = include_str!("../tests/pages/essay.html");
    let news = include_str!("../tests/pages/news.html");
    let paragraphs: Vec<&str> = essay.split("<p>").skip(1).filter_map(|part| part.split("</p>").next()).collect();
    let mut body = String::new();
    for (index, paragraph) in paragraphs.iter().cycle().enumerate() {
        if news.len() + body.len() > SIZE {
            break;
        }
        body.push_str(&format!("<p>{index}. {paragraph}</p>\n"));
    }
    match news.split_once("<p>") {
        Some((before, after)) => format!("{before}{body}<p>{after}"),
        None => body,
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn mean(times: &[Duration]) -> Duration {
    times.iter().sum::<Duration>() / u32::try_from(times.len()).unwrap_or(1)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
