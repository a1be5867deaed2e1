use super::*;

#[track_caller]
fn check(text: &str, wanted: Option<(&str, &str)>) {
    let got = of_heading(text);
    let got = got.as_ref().map(|f| (&text[f.title.clone()], clean(&text[f.url.clone()])));
    assert_eq!(got, wanted, "{text}");
}

#[test]
fn a_heading_is_a_link_in_many_ways() {
    check("[A title](https://a.example/x)", Some(("A title", "https://a.example/x")));
    check("(A title)[https://a.example/x]", Some(("A title", "https://a.example/x")));
    check("[A title][https://a.example/x]", Some(("A title", "https://a.example/x")));
    check("[A [b] title] (<https://a.example/x> \"t\") &c.", Some(("A [b] title", "https://a.example/x")));
    check("[A](https://a.example/x_(y)) by B", Some(("A", "https://a.example/x_(y)")));
    check("[A](https://a.example/x", Some(("A", "https://a.example/x")));
    check("**[A](https://a.example/x \"t\")**", Some(("A", "https://a.example/x")));
    check("2. [A](https://a.example/x#fnref:3)", Some(("A", "https://a.example/x")));
    check("[A](https://a.example/x&c.)", Some(("A", "https://a.example/x")));
    check("https://a.example/x.", Some(("", "https://a.example/x")));
    check("[A](a.example/x)", Some(("A", "a.example/x")));
    check("[A\\]b](http://a.example)", Some(("A\\]b", "http://a.example")));
}

#[test]
fn other_headings_are_none() {
    for text in [
        "A title",
        "[A](b.md)",
        "[A]()",
        "(aside) [sic]",
        "On [A](https://a.example/x)",
        "[[A]]",
        "![a](https://a.example/x.png)",
        "",
        "[",
    ] {
        check(text, None);
    }
}

#[test]
fn links_alone_are_told_from_prose() {
    let urls = |text: &str| {
        only_links(text).map(|all| all.iter().map(|f| clean(&text[f.url.clone()]).to_owned()).collect::<Vec<_>>())
    };
    let two = Some(vec!["https://a.example/1".to_owned(), "https://b.example/2".to_owned()]);
    assert_eq!(urls("https://a.example/1, https://b.example/2, &c."), two);
    assert_eq!(urls("https://a.example/1,https://b.example/2"), two);
    assert_eq!(urls("See also [one](https://a.example/1) and <https://b.example/2>"), two);
    assert_eq!(urls("https://a.example/1 is good"), None);
    assert_eq!(urls("and, see"), None);
}
