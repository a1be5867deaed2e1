//! Following a renamed document: its title in other texts' wikilinks is rewritten, all else stays byte for byte.

use super::{Target, read};
use crate::title_key;

/// Rewrites each `[[old]]`, `[[old|shown]]` and `[[old#Heading]]` of `markdown` to the new title.
/// Answers `None` when nothing links to the old title.
pub fn rename_title(markdown: &str, old: &str, new: &str) -> Option<String> {
    let key = title_key(old);
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for link in read(markdown) {
        let Target::Title(title) = &link.target else { continue };
        let source = &markdown[link.span.clone()];
        let Some(at) = source.find(title.as_str()).filter(|_| title_key(title) == key) else { continue };
        let start = link.span.start + at;
        out.push_str(&markdown[done..start]);
        out.push_str(new);
        done = start + title.len();
    }
    if done == 0 {
        return None;
    }
    out.push_str(&markdown[done..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::rename_title;

    #[test]
    fn only_the_title_inside_the_brackets_changes() {
        let text = "Old [[old]] [[Old|Old words]] [[Old#Part]] `[[Old]]` [[Older]]\n";
        let wanted = "Old [[New]] [[New|Old words]] [[New#Part]] `[[Old]]` [[Older]]\n";
        assert_eq!(rename_title(text, "Old", "New").as_deref(), Some(wanted));
        assert_eq!(rename_title("nothing here", "Old", "New"), None);
    }
}
