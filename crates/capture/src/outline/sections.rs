//! A text as sections of sentences and lists.

use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::finder::Finder;
use crate::sentences::sentences;
use crate::text::{Block, Form, Item, Kind, Rendered};

/// Most items of a list that is kept as it is, and of numbered steps.
const MOST_ITEMS: usize = 12;
const MOST_STEPS: usize = 20;
/// Most words of an item in the mean.
const WORDS_OF_ITEM: usize = 30;
/// An item's first sentence that has fewer words is but a name.
const LEAST_WORDS: usize = 5;
/// What a section is called that concludes, in the languages that Postil meets most.
const CONCLUSIONS: &[&str] = &[
    "conclusion",
    "conclusión",
    "conclusion",
    "conclusioni",
    "conclusão",
    "conclusie",
    "summary",
    "takeaway",
    "in short",
    "tl;dr",
    "the bottom line",
    "what it means",
    "lessons",
    "key points",
    "wrapping up",
    "final thoughts",
    "fazit",
    "zusammenfassung",
    "résumé",
    "resumen",
    "заключение",
    "выводы",
    "まとめ",
    "結論",
    "结论",
    "总结",
    "결론",
];

/// A sentence. Positions are bytes in the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The block that it stands in, among all blocks.
    pub(super) block: usize,
    /// Its place among the sentences of its block.
    pub(super) in_block: usize,
    /// The list of its section that it stands in.
    pub(super) list: Option<usize>,
    /// Its place among all sentences of the text.
    pub(super) number: usize,
}

/// A list, in an order that counts or not.
#[derive(Debug)]
pub(super) struct List {
    pub(super) start: usize,
    /// Its first block, among all blocks.
    pub(super) block: usize,
    pub(super) items: Vec<ListItem>,
    /// The words of the items as they are kept.
    pub(super) words: usize,
    /// Whether it is kept as it is.
    pub(super) kept: bool,
    number: u32,
    steps: bool,
    links: usize,
}

/// An item: its first sentence, with what it defines before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListItem {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the term that is defined ends.
    pub(super) term: Option<usize>,
    number: u32,
}

impl List {
    /// Whether it can stand in an outline as it is. One of links leads elsewhere.
    pub(super) fn is_small(&self) -> bool {
        let most = if self.steps { MOST_STEPS } else { MOST_ITEMS };
        (2..=most).contains(&self.items.len())
            && self.words <= self.items.len() * WORDS_OF_ITEM
            && self.links * 2 <= self.items.len()
    }
}

/// A heading with what stands under it, up to the next one.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The heading's level and block; none before the first heading.
    pub(super) heading: Option<(u8, Block)>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) lists: Vec<List>,
}

impl Section {
    /// Whether a sentence stands in it.
    pub(super) fn holds(&self, sentence: &Sentence) -> bool {
        let numbers = self.sentences.first().map(|s| s.number)..=self.sentences.last().map(|s| s.number);
        numbers.contains(&Some(sentence.number))
    }

    /// Whether its heading says that it concludes.
    pub(super) fn is_conclusion(&self, text: &str) -> bool {
        static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&[CONCLUSIONS]));
        self.heading.is_some_and(|(_, block)| FINDER.bits(&text[block.start..block.end]) != 0)
    }
}

/// The sections of a document.
pub(super) fn sections(rendered: &Rendered) -> Vec<Section> {
    let text = rendered.text.as_str();
    let mut sections = vec![Section::default()];
    let mut number = 0;
    let mut links = rendered.links.iter().peekable();
    for (at, block) in rendered.blocks.iter().enumerate() {
        if let Kind::Heading(level) = block.kind {
            if level != 6 || !is_page_mark(&text[block.start..block.end]) {
                sections.push(Section { heading: Some((level, *block)), ..Section::default() });
            }
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if !matches!(block.kind, Kind::Paragraph | Kind::Item) {
            continue;
        }
        let ranges = sentences(&text[block.start..block.end]);
        while links.next_if(|link| link.start < block.start).is_some() {}
        let linked = links.peek().is_some_and(|link| link.start == block.start && link.end >= block.end);
        let first = head(&text[block.start..block.end], &ranges).map(|end| block.start + end);
        let list = match (block.item, first) {
            (Some(item), Some(first)) => Some(take_item(section, text, item, at, block, first, linked)),
            _ => None,
        };
        for (in_block, range) in ranges.into_iter().enumerate() {
            section.sentences.push(Sentence {
                start: block.start + range.start,
                end: block.start + range.end,
                block: at,
                in_block,
                list,
                number,
            });
            number += 1;
        }
    }
    sections
}

/// Where what an item says in short ends: its first sentence, and the next one when that is but a name.
fn head(block: &str, sentences: &[std::ops::Range<usize>]) -> Option<usize> {
    let [first, rest @ ..] = sentences else { return None };
    let is_name = block[first.clone()].unicode_words().take(LEAST_WORDS).count() < LEAST_WORDS;
    Some(rest.first().filter(|_| is_name).unwrap_or(first).end)
}

/// Takes a block of a list's item; answers the list's place in its section.
fn take_item(
    section: &mut Section,
    text: &str,
    item: Item,
    at: usize,
    block: &Block,
    first: usize,
    linked: bool,
) -> usize {
    // What is nested belongs to the list around it, and is left out of its items.
    let nested =
        section.lists.last().is_some_and(|list| item.depth > 1 && list.number < item.list && !list.items.is_empty());
    if !nested && section.lists.last().is_none_or(|list| list.number != item.list) {
        section.lists.push(List {
            start: block.start,
            block: at,
            items: Vec::new(),
            words: 0,
            kept: false,
            number: item.list,
            steps: item.form == Form::Step,
            links: 0,
        });
    }
    let place = section.lists.len() - 1;
    let list = &mut section.lists[place];
    if nested || list.items.last().is_some_and(|last| last.number == item.item) {
        return place;
    }
    list.links += usize::from(linked);
    list.words += text[block.start..first].unicode_words().count();
    match list.items.last_mut() {
        // A definition goes with its term.
        Some(last) if item.form == Form::Definition && last.term == Some(last.end) => last.end = first,
        _ => {
            let term = (item.form == Form::Term).then_some(first);
            list.items.push(ListItem { start: block.start, end: first, term, number: item.item });
        }
    }
    place
}

/// Whether a heading only says where a page of a PDF begins.
fn is_page_mark(text: &str) -> bool {
    text.strip_prefix("Page ").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}
