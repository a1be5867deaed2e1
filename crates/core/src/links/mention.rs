//! Names of a document that stand in a text without a link.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect::{self, Shown};
use super::fold::Folded;
use super::read::{is_inline, is_inline_end};
use super::{comments, sentence_around};
use crate::search::is_unspaced;

/// The names by which a document may be mentioned.
#[derive(Clone, Debug)]
pub struct Names {
    title: String,
    wanted: Vec<String>,
    longer: Vec<String>,
}

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The sentence around it, as plain text.
    pub context: String,
    /// Where the name stands in `context`, in Unicode scalar values.
    pub at: Range<u32>,
    /// Where it stands in the Markdown, in bytes.
    pub span: Range<usize>,
    /// The name as it stands there.
    pub shown: String,
    /// Whether it stands in a table, where `|` ends a cell.
    pub in_table: bool,
}

impl Names {
    /// A document's title and aliases. Those of other documents are `longer` that have one of them in them: where such a name
    /// stands, the shorter one is not meant.
    pub fn new(title: &str, aliases: &[String], longer: &[String]) -> Self {
        let fold = |name: &str| Folded::new(name.trim()).text;
        let mut wanted: Vec<String> =
            std::iter::once(title).chain(aliases.iter().map(String::as_str)).map(fold).collect();
        wanted.retain(|name| !name.is_empty());
        wanted.sort_by_key(|name| std::cmp::Reverse(name.len()));
        wanted.dedup();
        let longer = longer.iter().map(|name| fold(name)).filter(|name| !wanted.contains(name)).collect();
        Self { title: title.to_owned(), wanted, longer }
    }

    /// The first mention in Markdown that is not in code, in a link or in front matter. Case and composition do not count.
    pub fn find(&self, markdown: &str) -> Option<Mention> {
        let shown = comments::without(markdown);
        let mut walk =
            Walk { names: self, block: String::new(), pieces: Vec::new(), within: 0, hidden: 0, in_table: false };
        for (event, span) in dialect::events(&shown) {
            let found = match event {
                Shown::Event(event) => walk.event(event, span, &shown),
                Shown::Mark(_) => None,
                Shown::Callout(_) | Shown::TitleEnd(..) | Shown::CalloutEnd(_) => walk.end_block(),
            };
            if found.is_some() {
                return found;
            }
        }
        walk.end_block()
    }

    /// Every place, in order and apart, where one of the names stands as words of its own, in bytes of the folded text.
    fn places(&self, text: &Folded) -> Vec<Range<usize>> {
        let folded = text.text.as_str();
        let mut found: Vec<Range<usize>> = Vec::new();
        for name in &self.wanted {
            for (start, _) in folded.match_indices(name.as_str()) {
                let at = start..start + name.len();
                let apart = text.is_edge(at.start)
                    && text.is_edge(at.end)
                    && found.iter().all(|there| at.end <= there.start || there.end <= at.start);
                if apart && stands_alone(folded, &at) && !self.is_within_longer(folded, &at, name) {
                    found.push(at);
                }
            }
        }
        found.sort_by_key(|at| at.start);
        found
    }

    fn is_within_longer(&self, folded: &str, at: &Range<usize>, name: &str) -> bool {
        self.longer.iter().any(|longer| {
            longer.match_indices(name).any(|(offset, _)| {
                let start = at.start.checked_sub(offset);
                start.is_some_and(|start| {
                    folded.get(start..start + longer.len()) == Some(longer.as_str())
                        && stands_alone(folded, &(start..start + longer.len()))
                })
            })
        })
    }
}

fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let goes_on = |edge: Option<char>, beyond: Option<char>| match (edge, beyond) {
        (Some(edge), Some(beyond)) => {
            edge.is_alphanumeric() && beyond.is_alphanumeric() && !is_unspaced(edge) && !is_unspaced(beyond)
        }
        _ => false,
    };
    let name = &text[at.clone()];
    !goes_on(name.chars().next(), text[..at.start].chars().next_back())
        && !goes_on(name.chars().next_back(), text[at.end..].chars().next())
}

/// A stretch of a block, and where it stands in the Markdown, if a link may be written there.
struct Piece {
    at: usize,
    len: usize,
    source: Option<usize>,
}

struct Walk<'a> {
    names: &'a Names,
    block: String,
    pieces: Vec<Piece>,
    within: usize,
    hidden: usize,
    in_table: bool,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>, markdown: &str) -> Option<Mention> {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => {
                self.hidden += 1;
                return self.end_block();
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => self.hidden -= 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.within += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.within -= 1,
            Event::Start(tag) if !is_inline(&tag) => {
                let found = self.end_block();
                self.in_table |= matches!(tag, Tag::Table(_));
                return found;
            }
            Event::End(tag) if !is_inline_end(tag) => {
                let found = self.end_block();
                self.in_table &= tag != TagEnd::Table;
                return found;
            }
            Event::Text(text) if self.hidden == 0 => {
                let free = self.within == 0 && markdown.get(span.clone()) == Some(&*text);
                self.push(&text, free.then_some(span.start));
            }
            Event::Code(code) => self.push(&code, None),
            Event::SoftBreak => self.push(" ", (self.within == 0).then_some(span.start)),
            Event::HardBreak => self.push(" ", None),
            _ => {}
        }
        None
    }

    fn push(&mut self, text: &str, source: Option<usize>) {
        self.pieces.push(Piece { at: self.block.len(), len: text.len(), source });
        self.block.push_str(text);
    }

    fn end_block(&mut self) -> Option<Mention> {
        let folded = Folded::new(&self.block);
        let places = self.names.places(&folded);
        let found = places.into_iter().map(|at| folded.place(at.start)..folded.place(at.end)).find_map(|at| {
            let span = self.source(at.start)?..self.source(at.end - 1)? + 1;
            let free = self
                .pieces
                .iter()
                .all(|piece| piece.source.is_some() || piece.at >= at.end || piece.at + piece.len <= at.start);
            let (context, place) = sentence_around(&self.block, at.clone());
            let shown = self.block[at].split_whitespace().collect::<Vec<_>>().join(" ");
            free.then_some(Mention { context, at: place, span, shown, in_table: self.in_table })
        });
        self.block.clear();
        self.pieces.clear();
        found
    }

    fn source(&self, at: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|piece| piece.at <= at && at < piece.at + piece.len)?;
        Some(piece.source? + at - piece.at)
    }
}

/// Makes the first mention of a document in Markdown a link; the words that are shown stay. `None` when there is none.
pub fn link_mention(markdown: &str, names: &Names) -> Option<String> {
    let Mention { span, shown, in_table, .. } = names.find(markdown)?;
    let title = &names.title;
    let bar = if in_table { "\\|" } else { "|" };
    let link = if shown == *title { format!("[[{title}]]") } else { format!("[[{title}{bar}{shown}]]") };
    Some(format!("{}{link}{}", &markdown[..span.start], &markdown[span.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, title: &str, wanted: Option<&str>) {
        let found = Names::new(title, &[], &[]).find(markdown);
        assert_eq!(found.map(|mention| mention.shown).as_deref(), wanted, "{title} in {markdown}");
    }

    #[test]
    fn a_name_is_found_as_words_of_its_own_in_any_script() {
        check("Of Small Queues, much is said.", "Small queues", Some("Small Queues"));
        check("Smaller queuespace, queues", "queues", Some("queues"));
        check("東京の列について", "列", Some("列"));
        check("котёнок и КОТ", "кот", Some("КОТ"));
        check("çay, café and CAFE\u{301}S", "cafés", Some("CAFE\u{301}S"));
        check("Im ÖFFENTLICHEN İstanbul", "öffentlichen i̇stanbul", Some("ÖFFENTLICHEN İstanbul"));
        check("ΟΔΟΣ", "οδος", None);
        check("서울에서", "서울", Some("서울"));
        check("a small\n  queue\n", "small queue", Some("small queue"));
    }

    #[test]
    fn a_longer_name_is_another() {
        let names = |longer: &[&str]| {
            let longer: Vec<String> = longer.iter().map(|name| (*name).to_owned()).collect();
            Names::new("Queues", &["Lines of waiting".to_owned()], &longer)
        };
        let text = "On small queues. And queues.";
        assert_eq!(names(&[]).find(text).map(|mention| mention.span), Some(9..15));
        assert_eq!(names(&["Small queues"]).find(text).map(|mention| mention.span), Some(21..27));
        assert_eq!(names(&[]).find("Lines of waiting").map(|mention| mention.span), Some(0..16));
    }

    #[test]
    fn the_first_mention_that_is_no_link_becomes_one() {
        let linked =
            |markdown: &str| link_mention(markdown, &Names::new("Small queues", &["Short lines".to_owned()], &[]));
        assert_eq!(linked("On *small queues*.").as_deref(), Some("On *[[Small queues|small queues]]*."));
        assert_eq!(linked("- Small queues\n").as_deref(), Some("- [[Small queues]]\n"));
        assert_eq!(linked("of short\nlines.").as_deref(), Some("of [[Small queues|short lines]]."));
        let after =
            "`Small queues` [Small queues](https://a.example) [[Small queues]]\n\n    Small queues\n\nSmall queues!\n";
        let wanted = after.replace("\nSmall queues!", "\n[[Small queues]]!");
        assert_eq!(linked(after), Some(wanted));
        assert_eq!(linked("---\ntitle: Small queues\n---\n"), None);
        assert_eq!(linked("Small queuespace"), None);
        assert_eq!(linked("Small `queues`"), None);
        assert_eq!(linked("%%Small queues%% and\n\n%%\nSmall queues\n%%\n"), None);
        assert_eq!(linked("==Small queues==").as_deref(), Some("==[[Small queues]]=="));
        assert_eq!(link_mention("I ❤\u{fe0f} it", &Names::new("❤", &[], &[])), None);
        assert_eq!(linked("| short lines |\n|---|\n").as_deref(), Some("| [[Small queues\\|short lines]] |\n|---|\n"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_searched_without_harm(markdown in "(queues|Queues|small |[\\[\\]|`*_<>&;%=\\n -]|İ|é|e\u{301}|漢|❤|\u{fe0f}|👍🏽){0,30}") {
            if let Some(found) = Names::new("Small queues", &["queues".to_owned(), "❤".to_owned(), "👍".to_owned()], &[]).find(&markdown) {
                proptest::prop_assert!(markdown.get(found.span.clone()).is_some());
                proptest::prop_assert!(found.at.end as usize <= found.context.chars().count());
            }
        }
    }
}
