//! SVG, reduced to shapes: no script, no foreign content, no handlers, nothing loaded from elsewhere.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use dom_query::Document;

use crate::guard::guard;

mod style;

/// Most nodes of a drawing.
const NODES: usize = 50_000;

const TAGS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "symbol",
    "use",
    "marker",
    "image",
    "title",
    "desc",
];

const ATTRIBUTES: &[&str] = &[
    "id",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "width",
    "height",
    "viewBox",
    "preserveAspectRatio",
    "points",
    "transform",
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-opacity",
    "opacity",
    "clip-path",
    "clip-rule",
    "mask",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "refX",
    "refY",
    "orient",
    "marker-start",
    "marker-mid",
    "marker-end",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "letter-spacing",
    "dominant-baseline",
    "color",
    "display",
    "visibility",
    "href",
];

/// Reduces an SVG file to its safe parts; `None` if it is no SVG.
pub(crate) fn sanitise(file: &str) -> Option<String> {
    let start = file.find("<svg")?;
    let head = file[..start].trim_start_matches('\u{feff}').trim_start();
    if !(head.is_empty() || head.starts_with("<?xml") || head.starts_with("<!")) {
        return None;
    }
    let guarded = guard(&file[start..], 64, NODES);
    let drawing = Document::fragment(guarded.html.as_ref());
    for node in drawing.select("[href], [*|href]").nodes() {
        // A name with a prefix would need a declaration that HTML does not write.
        if let Some(address) =
            node.attrs().iter().find(|attr| &*attr.name.local == "href").map(|attr| attr.value.clone())
        {
            node.remove_attr("href");
            node.remove_attr("xlink:href");
            node.set_attr("href", &address);
        }
    }
    style::inline(&drawing, NODES);
    let file = drawing.html_root().inner_html();
    let clean = Builder::empty()
        .tags(TAGS.iter().copied().collect())
        .tag_attributes(HashMap::new())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .url_schemes(HashSet::from(["data"]))
        .url_relative(UrlRelative::Custom(Box::new(fragment)))
        .link_rel(None)
        .clean_content_tags(["script", "style", "foreignObject", "metadata"].into())
        .attribute_filter(|element, name, value| is_kept(element, name, value).then_some(Cow::Borrowed(value)))
        .clean(&file)
        .to_string();
    let clean = clean.trim().strip_prefix("<svg")?.replace("&nbsp;", "&#160;");
    Some(format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{clean}"))
}

fn fragment(address: &str) -> Option<Cow<'_, str>> {
    address.starts_with('#').then_some(Cow::Borrowed(address))
}

/// Whether an attribute may stay. Only an image may hold bytes of its own, those of a photograph.
fn is_kept(element: &str, name: &str, value: &str) -> bool {
    let inline = || {
        let coded = ["png", "jpeg", "jpg", "gif", "webp"]
            .iter()
            .find_map(|kind| value.strip_prefix(&format!("data:image/{kind};base64,")));
        coded.is_some_and(|coded| {
            coded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/= \n\r\t".contains(&byte))
        })
    };
    match (name, element) {
        ("href", "image") => inline(),
        ("href", _) => value.starts_with('#'),
        _ => is_local(value),
    }
}

/// Whether a value refers to nothing outside its file.
fn is_local(value: &str) -> bool {
    let compact: String = value.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '"' | '\\')).collect();
    let lower = compact.to_ascii_lowercase();
    lower.match_indices("url(").all(|(at, _)| lower[at + 4..].starts_with('#')) && !lower.contains("javascript:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_stay_and_all_else_goes() {
        let clean = sanitise(
            "<?xml version='1.0'?><svg viewBox='0 0 1 1' onload='alert(1)'>\
             <script>alert(2)</script><style>@import 'x'</style>\
             <foreignObject><p>hi</p></foreignObject>\
             <linearGradient id='a'/><path d='M0 0' fill='url(#a)' onclick='x()'/>\
             <rect fill='url(http://e.example/)'/><image href='http://e.example/x.png'/>\
             <a href='javascript:alert(3)'><use href='#a'/><use href='http://e.example/#b'/></a>\
             </svg>",
        )
        .unwrap();
        assert_eq!(
            clean,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">\
             <linearGradient id=\"a\"></linearGradient><path d=\"M0 0\" fill=\"url(#a)\"></path>\
             <rect></rect><image></image><use href=\"#a\"></use><use></use></svg>"
        );
    }

    #[test]
    fn styles_become_attributes() {
        let check = |inner: &str, expected: &str| {
            let clean = sanitise(&format!("<svg>{inner}</svg>")).unwrap();
            assert_eq!(clean, format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{expected}</svg>"));
        };
        check(
            "<style>/* x */ .a, .b { fill: #fff; stroke:none !important } #c { fill: red } @media print { .a { fill: blue } }</style>\
             <path class='a'/><g id='c' class='b' fill='green' style='opacity:.5; behavior: x'></g>",
            "<path fill=\"#fff\" stroke=\"none\"></path><g id=\"c\" fill=\"red\" stroke=\"none\" opacity=\".5\"></g>",
        );
        check(
            "<style>@import 'https://e.example/'; rect { fill: url(https://e.example/#a); font-size: 2px } a:hover::x{fill:red}</style><rect/>",
            "<rect font-size=\"2px\"></rect>",
        );
    }

    #[test]
    fn photographs_within_stay_and_no_others() {
        let clean = sanitise(
            "<svg><image xlink:href='data:image/png;base64,AAAA'/><image href='data:image/svg+xml;base64,AAAA'/>\
             <use xlink:href='#a'/><use href='data:image/png;base64,AAAA'/></svg>",
        );
        assert_eq!(
            clean.unwrap(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"data:image/png;base64,AAAA\"></image><image></image>\
             <use href=\"#a\"></use><use></use></svg>"
        );
    }

    #[test]
    fn other_files_are_no_svg() {
        assert!(sanitise("<html><svg></svg></html>").is_none());
        assert!(sanitise("hello").is_none());
    }
}
