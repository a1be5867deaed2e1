//! What the guard knows of HTML's elements: which close which, and which stand in the way.

use std::collections::HashMap;
use std::sync::LazyLock;

use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};

/// Number of kinds of formatting elements.
pub(super) const FORMATTING: usize = 14;

/// Formatting elements, which a parser reopens in the blocks after them.
const FORMATTING_NAMES: &str = "a b big code em font i nobr s small strike strong tt u";
const INLINE: &str = "span abbr cite q sub sup mark kbd samp var label time ins del dfn bdi bdo";
/// Elements without content, and those of which there is only one.
const VOID: &str = "area base basefont bgsound br col embed frame hr img input keygen link meta \
    param source track wbr image html head body";
const TABLE: &str = "table tbody thead tfoot tr td th caption colgroup";
/// Elements that an end tag from inside them cannot reach beyond.
const BARRIER: &str = "table td th caption template applet marquee object svg math";
const BLOCK: &str = "address article aside blockquote center details dialog dir div dl fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main menu nav ol p \
    pre search section summary ul";
const OTHER_SPECIAL: &str = "li dd dt button select iframe noscript";
/// HTML elements that end an open svg or math element.
const BREAKOUT: &str = "b big blockquote br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr \
    i img li listing menu nobr ol p pre ruby s small span strong strike sub sup table tt u ul var";
/// Elements within svg or math that hold HTML again.
const INTEGRATION: &str = "foreignobject foreignObject desc title mi mo mn ms mtext annotation-xml";

/// Which elements may lack an end tag, and before which start tags they then end.
const OPTIONAL: &[(&str, &str)] = &[
    ("p", "li dd dt"),
    ("li", "li"),
    ("dd dt", "dd dt"),
    ("option", "option optgroup"),
    ("optgroup", "optgroup"),
    ("rt rp", "rt rp"),
    ("td th", "td th tr tbody thead tfoot"),
    ("tr", "tr tbody thead tfoot"),
    ("tbody thead tfoot", "tbody thead tfoot"),
    ("caption colgroup", "tr tbody thead tfoot colgroup"),
];

/// What is known of one element.
#[derive(Clone, Copy, Default)]
pub(super) struct Traits {
    /// Its index among the formatting elements.
    pub(super) formatting: Option<usize>,
    /// An implied end tag passes through it.
    pub(super) inline: bool,
    /// It has no content.
    pub(super) void: bool,
    /// It is a part of a table, and closes others up to the table.
    pub(super) table: bool,
    /// An end tag from inside it cannot reach beyond it.
    pub(super) barrier: bool,
    /// The end tag of an ordinary element does not close it.
    pub(super) special: bool,
    /// It ends an open svg or math element.
    pub(super) breakout: bool,
    /// Within svg or math it holds HTML again.
    pub(super) integration: bool,
    /// It is svg or math.
    pub(super) foreign: bool,
    /// A part of a table stops looking for others at it.
    pub(super) table_edge: bool,
    /// The optional elements it is, one bit for each row of the table.
    optional: u16,
    /// The optional elements it ends.
    ends: u16,
}

impl Traits {
    /// What is known of an element by its name.
    pub(super) fn of(name: &str) -> Self {
        KNOWN.get(name).copied().unwrap_or_default()
    }

    /// Whether its start tag ends any elements.
    pub(super) fn ends_any(self) -> bool {
        self.ends != 0
    }

    /// Whether its start tag ends an open element.
    pub(super) fn ends(self, open: Self) -> bool {
        self.ends & open.optional != 0
    }
}

static KNOWN: LazyLock<HashMap<&'static str, Traits>> = LazyLock::new(|| {
    let mut known: HashMap<&'static str, Traits> = HashMap::new();
    let mut mark = |names: &'static str, set: &dyn Fn(&mut Traits)| {
        for name in names.split_ascii_whitespace() {
            set(known.entry(name).or_default());
        }
    };
    for (index, name) in FORMATTING_NAMES.split(' ').enumerate() {
        mark(name, &|t| {
            t.formatting = Some(index);
            t.inline = true;
        });
    }
    mark(INLINE, &|t| t.inline = true);
    mark(VOID, &|t| t.void = true);
    mark(TABLE, &|t| (t.table, t.special) = (true, true));
    mark(BARRIER, &|t| (t.barrier, t.special) = (true, true));
    mark(BLOCK, &|t| (t.special, t.ends) = (true, t.ends | 1));
    mark(OTHER_SPECIAL, &|t| t.special = true);
    mark(BREAKOUT, &|t| t.breakout = true);
    mark(INTEGRATION, &|t| t.integration = true);
    mark("svg math", &|t| t.foreign = true);
    mark("table template svg math", &|t| t.table_edge = true);
    for (row, (open, starts)) in OPTIONAL.iter().enumerate() {
        mark(open, &|t| t.optional |= 1 << row);
        mark(starts, &|t| t.ends |= 1 << row);
    }
    known
});

/// How the content of an element that holds no markup is read.
pub(crate) fn raw_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

/// Writes text so that it reads back the same, in content and in quoted attributes.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_end_tags_are_known() {
        let ends = |start, open| Traits::of(start).ends(Traits::of(open));
        assert!(ends("div", "p") && ends("p", "p") && ends("li", "li") && ends("tr", "td"));
        assert!(!ends("span", "p") && !ends("td", "tr") && !ends("div", "li"));
    }
}
