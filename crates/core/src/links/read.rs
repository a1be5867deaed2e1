//! Reading links, and plain text, from Markdown.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, LinkType, Options, Tag, TagEnd};

use super::dialect::{self, Shown};
use super::{Link, Target, comments, sentence_around};

pub(super) fn options() -> Options {
    Options::ENABLE_WIKILINKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// Reads every link of a Markdown text, in order; comments have none.
pub fn read(markdown: &str) -> Vec<Link> {
    walk(&comments::without(markdown)).links
}

/// The text of Markdown with its comments: no marks, blocks on lines of their own.
pub fn plain(markdown: &str) -> String {
    walk(markdown).text
}

/// The text of Markdown as a reader sees it: no marks, no comments, blocks on lines of their own.
pub fn shown(markdown: &str) -> String {
    walk(&comments::without(markdown)).text
}

struct Found {
    target: Target,
    place: Range<usize>,
    span: Range<usize>,
}

/// One pass over the events. `block` is the plain text of the block at hand, in which links are placed; when the block
/// ends, each gets the sentence around it.
#[derive(Default)]
struct Walk {
    links: Vec<Link>,
    text: String,
    block: String,
    found: Vec<Found>,
    open: Option<(Target, usize, Range<usize>)>,
    hidden: usize,
    in_code: bool,
}

fn walk(markdown: &str) -> Walk {
    let mut walk = Walk::default();
    for (shown, span) in dialect::events(markdown) {
        match shown {
            Shown::Event(event) => walk.event(event, span),
            Shown::Mark(_) => {}
            Shown::Callout(_) | Shown::TitleEnd(..) | Shown::CalloutEnd(_) => walk.end_block(),
        }
    }
    walk.end_block();
    walk
}

impl Walk {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block();
                self.in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                self.end_block();
                self.in_code = false;
            }
            Event::Start(Tag::MetadataBlock(_)) => self.hidden += 1,
            Event::End(TagEnd::MetadataBlock(_)) => self.hidden -= 1,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.open = target(link_type, &dest_url).map(|target| (target, self.block.len(), span));
            }
            Event::End(TagEnd::Link) => {
                if let Some((target, start, span)) = self.open.take() {
                    self.found.push(Found { target, place: start..self.block.len(), span });
                }
            }
            Event::Start(tag) if !is_inline(&tag) => self.end_block(),
            Event::End(tag) if !is_inline_end(tag) => self.end_block(),
            Event::Text(text) if self.hidden == 0 => self.words(&text, span),
            Event::Code(code) => self.block.push_str(&code),
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            _ => {}
        }
    }

    fn words(&mut self, text: &str, source: Range<usize>) {
        let base = self.block.len();
        self.block.push_str(text);
        if self.open.is_some() || self.in_code {
            return;
        }
        // What stands for a character by its name is longer than what it stands for.
        let exact = text.len() == source.len();
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]);
        for url in finder.links(text) {
            if crate::url::parse(url.as_str()).is_some() {
                self.found.push(Found {
                    target: Target::Url(url.as_str().to_owned()),
                    place: base + url.start()..base + url.end(),
                    span: if exact { source.start + url.start()..source.start + url.end() } else { source.clone() },
                });
            }
        }
    }

    fn end_block(&mut self) {
        for Found { target, place, span } in self.found.drain(..) {
            let text = self.block[place.clone()].trim().to_owned();
            let (context, at) = sentence_around(&self.block, place);
            self.links.push(Link { target, text, context, at, span });
        }
        let block = self.block.trim();
        if !block.is_empty() {
            self.text.push_str(block);
            self.text.push('\n');
        }
        self.block.clear();
    }
}

fn target(kind: LinkType, dest: &str) -> Option<Target> {
    if matches!(kind, LinkType::WikiLink { .. }) {
        let title = dest.split('#').next().unwrap_or_default().trim();
        return (!title.is_empty()).then(|| Target::Title(title.to_owned()));
    }
    crate::url::parse(dest).map(|_| Target::Url(dest.to_owned()))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Image { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, wanted: &[&str]) {
        let found: Vec<String> = read(markdown)
            .into_iter()
            .map(|link| {
                assert!(markdown.get(link.span.clone()).is_some(), "a span inside the text: {markdown}");
                match link.target {
                    Target::Title(title) => format!("[[{title}]] {}", link.text),
                    Target::Url(url) => format!("<{url}> {}", link.text),
                }
            })
            .collect();
        assert_eq!(found, wanted, "{markdown}");
    }

    #[test]
    fn every_spelling_of_a_link() {
        check("See [[Small queues]].", &["[[Small queues]] Small queues"]);
        check("See [[Small queues|the essay]].", &["[[Small queues]] the essay"]);
        check("See [[Small queues#Batching]].", &["[[Small queues]] Small queues#Batching"]);
        check("An [essay](https://a.example/x).", &["<https://a.example/x> essay"]);
        check("At <https://a.example/x>.", &["<https://a.example/x> https://a.example/x"]);
        check("At https://a.example/x_y_z, and on.", &["<https://a.example/x_y_z> https://a.example/x_y_z"]);
        check("- one https://a.example/1\n  - two [[B]]\n", &["<https://a.example/1> https://a.example/1", "[[B]] B"]);
        check("| a | b |\n|---|---|\n| [[C]] | x |\n", &["[[C]] C"]);
        check("*[[Em]]* and **https://b.example**", &["[[Em]] Em", "<https://b.example> https://b.example"]);
    }

    #[test]
    fn never_from_code_html_or_front_matter() {
        check("`[[A]]` and `https://a.example`", &[]);
        check("```\n[[A]] https://a.example\n```\n", &[]);
        check("<!-- [[A]] https://a.example -->", &[]);
        check("<p title=\"https://a.example\">", &[]);
        check("---\nsource: https://a.example\n---\n\ntext", &[]);
        check("[note](other.md) [mail](mailto:me@a.example) [js](javascript:alert(1))", &[]);
        check("[[#Heading]]", &[]);
    }

    #[test]
    fn the_context_is_the_sentence_without_marks() {
        let links = read("Before. The *loan* in [[Small queues|that essay]] is `useful`. After.");
        assert_eq!(links[0].context, "The loan in that essay is useful.");
        assert_eq!(links[0].at, 12..22);
    }

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("# One\n\n- *two* [[three|3]]\n- `four`\n"), "One\ntwo 3\nfour\n");
        assert_eq!(plain("> [!tip]- Ask ==twice==\n> and listen\n\n`a ==b==`"), "Ask twice\nand listen\na ==b==\n");
    }

    #[test]
    fn comments_are_found_and_not_shown() {
        let text = "One %%two [[Three]]%% four https://a.example/x.\n\n%%\n# five\n%%\n\nsix";
        assert_eq!(shown(text), "One  four https://a.example/x.\nsix\n");
        assert!(plain(text).contains("two"));
        check(text, &["<https://a.example/x> https://a.example/x"]);
        assert_eq!(&text[read(text)[0].span.clone()], "https://a.example/x");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_harm(markdown in "([\\[\\]|#a-z`*<>()\\n -]|https://|é|漢|==|%%|&amp;|> \\[!note\\] ){0,60}") {
            for link in read(&markdown) {
                proptest::prop_assert!(markdown.get(link.span.clone()).is_some());
                proptest::prop_assert!(link.at.end as usize <= link.context.chars().count());
            }
        }
    }
}
