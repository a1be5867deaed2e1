//! Reading links, tags and plain text from Markdown.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, LinkType, Options, Tag, TagEnd};

use super::dialect::{self, Shown};
use super::section::without_block_id;
use super::{Link, Target, comments, sentence_around, tags};

pub(super) fn options() -> Options {
    Options::ENABLE_WIKILINKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// Reads every link of a Markdown text, in order; comments have none. One to a heading or a block of the text itself is none.
pub fn read(markdown: &str) -> Vec<Link> {
    walk(&comments::without(markdown)).links
}

/// Reads links and tags at once: every link in order, and every `#tag` once. Comments have none.
pub fn read_all(markdown: &str) -> (Vec<Link>, Vec<String>) {
    let walk = walk(&comments::without(markdown));
    (walk.links, walk.tags)
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
    fragment: Option<String>,
    embed: bool,
    place: Range<usize>,
    span: Range<usize>,
}

/// A link whose end has not come yet.
struct OpenLink {
    target: Target,
    fragment: Option<String>,
    embed: bool,
    start: usize,
    span: Range<usize>,
}

/// One pass over the events. `block` is the plain text of the block at hand, in which links are placed; when the block
/// ends, each gets the sentence around it.
#[derive(Default)]
struct Walk {
    links: Vec<Link>,
    tags: Vec<String>,
    text: String,
    block: String,
    found: Vec<Found>,
    open: Option<OpenLink>,
    /// How many links and pictures are open, whether they lead anywhere or not.
    within: usize,
    hidden: usize,
    in_code: bool,
}

fn walk(markdown: &str) -> Walk {
    let mut walk = Walk::default();
    for (shown, span) in dialect::events(markdown) {
        match shown {
            Shown::Event(event) => walk.event(event, span, markdown),
            Shown::Mark(_) => {}
            Shown::Callout(_) | Shown::TitleEnd(..) | Shown::CalloutEnd(_) => walk.end_block(),
        }
    }
    walk.end_block();
    walk
}

impl Walk {
    fn event(&mut self, event: Event<'_>, span: Range<usize>, markdown: &str) {
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
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.begin(link_type, &dest_url, span, false),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => self.begin(link_type, &dest_url, span, true),
            Event::End(TagEnd::Link) => self.finish(false),
            Event::End(TagEnd::Image) => self.finish(true),
            Event::Start(tag) if !is_inline(&tag) => self.end_block(),
            Event::End(tag) if !is_inline_end(tag) => self.end_block(),
            Event::Text(text) if self.hidden == 0 => self.words(&text, &markdown[span.clone()], span),
            Event::Code(code) => self.block.push_str(&code),
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            _ => {}
        }
    }

    fn begin(&mut self, kind: LinkType, dest: &str, span: Range<usize>, embed: bool) {
        self.within += 1;
        let is_title = matches!(kind, LinkType::WikiLink { .. });
        if self.open.is_some() || (embed && (!is_title || is_file(dest))) {
            return;
        }
        if let Some((target, fragment)) = target(is_title, dest) {
            self.open = Some(OpenLink { target, fragment, embed, start: self.block.len(), span });
        }
    }

    fn finish(&mut self, embed: bool) {
        self.within = self.within.saturating_sub(1);
        if let Some(OpenLink { target, fragment, start, span, .. }) = self.open.take_if(|open| open.embed == embed) {
            self.found.push(Found { target, fragment, embed, place: start..self.block.len(), span });
        }
    }

    /// Takes text in, as it is shown and as it is written.
    fn words(&mut self, text: &str, written: &str, source: Range<usize>) {
        let base = self.block.len();
        let before = self.block.chars().next_back();
        self.block.push_str(text);
        if self.within > 0 || self.in_code {
            return;
        }
        // An escaped # is none in what is written.
        for tag in tags::find(before, written) {
            if !self.tags.iter().any(|there| there == tag) {
                self.tags.push(tag.to_owned());
            }
        }
        // What stands for a character by its name is longer than what it stands for.
        let exact = text.len() == source.len();
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]);
        for url in finder.links(text) {
            if crate::url::parse(url.as_str()).is_some() {
                self.found.push(Found {
                    target: Target::Url(url.as_str().to_owned()),
                    fragment: None,
                    embed: false,
                    place: base + url.start()..base + url.end(),
                    span: if exact { source.start + url.start()..source.start + url.end() } else { source.clone() },
                });
            }
        }
    }

    fn end_block(&mut self) {
        self.block.truncate(without_block_id(&self.block).len());
        for Found { target, fragment, embed, place, span } in self.found.drain(..) {
            let place = place.start.min(self.block.len())..place.end.min(self.block.len());
            let text = self.block[place.clone()].trim().to_owned();
            let (context, at) = sentence_around(&self.block, place);
            self.links.push(Link { target, fragment, embed, text, context, at, span });
        }
        let block = self.block.trim();
        if !block.is_empty() {
            self.text.push_str(block);
            self.text.push('\n');
        }
        self.block.clear();
    }
}

fn target(is_title: bool, dest: &str) -> Option<(Target, Option<String>)> {
    if is_title {
        let (title, fragment) = title_and_fragment(dest);
        return (!title.is_empty()).then(|| (Target::Title(title.to_owned()), fragment.map(str::to_owned)));
    }
    if crate::url::parse(dest).is_some() {
        return Some((Target::Url(dest.to_owned()), None));
    }
    relative_file(dest)
}

/// A Markdown link to a text beside this one names that text by its path.
fn relative_file(dest: &str) -> Option<(Target, Option<String>)> {
    let (path, fragment) = dest.split_once('#').unwrap_or((dest, ""));
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown"))?;
    let stem = stem.trim_start_matches("../").trim_start_matches("./");
    let is_path = !stem.is_empty() && !stem.contains([':', '[', ']', '|', '#']) && !stem.starts_with('/');
    let fragment = Some(fragment.trim().to_owned()).filter(|fragment| !fragment.is_empty());
    is_path.then(|| (Target::Title(stem.to_owned()), fragment))
}

/// What stands in `[[…]]` before the `|`: a title, which is empty for the text itself, and a heading or `^block`.
pub(super) fn title_and_fragment(dest: &str) -> (&str, Option<&str>) {
    // Within a table the bar behind it is escaped, and the sign is left to what stands before it.
    let dest = dest.strip_suffix('\\').unwrap_or(dest);
    let (title, fragment) = dest.split_once('#').unwrap_or((dest, ""));
    (title.trim(), Some(fragment.trim()).filter(|fragment| !fragment.is_empty()))
}

/// Whether what is embedded is a picture, a recording or the like, and no document.
pub(super) fn is_file(dest: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp", "pdf", "mp3", "wav", "ogg", "m4a", "flac", "mp4",
        "webm", "mov",
    ];
    let ending = title_and_fragment(dest).0.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Image { .. }
    )
}

pub(super) fn is_inline_end(tag: TagEnd) -> bool {
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
        check("![[Small queues]]", &["[[Small queues]] Small queues"]);
        check("![[Small queues#Batching]] and ![[a picture.PNG]]", &["[[Small queues]] Small queues#Batching"]);
        check("[![a](b.png)](https://a.example/x)", &["<https://a.example/x> a"]);
        check("[a](b/c%20d.md) [e](../f.md#g)", &["[[b/c d]] a", "[[f]] e"]);
        check("| a | b |\n|---|---|\n| [[C]] | x |\n", &["[[C]] C"]);
        check("| [[A\\|b]] | c |\n|---|---|\n", &["[[A]] b"]);
        check("*[[Em]]* and **https://b.example**", &["[[Em]] Em", "<https://b.example> https://b.example"]);
    }

    #[test]
    fn never_from_code_html_or_front_matter() {
        check("`[[A]]` and `https://a.example`", &[]);
        check("```\n[[A]] https://a.example\n```\n", &[]);
        check("<!-- [[A]] https://a.example -->", &[]);
        check("<p title=\"https://a.example\">", &[]);
        check("---\nsource: https://a.example\n---\n\ntext", &[]);
        check("[mail](mailto:me@a.example) [js](javascript:alert(1))", &[]);
        check("[[#Heading]]", &[]);
    }

    #[test]
    fn the_context_is_the_sentence_without_marks() {
        let links = read("Before. The *loan* in [[Small queues|that essay]] is `useful`. After.");
        assert_eq!(links[0].context, "The loan in that essay is useful.");
        assert_eq!(links[0].at, 12..22);
    }

    #[test]
    fn a_fragment_is_a_heading_or_a_block() {
        let links = read("[[A#B#C|x]] ![[A#^id]] [[A]]");
        let fragments: Vec<_> = links.iter().map(|link| (link.fragment.as_deref(), link.embed)).collect();
        assert_eq!(fragments, [(Some("B#C"), false), (Some("^id"), true), (None, false)]);
    }

    #[test]
    fn tags_are_words_with_a_sign() {
        let tags = |markdown: &str| read_all(markdown).1;
        assert_eq!(tags("#rust and (#a/b-c), #été_1. #rust"), ["rust", "a/b-c", "été_1"]);
        assert_eq!(tags("- item #漢字\n\n# Heading #x"), ["漢字", "x"]);
        assert!(tags("a#b `#c` [#d](https://a.example/#e) https://a.example/#f #1 # g &#35;").is_empty());
        assert!(tags("```\n#a\n```\n<i title=\"#b\"> [[T #c]] ![[#d]] \\#e").is_empty());
        assert!(tags("---\ntags: \"#a\"\n---\n").is_empty());
    }

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("A claim. ^id-1\n\n- x ^two\n\n^three\n"), "A claim.\nx\n");
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
