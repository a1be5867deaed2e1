//! Images: which candidate a page means, and what a file really is.

use base64::Engine;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use dom_query::{Document, NodeRef};
use url::Url;

use crate::dom::{Step, attr, local, walk};
use crate::svg;

/// Widest candidate that is chosen from a set, in pixels.
const WIDEST: f32 = 1600.0;
/// Width of an image that says none, at a density of one.
const USUAL: f32 = 800.0;
/// Largest image that may stand in the page itself, in characters of its `data:` URL.
const INLINE: usize = 1 << 20;
/// Smallest image in the page itself that is more than a stand-in, in characters of its `data:` URL.
const STAND_IN: usize = 1500;
/// Width and height up to which an image is an icon, in pixels.
const ICON: u32 = 40;
/// Attributes that scripts load an image from.
const LAZY: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-lazyload",
    "data-original-src",
    "data-actualsrc",
    "data-hi-res-src",
    "data-full-src",
    "data-full-url",
    "data-orig-file",
    "data-large-file",
    "data-large-src",
    "data-raw-src",
    "data-delayed-url",
    "data-echo",
    "data-img-src",
    "data-image-src",
    "data-image",
    "data-url",
    "data-ll-src",
    "data-cfsrc",
    "data-ezsrc",
];
const LAZY_SETS: &[&str] =
    &["srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-ll-srcset", "data-ezsrcset"];
/// Words in the address of what is shown until the image has come.
const STAND_INS: &[&str] = &[
    "placeholder",
    "blank.",
    "spacer.",
    "loading.",
    "lazyload",
    "lazy-load",
    "1x1",
    "transparent.",
    "pixel.gif",
    "empty.gif",
    "grey.gif",
    "gray.gif",
    "/clear.gif",
    "preloader",
    "spinner",
];
/// Words in the address of what counts readers.
const TRACKERS: &[&str] = &[
    "/pixel.gif",
    "/pixel?",
    "/pixel.png",
    "/beacon",
    "/track.gif",
    "/tracking/",
    "/b.gif",
    "scorecardresearch.com",
    "doubleclick.net",
    "google-analytics.com",
    "facebook.com/tr",
    "quantserve.com",
    "stats.wordpress.com",
    "pixel.wp.com",
    "/counter.gif",
    "/piwik.php",
    "/matomo.php",
    "imrworldwide.com",
    "amazon-adsystem.com",
    "bat.bing.com",
    "feedburner.com/~",
];

/// Gives every image of a page its one address in `src`, and removes those that have none.
pub(crate) fn settle(document: &Document, base: &Url) {
    let mut images = Vec::new();
    let mut pictures = Vec::new();
    let mut drawings = Vec::new();
    let root = document.root();
    let mut steps = walk(&root);
    let mut hidden = Vec::new();
    while let Some(step) = steps.next() {
        let Step::Enter(node) = step else { continue };
        match local(&node).as_deref() {
            Some("noscript") => hidden.push(node),
            Some("img" | "amp-img") => images.push(node),
            Some("picture") => pictures.push(node),
            Some("svg") => {
                drawings.push(node);
                steps.skip_children();
            }
            Some("script" | "style" | "template" | "head") => steps.skip_children(),
            Some(_) if node.attr("role").is_some_and(|role| &*role == "img") => backdrop(&node),
            _ => {}
        }
    }
    for node in hidden {
        reveal(&node);
    }
    for svg in drawings {
        drawing(&svg);
    }
    let mut last: Option<(NodeRef<'_>, String)> = None;
    for image in images {
        let Some(parent) = image.parent() else { continue };
        if let Some(sign) = emoji(&image) {
            image.replace_with(&image.tree.new_text(sign));
            continue;
        }
        let address = choose(&image, base).filter(|address| !is_counted_or_icon(&image, address));
        let Some(address) = address else {
            image.remove_from_parent();
            continue;
        };
        // A page may show an image twice for different screens.
        let twin = last.as_ref().is_some_and(|(other, shown)| *shown == address && beside(other, &parent));
        if twin {
            image.remove_from_parent();
            continue;
        }
        let kept: Vec<(&str, String)> =
            ["alt", "width", "height", "class"].iter().filter_map(|name| Some((*name, attr(&image, name)?))).collect();
        image.remove_all_attrs();
        image.rename("img");
        image.set_attr("src", &address);
        for (name, value) in kept {
            image.set_attr(name, &value);
        }
        last = Some((image, address));
    }
    for picture in pictures {
        for source in picture.element_children().iter().filter(|child| child.has_name("source")) {
            source.remove_from_parent();
        }
        if let Some(first) = picture.first_child() {
            picture.insert_siblings_before(&first);
        }
        picture.remove_from_parent();
    }
}

/// Whether an image stands in the same element as another's, or in its picture or figure.
fn beside(other: &NodeRef<'_>, parent: &NodeRef<'_>) -> bool {
    let figure =
        |node: &NodeRef<'_>| node.ancestors_it(Some(4)).find(|above| above.has_name("figure")).map(|above| above.id);
    let own = if parent.has_name("figure") { Some(parent.id) } else { figure(parent) };
    other.parent().is_some_and(|above| above.id == parent.id) || own.is_some() && figure(other) == own
}

/// The character that an image stands for.
fn emoji(image: &NodeRef<'_>) -> Option<String> {
    let class = attr(image, "class")?;
    let named = class.split_ascii_whitespace().any(|name| matches!(name, "emoji" | "wp-smiley" | "twemoji" | "smiley"));
    let alt = attr(image, "alt").filter(|_| named)?;
    (alt.chars().count() <= 8 && !alt.is_ascii()).then_some(alt)
}

/// Whether an image counts readers, or is a sign beside the words.
fn is_counted_or_icon(image: &NodeRef<'_>, address: &str) -> bool {
    let side = |name: &str| attr(image, name)?.trim_end_matches("px").parse::<u32>().ok();
    let (width, height) = (side("width"), side("height"));
    let most = width.into_iter().chain(height).max();
    let dot = [width, height].iter().any(|side| side.is_some_and(|side| side <= 1));
    let icon = most.is_some_and(|most| most <= ICON) && width.is_some() && height.is_some();
    let style = attr(image, "style").unwrap_or_default().replace(' ', "");
    let hidden = style.contains("display:none") && !image.has_attr("data-src") || style.contains("width:1px");
    let lower = address.to_ascii_lowercase();
    dot || icon || hidden || !address.starts_with("data:") && TRACKERS.iter().any(|word| lower.contains(word))
}

/// Makes an image of an element that shows one behind its words.
fn backdrop(node: &NodeRef<'_>) {
    let Some(style) = attr(node, "style").filter(|_| !node.has_name("svg") && !node.has_name("img")) else { return };
    let Some((_, rest)) = style.split_once("background-image:").or_else(|| style.split_once("background:")) else {
        return;
    };
    let Some((address, _)) = rest.split_once("url(").and_then(|(_, rest)| rest.split_once(')')) else { return };
    if !node.text().trim().is_empty() {
        return;
    }
    let image = node.tree.new_element("img");
    image.set_attr("src", address.trim().trim_matches(['"', '\'']));
    if let Some(label) = attr(node, "aria-label") {
        image.set_attr("alt", &label);
    }
    node.append_child(&image);
}

/// Makes an image of a drawing in the page, if it is one: no sign on a button, no store of signs.
fn drawing(svg: &NodeRef<'_>) {
    let side = |name: &str| attr(svg, name)?.trim_end_matches("px").parse::<f32>().ok();
    let view = attr(svg, "viewBox").unwrap_or_default();
    let mut view = view.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).map(|part| part.parse::<f32>().ok());
    let (view_width, view_height) = (view.next().flatten(), view.next().flatten());
    let width = side("width").or(view_width).unwrap_or_default();
    let height = side("height").or(view_height).unwrap_or_default();
    let framed = svg.ancestors_it(Some(8)).any(|above| {
        ["a", "button", "nav", "header", "footer", "label", "form", "li", "summary"]
            .iter()
            .any(|name| above.has_name(name))
    });
    let figure = svg.ancestors_it(Some(3)).any(|above| above.has_name("figure"));
    let large = width >= 120.0 && height >= 80.0;
    if framed && !figure || !large || attr(svg, "aria-hidden").as_deref() == Some("true") && !figure {
        return;
    }
    let file = svg.html();
    let Some(clean) = Some(file).filter(|file| file.len() <= INLINE / 4).and_then(|file| svg::sanitise(&file)) else {
        return;
    };
    let title =
        svg.children_it(false).find(|child| child.has_name("title")).map(|title| title.text().trim().to_owned());
    let alt = title.filter(|title| !title.is_empty()).or_else(|| attr(svg, "aria-label"));
    let image = svg.tree.new_element("img");
    let coded = base64::engine::general_purpose::STANDARD.encode(clean);
    image.set_attr("src", &format!("{INLINE_SVG}{coded}"));
    if let Some(alt) = alt {
        image.set_attr("alt", &alt);
    }
    // It was no image when the page's images were looked for, so it is finished here.
    svg.replace_with(&image);
}

/// What the `data:` URL of a sanitised drawing begins with.
const INLINE_SVG: &str = "data:image/svg+xml;base64,";

/// Puts the image of a `noscript` in the place of the stand-in before it.
fn reveal(noscript: &NodeRef<'_>) {
    let images = noscript.descendants_it().filter(|node| node.has_name("img")).count();
    if images != 1 || !noscript.text().trim().is_empty() {
        return;
    }
    if let Some(before) = noscript.prev_element_sibling() {
        let holds = || before.descendants_it().any(|node| node.has_name("img"));
        let wraps = ["span", "div", "picture", "a"].iter().any(|name| before.has_name(name));
        if before.has_name("img") || before.has_name("amp-img") || wraps && before.text().trim().is_empty() && holds() {
            before.remove_from_parent();
        }
    }
    noscript.rename("span");
}

fn choose(image: &NodeRef<'_>, base: &Url) -> Option<String> {
    let shown = attr(image, "width").and_then(|width| width.trim_end_matches("px").parse::<f32>().ok());
    let mut candidates: Vec<(f32, String)> = Vec::new();
    let mut sets: Vec<String> = LAZY_SETS.iter().filter_map(|name| attr(image, name)).collect();
    if let Some(picture) = image.parent().filter(|parent| parent.has_name("picture")) {
        for source in picture.element_children() {
            if source.has_name("source") && is_readable(&source) {
                sets.extend(LAZY_SETS.iter().filter_map(|name| attr(&source, name)));
            }
        }
    }
    for set in &sets {
        candidates.extend(parse_set(set, shown.unwrap_or(USUAL)));
    }
    let best = candidates
        .into_iter()
        .filter_map(|(width, address)| Some((width, absolute(&address, base)?)))
        .filter(|(_, address)| !address.starts_with("data:") && !is_stand_in(address))
        .reduce(|best, next| if better(next.0, best.0) { next } else { best });
    if let Some((_, address)) = best {
        return Some(address);
    }
    let own = LAZY.iter().chain(["src"].iter()).filter_map(|name| attr(image, name));
    let own: Vec<String> = own.filter_map(|address| absolute(&address, base)).collect();
    let real = own.iter().find(|address| !address.starts_with("data:") && !is_stand_in(address));
    let inline = || own.iter().find(|address| address.len() > STAND_IN && address.starts_with("data:"));
    real.cloned().or_else(|| any_image(image, base)).or_else(|| inline().cloned()).or_else(|| {
        // A stand-in that nothing takes the place of may be the image.
        own.iter().find(|address| !address.starts_with("data:") || address.len() > 400).cloned()
    })
}

/// Whether the images of a source are of a kind, and for a screen, that is shown.
fn is_readable(source: &NodeRef<'_>) -> bool {
    let kind = attr(source, "type").unwrap_or_default().to_ascii_lowercase();
    let known = ["jpeg", "jpg", "png", "gif", "webp", "avif", "svg+xml"];
    let media = attr(source, "media").unwrap_or_default().to_ascii_lowercase();
    let readable = kind.is_empty() || kind.strip_prefix("image/").is_some_and(|kind| known.contains(&kind));
    readable && !media.contains("dark") && !media.contains("print")
}

fn is_stand_in(address: &str) -> bool {
    let lower = address.rsplit_once('/').map_or(address, |(_, name)| name).to_ascii_lowercase();
    STAND_INS.iter().any(|word| lower.contains(word.trim_start_matches('/')))
}

/// The address of an image in an attribute of whatever name.
fn any_image(image: &NodeRef<'_>, base: &Url) -> Option<String> {
    let files = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];
    image.attrs().iter().filter(|attribute| attribute.name.local.starts_with("data-")).find_map(|attribute| {
        let value = attribute.value.trim();
        let path = value.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let named = files.iter().any(|file| path.ends_with(file)) && !value.contains(char::is_whitespace);
        absolute(value, base).filter(|address| named && !address.starts_with("data:") && !is_stand_in(address))
    })
}

/// Whether a width is better: the largest up to the limit, else the smallest above it.
fn better(next: f32, best: f32) -> bool {
    match (next <= WIDEST, best <= WIDEST) {
        (true, true) => next > best,
        (true, false) => true,
        (false, true) => false,
        (false, false) => next < best,
    }
}

/// Reads a `srcset`: addresses with their widths in pixels; a density counts as so many times the image's `width`.
fn parse_set(set: &str, width: f32) -> Vec<(f32, String)> {
    let mut found = Vec::new();
    let mut rest = set.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let (descriptor, next) = if let Some(bare) = address.strip_suffix(',') {
            found.push((width, bare.trim_end_matches(',').to_owned()));
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            continue;
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        let descriptor = descriptor.trim();
        let number = |suffix| descriptor.strip_suffix(suffix).and_then(|n| n.trim().parse::<f32>().ok());
        let wide = number('w').or_else(|| number('x').map(|density| density * width));
        found.push((wide.unwrap_or(width), address.to_owned()));
        rest = next.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    found
}

fn absolute(address: &str, base: &Url) -> Option<String> {
    if address.starts_with("data:image/svg") {
        return drawn(address);
    }
    let url = base.join(address).ok()?;
    may_keep(url.as_str()).then(|| url.to_string())
}

/// A drawing in a `data:` URL, sanitised.
fn drawn(address: &str) -> Option<String> {
    let bytes = decode_data_url(address).filter(|bytes| bytes.len() <= INLINE / 4)?;
    let file = String::from_utf8(bytes).ok()?;
    // What has no words and hardly any shapes keeps a place free.
    let shapes = ["<path", "<text", "<circle", "<rect", "<poly", "<line", "<image", "<use"];
    if shapes.iter().map(|shape| file.matches(shape).count()).sum::<usize>() < 3 {
        return None;
    }
    let coded = base64::engine::general_purpose::STANDARD.encode(svg::sanitise(&file)?);
    Some(format!("{INLINE_SVG}{coded}"))
}

/// Whether an address may stand in `data-src`: http, https, or an image of its own. An SVG is one that was drawn here.
pub(crate) fn may_keep(address: &str) -> bool {
    if let Some(drawn) = address.strip_prefix(INLINE_SVG) {
        let coded = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        return address.len() < INLINE && drawn.bytes().all(coded);
    }
    if let Some(inline) = address.strip_prefix("data:image/") {
        let kind = inline.split([';', ',']).next().unwrap_or_default();
        return address.len() < INLINE && matches!(kind, "png" | "jpeg" | "jpg" | "gif" | "webp" | "avif");
    }
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The bytes of a `data:` URL.
pub(crate) fn decode_data_url(address: &str) -> Option<Vec<u8>> {
    let rest = address.strip_prefix("data:")?;
    let (kind, payload) = rest.split_once(',')?;
    if address.len() > 2 * INLINE {
        return None;
    }
    let plain = percent_decode(payload);
    if !kind.to_ascii_lowercase().ends_with(";base64") {
        return Some(plain);
    }
    let compact: Vec<u8> = plain.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&base64::alphabet::STANDARD, config).decode(compact).ok()
}

fn percent_decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

/// Tells an image's kind by its bytes; `None` if it is none that may be kept. An SVG is reduced to its safe parts.
pub fn recognise(bytes: Vec<u8>) -> Option<crate::Image> {
    let raster = infer::get(&bytes).map(|kind| kind.mime_type());
    if let Some(kind) = raster
        && matches!(kind, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif")
    {
        return Some(crate::Image { media_type: kind.to_owned(), bytes });
    }
    let clean = svg::sanitise(std::str::from_utf8(&bytes).ok()?)?;
    Some(crate::Image { bytes: clean.into_bytes(), media_type: "image/svg+xml".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let document = Document::fragment(html);
        settle(&document, &Url::parse("https://a.example/dir/page").unwrap());
        let found = document.select("img").attr("src").map(|src| src.to_string());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn the_largest_candidate_up_to_1600_pixels_is_chosen() {
        check("<img src=s.jpg srcset='a.jpg 400w, b.jpg 1600w, c.jpg 3000w'>", Some("https://a.example/dir/b.jpg"));
        check("<img srcset='a,b.jpg 1x, c.jpg 2x'>", Some("https://a.example/dir/c.jpg"));
        check("<img srcset='x.jpg 2000w, y.jpg 4000w'>", Some("https://a.example/dir/x.jpg"));
        check("<picture><source srcset='/w.webp 800w'><img src=s.jpg></picture>", Some("https://a.example/w.webp"));
        check("<img srcset='a.jpg 1x, b.jpg 2x, c.jpg 3x' width=600>", Some("https://a.example/dir/b.jpg"));
        check(
            "<picture><source type=image/jxl srcset='/a.jxl'><source media='(prefers-color-scheme: dark)' srcset='/d.png'>\
             <img src=s.jpg></picture>",
            Some("https://a.example/dir/s.jpg"),
        );
    }

    #[test]
    fn lazy_images_are_found() {
        check(
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/real.png>",
            Some("https://a.example/real.png"),
        );
        check("<img src=stand-in.gif><noscript><img src=real.png></noscript>", Some("https://a.example/dir/real.png"));
        check(
            "<div><div><img src=blur.jpg></div><noscript><picture><img src=real.png></picture></noscript></div>",
            Some("https://a.example/dir/real.png"),
        );
        check("<img src=blank.gif data-hires=/big.jpg?w=1>", Some("https://a.example/big.jpg?w=1"));
        check("<img src=x.gif data-srcset='a.jpg 300w, b.jpg 900w'>", Some("https://a.example/dir/b.jpg"));
        check("<amp-img src=a.png></amp-img>", Some("https://a.example/dir/a.png"));
    }

    #[test]
    fn an_image_shown_twice_is_kept_once() {
        let document =
            Document::fragment("<figure><img src=a.png><div><img src=a.png></div></figure><p><img src=a.png></p>");
        settle(&document, &Url::parse("https://a.example/").unwrap());
        assert_eq!(document.select("img").length(), 2);
    }

    #[test]
    fn a_sign_is_its_character_and_a_drawing_an_image() {
        let document = Document::fragment(
            "<p>a <img class=emoji alt=\u{1f980} src=x.png></p><figure><svg viewBox='0 0 300 200' onload='x()'>\
             <title>Tide</title><path d='M0 0'/></svg></figure><button><svg viewBox='0 0 24 24'><path d='M0 0'/></svg></button>",
        );
        settle(&document, &Url::parse("https://a.example/").unwrap());
        assert_eq!(document.select("p").text().to_string(), "a \u{1f980}");
        let image = document.select("figure > img");
        assert_eq!(image.attr("alt").as_deref(), Some("Tide"));
        let file = decode_data_url(&image.attr("src").unwrap()).unwrap();
        assert!(may_keep(&image.attr("src").unwrap()));
        assert!(String::from_utf8(file).unwrap().starts_with("<svg xmlns"));
        assert_eq!(document.select("button img").length(), 0);
    }

    #[test]
    fn trackers_and_unsafe_addresses_go() {
        check("<img src=x.gif width=1 height=1>", None);
        check("<img src=x.png width=24 height=24>", None);
        check("<img src='https://stats.example/piwik.php?x'>", None);
        check("<img src='javascript:alert(1)'>", None);
        check("<img src='data:image/svg+xml,<svg onload=alert(1)>'>", None);
    }

    #[test]
    fn data_urls_decode() {
        assert_eq!(decode_data_url("data:image/png;base64,aGk=").unwrap(), b"hi");
        assert_eq!(decode_data_url("data:text/plain,a%20b").unwrap(), b"a b");
        assert!(decode_data_url("data:image/png;base64,***").is_none());
    }
}
