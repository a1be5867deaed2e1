//! The language of code, by the many ways in which pages name it.

use dom_query::NodeRef;

use crate::dom::attr;

/// What a class that names a language begins with.
const PREFIXES: &[&str] =
    &["language-", "lang-", "highlight-source-", "highlight-text-", "brush:", "code-", "highlight-", "syntax-"];
/// Attributes that name a language.
const ATTRIBUTES: &[&str] = &[
    "data-lang",
    "data-language",
    "data-code-lang",
    "data-enlighter-language",
    "data-syntax",
    "data-brush",
    "data-code-language",
];

/// Languages by their name, each with its other names.
const KNOWN: &[&str] = &[
    "abap",
    "ada",
    "agda",
    "apache apacheconf",
    "applescript",
    "arduino",
    "asciidoc adoc",
    "assembly asm nasm x86asm",
    "awk",
    "bash",
    "bat batch cmd dos",
    "bibtex",
    "c h",
    "clojure clj edn",
    "cmake",
    "cobol",
    "coffeescript coffee",
    "common-lisp cl",
    "console shell-session shellsession terminal",
    "coq",
    "cpp c++ cxx hpp cc",
    "crystal",
    "csharp cs c#",
    "css",
    "csv",
    "cuda",
    "cypher",
    "d",
    "dart",
    "diff patch udiff",
    "django jinja jinja2",
    "dockerfile docker",
    "dot graphviz",
    "elisp emacs-lisp",
    "elixir ex exs",
    "elm",
    "erb",
    "erlang erl",
    "fish",
    "forth",
    "fortran f90 f95",
    "fsharp fs f#",
    "gdscript",
    "glsl",
    "go golang",
    "gradle",
    "graphql gql",
    "groovy",
    "haml",
    "handlebars hbs",
    "haskell hs",
    "haxe hx",
    "hcl terraform tf",
    "hlsl",
    "html",
    "http",
    "idris",
    "ini cfg conf",
    "java",
    "javascript js node mjs",
    "json",
    "json5 jsonc",
    "jsx",
    "julia jl",
    "kotlin kt kts",
    "latex tex",
    "less",
    "lisp",
    "liquid",
    "llvm",
    "lua",
    "makefile make mk",
    "markdown md",
    "mathematica wolfram",
    "matlab",
    "mermaid",
    "nginx nginxconf",
    "nim",
    "nix nixos",
    "objectivec objc objective-c obj-c",
    "ocaml ml",
    "octave",
    "pascal delphi",
    "perl pl",
    "php",
    "plsql",
    "postgresql pgsql psql",
    "powershell ps1 pwsh",
    "prolog",
    "protobuf proto",
    "pug",
    "puppet pp",
    "purescript",
    "python py python3 py3 python2 ipython ipython3 pycon",
    "qml",
    "r",
    "racket rkt",
    "raku perl6",
    "regex",
    "rst rest restructuredtext",
    "ruby rb irb",
    "rust rs",
    "sass",
    "scala",
    "scheme scm",
    "scss",
    "sed",
    "sh shell zsh",
    "smalltalk",
    "solidity sol",
    "sparql",
    "sql mysql tsql sqlite",
    "stata",
    "stylus",
    "svelte",
    "swift",
    "systemverilog sv",
    "tcl",
    "toml",
    "tsx",
    "twig",
    "typescript ts",
    "vala",
    "vb vbnet visual-basic vba",
    "verilog",
    "vhdl",
    "vim viml vimscript",
    "vue",
    "wasm wat",
    "wgsl",
    "xml xsl xslt svg",
    "yaml yml",
    "zig",
];

/// Words of highlighters that look like the name of a language.
const NONE: &[&str] = &[
    "none",
    "plaintext",
    "plain",
    "text",
    "txt",
    "default",
    "nohighlight",
    "raw",
    "block",
    "output",
    "undefined",
    "auto",
    "wrapper",
    "box",
    "snippet",
    "example",
    "container",
    "inline",
    "toolbar",
    "copy",
    "line",
    "lines",
    "wrap",
    "area",
    "view",
    "content",
    "editor",
    "group",
    "switcher",
    "source",
    "highlighter",
    "fence",
    "tabs",
    "tab",
    "header",
    "body",
    "title",
    "frame",
    "unknown",
    "notranslate",
];

/// The language that an element names: `own` if it is the code itself, not what frames it.
pub(super) fn of_element(node: &NodeRef<'_>, own: bool) -> Option<String> {
    if let Some(found) = ATTRIBUTES.iter().find_map(|name| of(&attr(node, name)?)) {
        return Some(found);
    }
    let class = attr(node, "class");
    if let Some(found) = class.as_deref().and_then(|class| of_class(class, own)) {
        return Some(found);
    }
    // An old way to say it; elsewhere the attribute names the language of people.
    let lang = attr(node, "lang").filter(|_| own && node.has_name("pre"))?;
    known(&lang.to_ascii_lowercase()).map(str::to_owned).filter(|found| found.len() > 2)
}

fn of_class(class: &str, own: bool) -> Option<String> {
    for prefix in PREFIXES {
        let sure = matches!(*prefix, "language-" | "lang-" | "highlight-source-" | "brush:");
        for (at, _) in class.match_indices(prefix) {
            if at > 0 && !class[..at].ends_with(|c: char| c.is_whitespace() || c == ';') {
                continue;
            }
            let rest = class[at + prefix.len()..].trim_start();
            let name = rest.split([' ', ';', '\t', '\n', ',']).next().unwrap_or_default();
            let found = if sure { of(name) } else { known(&name.to_ascii_lowercase()).map(str::to_owned) };
            if found.is_some() {
                return found;
            }
        }
    }
    let signs = [
        "hljs",
        "sourcecode",
        "prettyprint",
        "highlight",
        "brush",
        "code",
        "syntax",
        "chroma",
        "shiki",
        "src",
        "codehilite",
        "listing",
        "astro-code",
    ];
    let lower = class.to_ascii_lowercase();
    let marked = lower.split_ascii_whitespace().any(|name| signs.iter().any(|sign| name.starts_with(sign)));
    if !own && !marked {
        return None;
    }
    let mut names = lower.split_ascii_whitespace().filter_map(|name| known(name.strip_prefix("src-").unwrap_or(name)));
    names.next().map(str::to_owned)
}

/// The language of a name; names that are not known stay as they are, if they may be one at all.
fn of(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    if let Some(known) = known(&name) {
        return Some(known.to_owned());
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let valid = !name.is_empty() && name.len() <= 30 && name.chars().all(plain);
    (valid && !NONE.contains(&name.as_str())).then_some(name)
}

fn known(name: &str) -> Option<&'static str> {
    // A name and its other names stand in one line, parted by spaces.
    if name.is_empty() || name.contains(' ') {
        return None;
    }
    let row = KNOWN.iter().find(|row| row.split(' ').any(|known| known == name))?;
    row.split(' ').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[track_caller]
    fn check(attributes: &str, expected: Option<&str>) {
        let document = Document::fragment(format!("<pre {attributes}></pre>"));
        assert_eq!(of_element(&document.select("pre").nodes()[0], true).as_deref(), expected, "{attributes}");
    }

    #[test]
    fn languages_are_known_by_many_names() {
        check("class=language-rust", Some("rust"));
        check("class='prettyprint lang-js'", Some("javascript"));
        check("class='brush: csharp; gutter: false'", Some("csharp"));
        check("class='sourceCode haskell'", Some("haskell"));
        check("class='hljs python'", Some("python"));
        check("class='highlight-source-shell'", Some("sh"));
        check("class='highlight-python3 notranslate'", Some("python"));
        check("class='src src-emacs-lisp'", Some("elisp"));
        check("data-lang=C++", Some("cpp"));
        check("data-enlighter-language=php", Some("php"));
        check("lang=java", Some("java"));
        check("lang=en", None);
        check("class=language-none", None);
        check("class=language-brainfuck", Some("brainfuck"));
        check("class='code-block wide'", None);
        check("class='language-\"onmouseover=alert(1)'", None);
    }
}
