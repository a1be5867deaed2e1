//! How much of what people found worth saying the drafted outlines say, beside the opening and beside other methods, at the same
//! number of words. Prints a table; a ratio over 1 is better than the opening.

#![allow(clippy::print_stdout, clippy::expect_used)]

use std::collections::HashMap;

use recall::{Recall, Text, beneath, first, recall, texts, words_of};

#[path = "../tests/outlines/recall.rs"]
mod recall;

fn main() {
    let news = texts("news");
    let mut sums: Vec<(&str, Recall)> = Vec::new();
    let mut shares = Vec::new();
    for text in &news {
        let section = &text.sections[0];
        let own = words_of(&text.outline);
        shares.push(own.len() as f64 / section.words.len() as f64);
        let ranked = |scores: Vec<f64>| by_rank(text, &scores, own.len());
        add(&mut sums, "opening", recall(first(&section.words, own.len()), &section.references));
        add(&mut sums, "postil", recall(&own, &section.references));
        add(&mut sums, "Luhn", recall(&ranked(luhn(&text.sentences)), &section.references));
        add(&mut sums, "LexRank", recall(&ranked(lexrank(&text.sentences)), &section.references));
    }
    let least = shares.iter().copied().fold(f64::MAX, f64::min) * 100.0;
    let most = shares.iter().copied().fold(0.0, f64::max) * 100.0;
    table(&format!("{} news articles, outlines of {least:.0} to {most:.0} %", news.len()), &sums);

    let long = texts("long");
    let mut sums: Vec<(&str, Recall)> = Vec::new();
    let mut count = 0;
    for text in &long {
        let headings: Vec<&str> = text.sections.iter().map(|section| section.heading.as_str()).collect();
        for section in &text.sections {
            let own: Vec<String> = beneath(&text.outline, &section.heading, &headings)
                .into_iter()
                .flat_map(|point| words_of(std::slice::from_ref(point)))
                .collect();
            if own.is_empty() {
                continue;
            }
            count += 1;
            add(&mut sums, "opening", recall(first(&section.words, own.len()), &section.references));
            add(&mut sums, "postil", recall(&own, &section.references));
        }
    }
    table(&format!("{count} sections of {} long texts", long.len()), &sums);
    if std::env::args().any(|arg| arg == "--show") {
        for text in news.iter().take(2).chain(long.iter().take(4)) {
            println!("\n{}", text.name);
            show(&text.outline, 1);
        }
    }
}

fn show(points: &[postil_capture::Point], level: usize) {
    for point in points {
        println!("{}- {}", "  ".repeat(level), point.text);
        show(&point.children, level + 1);
    }
}

fn add<'a>(sums: &mut Vec<(&'a str, Recall)>, name: &'a str, recall: Recall) {
    match sums.iter_mut().find(|(other, _)| *other == name) {
        Some((_, sum)) => sum.iter_mut().zip(recall).for_each(|(sum, one)| *sum += one),
        None => sums.push((name, recall)),
    }
}

fn table(name: &str, sums: &[(&str, Recall)]) {
    println!("{name:<46}{:>14}{:>14}", "ROUGE-1", "ROUGE-2");
    let opening = sums[0].1;
    for (name, sum) in &sums[1..] {
        println!("  {name:<44}{:>13.3}x{:>13.3}x", sum[0] / opening[0], sum[1] / opening[1]);
    }
}

/// The sentences of the best scores, up to a number of words.
fn by_rank(text: &Text, scores: &[f64], count: usize) -> Vec<String> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order.iter().flat_map(|at| text.sentences[*at].iter().cloned()).take(count).collect()
}

const COMMON: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her",
    "his", "i", "in", "is", "it", "its", "not", "of", "on", "or", "she", "that", "the", "their", "they", "this", "to",
    "was", "we", "were", "which", "who", "will", "with", "would", "you",
];

/// Luhn, 1958.
fn luhn(sentences: &[Vec<String>]) -> Vec<f64> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    sentences.iter().flatten().for_each(|word| *times.entry(word).or_default() += 1);
    let frequent = |word: &String| times[word.as_str()] > 2 && !COMMON.contains(&word.as_str());
    let score = |words: &Vec<String>| {
        let places: Vec<usize> = (0..words.len()).filter(|at| frequent(&words[*at])).collect();
        let clusters = places.chunk_by(|a, b| b - a <= 5);
        let worth = |c: &[usize]| (c.len() * c.len()) as f64 / (c[c.len() - 1] - c[0] + 1) as f64;
        clusters.map(worth).fold(0.0, f64::max)
    };
    sentences.iter().map(score).collect()
}

/// Erkan and Radev, 2004: a walk over sentences that are alike by more than a tenth.
fn lexrank(sentences: &[Vec<String>]) -> Vec<f64> {
    let all = sentences.len();
    let mut spread: HashMap<&str, f64> = HashMap::new();
    let sets: Vec<HashMap<&str, f64>> = sentences
        .iter()
        .map(|words| {
            let mut counts = HashMap::new();
            words.iter().for_each(|word| *counts.entry(word.as_str()).or_insert(0.0) += 1.0);
            counts.keys().for_each(|word| *spread.entry(word).or_default() += 1.0);
            counts
        })
        .collect();
    let vectors: Vec<HashMap<&str, f64>> = sets
        .into_iter()
        .map(|set| {
            let weighted: HashMap<&str, f64> =
                set.into_iter().map(|(word, count)| (word, count * (all as f64 / spread[word]).ln())).collect();
            let length = weighted.values().map(|w| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            weighted.into_iter().map(|(word, weight)| (word, weight / length)).collect()
        })
        .collect();
    let like = |a: usize, b: usize| {
        let cosine: f64 = vectors[a].iter().filter_map(|(word, w)| vectors[b].get(word).map(|v| v * w)).sum();
        if cosine > 0.1 { cosine } else { 0.0 }
    };
    let rows: Vec<Vec<f64>> = (0..all).map(|a| (0..all).map(|b| like(a, b)).collect()).collect();
    let mut rank = vec![1.0 / all as f64; all];
    for _ in 0..50 {
        let step = |to: usize| {
            let flow =
                |from: usize| rows[from][to] / rows[from].iter().sum::<f64>().max(f64::MIN_POSITIVE) * rank[from];
            0.15 / all as f64 + 0.85 * (0..all).map(flow).sum::<f64>()
        };
        rank = (0..all).map(step).collect();
    }
    rank
}
