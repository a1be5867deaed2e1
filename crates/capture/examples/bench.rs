//! Times the extraction of pages of 170 KB, beside parsing alone and beside another article finder, and prints a table.
//!
//! One page is made like those of the web: an article of the essay's paragraphs amid menus, cards, scripts and styles. The
//! other is nothing but text. Files can be named as arguments, to be timed in their stead.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use dom_query::Document;
use postil_capture::{decode, extract, parse_address};

const SIZE: usize = 170_000;
const ROUNDS: usize = 60;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    if named.is_empty() {
        table("A page of 170 KB, furnished", &[furnished()])?;
        return table("170 KB of text", &[text_only()]);
    }
    let pages: Vec<String> =
        named.iter().map(|path| Ok(decode(&std::fs::read(path)?, None).text)).collect::<std::io::Result<_>>()?;
    table(&format!("{} pages", pages.len()), &pages)
}

/// The three take turns, so that a busy machine slows all alike.
fn table(name: &str, pages: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let address = parse_address("https://bench.example/essay")?;
    let mut table = [Vec::new(), Vec::new(), Vec::new()];
    for page in pages {
        // The first round warms up.
        for round in 0..=(ROUNDS / pages.len()).max(1) {
            let times = [
                time(|| drop(Document::from(page.as_str()))),
                time(|| drop(dom_smoothie::Readability::new(page.as_str(), None, None).map(|mut found| found.parse()))),
                time(|| drop(extract(page, &address))),
            ];
            if round > 0 {
                table.iter_mut().zip(times).for_each(|(column, time)| column.push(time));
            }
        }
    }
    let parse = mean(&table[0]);
    println!("{name:<28}{:>10}{:>10}{:>12}", "mean ms", "p95 ms", "of a parse");
    for (name, times) in ["html5ever, parse alone", "dom_smoothie alone", "postil, whole"].iter().zip(&mut table) {
        times.sort();
        let late = times[times.len() * 95 / 100];
        println!("  {name:<26}{:>10.1}{:>10.1}{:>12.1}", ms(mean(times)), ms(late), ms(mean(times)) / ms(parse));
    }
    Ok(())
}

/// Paragraphs of the essay, said again and again, up to a size.
fn paragraphs(size: usize) -> String {
    let essay = include_str!("../tests/pages/essay.html");
    let paragraphs: Vec<&str> = essay.split("<p>").skip(1).filter_map(|part| part.split("</p>").next()).collect();
    let mut body = String::new();
    for (index, paragraph) in paragraphs.iter().cycle().enumerate() {
        if body.len() > size {
            break;
        }
        body.push_str(&format!("<p>{index}. {paragraph}</p>\n"));
    }
    body
}

fn in_news(before: &str, article: &str, after: &str) -> String {
    let news = include_str!("../tests/pages/news.html");
    let page = news.replacen("<p>The ferry", &format!("{article}<p>The ferry"), 1);
    page.replacen("<div class=\"page\">", &format!("{before}<div class=\"page\">"), 1).replacen(
        "<footer>",
        &format!("{after}<footer>"),
        1,
    )
}

fn text_only() -> String {
    in_news("", &paragraphs(SIZE), "")
}

fn furnished() -> String {
    let repeat = |count: usize, make: fn(usize) -> String| (0..count).map(make).collect::<String>();
    let menus = repeat(240, |n| {
        format!(
            "<li class=\"menu-item menu-item-{n}\"><a href=\"/section/{n}\" data-track=\"nav-{n}\">Section {n}</a></li>\n"
        )
    });
    let cards = repeat(90, |n| {
        format!(
            "<div class=\"card teaser teaser--{n}\"><a href=\"/2024/{n}\"><img src=\"/thumbs/{n}.jpg\" srcset=\"/thumbs/{n}-2x.jpg 2x\" \
             alt=\"\"><h3 class=\"card__title\">The harbour on day {n} of the winter</h3></a><p class=\"card__summary\">What the \
             keepers wrote down, and what they left out.</p><time datetime=\"2024-01-01\">1 January</time></div>\n"
        )
    });
    let script =
        format!("<script>{}</script>", "window.queue=window.queue||[];queue.push({a:1,b:[2,3]});\n".repeat(1250));
    let style = format!("<style>{}</style>", ".card{display:grid;gap:4px;border:1px solid #ddd}\n".repeat(350));
    in_news(
        &format!("{style}<nav><ul>{menus}</ul></nav>"),
        &paragraphs(18_000),
        &format!("<section>{cards}</section>{script}"),
    )
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
