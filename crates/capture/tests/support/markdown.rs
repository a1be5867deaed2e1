//! Whether Markdown says what an article's text says.

use dom_query::Document;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of Markdown, rendered: without those of images, and without formulas and the labels of notes, which the
/// text has in another form.
fn words_of(markdown: &str) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut words = String::new();
    let mut images = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(text) | Event::Code(text) if images == 0 => words.push_str(&text),
            Event::Html(html) => words.push_str(&Document::fragment(html.as_ref()).text()),
            _ => {}
        }
    }
    bare(&words)
}

/// Checks that the Markdown of an article, rendered again, has the words of its text.
#[track_caller]
pub fn check_round_trip(html: &str, markdown: &str) {
    let content = Document::fragment(html);
    for node in content.select("math, sup[id^='p-fnref-'], a[href^='#p-fnref-']").nodes() {
        // Within code a formula is words, and one with blocks in it is none.
        let blocks = [
            "p",
            "div",
            "details",
            "summary",
            "ul",
            "li",
            "table",
            "pre",
            "blockquote",
            "figure",
            "figcaption",
            "h2",
            "hr",
        ];
        let odd = node.descendants_it().any(|inner| blocks.iter().any(|name| inner.has_name(name)));
        if !odd && !node.ancestors_it(None).any(|above| ["pre", "code", "samp"].iter().any(|name| above.has_name(name)))
        {
            node.remove_from_parent();
        }
    }
    let (expected, got) = (bare(&content.select("html").text()), words_of(markdown));
    if expected != got {
        let same = expected.chars().zip(got.chars()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| text.chars().skip(same.saturating_sub(30)).take(80).collect::<String>();
        panic!("the Markdown says\n{}\nwhere the text says\n{}\nin\n{markdown}", around(&got), around(&expected));
    }
}
