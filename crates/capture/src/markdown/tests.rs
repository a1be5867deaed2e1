use dom_query::Document;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(super::markdown(&Document::fragment(html)), expected);
}

#[test]
fn images_point_to_their_address() {
    check(
        r#"<p>a <img data-src="https://a.example/(1).png" alt="x [y]"> b</p>"#,
        r"a ![x \[y\]](https://a.example/(1).png) b",
    );
    check(
        r#"<figure><img data-src="https://a.example/1.png" alt=""><figcaption>Low <em>tide</em></figcaption></figure>"#,
        "![](https://a.example/1.png)\n\n*Low tide*",
    );
    check(r#"<p>a <img data-src="data:image/png;base64,AAAA"> b</p>"#, "a b");
}

#[test]
fn code_keeps_its_language() {
    check("<pre><code class=\"language-rust\">fn a() {}\n</code></pre>", "```rust\nfn a() {}\n```");
    check("<pre><code>a\n```\n\n\tb</code></pre>", "````\na\n```\n\n\tb\n````");
    check("<p>a <code>b`c</code>, <code>`</code></p>", "a ``b`c``, `` ` ``");
    check("<p><code><a href='https://a.example/'>x</a></code></p>", "[`x`](https://a.example/)");
}

#[test]
fn lists_nest_and_start_where_they_say() {
    check("<ul><li>a<ul><li>b<li>c</ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d");
    check("<ol start=3><li>a<li>b</ol>", "3. a\n4. b");
    check("<ol reversed><li>a<li>b</ol>", "2. a\n1. b");
    check("<ol><li><p>a</p><p>b</p><li><p>c</ol>", "1. a\n\n   b\n\n2. c");
    check("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b");
    check("<ul><li>a<ol start=4><li>b</ol>c</ul>", "- a\n\n  4. b\n\n  c");
    check("<ul><li>a</ul><ul><li>b</ul><p>c", "- a\n\n* b\n\nc");
    check("<ul><li>a<pre><code>x\n\ny</code></pre></ul>", "- a\n\n  ```\n  x\n\n  y\n  ```");
    check("<ul><li></li><li>b</li></ul>", "-\n- b");
    check("<dl><dt>A<dd>one<dd>two<dt>B<dd><p>x<p>y</dl>", "- **A**\n  - one\n  - two\n- **B**\n  - x\n\n    y");
}

#[test]
fn quotations_nest() {
    check(
        "<blockquote><p>a</p><blockquote>b</blockquote><p>c<br>d</p></blockquote><p>e",
        "> a\n>\n> > b\n>\n> c  \n> d\n\ne",
    );
}

#[test]
fn tables_keep_their_columns() {
    check(
        "<table><thead><tr><th>x<th align=right>y<th align=center>z</thead><tr><td>1<td>22222<td>a|b</table>",
        "| x   |     y |  z   |\n| --- | ----: | :--: |\n| 1   | 22222 | a\\|b |",
    );
    check("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "|     |     |\n| --- | --- |\n| a   | b   |\n| c   | d   |");
    check(
        "<table><tr><th colspan=2>a<th rowspan=2>b<tr><td>c<td>d<tr><td>e</table>",
        "| a   |     | b   |\n| --- | --- | --- |\n| c   | d   |     |\n| e   |     |     |",
    );
    check(
        "<table><caption>T</caption><tr><th>a</th></tr><tr><td><p>b</p><p>c<br>d</p></td></tr></table>",
        "*T*\n\n| a           |\n| ----------- |\n| b<br>c<br>d |",
    );
    check("<table><tr><td>a<pre>x\ny</pre><td>b</table>", "a\n\n```\nx\ny\n```\n\nb");
}

#[test]
fn formulas_are_tex() {
    check("<p>a <math alttext='x_1^2'><mi>x</mi></math> for $5</p>", "a $x_1^2$ for \\$5");
    check("<p>a</p><math display=block alttext='x\n=1'><mi>x</mi></math><p>b", "a\n\n$$\nx\n=1\n$$\n\nb");
    check("<p>a <math display=block><mfrac><mi>x</mi><mn>2</mn></mfrac></math> b", "a\n\n$$\n\\frac{x}{2}\n$$\n\nb");
}

#[test]
fn notes_are_footnotes() {
    check(
        "<p>a<sup id=p-fnref-1><a href='#p-fn-1'>1</a></sup> b</p>\
         <ol><li id=p-fn-1 value=1><p>c</p><p>d <a href='#p-fnref-1'>↩</a></p></li></ol>",
        "a[^1] b\n\n[^1]: c\n\n    d",
    );
}

#[test]
fn words_are_no_signs() {
    check("<p>1. a_b *c* [d] &lt;e> `f`</p>", "1\\. a_b \\*c\\* \\[d\\] \\<e> \\`f\\`");
    check("<h2>C #</h2><h3>1. One</h3>", "## C \\#\n\n### 1. One");
    check("<p>x<sup>2</sup>, H<sub>2</sub>O, <kbd>Ctrl</kbd></p>", "x<sup>2</sup>, H<sub>2</sub>O, <kbd>Ctrl</kbd>");
    check("<p><ruby>漢<rt>かん</rt></ruby></p>", "<ruby>漢<rt>かん</rt></ruby>");
    check("<p>a<br>b</p>", "a  \nb");
}

#[test]
fn links_go_around_words_and_into_blocks() {
    check(
        "<a href='https://a.example/'><h2>T</h2><p>x</p></a>",
        "## [T](https://a.example/)\n\n[x](https://a.example/)",
    );
    check(
        "<h2 id=p-x>Two words</h2><p><a href='#p-x'>up</a> <a href='#p-y'>no</a></p>",
        "## Two words\n\n[up](#two-words) no",
    );
    check("<details><summary>S</summary><p>x</p></details>", "**S**\n\nx");
}
