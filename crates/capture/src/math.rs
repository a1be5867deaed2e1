//! Formulas: whatever a page shows them by, MathML is kept, with its TeX in `alttext`.
//!
//! KaTeX and MathJax draw formulas of many small boxes and hide the MathML or TeX they came from; Wikipedia shows an
//! image; others leave the TeX in the page for a script to find. All of them become one `math` element.

use std::cell::OnceCell;

use dom_query::{Document, NodeRef};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::dom::{Step, attr, collapse, local, walk};
use crate::math::find::Found;

mod find;
mod raw;
mod tex;

pub(crate) use tex::tex;

/// Longest formula that is read, in bytes.
const LONGEST: usize = 8 << 10;
/// Most formulas of a page.
const MOST: usize = 4000;

/// Turns the formulas of a page into MathML.
pub(crate) fn settle(document: &Document) {
    let mut found = find::find(document);
    let maker = Maker::default();
    for formula in std::mem::take(&mut found.formulas).into_iter().take(MOST) {
        match formula {
            Found::Element(node) => clean(&node),
            Found::Drawn { whole, math, display } => {
                clean(&math);
                set_display(&math, display);
                math.remove_from_parent();
                whole.replace_with(&math);
            }
            Found::Written(node) => {
                let mathml = node.text();
                node.replace_with_html(mathml);
            }
            Found::Tex { node, tex, display } => {
                if let Some(html) = maker.html(&tex, display) {
                    node.replace_with_html(html);
                }
            }
        }
    }
    if found.scripted || !found.raw.is_empty() {
        raw::settle(document, &maker, &found);
    }
}

fn set_display(math: &NodeRef<'_>, display: bool) {
    if display {
        math.set_attr("display", "block");
    } else {
        math.remove_attr("display");
    }
}

/// Keeps the TeX of a `math` element as its alternative text, and drops its annotations.
fn clean(math: &NodeRef<'_>) {
    let block = math.attr("display").is_some_and(|display| matches!(&*display, "block" | "true"))
        || math.attr("mode").is_some_and(|mode| &*mode == "display");
    set_display(math, block);
    let mut annotations = Vec::new();
    let mut fenced = Vec::new();
    for node in math.descendants_it() {
        match local(&node).as_deref() {
            Some("annotation" | "annotation-xml") => annotations.push(node),
            Some("mfenced") => fenced.push(node),
            _ => {}
        }
    }
    let tex = annotations.iter().find(|node| {
        let encoding = attr(node, "encoding").unwrap_or_default().to_ascii_lowercase();
        encoding.contains("tex")
    });
    let latex = attr(math, "data-latex");
    let tex = tex.map(|node| node.text().trim().to_owned()).or(latex).or_else(|| attr(math, "alttext"));
    match tex.map(|tex| plain(&tex)).filter(|tex| !tex.is_empty() && tex.len() <= LONGEST) {
        Some(tex) => math.set_attr("alttext", &tex),
        None => math.remove_attr("alttext"),
    }
    for node in annotations {
        node.remove_from_parent();
    }
    for node in fenced {
        unfence(&node);
    }
}

/// Writes the fences of an element out, which browsers no longer draw.
fn unfence(node: &NodeRef<'_>) {
    let (open, close) = (node.attr_or("open", "("), node.attr_or("close", ")"));
    let separators: Vec<char> = node.attr_or("separators", ",").chars().filter(|c| !c.is_whitespace()).collect();
    let sign = |text: &str| {
        let sign = node.tree.new_element("mo");
        sign.append_child(&node.tree.new_text(text));
        sign
    };
    for (at, child) in node.element_children().iter().enumerate().skip(1) {
        if let Some(separator) = separators.get(at - 1).or(separators.last()) {
            child.insert_before(&sign(&separator.to_string()));
        }
    }
    node.prepend_child(&sign(&open));
    node.append_child(&sign(&close));
    node.remove_all_attrs();
    node.rename("mrow");
}

/// TeX without what only says how large it is to be.
fn plain(tex: &str) -> String {
    let mut tex = tex.trim();
    for style in ["{\\displaystyle", "{\\textstyle"] {
        if let Some(inner) = tex.strip_prefix(style).and_then(|inner| inner.strip_suffix('}')) {
            tex = inner.trim();
        }
    }
    for style in ["\\displaystyle ", "\\textstyle "] {
        tex = tex.strip_prefix(style).unwrap_or(tex);
    }
    tex.trim().trim_end_matches('%').trim_end().to_owned()
}

/// Makes MathML of TeX.
#[derive(Default)]
struct Maker {
    converter: OnceCell<Option<LatexToMathML>>,
}

impl Maker {
    /// A formula as HTML. TeX that cannot be read stands for itself.
    fn html(&self, tex: &str, display: bool) -> Option<String> {
        let tex = plain(tex);
        if tex.is_empty() || tex.len() > LONGEST {
            return None;
        }
        let inner = self.mathml(&tex, display).unwrap_or_else(|| format!("<mtext>{}</mtext>", escape(&collapse(&tex))));
        let block = if display { " display=\"block\"" } else { "" };
        Some(format!("<math alttext=\"{}\"{block}>{inner}</math>", escape(&tex)))
    }

    fn mathml(&self, tex: &str, display: bool) -> Option<String> {
        let converter = self.converter.get_or_init(|| LatexToMathML::new(MathCoreConfig::default()).ok()).as_ref()?;
        let style = if display { MathDisplay::Block } else { MathDisplay::Inline };
        let made = converter.convert_with_local_state(&readable(tex), style).ok()?.mathml;
        let inner = made.strip_prefix("<math").and_then(|rest| rest.split_once('>'))?.1.strip_suffix("</math>")?;
        Some(aligned(inner))
    }
}

/// TeX without what numbers equations, which the converter would do anew.
fn readable(tex: &str) -> String {
    let mut out = tex.replace("\\nonumber", "").replace("\\notag", "");
    for name in ["align", "equation", "gather", "multline", "eqnarray", "alignat", "flalign"] {
        let starred = if name == "eqnarray" { "align*".to_owned() } else { format!("{name}*") };
        for edge in ["begin", "end"] {
            out = out.replace(&format!("\\{edge}{{{name}}}"), &format!("\\{edge}{{{starred}}}"));
        }
    }
    while let Some(start) = out.find("\\label{") {
        let end = out[start..].find('}').map_or(out.len(), |end| start + end + 1);
        out.replace_range(start..end, "");
    }
    out.replace("\\tag{", "\\qquad\\text{")
}

/// The converter aligns cells by styles, which are not kept; attributes are.
fn aligned(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(" style=\"") {
        out.push_str(&rest[..at]);
        let value = &rest[at + 8..];
        let end = value.find('"').unwrap_or(value.len());
        let style = &value[..end];
        if style.contains("text-align: right") {
            out.push_str(" columnalign=\"right\"");
        } else if style.contains("text-align: left") {
            out.push_str(" columnalign=\"left\"");
        }
        rest = value.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text nodes within an element.
fn texts<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    walk(node).filter_map(|step| match step {
        Step::Enter(node) if node.is_text() => Some(node),
        _ => None,
    })
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

    const SQUARE: &str = "<math alttext=\"x^2\"><msup><mi>x</mi><mn>2</mn></msup></math>";

    #[test]
    fn katex_is_its_mathml() {
        check(
            "<p>a <span class=katex><span class=katex-mathml><math><semantics><msup><mi>x</mi><mn>2</mn></msup>\
             <annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span>\
             <span class=katex-html aria-hidden=true><span>x2</span></span></span> b</p>",
            "<p>a <math alttext=\"x^2\"><semantics><msup><mi>x</mi><mn>2</mn></msup></semantics></math> b</p>",
        );
        check(
            "<span class=katex-display><span class=katex><math><mi>x</mi></math><span>x</span></span></span>",
            "<math display=\"block\"><mi>x</mi></math>",
        );
    }

    #[test]
    fn mathjax_is_its_tex_or_its_mathml() {
        check(
            "<span class=MathJax_Preview>x2</span><span class=MathJax><nobr>x2</nobr></span>\
             <script type='math/tex'>x^2</script>",
            SQUARE,
        );
        check("<script type='math/tex; mode=display'>x^2</script>", &SQUARE.replace("\">", "\" display=\"block\">"));
        check(
            "<mjx-container display=true><mjx-math>x</mjx-math><mjx-assistive-mml><math><mi>x</mi></math>\
             </mjx-assistive-mml></mjx-container>",
            "<math display=\"block\"><mi>x</mi></math>",
        );
    }

    #[test]
    fn an_image_of_a_formula_is_its_alternative_text() {
        check("<img class='mwe-math-fallback-image-inline' alt='{\\displaystyle x^2}' src=a.svg>", SQUARE);
        check("<img src='https://a.example/latex.php?latex=x%5E2' alt='x^2' class=latex>", SQUARE);
        check(
            "<span class=mwe-math-element><span><math alttext='{\\displaystyle x}'><mi>x</mi></math></span>\
             <img class=mwe-math-fallback-image-inline alt='x' src=a.svg></span>",
            "<math alttext=\"x\"><mi>x</mi></math>",
        );
    }

    #[test]
    fn tex_that_scripts_would_find_is_found() {
        let script = "<script src='https://a.example/MathJax.js'></script>";
        check(&format!("{script}<p>a \\(x^2\\) b</p>"), &format!("{script}<p>a {SQUARE} b</p>").replace('\'', "\""));
        check("<span class='math inline'>\\(x^2\\)</span>", &format!("<span class=\"math inline\">{SQUARE}</span>"));
        check("<p>a \\(x^2\\) costs $5 or $6</p>", "<p>a \\(x^2\\) costs $5 or $6</p>");
    }

    #[test]
    fn tex_that_cannot_be_read_stands_for_itself() {
        check(
            "<script type='math/tex'>\\nosuch{a<b}</script>",
            "<math alttext=\"\\nosuch{a&lt;b}\"><mtext>\\nosuch{a&lt;b}</mtext></math>",
        );
    }

    #[test]
    fn fences_are_written_out() {
        check(
            "<math><mfenced open='['><mi>a</mi><mi>b</mi></mfenced></math>",
            "<math><mrow><mo>[</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo>)</mo></mrow></math>",
        );
    }
}
