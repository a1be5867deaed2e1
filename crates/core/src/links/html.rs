//! A note as HTML that is safe to show: raw HTML in it stands as text, and only web and mail links lead anywhere.

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::read::options;

/// Renders Markdown as HTML. A `[[link]]` becomes a link without address that carries its title in `data-title`.
pub fn html(markdown: &str) -> String {
    let safe = Parser::new_ext(markdown, options()).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link { link_type, dest_url, .. }) => Event::InlineHtml(open(link_type, &dest_url).into()),
        Event::Start(Tag::Image { .. }) => Event::InlineHtml("<span class=\"image\">".into()),
        Event::End(pulldown_cmark::TagEnd::Image) => Event::InlineHtml("</span>".into()),
        other => other,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, safe);
    html
}

fn open(kind: LinkType, dest: &str) -> String {
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
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
    use super::html;

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
