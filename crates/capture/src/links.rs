//! The links that lead out of an article, each with the sentence it stands in.

use std::collections::HashSet;
use std::ops::Range;

use url::Url;

use crate::article::OutLink;
use crate::dom::{collapse, is_space};
use crate::sentences::sentences;
use crate::text::{Link, Rendered};

/// Longest context, in characters; longer sentences are cut around the link.
const LONGEST: usize = 400;

/// The links of a rendered document to other http and https pages than `page`, in order.
pub(crate) fn out_links(rendered: &Rendered, page: &Url) -> Vec<OutLink> {
    let mut page = page.clone();
    page.set_fragment(None);
    let mut seen = HashSet::new();
    let mut links = Vec::new();
    // Of the block of the last link: many links may stand in one block.
    let mut last: (usize, Vec<Range<usize>>) = (usize::MAX, Vec::new());
    for link in &rendered.links {
        let Ok(url) = Url::parse(&link.href) else {
            continue;
        };
        let mut target = url.clone();
        target.set_fragment(None);
        if !matches!(url.scheme(), "http" | "https") || target == page {
            continue;
        }
        let Some(found) = with_context(rendered, link, url, &mut last) else {
            continue;
        };
        if seen.insert((found.url.clone(), found.context.clone(), found.start)) {
            links.push(found);
        }
    }
    links
}

fn with_context(rendered: &Rendered, link: &Link, url: Url, last: &mut (usize, Vec<Range<usize>>)) -> Option<OutLink> {
    let text = rendered.text.as_str();
    let after = rendered.blocks.partition_point(|block| block.start <= link.start);
    let block = rendered.blocks.get(after.checked_sub(1)?)?;
    // A link around several blocks is told by its first.
    let end = link.end.min(block.end);
    if end <= link.start {
        return None;
    }
    let (mut from, mut to) = (link.start, end);
    if last.0 != block.start {
        *last = (block.start, sentences(&text[block.start..block.end]));
    }
    let first = last.1.partition_point(|range| block.start + range.end <= link.start);
    for range in last.1[first..].iter().take_while(|range| block.start + range.start < end) {
        from = from.min(block.start + range.start);
        to = to.max(block.start + range.end);
    }
    let words = &text[link.start..end];
    let room = LONGEST.saturating_sub(words.chars().count()) / 2;
    from = from.max(back(text, link.start, room));
    to = to.min(ahead(text, end, room));
    let before = collapse(&text[from..link.start]);
    let gap = !before.is_empty() && text[..link.start].ends_with(is_space);
    let linked = collapse(words);
    let rest = collapse(&text[end..to]);
    let follow = !rest.is_empty() && text[end..to].starts_with(is_space);
    let start = before.chars().count() + usize::from(gap);
    let length = linked.chars().count();
    let space = |wanted: bool| if wanted { " " } else { "" };
    Some(OutLink {
        context: format!("{before}{}{linked}{}{rest}", space(gap), space(follow)),
        url,
        text: linked,
        start: start as u32,
        end: (start + length) as u32,
    })
}

/// The position some characters back, at a word's start.
fn back(text: &str, from: usize, characters: usize) -> usize {
    if characters == 0 {
        return from;
    }
    match text[..from].char_indices().rev().nth(characters - 1) {
        None | Some((0, _)) => 0,
        Some((at, _)) => text[at..from].find(is_space).map_or(at, |space| at + space),
    }
}

/// The position some characters ahead, at a word's end.
fn ahead(text: &str, from: usize, characters: usize) -> usize {
    match text[from..].char_indices().nth(characters) {
        None => text.len(),
        Some((at, _)) => text[from..from + at].rfind(is_space).map_or(from + at, |space| from + space),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::render;

    fn of(html: &str) -> Vec<OutLink> {
        out_links(&render(html), &Url::parse("https://page.example/a").unwrap())
    }

    #[track_caller]
    fn check(html: &str, expected: &[(&str, &str)]) {
        let links = of(html);
        for link in &links {
            let chars: Vec<char> = link.context.chars().collect();
            let slice: String = chars[link.start as usize..link.end as usize].iter().collect();
            assert_eq!(slice, link.text);
        }
        let got: Vec<_> = links.iter().map(|link| (link.text.as_str(), link.context.as_str())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_link_comes_with_its_sentence() {
        check(
            "<p>First. Then <em>see</em> <a href='https://b.example/'>the\n <b>bé</b></a>, he said. Last.</p>",
            &[("the bé", "Then see the bé, he said.")],
        );
    }

    #[test]
    fn links_to_the_page_itself_and_other_schemes_are_left_out() {
        check(
            "<p><a href='https://page.example/a#x'>x</a> <a href='mailto:a@b.example'>y</a> \
             <a href='#p-1'>z</a> <a href='https://c.example'></a></p>",
            &[],
        );
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_link() {
        let html = format!("<p>{0}<a href='https://b.example/'>here</a> {0}</p>", "word ".repeat(200));
        let link = &of(&html)[0];
        assert!(link.context.chars().count() <= LONGEST);
        assert_eq!(link.text, "here");
    }
}
