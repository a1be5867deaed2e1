use dom_query::Document;
use url::Url;

#[track_caller]
fn check(html: &str, expected: &str) {
    let document = Document::fragment(html);
    let notes = super::mark(&document, &Url::parse("https://a.example/p").unwrap());
    super::settle(&document, &notes);
    assert_eq!(document.select("html").inner_html().to_string(), expected);
}

const ONE: &str = "<p>a<sup id=\"p-fnref-1\"><a href=\"#p-fn-1\">1</a></sup></p>";

#[test]
fn the_shapes_of_markdown_renderers() {
    check(
        "<p>a<sup id=fnref:1><a href=#fn:1>1</a></sup></p><div><ol><li id=fn:1><p>n <a href=#fnref:1>↩</a></p></li></ol></div>",
        &format!("{ONE}<div><ol><li id=\"p-fn-1\" value=\"1\"><p>n <a href=\"#p-fnref-1\">↩</a></p></li></ol></div>"),
    );
    check(
        "<p>a<a href='https://a.example/p#fn1' id=fnref1><sup>1</sup></a></p><section><ol><li id=fn1>n<a href=#fnref1>↩︎</a></li></ol></section>",
        &format!("{ONE}<section><ol><li id=\"p-fn-1\" value=\"1\">n <a href=\"#p-fnref-1\">↩</a></li></ol></section>"),
    );
}

#[test]
fn the_shape_of_encyclopedias() {
    check(
        "<p>a<sup id=cite_ref-x_1-0><a href=#cite_note-x-1><span>[</span>1<span>]</span></a></sup>\
         <sup id=cite_ref-x_1-1><a href=#cite_note-x-1>[1]</a></sup></p>\
         <ol><li id=cite_note-x-1><span>^ <a href=#cite_ref-x_1-0><sup>a</sup></a> <a href=#cite_ref-x_1-1><sup>b</sup></a></span> <span>N</span></li></ol>",
        "<p>a<sup id=\"p-fnref-1\"><a href=\"#p-fn-1\">1</a></sup>\
         <sup id=\"p-fnref-1-2\"><a href=\"#p-fn-1\">1</a></sup></p>\
         <ol><li id=\"p-fn-1\" value=\"1\"> <span>N</span> <a href=\"#p-fnref-1\">↩</a></li></ol>",
    );
}

#[test]
fn notes_outside_of_a_list_become_one() {
    check(
        "<p>a<a id=r1 href=#n1>[1]</a></p><p id=n1><a href=#r1>[1]</a> n</p>",
        &format!("{ONE}<ol><li id=\"p-fn-1\" value=\"1\"> n <a href=\"#p-fnref-1\">↩</a></li></ol>"),
    );
    check(
        "<p>a<a id=fa-1 href=#f-1>1</a></p><div><a id=f-1 href=#fa-1>1</a><div><p>n</p></div></div>",
        &format!("{ONE}<ol><li id=\"p-fn-1\" value=\"1\"><div><p>n <a href=\"#p-fnref-1\">↩</a></p></div></li></ol>"),
    );
}

#[test]
fn a_note_beside_the_text_goes_to_its_end() {
    check(
        "<p>a<label for=s></label><input id=s><span class=sidenote>n</span> b</p>",
        "<p>a<sup id=\"p-fnref-1\"><a href=\"#p-fn-1\">1</a></sup> b</p>\
         <ol><li id=\"p-fn-1\" value=\"1\">n <a href=\"#p-fnref-1\">↩</a></li></ol>",
    );
}

#[test]
fn a_note_that_was_lost_comes_back() {
    let page = Document::fragment("<p>a<sup id=r><a href=#fn1>1</a></sup></p><ol><li id=fn1>n <a href=#r>^</a></ol>");
    let notes = super::mark(&page, &Url::parse("https://a.example/p").unwrap());
    page.select("ol").remove();
    super::settle(&page, &notes);
    assert!(page.select("ol > li#p-fn-1").text().starts_with('n'));
}

#[test]
fn other_links_within_a_page_are_no_notes() {
    for html in [
        "<p><a href=\"#s1\">1</a></p><h2 id=\"s1\">One</h2>",
        "<ul><li><a href=\"#x\">Section 2</a></li></ul><p id=\"x\">x</p>",
    ] {
        check(html, html);
    }
}
