#![allow(clippy::print_stdout, reason = "shown when asked for")]

use postil_core::Result;

use crate::corpus::corpus;

/// How many results are judged.
const SEEN: usize = 10;

/// The gain of a list of grades: the later, the less.
fn gain(grades: &[u32]) -> f64 {
    let gains = grades.iter().take(SEEN).zip(2u32..);
    gains.map(|(grade, place)| (f64::from(2u32.pow(*grade)) - 1.0) / f64::from(place).log2()).sum()
}

#[test]
fn the_judged_queries_find_what_they_should_in_the_right_order() -> Result<()> {
    let corpus = corpus()?;
    let mut all: Vec<(f64, String)> = Vec::new();
    for line in include_str!("judged/queries.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (typed, wanted) = line.split_once(" |").expect("what is wanted");
        let typed = typed.strip_suffix('_').map_or(typed.to_owned(), |done| format!("{done} "));
        let wanted: Vec<(&str, u32)> = wanted
            .split_whitespace()
            .collect::<Vec<_>>()
            .chunks(2)
            .map(|pair| (pair[0], pair[1].parse().expect("a grade")))
            .collect();
        assert!(wanted.iter().all(|(key, _)| corpus.keys.values().any(|known| known == key)), "{line}");
        let found = corpus.shelf.find(&corpus.index, &typed, SEEN)?;
        let keys: Vec<&str> = found.hits.iter().map(|hit| corpus.keys[&hit.id].as_str()).collect();
        let grades = |key: &&str| wanted.iter().find(|(wanted, _)| wanted == key).map_or(0, |(_, grade)| *grade);
        let got: Vec<u32> = keys.iter().map(grades).collect();
        let mut best: Vec<u32> = wanted.iter().map(|(_, grade)| *grade).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let share = match gain(&best) {
            0.0 => f64::from(u8::from(keys.is_empty())),
            ideal => gain(&got) / ideal,
        };
        all.push((share, format!("{share:.2} {typed:?}: {keys:?}, wanted {wanted:?}")));
    }
    let mean = all.iter().map(|(share, _)| share).sum::<f64>() / all.len() as f64;
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let worst: Vec<&str> = all.iter().filter(|(share, _)| *share < 0.95).map(|(_, shown)| shown.as_str()).collect();
    let worst = worst.join("\n");
    println!("{} queries, nDCG@10 {mean:.3}\n{worst}", all.len());
    assert!(all.len() >= 60 && mean >= 0.9, "nDCG@10 {mean:.3}\n{worst}");
    Ok(())
}
