//! Images: which candidate a page means, and what a file really is.

use base64::Engine;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use dom_query::{Document, NodeRef};
use url::Url;

use crate::dom::attr;
use crate::svg;

/// Widest candidate that is chosen from a set, in pixels.
const WIDEST: f32 = 1600.0;
/// Largest image that may stand in the page itself, in characters of its `data:` URL.
const INLINE: usize = 200 * 1024;
/// Attributes that scripts load an image from.
const LAZY: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-hi-res-src",
    "data-full-src",
    "data-orig-file",
    "data-image",
    "data-img-src",
];
const LAZY_SETS: &[&str] = &["srcset", "data-srcset", "data-lazy-srcset"];

/// Gives every image of a page its one address in `src`, and removes those that have none.
pub(crate) fn settle(document: &Document, base: &Url) {
    for node in document.select("noscript").nodes() {
        reveal(node);
    }
    for image in document.select("img").nodes() {
        let address = choose(image, base);
        let alt = attr(image, "alt");
        let (width, height) = (attr(image, "width"), attr(image, "height"));
        let tracker = [&width, &height].iter().any(|side| matches!(side.as_deref(), Some("0" | "1" | "0px" | "1px")));
        let Some(address) = address.filter(|_| !tracker) else {
            image.remove_from_parent();
            continue;
        };
        let class = attr(image, "class");
        image.remove_all_attrs();
        image.set_attr("src", &address);
        for (name, value) in [("alt", alt), ("width", width), ("height", height), ("class", class)] {
            if let Some(value) = value {
                image.set_attr(name, &value);
            }
        }
    }
    document.select("picture > source").remove();
    for picture in document.select("picture").nodes() {
        picture.unwrap_node();
    }
}

/// Puts the image of a `noscript` in the place of the stand-in before it.
fn reveal(noscript: &NodeRef<'_>) {
    let inside = dom_query::Selection::from(*noscript).select("img");
    if inside.length() != 1 || !noscript.text().trim().is_empty() {
        return;
    }
    if let Some(before) = noscript.prev_element_sibling()
        && before.has_name("img")
    {
        before.remove_from_parent();
    }
    noscript.rename("span");
}

fn choose(image: &NodeRef<'_>, base: &Url) -> Option<String> {
    let mut candidates: Vec<(f32, String)> = Vec::new();
    let mut sets: Vec<String> = LAZY_SETS.iter().filter_map(|name| attr(image, name)).collect();
    if let Some(picture) = image.parent().filter(|parent| parent.has_name("picture")) {
        for source in picture.element_children() {
            if source.has_name("source") {
                sets.extend(LAZY_SETS.iter().filter_map(|name| attr(&source, name)));
            }
        }
    }
    for set in &sets {
        candidates.extend(parse_set(set));
    }
    let own = LAZY
        .iter()
        .chain(["src"].iter())
        .filter_map(|name| attr(image, name))
        .filter_map(|address| absolute(&address, base));
    let own: Vec<String> = own.collect();
    let best = candidates
        .into_iter()
        .filter_map(|(width, address)| Some((width, absolute(&address, base)?)))
        .filter(|(_, address)| !address.starts_with("data:"))
        .reduce(|best, next| if better(next.0, best.0) { next } else { best });
    if let Some((_, address)) = best {
        return Some(address);
    }
    // A tiny inline image is a stand-in unless there is nothing else.
    let real = own.iter().find(|address| !address.starts_with("data:"));
    real.or_else(|| own.iter().find(|address| address.len() > 400)).cloned()
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

/// Reads a `srcset`: addresses with their widths in pixels, densities counted as 800 each.
fn parse_set(set: &str) -> Vec<(f32, String)> {
    let mut found = Vec::new();
    let mut rest = set.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let (descriptor, next) = if let Some(bare) = address.strip_suffix(',') {
            found.push((1.0, bare.to_owned()));
            rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            continue;
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        let descriptor = descriptor.trim();
        let number = |suffix| descriptor.strip_suffix(suffix).and_then(|n| n.trim().parse::<f32>().ok());
        let width = number('w').or_else(|| number('x').map(|density| density * 800.0));
        found.push((width.unwrap_or(1.0), address.to_owned()));
        rest = next.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    found
}

fn absolute(address: &str, base: &Url) -> Option<String> {
    let url = base.join(address).ok()?;
    may_keep(url.as_str()).then(|| url.to_string())
}

/// Whether an address may stand in `data-src`: http, https, or a small inline raster image.
pub(crate) fn may_keep(address: &str) -> bool {
    if let Some(inline) = address.strip_prefix("data:image/") {
        let kind = inline.split([';', ',']).next().unwrap_or_default();
        return address.len() < INLINE && matches!(kind, "png" | "jpeg" | "gif" | "webp" | "avif");
    }
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The bytes of a `data:` URL.
pub(crate) fn decode_data_url(address: &str) -> Option<Vec<u8>> {
    let rest = address.strip_prefix("data:")?;
    let (kind, payload) = rest.split_once(',')?;
    if address.len() > 4 * INLINE {
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

/// Tells an image's kind by its bytes; `None` if it is none that may be kept.
pub(crate) fn recognise(bytes: Vec<u8>) -> Option<crate::Image> {
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
    }

    #[test]
    fn lazy_images_are_found() {
        check(
            "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/real.png>",
            Some("https://a.example/real.png"),
        );
        check("<img src=stand-in.gif><noscript><img src=real.png></noscript>", Some("https://a.example/dir/real.png"));
    }

    #[test]
    fn trackers_and_unsafe_addresses_go() {
        check("<img src=x.gif width=1 height=1>", None);
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
