//! What holds for every page: nothing active survives, and text and HTML agree.

#![allow(clippy::unwrap_used)]

use base64::Engine;
use dom_query::Document;
use postil_capture::{extract, parse_address};
use proptest::prelude::*;
use url::Url;

#[path = "support/markdown.rs"]
mod markdown;

const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img srcset='javascript:alert(1) 800w'>",
    "<img data-src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg width=300 height=200 onload=alert(1)><style>@import 'http://e.example'</style><path d='M0 0' onclick=alert(1) /></svg>",
    "<figure><svg width=300 height=200><script>alert(1)</script><foreignObject><iframe src=x></foreignObject></svg></figure>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='#p-x' id='p-x' onclick=alert(1)>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='https://www.youtube.com/embed/x' title='\"><script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<input autofocus onfocus=alert(1)><select onchange=alert(1)><option>x</select>",
    "<body onload=alert(1)><p>x",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<video><source onerror=alert(1) src=x></video><audio src=x onerror=alert(1)></audio>",
    "<style>@import 'javascript:alert(1)'; p { background: url(javascript:alert(1)) }</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<link rel=stylesheet href='javascript:alert(1)'><meta http-equiv=refresh content='0;javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'><a href='x'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<pre class='language-\"onmouseover=alert(1)'>x</pre>",
    "<code class='language-x\" onclick=\"alert(1)'>x</code>",
    "<td background='javascript:alert(1)'>x</td>",
    "<ol start='1 onclick=alert(1)'><li value='javascript:alert(1)'>x</ol>",
    "<time datetime='\"><script>alert(1)</script>'>x</time>",
    "<img src=https://a.example/x.png alt='\"><script>alert(1)</script>'>",
    "<a href='https://a.example/\"><script>alert(1)</script>'>x</a>",
    "<plaintext><script>alert(1)</script>",
];

fn page(body: &str) -> String {
    let words = "The tide came in slowly over the flats and the birds moved ahead of it. ".repeat(6);
    format!("<title>T</title><article><p>{words}</p>{body}<p>{words}</p></article>")
}

/// Looks at the HTML as a browser would parse it.
fn check_inert(html: &str) {
    let document = Document::fragment(html);
    for node in document.select("*").nodes() {
        let name = node.node_name().unwrap().to_string();
        let active = [
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "base", "meta", "link",
            "template", "textarea", "video", "audio", "noscript",
        ];
        assert!(!active.contains(&name.as_str()), "{name} in {html}");
        for attr in node.attrs() {
            let (key, value) = (attr.name.local.to_string(), attr.value.to_string());
            assert!(!key.starts_with("on") && key != "style" && key != "src" && key != "srcset", "{key} in {html}");
            let lower: String = value.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            if key == "href" || key == "data-src" {
                let safe = lower.starts_with("http://")
                    || lower.starts_with("https://")
                    || (key == "href" && (lower.starts_with("mailto:") || lower.starts_with("#p-")))
                    || (key == "data-src" && lower.starts_with("data:image/") && !lower.contains("svg"))
                    || (key == "data-src" && lower.starts_with("data:image/svg+xml;base64,") && is_inert_svg(&value));
                assert!(safe, "{key}={value}");
            }
        }
    }
}

/// Whether a drawing was sanitised.
fn is_inert_svg(address: &str) -> bool {
    let coded = address.trim_start_matches("data:image/svg+xml;base64,");
    let file = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(coded).unwrap()).unwrap();
    let lower = file.to_lowercase();
    !["<script", "javascript:", "onload", "foreignobject", "<style", "http://e"].iter().any(|sign| lower.contains(sign))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn check_agreement(html: &str, text: &str) {
    let content = Document::fragment(html).select("html").text().to_string();
    assert_eq!(bare(&content), bare(text));
}

fn url() -> Url {
    parse_address("https://page.example/dir/a").unwrap()
}

#[test]
fn nothing_active_survives() {
    for vector in VECTORS {
        for html in [
            page(vector),
            (*vector).to_string(),
            page(&format!("<div>{vector}</div>")),
            page(&format!("<table><tr><td>{vector}</td></tr></table>")),
        ] {
            let article = extract(&html, &url());
            check_inert(&article.html);
            check_agreement(&article.html, &article.text);
            let again = extract(&page(&article.html), &url());
            check_inert(&again.html);
        }
    }
}

#[test]
fn all_vectors_together_are_inert() {
    let article = extract(&page(&VECTORS.concat()), &url());
    check_inert(&article.html);
    check_agreement(&article.html, &article.text);
}

fn fragment() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<br>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<a href=/x>",
        "<a href='#n'>",
        "</a>",
        "<sup id=n>",
        "</sup>",
        "<blockquote>",
        "</blockquote>",
        "<code>",
        "</code>",
        "<math><mi>",
        "</math>",
        "<svg>",
        "</svg>",
        "<select>",
        "<ruby>",
        "<rt>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<template>",
        "</template>",
        "<img src=/i.png alt=a>",
        "<details>",
        "<summary>",
        "<figure>",
        "<figcaption>",
        "<iframe>",
        "</iframe>",
        "<!--",
        "-->",
        "&nbsp;",
        "&shy;",
        "&#8232;",
        "&#xfeff;",
        "\u{85}",
        "\u{3000}",
    ]);
    let words = prop::sample::select(vec![
        "word ",
        "Ünïcode, ",
        "漢字。",
        " \n\t ",
        "& ",
        "&lt;b&gt; ",
        "A sentence with several words in it. ",
        "🙂",
        "e.g. ",
        "x",
        "\u{200b}",
        "\u{202e}",
    ]);
    prop::collection::vec(prop_oneof![tags, words], 0..60).prop_map(|parts| parts.concat())
}

#[test]
fn markdown_keeps_the_words_of_odd_pages() {
    for html in [
        "<ruby></math><br>&lt;b&gt; <p>",
        "<p><ruby><br>漢<rt>かん</rt></ruby></p>",
        "\u{202e}<b>& <p>",
        "<code><details><math><mi>word <p>",
        "<code><p><p><div><math><mi>word ",
        "<code></p>word <p><div><math><mi>&lt;b&gt; <p>",
        "<svg></h2><code><ul><math><mi></div></ul>word ",
    ] {
        let article = extract(html, &url());
        markdown::check_round_trip(&article.html, &article.markdown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn text_and_html_agree_and_anchors_quote(body in fragment(), framed in any::<bool>()) {
        let html = if framed { page(&body) } else { body };
        let article = extract(&html, &url());
        check_inert(&article.html);
        check_agreement(&article.html, &article.text);
        let chars: Vec<char> = article.text.chars().collect();
        let mut open: Vec<_> = article.outline.iter().collect();
        while let Some(point) = open.pop() {
            let anchor = point.anchor.as_ref().unwrap();
            let slice: String = chars[anchor.start as usize..anchor.end as usize].iter().collect();
            prop_assert_eq!(&slice, &anchor.quote);
            prop_assert!(!slice.trim().is_empty());
            open.extend(&point.children);
        }
        for link in &article.links {
            let context: Vec<char> = link.context.chars().collect();
            let slice: String = context[link.start as usize..link.end as usize].iter().collect();
            prop_assert_eq!(&slice, &link.text);
        }
        prop_assert!(!article.title.is_empty() && article.excerpt.chars().count() <= 300);
    }

    #[test]
    fn markdown_says_what_the_text_says(body in fragment(), framed in any::<bool>()) {
        let html = if framed { page(&body) } else { body };
        let article = extract(&html, &url());
        markdown::check_round_trip(&article.html, &article.markdown);
    }

    #[test]
    fn any_bytes_make_a_page(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let decoded = postil_capture::decode(&bytes, None);
        let article = extract(&decoded.text, &url());
        check_inert(&article.html);
        check_agreement(&article.html, &article.text);
    }
}
