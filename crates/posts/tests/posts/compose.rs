//! Composed posts are read as what they were composed of.

use jiff::civil::date;
use postil_posts::{
    Article, Composition, Flavour, OutlinePoint, Read, Shape, Voice, changes, compose, edited, read, write,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

fn articles(read: &Read) -> Vec<Article> {
    match &read.shape {
        Shape::CommentaryPost(post) => post.articles().map(Article::from).collect(),
        other => panic!("{other:?} is no commentary post\n{}", read.text),
    }
}

#[track_caller]
fn check(composition: &Composition) {
    for flavour in [Flavour::Jekyll, Flavour::Plain] {
        let text = compose(composition, flavour);
        let got = read(text.as_bytes(), "2024-06-05-a.md").unwrap();
        assert_eq!(articles(&got), composition.articles, "{text}");
        assert_eq!(got.title.text, composition.title, "{text}");
        assert_eq!(got.date.as_ref().and_then(|date| date.day), composition.date, "{text}");
        if flavour == Flavour::Jekyll {
            assert_eq!(got.front.as_ref().map(|front| front.tags.clone()), Some(composition.tags.clone()), "{text}");
        }
    }
}

fn point(text: &str) -> OutlinePoint {
    OutlinePoint { text: text.to_owned(), ..OutlinePoint::default() }
}

#[test]
fn a_post_is_composed() {
    let composition = Composition {
        title: "Salt: a \"week\"".to_owned(),
        date: Some(date(2024, 6, 5)),
        tags: vec!["salt".to_owned(), "old roads".to_owned()],
        introduction: "Two pieces.".to_owned(),
        articles: vec![
            Article {
                title: "Roads [north] & south".to_owned(),
                url: "https://salt.example/roads_(1)".to_owned(),
                outline: vec![
                    OutlinePoint {
                        children: vec![OutlinePoint { voice: Voice::Me, ..point("why?") }],
                        ..point("Carts")
                    },
                    OutlinePoint { whole: true, ..point("```\n# code\n\n- x\n```") },
                    point("1. is no number"),
                ],
                commentary: "Good.\n\n- very".to_owned(),
            },
            Article {
                title: "Pans".to_owned(),
                url: "https://pans.example/".to_owned(),
                outline: Vec::new(),
                commentary: "- a list\n- of two\n\n# Heading\n\n{{ liquid }}\n\n```\nopen".to_owned(),
            },
        ],
    };
    let jekyll = "---\nlayout: post\ntitle: \"Salt: a \\\"week\\\"\"\ndate: 2024-06-05\ntags: [\"salt\", \"old roads\"]\nrender_with_liquid: false\n---\n\nTwo pieces.\n\n## [Roads \\[north\\] & south](https://salt.example/roads_%281%29)\n\n- Carts\n  - (Me) why?\n\n```\n# code\n\n- x\n```\n\n- 1\\. is no number\n\nThoughts: Good.\n\n- very\n\n## [Pans](https://pans.example/)\n\nThoughts:\n\n- a list\n- of two\n\n**Heading**\n\n{{ liquid }}\n\n```\nopen\n```\n";
    assert_eq!(compose(&composition, Flavour::Jekyll), jekyll);
    let plain = compose(&composition, Flavour::Plain);
    assert!(plain.starts_with("# Salt: a \"week\"\n\nJune 5, 2024\n\nTwo pieces.\n\n## [Roads"), "{plain}");
    let again = read(jekyll.as_bytes(), "a.md").unwrap();
    let second = Composition { articles: articles(&again), ..composition };
    assert_eq!(compose(&second, Flavour::Jekyll), jekyll);
}

#[test]
fn a_title_that_looks_like_an_address_stays_a_title() {
    for title in [
        "y://é",
        "https://a.example/b",
        "HTTP://a.example",
        "1. https://a.example/b",
        "www.a.example",
        "(a)(https://b.example/c)",
        "(a)[b.example/c]",
        "<https://a.example>",
        "[a](https://b.example)",
        "See https://a.example/b",
        "Title: a",
        "2024-06-05",
    ] {
        let article = Article { title: "A".to_owned(), url: "https://a.example/".to_owned(), ..Article::default() };
        let articles = vec![Article { commentary: "Good.".to_owned(), ..article }];
        check(&Composition {
            title: title.to_owned(),
            date: Some(date(2024, 6, 5)),
            articles,
            ..Composition::default()
        });
    }
}

fn outline() -> impl Strategy<Value = Vec<OutlinePoint>> {
    let text = prop_oneof![
        4 => select(vec!["river", "*salt* and [a](https://a.example)", "1. one", "# x", "- y", "(Me) z", "\\(Me) z", "> q", "---", "漢字 שלום 😀", "`a` <b> & c", "Thoughts: mine", "https://a.example/x, https://b.example", "2024-06-05", "a #"]).prop_map(str::to_owned),
        1 => "[!-~]([ -~]{0,20}[!-~])?".prop_filter("no runs of spaces", |text| !text.contains("  ")),
    ];
    let leaf = (text, any::<bool>()).prop_map(|(text, me)| OutlinePoint {
        text,
        voice: if me { Voice::Me } else { Voice::Author },
        ..OutlinePoint::default()
    });
    let whole = select(vec!["```\n# x\n\n  - y\n```", "> a\n> b", "| a |\n|---|\n| b |"])
        .prop_map(|text| OutlinePoint { whole: true, ..point(text) });
    let tree = leaf.prop_recursive(4, 24, 4, move |inner| {
        (inner.clone(), proptest::collection::vec(prop_oneof![4 => inner, 1 => whole.clone()], 0..4))
            .prop_map(|(point, children)| OutlinePoint { children, ..point })
    });
    proptest::collection::vec(tree, 0..5)
}

fn article() -> impl Strategy<Value = Article> {
    let title = prop_oneof![
        select(vec!["A", "[b](c) *d*", "e # f", "שלום", "😀", "1. g", "h & i &amp;", "\\"]).prop_map(str::to_owned),
        "[!-~]([ -~]{0,30}[!-~])?"
    ];
    let title = title.prop_map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let url = select(vec!["https://a.example/", "https://b.example/x?y=z&w=1", "http://c.example/%28d%29#e"]);
    let commentary = select(vec![
        "",
        "Good.",
        "One.\n\nTwo.",
        "- a\n- b",
        "> said",
        "**bold** first",
        ": colon",
        "```\n# [x](https://x.example)\n```",
        "Thoughts: again",
        "(Me) me",
        "2024-06-05",
        "| a |\n|---|",
    ]);
    (title, url, outline(), commentary).prop_map(|(title, url, outline, commentary)| Article {
        title,
        url: url.to_owned(),
        outline,
        commentary: commentary.to_owned(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_composition_is_read_as_it_was_composed(
        title in "[ -~é漢]{1,30}",
        tags in proptest::collection::vec("[a-z\"':, é]{0,6}[a-z]", 0..3),
        introduction in select(vec!["", "Some words.", "## A section\n\nwords", "- a list"]),
        articles in proptest::collection::vec(article(), 1..4),
    ) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let tags = tags.iter().map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        prop_assume!(!title.is_empty());
        check(&Composition { title, date: Some(date(2024, 6, 5)), tags, introduction: introduction.to_owned(), articles });
    }

    #[test]
    fn any_article_becomes_another_by_edits(before in article(), after in article()) {
        let title = |n: usize| Article { title: format!("Neighbour {n}"), url: "https://n.example/".to_owned(), ..Article::default() };
        let composition = Composition { date: Some(date(2024, 6, 5)), articles: vec![title(1), before, title(2)], ..Composition::default() };
        let got = read(compose(&composition, Flavour::Jekyll).as_bytes(), "a.md").unwrap();
        let Shape::CommentaryPost(post) = &got.shape else { panic!() };
        let part = post.articles().nth(1).unwrap();
        prop_assert_eq!(changes(part, &Article::from(part)), vec![]);
        let edits = changes(part, &after);
        let changed = edited(&got, &edits).unwrap();
        let wanted = vec![title(1), after, title(2)];
        prop_assert_eq!(articles(&changed), wanted, "{:?}\n{}\n---\n{}", edits, got.text, changed.text);
        if edits.is_empty() {
            prop_assert_eq!(write(&changed), write(&got));
        }
    }
}
