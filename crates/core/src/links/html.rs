//! A note as HTML that is safe to show: raw HTML in it stands as text, and only web and mail links lead anywhere.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::callouts::Callout;
use super::comments;
use super::dialect::{self, Shown};
use super::pictures::words_and_size;
use super::read::{is_file, title_and_fragment};
use super::section::without_block_id;
use crate::BlobHash;

/// Renders Markdown as HTML. A `[[link]]` becomes a link without address that carries its title in `data-title`, and a heading or block
/// in `data-fragment`; one of `pictures` an image without address that carries what the text calls it in `data-src`. Of any other
/// picture the words are there. `embed` answers what stands in the place of `![[Title#Fragment]]`, as HTML that is safe to show; `None`
/// leaves a link.
pub fn html(
    markdown: &str,
    pictures: &BTreeMap<String, BlobHash>,
    embed: &mut dyn FnMut(&str, Option<&str>) -> Option<String>,
) -> String {
    let shown = comments::without(markdown);
    let mut events = Vec::new();
    let mut within: Option<Within<'_>> = None;
    for (shown, _) in dialect::events(&shown) {
        let event = match shown {
            Shown::Event(event) => event,
            ours => {
                if !matches!(ours, Shown::Mark(_)) {
                    end_block(&mut events);
                }
                events.push(Event::InlineHtml(own(&ours).into()));
                continue;
            }
        };
        match (event, &mut within) {
            (Event::End(TagEnd::Image), Some(Within::Picture(target, words))) => {
                events.push(Event::InlineHtml(image(target, words).into()));
                within = None;
            }
            (Event::End(TagEnd::Image), Some(Within::Embed)) => within = None,
            (Event::Text(text) | Event::Code(text), Some(Within::Picture(_, words))) => words.push_str(&text),
            (_, Some(_)) => {}
            (Event::Start(Tag::Image { dest_url, .. }), None) if pictures.contains_key(&*dest_url) => {
                within = Some(Within::Picture(dest_url, String::new()));
            }
            (Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. }), None)
                if !is_file(&dest_url) =>
            {
                let (title, fragment) = title_and_fragment(&dest_url);
                let link = || format!("<p>{}{}</a></p>", wikilink(&dest_url), escaped(&dest_url));
                let shown = embed(title, fragment).unwrap_or_else(link);
                events.push(Event::InlineHtml(format!("</p><div data-embed=\"\">{shown}</div><p>").into()));
                within = Some(Within::Embed);
            }
            (Event::Html(raw) | Event::InlineHtml(raw), None) => events.push(Event::Text(raw)),
            (Event::Start(Tag::Link { link_type, dest_url, .. }), None) => {
                events.push(Event::InlineHtml(open(link_type, &dest_url).into()));
            }
            (Event::Start(Tag::Image { .. }), None) => events.push(Event::InlineHtml("<span class=\"image\">".into())),
            (Event::End(TagEnd::Image), None) => events.push(Event::InlineHtml("</span>".into())),
            (Event::End(end), None) => {
                if matches!(end, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) {
                    end_block(&mut events);
                }
                events.push(Event::End(end));
            }
            (other, None) => events.push(other),
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    html.replace("<p></p>\n", "").replace("<p></p>", "")
}

/// Inside of what is shown in a way of its own: the words between its brackets are no words of the text.
enum Within<'a> {
    /// A picture: what the text calls it, and its words.
    Picture(CowStr<'a>, String),
    /// A document.
    Embed,
}

/// Takes the name of a block from the words at its end.
fn end_block(events: &mut [Event<'_>]) {
    if let Some(Event::Text(text)) = events.last_mut() {
        *text = without_block_id(text).to_owned().into();
    }
}

/// The HTML of what Markdown does not know.
fn own(shown: &Shown<'_>) -> String {
    let tag = |callout: &Callout| if callout.folds.is_some() { "details" } else { "blockquote" };
    let head = |callout: &Callout| if callout.folds.is_some() { "summary" } else { "p" };
    match shown {
        Shown::Event(_) => String::new(),
        Shown::Mark(begins) => if *begins { "<mark>" } else { "</mark>" }.to_owned(),
        Shown::Callout(callout) => {
            let kind = escaped(&callout.kind);
            let open = if callout.folds == Some(true) { " open" } else { "" };
            format!(
                "<{} class=\"callout\" data-callout=\"{kind}\"{open}>\n<{} class=\"callout-title\"><b>{kind}</b> ",
                tag(callout),
                head(callout)
            )
        }
        Shown::TitleEnd(callout, more) => format!("</{}>\n{}", head(callout), if *more { "<p>" } else { "" }),
        Shown::CalloutEnd(callout) => format!("</{}>\n", tag(callout)),
    }
}

fn image(target: &str, words: &str) -> String {
    let (alt, width, height) = words_and_size(words);
    let alt = if alt == target { "" } else { alt };
    let side =
        |name: &str, pixels: Option<u32>| pixels.map(|pixels| format!(" {name}=\"{pixels}\"")).unwrap_or_default();
    format!(
        "<img data-src=\"{}\" alt=\"{}\"{}{}>",
        escaped(target),
        escaped(alt),
        side("width", width),
        side("height", height)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn wikilink(dest: &str) -> String {
    let (title, fragment) = title_and_fragment(dest);
    let fragment = fragment.map(|fragment| format!(" data-fragment=\"{}\"", escaped(fragment))).unwrap_or_default();
    format!("<a data-title=\"{}\"{fragment}>", escaped(title))
}

fn open(kind: LinkType, dest: &str) -> String {
    if matches!(kind, LinkType::WikiLink { .. }) {
        return wikilink(dest);
    }
    if crate::url::parse(dest).is_some() || dest.starts_with("mailto:") {
        return format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(dest));
    }
    "<a>".to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::BlobHash;

    fn html(markdown: &str) -> String {
        let hash: BlobHash = "0".repeat(64).parse().expect("a hash");
        let pictures = ["a b.png", "img/c%20d.png"].map(|target| (target.to_owned(), hash));
        super::html(markdown, &BTreeMap::from(pictures), &mut |title, fragment| {
            (title == "A").then(|| format!("<p>{}</p>", fragment.unwrap_or("all")))
        })
    }

    #[test]
    fn pictures_that_are_kept_are_shown_and_others_keep_their_words() {
        assert_eq!(
            html("![[a b.png|300]] ![Two *words*](img/c%20d.png) ![[gone.png]] ![[a b.png]]"),
            "<p><img data-src=\"a b.png\" alt=\"\" width=\"300\"> <img data-src=\"img/c%20d.png\" alt=\"Two words\"> \
             <span class=\"image\">gone.png</span> <img data-src=\"a b.png\" alt=\"\"></p>\n"
        );
    }

    #[test]
    fn marks_and_callouts_are_drawn_and_comments_are_not() {
        assert_eq!(
            html("a ==b *c*== d == e `==f==` ====\n"),
            "<p>a <mark>b <em>c</em></mark> d == e <code>==f==</code> ====</p>\n"
        );
        assert_eq!(html("a %%b%% c\n\n%%\nd\n%%"), "<p>a  c</p>\n");
        assert_eq!(
            html("> [!Warning] Mind\n> the gap\n>\n> - x"),
            "<blockquote class=\"callout\" data-callout=\"warning\">\n<p class=\"callout-title\"><b>warning</b> Mind</p>\n\
             <p>the gap</p>\n<ul>\n<li>x</li>\n</ul>\n</blockquote>\n"
        );
        assert_eq!(
            html("> [!tip]-\n> > said"),
            "<details class=\"callout\" data-callout=\"tip\">\n<summary class=\"callout-title\"><b>tip</b> </summary>\n\
             <blockquote>\n<p>said</p>\n</blockquote>\n</details>\n"
        );
        assert_eq!(html("> a [!tip]"), "<blockquote>\n<p>a [!tip]</p>\n</blockquote>\n");
    }

    #[test]
    fn what_a_note_says_cannot_act() {
        let shown = html(
            "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![a](https://a.example/i.png) <b onclick=x>b</b>",
        );
        assert!(
            !shown.contains("<script")
                && !shown.contains("javascript:")
                && !shown.contains("<img")
                && !shown.contains("<b "),
            "{shown}"
        );
    }

    #[test]
    fn links_are_kept() {
        assert_eq!(
            html("[[Small \"queues\"#Two|here]] [x](https://a.example/?a=1&b=2)"),
            "<p><a data-title=\"Small &quot;queues&quot;\" data-fragment=\"Two\">here</a> <a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a></p>\n"
        );
    }

    #[test]
    fn what_is_embedded_stands_in_its_place() {
        assert_eq!(html("![[A]]"), "<div data-embed=\"\"><p>all</p></div>");
        assert_eq!(html("a ![[A#B]] c ^id"), "<p>a </p><div data-embed=\"\"><p>B</p></div><p> c</p>\n");
        assert_eq!(html("![[<C>]]"), "<div data-embed=\"\"><p><a data-title=\"&lt;C&gt;\">&lt;C&gt;</a></p></div>");
        assert_eq!(html("![[a.png]]"), "<p><span class=\"image\">a.png</span></p>\n");
    }
}
