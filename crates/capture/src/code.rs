//! Code: its words and its language, without what highlighters make of them.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, attr, local, walk};

mod language;

/// Classes of what numbers the lines of code, or stands beside them.
const GUTTERS: &[&str] = &[
    "lineno",
    "linenos",
    "linenodiv",
    "linenumber",
    "linenumbers",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "lnt",
    "ln",
    "gutter",
    "rouge-gutter",
    "hljs-ln-numbers",
    "blob-num",
    "crayon-nums",
    "react-syntax-highlighter-line-number",
    "code-line-number",
    "copy",
    "copybtn",
    "copy-button",
    "copy-btn",
    "clipboard-copy",
    "code-copy",
    "toolbar",
];
/// Classes of the lines of code where each is an element of its own.
const LINES: &[&str] = &[
    "line",
    "code-line",
    "token-line",
    "view-line",
    "ec-line",
    "cm-line",
    "CodeMirror-line",
    "crayon-line",
    "blob-code",
];

/// Settles the code of a page: one `code` in each `pre`, with its language as its class.
pub(crate) fn settle(document: &Document) {
    let mut blocks = Vec::new();
    let mut tables = Vec::new();
    let mut lone = Vec::new();
    let root = document.root();
    let mut steps = walk(&root);
    while let Some(step) = steps.next() {
        let Step::Enter(node) = step else { continue };
        match local(&node).as_deref() {
            Some("pre") => {
                blocks.push(node);
                steps.skip_children();
            }
            Some("table") if is_code_table(&node) => {
                tables.push(node);
                steps.skip_children();
            }
            Some("code") => lone.push(node),
            Some("script" | "style" | "template") => steps.skip_children(),
            _ => {}
        }
    }
    for table in tables {
        from_table(&table);
    }
    for pre in blocks {
        block(&pre);
    }
    for code in lone {
        stand_alone(&code);
    }
}

/// Makes code that is broken into lines a block of its own, where nothing else stands beside it.
fn stand_alone(code: &NodeRef<'_>) {
    let lines = code.descendants_it().filter(|node| node.has_name("br")).count();
    let Some(parent) = code.parent().filter(|_| lines > 0) else { return };
    if !parent.has_name("p") && !parent.has_name("div") || parent.text().trim() != code.text().trim() {
        return;
    }
    let language = find_language(code, code);
    let text = words(code);
    let pre = code.tree.new_element("pre");
    code.replace_with(&pre);
    fill(&pre, &text, language);
    if parent.has_name("p") {
        parent.rename("div");
    }
}

fn has_class_of(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.attr("class").is_some_and(|class| class.split_ascii_whitespace().any(|name| names.contains(&name)))
}

fn is_code_table(table: &NodeRef<'_>) -> bool {
    let named = table.attr("class").is_some_and(|class| {
        [
            "highlight",
            "rouge",
            "hljs-ln",
            "crayon",
            "syntaxhighlighter",
            "lntable",
            "js-file-line-container",
            "codehilite",
        ]
        .iter()
        .any(|name| class.contains(name))
    });
    let cells = table.descendants_it().filter(|node| node.has_name("td")).take(2);
    cells.into_iter().any(|cell| {
        has_class_of(&cell, GUTTERS)
            || (named && cell.descendants_it().any(|inner| inner.has_name("pre")))
            || cell.descendants_it().any(|inner| inner.has_name("pre") && has_class_of(&inner, GUTTERS))
            || cell.first_element_child().is_some_and(|inner| has_class_of(&inner, &["linenodiv", "line-numbers"]))
    })
}

/// Replaces a table of numbered lines by its code.
fn from_table(table: &NodeRef<'_>) {
    let language = find_language(table, table).or_else(|| {
        let code = table.descendants_it().find(|node| node.has_name("code") || node.has_name("pre"))?;
        find_language(&code, &code)
    });
    let cells: Vec<NodeRef<'_>> = table.descendants_it().filter(|node| node.has_name("td")).collect();
    let rows: Vec<NodeRef<'_>> = table.descendants_it().filter(|node| node.has_name("tr")).collect();
    let mut lines = Vec::new();
    for row in rows {
        // Of several cells, the last that numbers nothing is the code.
        let mut own = cells.iter().filter(|cell| cell.parent().is_some_and(|parent| parent.id == row.id));
        let kept = own.rfind(|cell| !is_gutter(cell));
        if let Some(cell) = kept {
            lines.push(words(cell));
        }
    }
    let text = lines.join("\n");
    if text.trim().is_empty() {
        return;
    }
    let pre = table.tree.new_element("pre");
    // The frame of a highlighter may be a `pre` itself.
    let mut whole = *table;
    for above in table.ancestors_it(Some(4)) {
        if above.has_name("pre") {
            whole = above;
        }
    }
    whole.replace_with(&pre);
    fill(&pre, &text, language);
}

fn is_gutter(cell: &NodeRef<'_>) -> bool {
    has_class_of(cell, GUTTERS) || cell.descendants_it().any(|inner| has_class_of(&inner, &["linenodiv", "lnt"])) || {
        let text = cell.text();
        !text.trim().is_empty()
            && text.split_whitespace().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
            && cell.next_element_sibling().is_some()
    }
}

fn block(pre: &NodeRef<'_>) {
    let inside: Vec<NodeRef<'_>> = pre.descendants_it().filter(|node| node.is_element()).collect();
    if let Some(table) = inside.iter().find(|node| node.has_name("table")) {
        from_table(table);
        return;
    }
    let code = inside.iter().find(|node| node.has_name("code")).copied().unwrap_or(*pre);
    let language = find_language(&code, pre);
    let dead = |node: &NodeRef<'_>| {
        node.has_name("button") || has_class_of(node, GUTTERS) || node.has_name("style") || node.has_name("script")
    };
    let keeps = |node: &NodeRef<'_>| match local(node).as_deref() {
        Some("a") => attr(node, "href").is_some_and(|href| !href.starts_with('#')) && !node.text().trim().is_empty(),
        Some("b" | "strong" | "i" | "em" | "u" | "mark" | "kbd" | "var" | "sup" | "sub" | "del" | "ins") => {
            language.is_none()
        }
        Some("img" | "math") => true,
        _ => false,
    };
    if inside.iter().any(|node| keeps(node) && !dead(node)) {
        keep(pre, &inside, language, dead);
        return;
    }
    let text = words(pre);
    fill(pre, &text, language);
}

/// Keeps the markup of a laid-out text: links, stress, images.
fn keep(pre: &NodeRef<'_>, inside: &[NodeRef<'_>], language: Option<String>, dead: impl Fn(&NodeRef<'_>) -> bool) {
    for node in inside {
        if dead(node) {
            node.remove_from_parent();
        }
    }
    let mut codes = inside.iter().filter(|node| node.has_name("code"));
    let (first, second) = (codes.next(), codes.next());
    let code = match (first, second) {
        (Some(code), None) => *code,
        (Some(_), Some(_)) => return,
        _ => {
            let code = pre.tree.new_element("code");
            for child in pre.children() {
                code.append_child(&child);
            }
            pre.append_child(&code);
            code
        }
    };
    code.remove_all_attrs();
    if let Some(language) = language {
        code.set_attr("class", &format!("language-{language}"));
    }
}

/// Makes a text the one content of a `pre`.
fn fill(pre: &NodeRef<'_>, text: &str, language: Option<String>) {
    let code = pre.tree.new_element("code");
    if let Some(language) = language {
        code.set_attr("class", &format!("language-{language}"));
    }
    code.append_child(&pre.tree.new_text(text.trim_end()));
    pre.remove_children();
    pre.remove_all_attrs();
    pre.append_child(&code);
}

/// The words of code: its lines are apart, their numbers gone, all white space kept.
fn words(code: &NodeRef<'_>) -> String {
    let mut out = String::new();
    let mut steps = walk(code);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(node) if node.is_text() => {
                out.extend(node.text().chars().map(|c| if c == '\u{a0}' { ' ' } else { c }))
            }
            Step::Enter(node) if node.id != code.id => {
                let Some(name) = local(&node) else { continue };
                if matches!(&*name, "button" | "style" | "script") || has_class_of(&node, GUTTERS) {
                    steps.skip_children();
                    continue;
                }
                match &*name {
                    "br" => out.push('\n'),
                    "div" | "li" | "p" | "tr" => line_apart(&mut out),
                    "code" | "span" if node.prev_sibling().is_some_and(|before| is_line(&before) && is_line(&node)) => {
                        line_apart(&mut out);
                    }
                    _ => {}
                }
            }
            Step::Leave(node) if node.id != code.id && is_line_block(&node) && node.next_sibling().is_some() => {
                // An empty line is a line.
                if node.text().is_empty() {
                    out.push('\n');
                }
                line_apart(&mut out);
            }
            _ => {}
        }
    }
    let lead = out.len() - out.trim_start_matches(['\n', '\r']).len();
    out.split_off(lead)
}

fn is_line_block(node: &NodeRef<'_>) -> bool {
    ["div", "li", "p", "tr"].iter().any(|name| node.has_name(name))
}

fn is_line(node: &NodeRef<'_>) -> bool {
    node.has_name("code") && node.parent().is_some_and(|parent| parent.has_name("pre")) || has_class_of(node, LINES)
}

fn line_apart(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The language of code, as it or what frames it says.
fn find_language(code: &NodeRef<'_>, pre: &NodeRef<'_>) -> Option<String> {
    let frames = pre.ancestors_it(Some(3)).take_while(|node| !node.has_name("body") && !node.has_name("article"));
    let own = std::iter::once(*code).chain(std::iter::once(*pre)).map(|node| (node, true));
    let all: Vec<_> = own.chain(frames.map(|node| (node, false))).collect();
    all.iter().find_map(|(node, own)| language::of_element(node, *own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let document = Document::fragment(html);
        settle(&document);
        assert_eq!(document.select("html").inner_html().to_string(), expected);
    }

    #[test]
    fn spans_of_highlighters_go_and_white_space_stays() {
        check(
            "<pre class=highlight><code><span class=k>fn</span> <span class=nf>a</span>() {\n\t<span>b</span>\n}\n</code></pre>",
            "<pre><code>fn a() {\n\tb\n}</code></pre>",
        );
    }

    #[test]
    fn numbers_of_lines_go() {
        check(
            "<pre><code class=language-c><span class=lineno>1</span>a\n<span class=lineno>2</span>b</code></pre>",
            "<pre><code class=\"language-c\">a\nb</code></pre>",
        );
        check(
            "<div class='highlight language-rb'><table><tr><td class=gutter><pre>1\n2</pre></td><td class=code><pre>a\nb</pre></td></tr></table></div>",
            "<div class=\"highlight language-rb\"><pre><code class=\"language-ruby\">a\nb</code></pre></div>",
        );
        check(
            "<table class=hljs-ln><tr><td class=hljs-ln-numbers data-n=1></td><td>a</td></tr><tr><td class=hljs-ln-numbers></td><td>b</td></tr></table>",
            "<pre><code>a\nb</code></pre>",
        );
    }

    #[test]
    fn lines_that_are_elements_stay_apart() {
        check("<pre><div>a</div><div>  b</div></pre>", "<pre><code>a\n  b</code></pre>");
        check("<pre><code>a</code><code>b</code></pre>", "<pre><code>a\nb</code></pre>");
        check("<pre><span class=line>a</span><span class=line>b</span></pre>", "<pre><code>a\nb</code></pre>");
        check("<pre><span class=line>a</span>\n<span class=line>b</span></pre>", "<pre><code>a\nb</code></pre>");
        check("<pre>a<br>b</pre>", "<pre><code>a\nb</code></pre>");
        check("<p><code>a<br>b</code></p>", "<div><pre><code>a\nb</code></pre></div>");
    }

    #[test]
    fn links_in_a_laid_out_text_stay() {
        check("<pre>see <a href='/x'>x</a>\n</pre>", "<pre><code>see <a href=\"/x\">x</a>\n</code></pre>");
    }

    #[test]
    fn a_table_of_figures_is_none_of_code() {
        let table = "<table><tbody><tr><td>1</td><td>a</td></tr></tbody></table>";
        check(table, table);
    }
}
