//! How much of what people found worth saying in a text an outline of it says, beside the text's opening.
//!
//! Recall is ROUGE-N (C.-Y. Lin, *ROUGE: A Package for Automatic Evaluation of Summaries*, 2004): the share of a reference's words, or
//! pairs of words, that the candidate has; with several references, the mean. The candidates have the same number of words.

use std::collections::HashMap;
use std::path::PathBuf;

use postil_capture::{Point, outline};
use pulldown_cmark::{Options, Parser, html};
use unicode_segmentation::UnicodeSegmentation;

/// Recall of single words and of pairs, from 0 to 1.
pub type Recall = [f64; 2];

/// A text, and what people said of it.
pub struct Text {
    /// Its file's name.
    pub name: String,
    /// Its sections: heading, words in order and references. A news article is one.
    pub sections: Vec<Section>,
    /// Its drafted outline.
    pub outline: Vec<Point>,
    /// Its sentences, as words, in order.
    pub sentences: Vec<Vec<String>>,
}

/// A stretch of a text.
pub struct Section {
    /// The heading; empty for a text that has none.
    pub heading: String,
    /// Its words.
    pub words: Vec<String>,
    /// What people said of it.
    pub references: Vec<Vec<String>>,
}

/// The texts whose names begin so, in order.
pub fn texts(kind: &str) -> Vec<Text> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/outlines/texts");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the texts are there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(kind)))
        .collect();
    paths.sort();
    paths.iter().map(read).collect()
}

fn read(path: &PathBuf) -> Text {
    let markdown = std::fs::read_to_string(path).expect("it can be read");
    let summary = std::fs::read_to_string(path.with_extension("summary.txt")).expect("it has a summary");
    let (title, body) = markdown.split_once('\n').expect("it has a title");
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(body, Options::empty()));
    let text = plain(&page);
    let sections = match summary.trim_start().starts_with("## ") {
        true => by_heading(title, body, &summary),
        false => vec![Section {
            heading: String::new(),
            words: words(&text),
            references: summary.split("\n---").map(words).collect(),
        }],
    };
    let sentences = text.unicode_sentences().map(words).filter(|words| !words.is_empty()).collect();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Text { name, sections, outline: outline(&text, &page), sentences }
}

/// The text of such simple HTML as Markdown makes, as Postil renders it.
fn plain(page: &str) -> String {
    let whole = format!("<html><body><article>{page}</article></body></html>");
    let address = postil_capture::parse_address("https://texts.example/one").expect("it is an address");
    let article = postil_capture::extract(&whole, &address);
    article.text
}

fn by_heading(title: &str, body: &str, summary: &str) -> Vec<Section> {
    let mut found: Vec<(String, String)> = vec![(title.trim_start_matches('#').trim().to_owned(), String::new())];
    for line in body.lines() {
        match line.strip_prefix('#') {
            Some(rest) => found.push((rest.trim_start_matches('#').trim().to_owned(), String::new())),
            None => {
                let last = found.len() - 1;
                found[last].1.push_str(line);
                found[last].1.push('\n');
            }
        }
    }
    let references: HashMap<String, Vec<String>> = summary
        .split("## ")
        .filter_map(|block| block.split_once('\n'))
        .map(|(heading, text)| (heading.trim().to_owned(), words(text)))
        .collect();
    found
        .into_iter()
        .filter_map(|(heading, text)| {
            let reference = references.get(&heading)?.clone();
            Some(Section { heading, words: words(&text), references: vec![reference] })
        })
        .collect()
}

/// The words of a text, in lower case.
pub fn words(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// The words of points and of all beneath them.
pub fn words_of(points: &[Point]) -> Vec<String> {
    points.iter().flat_map(|point| words(&point.text).into_iter().chain(words_of(&point.children))).collect()
}

/// The points beneath a heading that are no headings themselves: of the section alone.
pub fn beneath<'a>(points: &'a [Point], heading: &str, headings: &[&str]) -> Vec<&'a Point> {
    for point in points {
        if point.text == heading {
            return point.children.iter().filter(|child| !headings.contains(&child.text.as_str())).collect();
        }
        let found = beneath(&point.children, heading, headings);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The recall of what references say, in the mean.
pub fn recall(candidate: &[String], references: &[Vec<String>]) -> Recall {
    let of = |n: usize| {
        let had = grams(candidate, n);
        let one = |reference: &Vec<String>| {
            let wanted = grams(reference, n);
            let total: usize = wanted.values().sum();
            let met: usize =
                wanted.iter().map(|(gram, count)| (*count).min(had.get(gram).copied().unwrap_or_default())).sum();
            met as f64 / total.max(1) as f64
        };
        references.iter().map(one).sum::<f64>() / references.len().max(1) as f64
    };
    [of(1), of(2)]
}

fn grams(words: &[String], n: usize) -> HashMap<&[String], usize> {
    let mut counts = HashMap::new();
    words.windows(n).for_each(|gram| *counts.entry(gram).or_default() += 1);
    counts
}

/// The first words of something.
pub fn first(words: &[String], count: usize) -> &[String] {
    &words[..count.min(words.len())]
}
