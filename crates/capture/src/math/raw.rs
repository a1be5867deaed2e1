//! TeX in the words of a page, between the delimiters that scripts look for.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, local, walk};
use crate::math::find::All;
use crate::math::{LONGEST, MOST, Maker, escape, texts};

/// Elements whose words are no formulas.
const SKIPPED: &[&str] =
    &["pre", "code", "script", "style", "textarea", "math", "svg", "noscript", "title", "head", "kbd"];

/// Turns delimited TeX into MathML.
pub(super) fn settle(document: &Document, maker: &Maker, found: &All<'_>) {
    let mut nodes: Vec<NodeRef<'_>> = Vec::new();
    if found.scripted {
        let root = document.root();
        let mut steps = walk(&root);
        while let Some(step) = steps.next() {
            let Step::Enter(node) = step else { continue };
            if node.is_text() {
                nodes.push(node);
            } else if local(&node).is_some_and(|name| SKIPPED.contains(&&*name)) {
                steps.skip_children();
            }
        }
    } else {
        nodes.extend(found.raw.iter().flat_map(texts));
    }
    for node in nodes.into_iter().take(MOST * 10) {
        let text = node.text();
        if text.contains(['\\', '$'])
            && let Some(html) = replace(&text, maker, found.dollars)
        {
            node.replace_with_html(html);
        }
    }
}

/// A text with its formulas as MathML; `None` if it has none.
fn replace(text: &str, maker: &Maker, dollars: bool) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = rest[from..].find(['\\', '$']).map(|at| from + at) {
        let Some((inner, length, display)) = formula(&rest[at..], dollars) else {
            from = at + rest[at..].chars().take(2).map(char::len_utf8).sum::<usize>().max(1);
            from = from.min(rest.len());
            continue;
        };
        match maker.html(inner, display) {
            Some(math) => {
                out.push_str(&escape(&rest[..at]));
                out.push_str(&math);
            }
            None => out.push_str(&escape(&rest[..at + length])),
        }
        rest = &rest[at + length..];
        from = 0;
    }
    (!out.is_empty()).then(|| out + &escape(rest))
}

/// A formula at the start of a text: its TeX, its whole length, and whether it stands alone.
fn formula(text: &str, dollars: bool) -> Option<(&str, usize, bool)> {
    let between = |open: &str, close: &str, display| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close).filter(|end| *end <= LONGEST)?;
        let tex = &inner[..end];
        (!tex.trim().is_empty()).then_some((tex, open.len() + end + close.len(), display))
    };
    if let Some(found) = between("\\(", "\\)", false).or_else(|| between("\\[", "\\]", true)) {
        return Some(found);
    }
    if text.starts_with("$$") {
        return between("$$", "$$", true);
    }
    for name in ["equation", "align", "gather", "equation*", "align*", "gather*", "eqnarray", "multline"] {
        if text.starts_with(&format!("\\begin{{{name}}}")) {
            let close = format!("\\end{{{name}}}");
            let end = text.find(&close).filter(|end| *end <= LONGEST)? + close.len();
            return Some((&text[..end], end, true));
        }
    }
    if dollars && text.starts_with('$') {
        let (tex, length, display) = between("$", "$", false)?;
        let tight = !tex.starts_with(char::is_whitespace) && !tex.ends_with(['\\', ' ', '\n']);
        let price = text[length..].starts_with(|c: char| c.is_ascii_digit());
        return (tight && !price).then_some((tex, length, display));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, usize, bool)>) {
        assert_eq!(formula(text, true), expected);
    }

    #[test]
    fn delimiters_are_known() {
        check("\\(a\\) b", Some(("a", 5, false)));
        check("\\[a\\]", Some(("a", 5, true)));
        check("$$a$$", Some(("a", 5, true)));
        check("$a$.", Some(("a", 3, false)));
        check("\\begin{align}a\\end{align}!", Some(("\\begin{align}a\\end{align}", 25, true)));
        check("$5 and $6", None);
        check("\\alpha", None);
    }
}
