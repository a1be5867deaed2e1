//! What cannot be kept in a page, turned into a link to it: videos, players, embedded posts.

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use crate::dom::{attr, collapse, shorten};

/// Hosts whose frames show something that a reader would miss.
const KNOWN: &[&str] = &[
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "soundcloud.com",
    "spotify.com",
    "bandcamp.com",
    "twitch.tv",
    "ted.com",
    "archive.org",
    "codepen.io",
    "jsfiddle.net",
    "codesandbox.io",
    "observablehq.com",
    "datawrapper.de",
    "flourish.studio",
    "google.com",
    "openstreetmap.org",
    "x.com",
    "twitter.com",
    "bsky.app",
    "instagram.com",
    "tiktok.com",
    "peertube.tv",
    "wistia.com",
    "wistia.net",
];

/// Replaces frames of known hosts, videos and audio by links. Answers the paragraphs that hold them.
pub(crate) fn link(document: &Document, base: &Url) -> Vec<NodeId> {
    let mut made = Vec::new();
    for node in document.select("iframe, embed, object").nodes() {
        let address = ["src", "data-src", "data"].iter().find_map(|name| attr(node, name));
        let url = address.and_then(|address| base.join(&address).ok()).filter(is_known);
        made.extend(replace(node, url.map(page_of), "Embedded page"));
    }
    for node in document.select("video, audio").nodes() {
        let kind = if node.has_name("video") { "Video" } else { "Audio" };
        let source = dom_query::Selection::from(*node).select("source[src]");
        let address = attr(node, "src").or_else(|| source.attr("src").map(|src| src.to_string()));
        made.extend(replace(node, address.and_then(|address| base.join(&address).ok()), kind));
    }
    made
}

fn is_known(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    KNOWN.iter().any(|known| host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.')))
}

/// The page of an embedded player, where it is known.
fn page_of(url: Url) -> Url {
    let host = url.host_str().unwrap_or_default();
    let id = url.path().rsplit('/').next().unwrap_or_default();
    let page = if host.contains("youtube") && url.path().starts_with("/embed/") {
        Url::parse(&format!("https://www.youtube.com/watch?v={id}"))
    } else if host == "player.vimeo.com" {
        Url::parse(&format!("https://vimeo.com/{id}"))
    } else {
        return url;
    };
    page.unwrap_or(url)
}

fn replace(node: &NodeRef<'_>, url: Option<Url>, kind: &str) -> Option<NodeId> {
    let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        node.remove_from_parent();
        return None;
    };
    let host = url.host_str().unwrap_or_default();
    let title = attr(node, "title").map(|title| collapse(&title));
    let words = match title {
        Some(title) => shorten(&title, 120),
        None => format!("{kind}: {}", host.trim_start_matches("www.")),
    };
    // A wrapper that holds nothing else would be taken for a list of links.
    let mut node = *node;
    while let Some(parent) = node.parent().filter(|parent| parent.has_name("div"))
        && parent.element_children().len() == 1
        && parent.text().trim() == node.text().trim()
    {
        node = parent;
    }
    let paragraph = node.tree.new_element("p");
    let link = node.tree.new_element("a");
    link.set_attr("href", url.as_str());
    link.append_child(&node.tree.new_text(words));
    paragraph.append_child(&link);
    node.replace_with(&paragraph);
    Some(paragraph.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let document = Document::fragment(html);
        link(&document, &Url::parse("https://a.example/").unwrap());
        assert_eq!(document.select("html").inner_html().to_string(), expected);
    }

    #[test]
    fn a_known_player_becomes_a_link_to_its_page() {
        check(
            "<iframe src='//www.youtube.com/embed/abc?x=1' title='A  talk'></iframe>",
            "<p><a href=\"https://www.youtube.com/watch?v=abc\">A talk</a></p>",
        );
        check("<iframe src='https://ads.example/'></iframe>", "");
        check("<iframe src='https://notyoutube.com/'></iframe>", "");
    }

    #[test]
    fn a_video_becomes_a_link_to_its_file() {
        check("<video><source src=v.mp4></video>", "<p><a href=\"https://a.example/v.mp4\">Video: a.example</a></p>");
    }
}
