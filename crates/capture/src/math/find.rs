//! Where a page's formulas are, and by what they are shown.

use dom_query::{Document, NodeRef};
use url::Url;

use crate::dom::{Step, attr, local, walk};
use crate::math::LONGEST;

/// A formula of a page.
pub(super) enum Found<'a> {
    /// A `math` element that stands for itself.
    Element(NodeRef<'a>),
    /// A drawing with a `math` element in it.
    Drawn { whole: NodeRef<'a>, math: NodeRef<'a>, display: bool },
    /// A script that holds MathML.
    Written(NodeRef<'a>),
    /// Something that holds TeX.
    Tex { node: NodeRef<'a>, tex: String, display: bool },
}

/// The formulas of a page.
#[derive(Default)]
pub(super) struct All<'a> {
    pub(super) formulas: Vec<Found<'a>>,
    /// Elements in whose words TeX stands between delimiters.
    pub(super) raw: Vec<NodeRef<'a>>,
    /// Whether a script would look for TeX in the words of the whole page.
    pub(super) scripted: bool,
    /// Whether it would take single dollar signs for delimiters.
    pub(super) dollars: bool,
}

/// What MathJax leaves in front of the script that holds its TeX.
const DRAWINGS: &[&str] =
    &["MathJax_Preview", "MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_CHTML", "mjx-chtml"];

/// Finds the formulas of a page, in order.
pub(super) fn find(document: &Document) -> All<'_> {
    let mut all = All::default();
    let root = document.root();
    let mut steps = walk(&root);
    while let Some(step) = steps.next() {
        let Step::Enter(node) = step else { continue };
        let Some(name) = local(&node) else { continue };
        let taken = match &*name {
            "math" => {
                all.formulas.push(Found::Element(node));
                true
            }
            "script" => {
                script(node, &mut all);
                true
            }
            "style" | "template" | "textarea" => true,
            "mjx-container" => {
                let display = node.attr("display").is_some_and(|display| &*display == "true");
                drawn(node, display, &mut all)
            }
            "d-math" => {
                let (tex, display) = (node.text().to_string(), node.has_attr("block"));
                all.formulas.push(Found::Tex { node, tex, display });
                true
            }
            "math-renderer" => {
                all.raw.push(node);
                true
            }
            "img" => image(node, &mut all),
            "span" | "div" | "p" | "dd" | "td" => classed(node, &mut all),
            _ => false,
        };
        if taken {
            steps.skip_children();
        }
    }
    all
}

fn classed<'a>(node: NodeRef<'a>, all: &mut All<'a>) -> bool {
    let Some(class) = node.attr("class") else { return false };
    let has = |wanted: &str| class.split_ascii_whitespace().any(|name| name == wanted);
    if has("katex-display") || has("katex") {
        return drawn(node, has("katex-display"), all);
    }
    if has("mwe-math-element") {
        let display =
            class.contains("block") || node.descendants_it().any(|inner| inner.has_class("mwe-math-mathml-display"));
        return drawn(node, display, all);
    }
    let named = has("math") || has("arithmatex") || has("MathJax_Preview") && node.text().contains("\\(");
    if named && node.text().contains(['\\', '$']) && !node.descendants_it().any(|inner| is_formula(&inner)) {
        all.raw.push(node);
        return true;
    }
    false
}

fn is_formula(node: &NodeRef<'_>) -> bool {
    match local(node).as_deref() {
        Some("math" | "mjx-container") => true,
        Some("script") => node.attr("type").is_some_and(|kind| kind.starts_with("math/")),
        Some("span") => node.has_class("katex"),
        _ => false,
    }
}

fn drawn<'a>(whole: NodeRef<'a>, display: bool, all: &mut All<'a>) -> bool {
    let math = whole.descendants_it().find(|inner| inner.has_name("math"));
    if let Some(math) = math {
        all.formulas.push(Found::Drawn { whole, math, display });
        return true;
    }
    let tex = whole.descendants_it().find_map(|inner| attr(&inner, "data-latex"));
    if let Some(tex) = tex.or_else(|| attr(&whole, "data-latex")) {
        all.formulas.push(Found::Tex { node: whole, tex, display });
        return true;
    }
    false
}

fn script<'a>(node: NodeRef<'a>, all: &mut All<'a>) {
    let kind = attr(&node, "type").unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("math/tex") {
        drop_drawings(&node);
        let display = kind.contains("display");
        all.formulas.push(Found::Tex { tex: node.text().to_string(), node, display });
        return;
    }
    if kind.starts_with("math/mml") {
        drop_drawings(&node);
        all.formulas.push(Found::Written(node));
        return;
    }
    let source = attr(&node, "src").unwrap_or_default().to_ascii_lowercase();
    let text = node.text();
    let named = source.contains("mathjax") || source.contains("katex");
    if named || ["MathJax.Hub", "MathJax =", "MathJax=", "renderMathInElement"].iter().any(|sign| text.contains(sign)) {
        all.scripted = true;
        all.dollars |= text.contains("inlineMath") && (text.contains("'$'") || text.contains("\"$\""))
            || text.contains("left: '$',")
            || text.contains("left: \"$\",")
            || text.contains("left:'$',")
            || text.contains("left:\"$\",");
    }
}

/// Removes what MathJax has drawn from the TeX of a script.
fn drop_drawings(script: &NodeRef<'_>) {
    while let Some(before) = script.prev_element_sibling()
        && DRAWINGS.iter().any(|class| before.has_class(class))
    {
        before.remove_from_parent();
    }
}

fn image<'a>(node: NodeRef<'a>, all: &mut All<'a>) -> bool {
    let class = node.attr("class").unwrap_or_default();
    let source = attr(&node, "src").unwrap_or_default();
    let named = class.split_ascii_whitespace().any(|name| {
        matches!(name, "tex" | "latex" | "latexmath" | "math" | "equation")
            || name.starts_with("mwe-math-fallback-image")
    });
    let served = source.contains("latex.php?") || source.contains("codecogs.com") || source.contains("/latex?");
    if !named && !served {
        return false;
    }
    let asked = || {
        let url = Url::parse("https://x.invalid/").ok()?.join(&source).ok()?;
        let mut pairs = url.query_pairs();
        let named = pairs.find(|(name, _)| name == "latex" || name == "tex").map(|(_, tex)| tex.into_owned());
        named.or_else(|| Some(url.query_pairs().next()?.0.into_owned()).filter(|_| source.contains("codecogs.com")))
    };
    let tex = attr(&node, "alt").filter(|alt| alt.len() <= LONGEST && looks_like_tex(alt)).or_else(asked);
    let Some(tex) = tex else { return false };
    let display = class.contains("display") || class.contains("block");
    all.formulas.push(Found::Tex { node, tex: tex.trim_matches('$').to_owned(), display });
    true
}

/// Whether words may be TeX: not a sentence about the formula.
fn looks_like_tex(alt: &str) -> bool {
    alt.contains(['\\', '^', '_', '=', '{', '+']) || !alt.contains(' ') && alt.len() <= 12
}
