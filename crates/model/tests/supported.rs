//! How well points are told from what no sentence supports, on pairs written for it.

#![allow(clippy::unwrap_used)]

use postil_model::support;

/// A point with what is known of it.
struct Pair {
    article: usize,
    claimed: Vec<usize>,
    /// The sentence that supports it.
    expected: Option<usize>,
    point: String,
}

fn read(file: &str) -> (Vec<Vec<String>>, Vec<Pair>) {
    let mut articles: Vec<Vec<String>> = Vec::new();
    let mut pairs = Vec::new();
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with("==") {
            articles.push(Vec::new());
        } else if let Some((_, sentence)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
            articles.last_mut().unwrap().push(sentence.to_owned());
        } else {
            let (head, point) = line.split_once(" | ").unwrap();
            let (sign, numbers) = head.split_once(' ').unwrap();
            let (claimed, meant) = numbers.split_once('>').unwrap_or((numbers, numbers));
            let number = |text: &str| text.parse::<usize>().unwrap();
            let expected = (sign == "+").then(|| number(meant.split(',').next().unwrap()));
            let claimed = claimed.split(',').map(number).collect();
            pairs.push(Pair { article: articles.len() - 1, claimed, expected, point: point.to_owned() });
        }
    }
    (articles, pairs)
}

/// Checks precision and recall of "supported", and that the sentence found is the right one or stands beside it.
#[track_caller]
fn check(file: &str, least: usize, precision: f64, recall: f64) {
    let (articles, pairs) = read(file);
    assert!(pairs.len() >= least, "{} pairs", pairs.len());
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    let mut failures = Vec::new();
    for Pair { article, claimed, expected, point } in &pairs {
        let got = support(point, claimed, &articles[*article]);
        match (got, expected) {
            (Some(got), Some(expected)) if got.abs_diff(*expected) <= 1 => right += 1,
            (Some(_), _) => wrong += 1,
            (None, Some(_)) => missed += 1,
            (None, None) => continue,
        }
        if got.is_some() != expected.is_some() {
            failures.push(format!("{got:?} instead of {expected:?}: {point}"));
        }
    }
    let got_precision = f64::from(right) / f64::from(right + wrong);
    let got_recall = f64::from(right) / f64::from(right + missed);
    let report =
        format!("{} pairs: precision {got_precision:.3}, recall {got_recall:.3}\n{}", pairs.len(), failures.join("\n"));
    assert!(got_precision >= precision && got_recall >= recall, "{report}");
}

#[test]
fn most_points_are_told_rightly() {
    check(include_str!("support_pairs.txt"), 120, 0.95, 0.95);
}

#[test]
fn so_are_most_on_which_nothing_was_chosen() {
    check(include_str!("support_unseen.txt"), 30, 0.8, 0.9);
}
