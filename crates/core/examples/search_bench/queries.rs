//! What is searched for: words, phrases and beginnings taken from the documents themselves.

use fastrand::Rng;

use super::corpus::{word, written};

/// A query as it is typed, and the same in the words of FTS5.
pub struct Query {
    pub sort: &'static str,
    pub typed: String,
    pub fts: String,
}

/// As many queries of each sort, of documents whose number is below `count`.
pub fn queries(each: usize, count: usize, mean: usize) -> Vec<Query> {
    let mut rng = Rng::with_seed(99);
    let mut all = Vec::new();
    for _ in 0..each {
        let number = rng.usize(..count);
        let body = written(number, mean).body;
        let words: Vec<String> = body
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 1 && w.is_ascii())
            .map(str::to_lowercase)
            .collect();
        let mut pick = || words[rng.usize(..words.len())].clone();
        let several: Vec<String> = (0..3).map(|_| pick()).collect();
        for (sort, size) in [("one word", 1), ("two words", 2), ("three words", 3)] {
            let typed = several[..size].join(" ");
            all.push(Query { sort, fts: quoted(&several[..size]), typed: typed + " " });
        }
        let from = rng.usize(..words.len() - 1);
        let phrase = format!("\"{} {}\"", words[from], words[from + 1]);
        all.push(Query { sort: "phrase", typed: phrase.clone(), fts: phrase });
        let start = word(300_000_f64.powf(rng.f64()) as usize);
        let start = &start[..start.len().min(rng.usize(2..=4))];
        all.push(Query { sort: "prefix", typed: start.to_owned(), fts: format!("{start}*") });
    }
    all
}

/// Every state of the box while words, some of them misspelt, are typed.
pub fn keystrokes(each: usize, count: usize, mean: usize) -> Vec<String> {
    let mut rng = Rng::with_seed(7);
    let mut all = Vec::new();
    for query in queries(each, count, mean).into_iter().filter(|query| query.sort == "two words") {
        let mut typed = query.typed.trim_end().to_owned();
        if rng.bool() && typed.len() > 6 {
            typed.remove(rng.usize(2..typed.len() - 2));
        }
        all.extend((1..=typed.len()).filter_map(|end| typed.get(..end).map(str::to_owned)));
    }
    all
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}
