//! From sanitised HTML to Markdown.

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BulletListMarker, HrStyle, Options};
use htmd::{Element, HtmlToMarkdown};

/// Renders sanitised HTML. Images point to their original address.
pub(crate) fn markdown(html: &str) -> String {
    let converter = HtmlToMarkdown::builder()
        .options(Options {
            bullet_list_marker: BulletListMarker::Dash,
            hr_style: HrStyle::Dashes,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        })
        .scripting_enabled(false)
        .add_handler(vec!["img"], image)
        .build();
    converter.convert(html).unwrap_or_default()
}

fn image(_: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let value =
        |name: &str| element.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| attr.value.to_string());
    let address = value("data-src").filter(|address| !address.starts_with("data:"))?;
    let address = address.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
    let alt = crate::dom::collapse(&value("alt").unwrap_or_default());
    let alt = alt.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    Some(format!("![{alt}]({address})").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(markdown(html), expected);
    }

    #[test]
    fn images_point_to_their_address() {
        check(
            r#"<p>a <img data-src="https://a.example/(1).png" alt="x [y]"> b</p>"#,
            r"a ![x \[y\]](https://a.example/%281%29.png) b",
        );
    }

    #[test]
    fn code_keeps_its_language() {
        check("<pre><code class=\"language-rust\">fn a() {}\n</code></pre>", "```rust\nfn a() {}\n```");
    }

    #[test]
    fn tables_lists_and_headings() {
        check(
            "<h2>T</h2><ul><li>a<ul><li>b</li></ul></li></ul>\
             <table><thead><tr><th>x</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
            "## T\n\n- a\n  - b\n\n| x |\n| - |\n| 1 |",
        );
    }
}
