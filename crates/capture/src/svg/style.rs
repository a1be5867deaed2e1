//! Styles of a drawing, written into its elements as attributes, since a style sheet is not kept.

use dom_query::{Document, Matcher};

use crate::dom::attr;

/// Most rules that are read, and most work that they may make.
const RULES: usize = 400;
const WORK: usize = 4_000_000;

/// The properties of styles that are attributes too.
const PROPERTIES: &[&str] = &[
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
    "stop-color",
    "stop-opacity",
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
];

/// Writes the styles of a drawing's style sheets and elements as attributes.
pub(super) fn inline(drawing: &Document, nodes: usize) {
    let sheets = drawing.select("style");
    let mut rules = Vec::new();
    for sheet in sheets.nodes() {
        read(&sheet.text(), &mut rules);
    }
    rules.truncate(RULES);
    if rules.len() * drawing.tree.len().min(nodes) <= WORK {
        rules.sort_by_key(|rule| rule.weight);
        for rule in &rules {
            let Ok(matcher) = Matcher::new(&rule.selector) else { continue };
            for node in drawing.select_matcher(&matcher).nodes() {
                for (name, value) in &rule.declarations {
                    node.set_attr(name, value);
                }
            }
        }
    }
    for node in drawing.select("[style]").nodes() {
        let declared = declarations(&attr(node, "style").unwrap_or_default());
        node.remove_attr("style");
        for (name, value) in declared {
            node.set_attr(&name, &value);
        }
    }
}

struct Rule {
    selector: String,
    /// How much the selector weighs: its ids, classes and names.
    weight: (usize, usize, usize),
    declarations: Vec<(String, String)>,
}

/// Reads the plain rules of a style sheet; those with an at sign are passed over with all that is in them.
fn read(sheet: &str, rules: &mut Vec<Rule>) {
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("/*") {
        plain.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    plain.push_str(rest);
    let mut rest = plain.trim_start();
    while !rest.is_empty() && rules.len() < RULES {
        let Some(open) = rest.find(['{', ';']) else { return };
        if rest[open..].starts_with(';') {
            rest = rest[open + 1..].trim_start();
            continue;
        }
        let end = matching(rest, open);
        let (selectors, body) = (&rest[..open], &rest[open + 1..end]);
        if !selectors.starts_with('@') {
            let declarations = declarations(body);
            for selector in
                selectors.split(',').map(str::trim).filter(|selector| !selector.is_empty() && !selector.contains(':'))
            {
                let count = |sign: char| selector.matches(sign).count();
                let names = selector.split([' ', '>']).filter(|part| part.starts_with(char::is_alphabetic)).count();
                rules.push(Rule {
                    selector: selector.to_owned(),
                    weight: (count('#'), count('.') + count('['), names),
                    declarations: declarations.clone(),
                });
            }
        }
        rest = rest.get(end + 1..).unwrap_or_default().trim_start();
    }
}

/// Where the block that opens at a place ends.
fn matching(text: &str, open: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn declarations(body: &str) -> Vec<(String, String)> {
    let mut declared = Vec::new();
    for declaration in body.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_end_matches("!important").trim();
        let plain = value.len() <= 200 && !value.contains(['{', '}', '<', '>', '\\', '@']) && !value.contains("var(");
        if PROPERTIES.contains(&name.as_str()) && plain && !value.is_empty() {
            declared.push((name, value.to_owned()));
        }
    }
    declared
}
