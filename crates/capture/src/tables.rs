//! How the columns of tables are aligned, in an attribute that outlives the styles that said so.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, attr, local, walk};

/// The attribute that carries an alignment to the end of the way.
const CARRIED: &str = "data-align";

/// Writes the alignment of cells, which pages say by attribute, style or class, where it is kept.
pub(crate) fn settle(document: &Document) {
    let mut cells = Vec::new();
    let root = document.root();
    let mut steps = walk(&root);
    while let Some(step) = steps.next() {
        let Step::Enter(node) = step else { continue };
        match local(&node).as_deref() {
            Some("td" | "th") => cells.push(node),
            Some("script" | "style" | "template" | "svg" | "math") => steps.skip_children(),
            _ => {}
        }
    }
    for cell in cells {
        if let Some(align) = alignment(&cell) {
            cell.set_attr(CARRIED, align);
        }
    }
}

/// Gives cells the alignment that was carried along.
pub(crate) fn restore(cell: &NodeRef<'_>) {
    let carried = attr(cell, CARRIED);
    match carried.as_deref() {
        Some(align @ ("left" | "center" | "right")) => cell.set_attr("align", align),
        _ if alignment(cell).is_none() => cell.remove_attr("align"),
        _ => {}
    }
}

fn alignment(cell: &NodeRef<'_>) -> Option<&'static str> {
    let style = attr(cell, "style").unwrap_or_default().to_ascii_lowercase();
    let of_style =
        style.split(';').filter_map(|rule| rule.split_once(':')).find(|(name, _)| name.trim() == "text-align");
    let class = attr(cell, "class").unwrap_or_default();
    let of_class = || {
        class.split_ascii_whitespace().find_map(|name| {
            let align = ["has-text-align-", "text-align-", "text-", "align-", "ta-"]
                .iter()
                .find_map(|front| name.strip_prefix(front))?;
            word(align)
        })
    };
    of_style
        .and_then(|(_, value)| word(value.trim()))
        .or_else(|| word(&attr(cell, "align")?.to_ascii_lowercase()))
        .or_else(of_class)
}

fn word(align: &str) -> Option<&'static str> {
    match align.trim_end_matches("!important").trim() {
        "left" | "start" => Some("left"),
        "center" => Some("center"),
        "right" | "end" => Some("right"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(attributes: &str, expected: Option<&str>) {
        let document = Document::fragment(format!("<table><tr><td {attributes}>x</td></tr></table>"));
        settle(&document);
        assert_eq!(document.select("td").attr(CARRIED).as_deref(), expected, "{attributes}");
    }

    #[test]
    fn alignments_are_read_where_pages_write_them() {
        check("align=Right", Some("right"));
        check("style='color: red; text-align:center'", Some("center"));
        check("class='has-text-align-right'", Some("right"));
        check("class='text-muted'", None);
        check("style='text-align: justify'", None);
    }
}
