//! A note as HTML that is safe to show: raw HTML in it stands as text, and only web and mail links lead anywhere.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::callouts::Callout;
use super::comments;
use super::dialect::{self, Shown};
use super::pictures::words_and_size;
use crate::BlobHash;

/// Renders Markdown as HTML. A `[[link]]` becomes a link without address that carries its title in `data-title`; one of `pictures`
/// an image without address that carries what the text calls it in `data-src`. Of any other picture the words are there.
pub fn html(markdown: &str, pictures: &BTreeMap<String, BlobHash>) -> String {
    let shown = comments::without(markdown);
    let mut picture: Option<(CowStr<'_>, String)> = None;
    let safe = dialect::events(&shown).into_iter().filter_map(|(shown, _)| {
        let event = match shown {
            Shown::Event(event) => event,
            ours => return Some(Event::InlineHtml(own(&ours).into())),
        };
        match (event, &mut picture) {
            (Event::End(TagEnd::Image), Some((target, words))) => {
                let image = image(target, words);
                picture = None;
                Some(Event::InlineHtml(image.into()))
            }
            (Event::Text(text) | Event::Code(text), Some((_, words))) => {
                words.push_str(&text);
                None
            }
            (_, Some(_)) => None,
            (Event::Start(Tag::Image { dest_url, .. }), None) if pictures.contains_key(&*dest_url) => {
                picture = Some((dest_url, String::new()));
                None
            }
            (Event::Html(raw) | Event::InlineHtml(raw), None) => Some(Event::Text(raw)),
            (Event::Start(Tag::Link { link_type, dest_url, .. }), None) => {
                Some(Event::InlineHtml(open(link_type, &dest_url).into()))
            }
            (Event::Start(Tag::Image { .. }), None) => Some(Event::InlineHtml("<span class=\"image\">".into())),
            (Event::End(TagEnd::Image), None) => Some(Event::InlineHtml("</span>".into())),
            (other, None) => Some(other),
        }
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, safe);
    html
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

fn open(kind: LinkType, dest: &str) -> String {
    if matches!(kind, LinkType::WikiLink { .. }) {
        return format!("<a data-title=\"{}\">", escaped(dest.split('#').next().unwrap_or_default()));
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
        super::html(markdown, &BTreeMap::from(["a b.png", "img/c%20d.png"].map(|target| (target.to_owned(), hash))))
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
            "<p><a data-title=\"Small &quot;queues&quot;\">here</a> <a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a></p>\n"
        );
    }
}
