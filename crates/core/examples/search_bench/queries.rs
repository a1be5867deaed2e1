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

/// What nobody types in earnest, each with a name.
pub fn bad_input(count: usize, mean: usize) -> Vec<(&'static str, String)> {
    let mut rng = Rng::with_seed(5);
    let text = written(rng.usize(..count), mean).body;
    let mut terms =
        |many: usize, of: f64| -> Vec<String> { (0..many).map(|_| word(of.powf(rng.f64()) as usize)).collect() };
    let (common, any) = (terms(500, 1000.0), terms(500, 300_000.0));
    let unknown: Vec<String> = any.iter().map(|word| word.chars().rev().collect()).collect();
    vec![
        ("one word of 100 kB", "x".repeat(100_000)),
        ("one word 20,000 times", "baran ".repeat(20_000)),
        ("100 kB of a document", text.chars().cycle().take(100_000).collect()),
        (
            "100 kB of quoted text",
            format!("\"{}\"", text.replace('"', " ").chars().cycle().take(100_000).collect::<String>()),
        ),
        ("500 common terms", common.join(" ")),
        ("500 terms", any.join(" ")),
        ("500 terms, any of them", any.join(" OR ")),
        ("500 common terms, any of them", common.join(" OR ")),
        ("500 unknown terms", unknown.join(" ")),
        ("500 unknown terms, any of them", unknown.join(" OR ")),
        ("500 terms that begin so", any.iter().map(|word| format!("{}* ", &word[..2])).collect()),
        ("500 excluded terms", common.iter().map(|word| format!("-{word} ")).collect()),
        ("500 pairs in quotes", common.windows(2).map(|pair| format!("\"{} {}\" ", pair[0], pair[1])).collect()),
        ("only operators", "* ** - -- AND OR NOT ( ) \"\" : ~ ^ && || ! + ".repeat(2000)),
        ("nested brackets", format!("{}baran{}", "(".repeat(30_000), ")".repeat(30_000))),
        ("unbalanced quotes", format!("\"{} \" \"\"\" {}\"", common[..40].join(" "), common[40..80].join(" "))),
        ("control characters", "\u{0}\u{1}\u{7}\u{8}\u{1b}[0m\u{7f}\u{9c}ba ".repeat(3000)),
        ("marked parts of words", "\u{1}ba \u{1}st".to_owned()),
        ("*", "*".to_owned()),
        ("a*", "a*".to_owned()),
        ("one letter", "b".to_owned()),
        ("right-to-left text", "\u{202e}\u{202b}مكتبة المدينة שלום עולם \u{202c}".repeat(500)),
        ("unspaced text", "東京都に行く".repeat(3000)),
        ("emoji and joiners", "\u{fffd}\u{200d}👩‍👩‍👧".repeat(3000)),
        ("combining marks", format!("e{}", "\u{301}".repeat(50_000))),
        ("a pattern", "(a+)+$ .*.*.*.*x [^b]{1,9999}".to_owned()),
    ]
}
