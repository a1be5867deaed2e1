//! A note as HTML that is safe to show: raw HTML in it stands as text, and only web and mail links lead anywhere.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::read::{is_file, options, title_and_fragment};
use super::section::without_block_id;

/// Renders Markdown as HTML. A `[[link]]` becomes a link without address that carries its title in `data-title`, and a heading or block
/// in `data-fragment`; so does what is embedded.
pub fn html(markdown: &str) -> String {
    html_with(markdown, &mut |_, _| None)
}

/// Renders Markdown as HTML. `embed` answers what stands in the place of `![[Title#Fragment]]`, as HTML that is safe to show; `None`
/// leaves a link.
pub fn html_with(markdown: &str, embed: &mut dyn FnMut(&str, Option<&str>) -> Option<String>) -> String {
    let mut events = Vec::new();
    // What was embedded has words of its own: those between the brackets are left out.
    let mut within = 0;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Image { .. }) if within > 0 => within += 1,
            Event::End(TagEnd::Image) if within > 0 => within -= 1,
            _ if within > 0 => {}
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                events.push(Event::InlineHtml(open(link_type, &dest_url).into()));
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. }) if !is_file(&dest_url) => {
                let (title, fragment) = title_and_fragment(&dest_url);
                let shown = embed(title, fragment)
                    .unwrap_or_else(|| format!("<p>{}{}</a></p>", wikilink(&dest_url), escaped(&dest_url)));
                events.push(Event::InlineHtml(format!("</p><div data-embed=\"\">{shown}</div><p>").into()));
                within = 1;
            }
            Event::Start(Tag::Image { .. }) => events.push(Event::InlineHtml("<span class=\"image\">".into())),
            Event::End(TagEnd::Image) => events.push(Event::InlineHtml("</span>".into())),
            Event::End(end @ (TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_))) => {
                if let Some(Event::Text(text)) = events.last_mut() {
                    *text = without_block_id(text).to_owned().into();
                }
                events.push(Event::End(end));
            }
            other => events.push(other),
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    html.replace("<p></p>\n", "").replace("<p></p>", "")
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
    use super::{html, html_with};

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
        let shown = |markdown: &str| {
            html_with(markdown, &mut |title, fragment| {
                (title == "A").then(|| format!("<p>{}</p>", fragment.unwrap_or("all")))
            })
        };
        assert_eq!(shown("![[A]]"), "<div data-embed=\"\"><p>all</p></div>");
        assert_eq!(shown("a ![[A#B]] c"), "<p>a </p><div data-embed=\"\"><p>B</p></div><p> c</p>\n");
        assert_eq!(shown("![[<C>]]"), "<div data-embed=\"\"><p><a data-title=\"&lt;C&gt;\">&lt;C&gt;</a></p></div>");
        assert_eq!(shown("![[a.png]]"), "<p><span class=\"image\">a.png</span></p>\n");
    }
}
