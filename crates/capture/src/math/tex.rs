//! The TeX of a formula: its own where it is known, else what its MathML says.

use dom_query::NodeRef;

use crate::dom::{attr, collapse, local};

/// Deepest nesting of a formula that is written out.
const DEEPEST: usize = 64;

/// The TeX of a `math` element.
pub(crate) fn tex(math: &NodeRef<'_>) -> String {
    if let Some(tex) = attr(math, "alttext") {
        return tex;
    }
    let mut out = String::new();
    all(math, 0, &mut out);
    collapse(&out)
}

fn all(node: &NodeRef<'_>, depth: usize, out: &mut String) {
    for child in node.children_it(false).filter(|child| child.is_element()) {
        write(&child, depth + 1, out);
    }
}

fn write(node: &NodeRef<'_>, depth: usize, out: &mut String) {
    let Some(name) = local(node).filter(|_| depth < DEEPEST) else {
        out.push_str(node.text().trim());
        return;
    };
    let parts: Vec<NodeRef<'_>> = node.children_it(false).filter(|child| child.is_element()).collect();
    let group = |at: usize, before: &str, out: &mut String| {
        out.push_str(before);
        out.push('{');
        if let Some(part) = parts.get(at) {
            write(part, depth + 1, out);
        }
        out.push('}');
    };
    match &*name {
        "mi" | "mn" | "mo" | "ms" => token(&node.text(), &name, out),
        "mtext" => {
            let text = collapse(&node.text());
            if !text.is_empty() {
                out.push_str("\\text{");
                out.push_str(&text);
                out.push('}');
            }
        }
        "mspace" => out.push(' '),
        "mfrac" => {
            group(0, "\\frac", out);
            group(1, "", out);
        }
        "msqrt" => {
            out.push_str("\\sqrt{");
            all(node, depth, out);
            out.push('}');
        }
        "mroot" => {
            out.push_str("\\sqrt[");
            if let Some(index) = parts.get(1) {
                write(index, depth + 1, out);
            }
            group(0, "]", out);
        }
        "msup" | "mover" => {
            group(0, "", out);
            group(1, "^", out);
        }
        "msub" | "munder" => {
            group(0, "", out);
            group(1, "_", out);
        }
        "msubsup" | "munderover" => {
            group(0, "", out);
            group(1, "_", out);
            group(2, "^", out);
        }
        "mtable" => {
            out.push_str("\\begin{matrix}");
            for (at, row) in parts.iter().enumerate() {
                out.push_str(if at > 0 { " \\\\ " } else { " " });
                for (at, cell) in row.element_children().iter().enumerate() {
                    out.push_str(if at > 0 { " & " } else { "" });
                    all(cell, depth + 1, out);
                }
            }
            out.push_str(" \\end{matrix}");
        }
        _ => all(node, depth, out),
    }
}

fn token(text: &str, name: &str, out: &mut String) {
    let text = text.trim();
    let letters = text.chars().count() > 1 && text.chars().all(char::is_alphabetic);
    if name == "mi" && letters {
        out.push_str("\\operatorname{");
        out.push_str(text);
        out.push('}');
        return;
    }
    for c in text.chars() {
        match c {
            '{' | '}' | '#' | '%' | '&' | '_' | '$' => out.extend(['\\', c]),
            '\\' => out.push_str("\\backslash "),
            '\u{2061}'..='\u{2064}' => {}
            '−' => out.push('-'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[track_caller]
    fn check(mathml: &str, expected: &str) {
        let document = Document::fragment(format!("<math>{mathml}</math>"));
        assert_eq!(tex(&document.select("math").nodes()[0]), expected);
    }

    #[test]
    fn mathml_is_written_as_tex() {
        check("<mfrac><mi>a</mi><mrow><mn>2</mn><mo>−</mo><mi>b</mi></mrow></mfrac>", "\\frac{a}{2-b}");
        check(
            "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup><mo>=</mo><msqrt><mi>y</mi></msqrt>",
            "{x}_{i}^{2}=\\sqrt{y}",
        );
        check("<mi>sin</mi><mi>x</mi>", "\\operatorname{sin}x");
        check(
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>",
            "\\begin{matrix} 1 & 0 \\end{matrix}",
        );
    }
}
