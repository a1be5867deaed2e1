//! What the guard knows of HTML's elements: which close which, and which stand in the way.

/// Number of kinds of formatting elements.
pub(super) const FORMATTING: usize = 14;

const FORMATTING_NAMES: [&str; FORMATTING] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The index of a formatting element, one that a parser reopens in the blocks after it.
pub(super) fn formatting(name: &str) -> Option<usize> {
    FORMATTING_NAMES.iter().position(|known| *known == name)
}

/// Elements without content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "img"
            | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr"
            | "image" | "html" | "head" | "body"
    )
}

/// Parts of a table, which close each other up to the table.
pub(super) fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup"
    )
}

/// Elements that an end tag from inside them cannot reach beyond.
pub(super) fn is_barrier(name: &str) -> bool {
    matches!(
        name,
        "table" | "td" | "th" | "caption" | "template" | "applet" | "marquee" | "object" | "svg"
            | "math"
    )
}

/// Inline elements, which an implied end tag passes through.
pub(super) fn is_inline(name: &str) -> bool {
    formatting(name).is_some()
        || matches!(
            name,
            "span" | "abbr" | "cite" | "q" | "sub" | "sup" | "mark" | "kbd" | "samp" | "var"
                | "label" | "time" | "ins" | "del" | "dfn" | "bdi" | "bdo"
        )
}

/// Elements that the end tag of an ordinary one does not close.
pub(super) fn is_special(name: &str) -> bool {
    is_barrier(name)
        || is_table_part(name)
        || is_block(name)
        || matches!(name, "li" | "dd" | "dt" | "button" | "select" | "iframe" | "noscript")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir"
            | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1"
            | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "listing" | "main"
            | "menu" | "nav" | "ol" | "p" | "pre" | "search" | "section" | "summary" | "ul"
    )
}

/// Whether an open element is closed by a start tag, its own end tag being optional.
pub(super) fn closed_by(open: &str, start: &str) -> bool {
    match open {
        "p" => is_block(start) || matches!(start, "li" | "dd" | "dt"),
        "li" => start == "li",
        "dd" | "dt" => matches!(start, "dd" | "dt"),
        "option" => matches!(start, "option" | "optgroup"),
        "optgroup" => start == "optgroup",
        "rt" | "rp" => matches!(start, "rt" | "rp"),
        "td" | "th" => matches!(start, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(start, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" => matches!(start, "tbody" | "thead" | "tfoot"),
        "caption" | "colgroup" => {
            matches!(start, "tr" | "tbody" | "thead" | "tfoot" | "colgroup")
        }
        _ => false,
    }
}

/// HTML elements that end an open svg or math element.
pub(super) fn is_breakout(name: &str) -> bool {
    (is_block(name) && !matches!(name, "article" | "section" | "form" | "main" | "aside"))
        || matches!(
            name,
            "b" | "big" | "br" | "code" | "dd" | "dt" | "em" | "embed" | "i" | "img" | "li"
                | "nobr" | "ruby" | "s" | "small" | "span" | "strong" | "strike" | "sub" | "sup"
                | "table" | "tt" | "u" | "var"
        )
}

/// Elements within svg or math that hold HTML again.
pub(super) fn is_integration(name: &str) -> bool {
    name.eq_ignore_ascii_case("foreignobject")
        || matches!(
            name,
            "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml"
        )
}
