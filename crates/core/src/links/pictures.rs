//! The pictures that a Markdown text shows from beside itself: `![[harbour.png|300]]` and `![At dusk](img/harbour.png)`.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::comments;
use super::read::options;

/// What the names of pictures end in. Whether one can be shown is told by its bytes.
const ENDINGS: &[&str] =
    &["png", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "heic", "heif"];

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What the text calls it, as it is written there.
    pub target: String,
    /// Whether it is written as `![[…]]`, and may lie in any folder.
    pub anywhere: bool,
    /// Where it stands in the Markdown, in bytes.
    pub span: Range<usize>,
}

/// Whether a file of this name is a picture.
pub fn is_picture(name: &str) -> bool {
    let bare = name.split(['?', '#']).next().unwrap_or_default();
    [name, bare]
        .iter()
        .filter_map(|name| name.rsplit_once('.'))
        .any(|(_, ending)| ENDINGS.contains(&ending.trim().to_lowercase().as_str()))
}

/// The pictures that a text shows and that are files, in order. Those on the web are left out.
pub fn pictures(markdown: &str) -> Vec<Picture> {
    if !markdown.contains("![") {
        return Vec::new();
    }
    let shown = comments::without(markdown);
    Parser::new_ext(&shown, options())
        .into_offset_iter()
        .filter_map(|(event, span)| {
            let Event::Start(Tag::Image { link_type, dest_url, .. }) = event else { return None };
            let anywhere = matches!(link_type, LinkType::WikiLink { .. });
            let target = dest_url.into_string();
            is_file(&target).then_some(Picture { target, anywhere, span })
        })
        .collect()
}

fn is_file(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    let elsewhere = scheme.is_some_and(|scheme| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    !elsewhere && !target.starts_with("//") && is_picture(target)
}

/// What `%20` and the like stand for.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// The words and the size of a picture: `At dusk|300x200` is 300 pixels wide and 200 high.
pub(super) fn words_and_size(written: &str) -> (&str, Option<u32>, Option<u32>) {
    let (words, last) = written.rsplit_once('|').unwrap_or(("", written));
    let (wide, high) = last.split_once(['x', 'X']).map_or((last, None), |(wide, high)| (wide, Some(high)));
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|pixels| (1..=10_000).contains(pixels));
    match (number(wide), high.map(number)) {
        (Some(wide), None) => (words, Some(wide), None),
        (Some(wide), Some(Some(high))) => (words, Some(wide), Some(high)),
        _ => (written, None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, wanted: &[(&str, bool)]) {
        let found = pictures(markdown);
        let found: Vec<_> = found.iter().map(|picture| (picture.target.as_str(), picture.anywhere)).collect();
        assert_eq!(found, wanted, "{markdown}");
    }

    #[test]
    fn every_spelling_of_a_picture_beside_its_text() {
        check("![[a b.PNG]] ![[in/c.jpg|300]]", &[("a b.PNG", true), ("in/c.jpg", true)]);
        check("![x](img/d%20e.webp) ![](<f g.svg> \"h\")", &[("img/d%20e.webp", false), ("f g.svg", false)]);
        check("![[余白.png]]\n\n> - ![y][r]\n\n[r]: ../z.gif", &[("余白.png", true), ("../z.gif", false)]);
        check("![a](i.png?raw=true)", &[("i.png?raw=true", false)]);
    }

    #[test]
    fn never_from_the_web_code_comments_or_embedded_notes() {
        check("![a](https://a.example/i.png) ![b](//a.example/i.png) ![c](data:image/png;base64,AA)", &[]);
        check("`![[a.png]]`\n\n```\n![[b.png]]\n```\n\n%%![[c.png]]%%", &[]);
        check("![[A note]] ![[talk.pdf]] [d](d.png) [[e.png]]", &[]);
    }

    #[test]
    fn a_size_stands_behind_a_bar() {
        assert_eq!(words_and_size("At dusk|300x200"), ("At dusk", Some(300), Some(200)));
        assert_eq!(words_and_size("300"), ("", Some(300), None));
        assert_eq!(words_and_size("a|b"), ("a|b", None, None));
        assert_eq!(words_and_size("1x|0"), ("1x|0", None, None));
    }
}
