//! Bad input: a clear answer, nothing lost, no hang.

use postil_posts::{Error, Reason, Shape, TitleFrom, edited, read, write};

#[test]
fn a_file_that_is_too_large_is_refused() {
    let bytes = vec![b'a'; 200 * 1024 * 1024];
    let error = read(&bytes, "big.md").unwrap_err();
    assert_eq!(error, Error::TooLarge { bytes: bytes.len() });
    assert!(error.to_string().contains("32 MB"));
}

#[test]
fn a_file_without_text_is_refused() {
    assert_eq!(read(b"\x7fELF\x02\x01\x01\0\0\0", "a.md"), Err(Error::Binary));
    assert_eq!(read(b"PK\x03\x04\x14\0\x06\0", "a.md"), Err(Error::Binary));
}

#[test]
fn an_empty_file_is_an_empty_note() {
    for text in ["", "\n", "\u{feff}", "  \r\n "] {
        let got = read(text.as_bytes(), "a.md").unwrap();
        assert!(matches!(&got.shape, Shape::Note(note) if note.body.text.is_empty()), "{text:?}");
        assert_eq!((got.title.text.as_str(), got.title.from), ("a", TitleFrom::FileName));
        assert_eq!(write(&got), text.as_bytes());
    }
}

#[test]
fn front_matter_that_is_none_is_kept_as_text() {
    let got = read(b"---\ntitle: A\n\n# Heading\n", "a.md").unwrap();
    assert!(got.front.is_none());
    assert_eq!(got.unread.iter().map(|u| (u.line, u.reason)).collect::<Vec<_>>(), [(1, Reason::FrontMatterUnclosed)]);
    let got = read(b"---\n\nA paragraph between rules.\n\n---\n", "a.md").unwrap();
    assert!(got.front.is_none() && got.unread.is_empty());
    let got = read(b"+++\ntitle = A\n+++\ntext\n", "a.md").unwrap();
    assert_eq!(got.front.as_ref().map(|front| front.broken), Some(true));
    assert_eq!((got.title.text.as_str(), got.unread[0].line), ("A", 2));
}

#[test]
fn front_matter_that_would_grow_does_not() {
    let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..40 {
        let line = format!("a{n}: &a{n} [{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]\n", format!("*a{}", n - 1));
        text.push_str(&line);
    }
    text.push_str("title: Fine\n---\n");
    assert_eq!(read(text.as_bytes(), "a.md").unwrap().title.text, "Fine");
    let deep = format!("---\ntitle: A\nx: {}\n---\n", "[".repeat(20_000));
    assert_eq!(read(deep.as_bytes(), "a.md").unwrap().title.text, "A");
}

#[test]
fn toml_that_is_nested_deeply_is_refused_and_kept() {
    let deep = format!("+++\ntitle = 'A'\nx = {}\n+++\n", "[".repeat(20_000));
    let got = read(deep.as_bytes(), "a.md").unwrap();
    assert_eq!((got.title.text.as_str(), got.front.unwrap().broken), ("A", true));
}

#[test]
fn ten_thousand_headings_are_read() {
    let mut text = "---\ntitle: Many\ndate: 2024-01-01\n---\n".to_owned();
    for n in 0..10_000 {
        text.push_str(&format!("# [Title {n} *x*](https://many.example/{n})\n## Part\n- a\n"));
    }
    let got = read(text.as_bytes(), "many.md").unwrap();
    let Shape::CommentaryPost(post) = &got.shape else { panic!("{:?}", got.title) };
    assert_eq!(post.articles().count(), 10_000);
    let edits: Vec<_> = post
        .articles()
        .map(|part| postil_posts::Edit::ArticleTitle { part: part.span.start, title: "New".to_owned() })
        .collect();
    assert_eq!(edited(&got, &edits).unwrap().text.matches("[New]").count(), 10_000);
}

#[test]
fn a_hundred_thousand_bullets_are_read() {
    for indent in [0, 1, 7] {
        let mut text = "# [A](https://a.example/)\n".to_owned();
        for n in 0..100_000 {
            text.push_str(&format!("{}- point {n}\n", " ".repeat(n * indent % 40)));
        }
        let got = read(text.as_bytes(), "many.md").unwrap();
        let Shape::CommentaryPost(post) = &got.shape else { panic!("{:?}", got.title) };
        let mut count = 0;
        post.parts[0].points.iter().for_each(|point| point.walk(&mut |_| count += 1));
        assert_eq!(count, 100_000);
        assert_eq!(write(&got), text.as_bytes());
    }
}

#[test]
fn what_invites_quadratic_work_is_read_all_the_same() {
    let lines = [
        "```js\n",
        "```\n~~~\n",
        "<!-- \n",
        "<div>\n",
        "<pre>x\n\n",
        "{% raw %}\n",
        "# [\n",
        "[[[[",
        "# (((",
        "](",
        "> ",
        "\t",
        "*",
        "_",
        "- [",
        "`",
        "<",
        "&",
        "\\",
        "2024-06-05\n- a\n\n",
        "+-+\n",
        "1.\n",
        "---\n",
        "===\n",
        "a\n===\n",
        "https://a.example/),",
        ")",
        "Thoughts:\n\n",
        "â",
        "Ã",
        "ā ",
        "# \n",
        "#",
        "(Me) ",
        "\u{a0}",
    ];
    for line in lines {
        for head in ["", "# [A](https://a.example/)\n\n", "- a\n", "https://a.example/", "---\na: b\n---\n# ["] {
            let text = format!("{head}{}", line.repeat(10_000));
            let got = read(text.as_bytes(), "a.md").unwrap();
            assert_eq!(write(&got), text.as_bytes());
        }
    }
}

#[test]
fn nesting_without_end_is_read() {
    let text: String = (0..3000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
    let got = read(format!("# [A](https://a.example/)\n{text}").as_bytes(), "a.md").unwrap();
    assert!(matches!(got.shape, Shape::CommentaryPost(_)));
}

#[test]
fn titles_of_every_kind_are_read() {
    let long = "Wörter ".repeat(1500);
    for title in [long.trim(), "😀🚀", "שלום \u{202e}עולם", "a/b\\c", "[x] *y* #"] {
        let got = read(format!("Title: {title}\nJune 5, 2024\n\nText.\n").as_bytes(), "a.md").unwrap();
        assert_eq!((got.title.text.as_str(), got.title.from), (title, TitleFrom::Line));
        assert!(postil_posts::file_name(title, None).len() <= 120);
    }
    let got = read(format!("# [{}](https://a.example/)\n- (Me) x\n", long.trim()).as_bytes(), "a.md").unwrap();
    let Shape::CommentaryPost(post) = &got.shape else { panic!() };
    assert_eq!(post.parts[0].heading.as_ref().unwrap().title.text, long.trim());
}
