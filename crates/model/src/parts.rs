//! An article, cut into parts that a model can read at once.

use std::ops::Range;

use crate::article::Article;

/// Longest sentence that is shown whole, in bytes. What is longer is a table or code more often than a sentence.
pub(crate) const SENTENCE: usize = 2_000;

/// Longest heading or title that is shown whole, in bytes.
pub(crate) const HEADING: usize = 300;

/// A stretch of sentences under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The section whose heading stands above it.
    pub(crate) section: Option<usize>,
    pub(crate) sentences: Range<usize>,
}

/// Cuts an article into parts of at most `budget` bytes, which are about equally long and begin with a section where
/// possible. A single sentence is never cut.
pub(crate) fn parts(article: &Article, budget: usize) -> Vec<Vec<Stretch>> {
    let cost = |at: usize| article.sentences[at].len().min(SENTENCE) + 8;
    let cost_of = |range: &Range<usize>| range.clone().map(cost).sum::<usize>();
    let all = stretches(article);
    let total: usize = all.iter().map(|stretch| HEADING.min(64) + cost_of(&stretch.sentences)).sum();
    let aim = total.div_ceil(total.div_ceil(budget.max(1)).max(1));
    let mut parts: Vec<Vec<Stretch>> = vec![Vec::new()];
    let mut size = 0;
    for stretch in all {
        let length = cost_of(&stretch.sentences);
        let full = size >= aim || (size + length > budget && size * 2 >= aim);
        if full && size > 0 {
            parts.push(Vec::new());
            size = 0;
        }
        let mut start = stretch.sentences.start;
        for at in stretch.sentences.clone() {
            if size > 0 && size + cost(at) > budget {
                push(&mut parts, &stretch, start..at);
                parts.push(Vec::new());
                (start, size) = (at, 0);
            }
            size += cost(at);
        }
        push(&mut parts, &stretch, start..stretch.sentences.end);
        size += HEADING.min(64);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn push(parts: &mut [Vec<Stretch>], stretch: &Stretch, sentences: Range<usize>) {
    if let Some(part) = parts.last_mut().filter(|_| !sentences.is_empty()) {
        part.push(Stretch { section: stretch.section, sentences });
    }
}

/// The sections in order, and what stands between them, so that each sentence is there once.
fn stretches(article: &Article) -> Vec<Stretch> {
    let end = article.sentences.len();
    let mut all = Vec::new();
    let mut at = 0;
    for (number, section) in article.sections.iter().enumerate() {
        let start = section.sentences.start.clamp(at, end);
        let stop = section.sentences.end.clamp(start, end);
        all.push(Stretch { section: None, sentences: at..start });
        all.push(Stretch { section: Some(number), sentences: start..stop });
        at = stop;
    }
    all.push(Stretch { section: None, sentences: at..end });
    all.retain(|stretch| !stretch.sentences.is_empty());
    all
}

/// The start of a text that is at most so many bytes long.
pub(crate) fn start(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Section;

    fn article(sizes: &[usize], sections: &[(usize, usize)]) -> Article {
        let section = |(start, end): &(usize, usize)| Section { sentences: *start..*end, ..Section::default() };
        Article {
            sentences: sizes.iter().map(|size| "x".repeat(*size)).collect(),
            sections: sections.iter().map(section).collect(),
            ..Article::default()
        }
    }

    fn ranges(article: &Article, budget: usize) -> Vec<Vec<Range<usize>>> {
        let part = |part: Vec<Stretch>| part.into_iter().map(|stretch| stretch.sentences).collect();
        parts(article, budget).into_iter().map(part).collect()
    }

    #[test]
    fn parts_begin_with_sections_and_are_about_equally_long() {
        let article = article(&[100; 12], &[(0, 3), (3, 6), (6, 9), (9, 12)]);
        assert_eq!(ranges(&article, 10_000).len(), 1);
        assert_eq!(ranges(&article, 1200), [vec![0..3, 3..6], vec![6..9, 9..12]]);
    }

    #[test]
    fn every_sentence_is_in_one_part() {
        for sections in [vec![], vec![(2, 5)], vec![(0, 99)], vec![(3, 1), (1, 4), (2, 6)]] {
            let article = article(&[400, 10, 900, 5000, 30, 700, 700, 700], &sections);
            for budget in [0, 1, 500, 1500, 100_000] {
                let all: Vec<usize> = ranges(&article, budget).into_iter().flatten().flatten().collect();
                assert_eq!(all, (0..8).collect::<Vec<_>>(), "{sections:?} {budget}");
            }
        }
    }

    #[test]
    fn no_part_of_several_sentences_is_over_the_budget() {
        let article = article(&[90; 50], &[(0, 40), (40, 50)]);
        for part in ranges(&article, 1000) {
            assert!(part.into_iter().flatten().count() * 98 <= 1000);
        }
    }
}
