use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::links::Target;
use crate::{Kind, Part};

fn word() -> impl Strategy<Value = Expr> {
    let text = prop_oneof![
        "[a-z]{1,6}",
        "[-+#:._a-zé日]{1,6}",
        Just("foo()".to_owned()),
        Just("std::sync::Arc".to_owned()),
        Just("--flag".to_owned()),
        Just("->".to_owned()),
    ];
    (text, any::<bool>()).prop_filter_map("a word", |(text, prefix)| {
        let typed = Node::word(&text, prefix && lex::says_something(&text), 0..0);
        matches!(typed.expr, Expr::Word { .. }).then_some(typed.expr)
    })
}

fn phrase() -> impl Strategy<Value = Expr> {
    ("[-a-zOR():*]{1,4}( [-a-zOR():*]{1,4}){0,2}", any::<bool>())
        .prop_map(|(text, prefix)| Expr::Phrase { text, prefix })
}

fn day() -> impl Strategy<Value = Day> {
    let unit = prop::sample::select(vec![Unit::Days, Unit::Weeks, Unit::Months, Unit::Years]);
    prop_oneof![
        Just(Day::Today),
        Just(Day::Yesterday),
        (any::<u16>(), unit).prop_map(|(count, unit)| Day::Ago(count, unit)),
        (0i16..=9999).prop_map(Day::Year),
        (0i16..=9999, 1i8..=12).prop_map(|(year, month)| Day::Month(year, month)),
        (0i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Day::Date(date(year, month, day))),
    ]
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        day().prop_map(Period::In),
        (day(), proptest::option::of(day())).prop_map(|(from, to)| Period::Range(Some(from), to)),
        day().prop_map(|to| Period::Range(None, Some(to))),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    use State::{Archived, Failed, Orphaned, Read, Reading, Unread, Untagged};
    let parts = vec![Part::Commentary, Part::Outline, Part::Highlight];
    let every = [parts.clone(), vec![Part::Body, Part::Title]].concat();
    let kinds = vec![Kind::Article, Kind::Note, Kind::Journal, Kind::Post];
    let states = vec![Unread, Reading, Read, Archived, Untagged, Orphaned, Failed];
    prop_oneof![
        "[a-z(]{1,4}(/[a-z)]{1,4})?".prop_map(Filter::Tag),
        "[a-z]{1,5}\\.example".prop_map(Filter::Site),
        "[A-Z(\\[.-][a-z)*]{0,4}( [a-z]{1,4})?".prop_map(Filter::Author),
        prop::sample::select(every).prop_map(Filter::In),
        prop::sample::select(kinds).prop_map(Filter::Kind),
        prop::sample::select(states).prop_map(Filter::Is),
        prop::sample::select(parts).prop_map(Filter::Has),
        day().prop_map(Filter::Before),
        day().prop_map(Filter::After),
        period().prop_map(Filter::Saved),
        period().prop_map(Filter::Published),
        "[a-z]{2,3}(-[a-z0-9]{1,4})?".prop_map(Filter::Lang),
        "[A-Z#|(][a-z\\]]{0,4}( [a-z]{1,4})?".prop_map(|title| Filter::LinksTo(Target::Title(title))),
        "https://[a-z]{1,4}\\.example/[a-z()]{0,4}".prop_map(|url| Filter::LinksTo(Target::Url(url))),
    ]
}

/// A tree in normal form.
fn tree() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![word(), phrase(), filter().prop_map(Expr::Filter)].prop_map(|expr| Node::new(expr, 0..0));
    leaf.prop_recursive(6, 40, 4, |within| {
        prop_oneof![
            prop::collection::vec(within.clone(), 1..4).prop_map(|nodes| Node::all(nodes).expect("nodes")),
            prop::collection::vec(within.clone(), 1..4).prop_map(|nodes| Node::any(nodes).expect("nodes")),
            within.clone().prop_map(|node| node.not(0..0)),
            within.prop_map(|node| Node::new(Expr::Filter(Filter::Title(Box::new(node))), 0..0)),
        ]
    })
}

/// Text that looks like a search now and then.
fn typed() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "bc",
        "OR",
        " ",
        " ",
        "  ",
        "(",
        ")",
        "-",
        "\"",
        "*",
        ":",
        "tag:",
        "title:",
        "title:(",
        "site:",
        "www.",
        "in:body",
        "kind:note",
        "kind:",
        "x",
        "before:2024",
        "-13",
        "saved:",
        "..",
        "7d",
        "links-to:",
        "[[",
        "]]",
        "|",
        "#",
        "/",
        "sort:title",
        "https://a.example/",
        "“",
        "é",
        "日本",
        "\u{200f}",
        "\u{0}",
        "lang:",
        "de",
        "author:",
        "\t",
        "\u{301}",
        "🦀",
    ];
    prop_oneof![
        prop::collection::vec(prop::sample::select(pieces), 0..16).prop_map(|pieces| pieces.concat()),
        "\\PC{0,40}",
        any::<String>(),
    ]
}

fn each_place(node: &Node, text: &str) -> bool {
    let within: Vec<&Node> = match &node.expr {
        Expr::Not(node) | Expr::Filter(Filter::Title(node)) => vec![node],
        Expr::All(nodes) | Expr::Any(nodes) => nodes.iter().collect(),
        _ => Vec::new(),
    };
    text.get(node.span.clone()).is_some_and(|part| !part.is_empty()) && within.iter().all(|node| each_place(node, text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tree_is_read_from_its_text_as_it_was(tree in tree()) {
        let text = tree.to_string();
        let query = parse(&text);
        prop_assert_eq!(query.tree.as_ref(), Some(&tree), "{}", text);
        prop_assert_eq!(query.to_string(), text);
    }

    #[test]
    fn any_text_is_a_search_and_its_canonical_text_is_the_same(text in typed()) {
        for query in [parse(&text), parse_typing(&text)] {
            let canonical = query.to_string();
            let again = parse(&canonical);
            prop_assert_eq!(&again.tree, &query.tree, "{}", canonical);
            prop_assert_eq!(again.sort, query.sort);
            prop_assert!(query.tree.is_none_or(|tree| each_place(&tree, &text)));
            prop_assert!(query.problems.iter().all(|problem| text.get(problem.span.clone()).is_some_and(|part| !part.is_empty())));
            prop_assert!(query.pending.is_none_or(|at| text.get(at).is_some()));
        }
    }

    #[test]
    fn no_word_is_dropped_in_silence(words in prop::collection::vec("[a-z]{2,5}x?:?[a-z]{0,5}", 1..8), between in prop::collection::vec("( |\\(|\\)|\"| OR | -|-\\()", 8)) {
        let text: String = words.iter().zip(&between).map(|(word, between)| format!("{word}{between}")).collect();
        let canonical = parse(&text).to_string().to_lowercase();
        for word in words.iter().filter(|word| !word.starts_with("sort:")) {
            prop_assert!(canonical.contains(word.trim_end_matches(':')), "{} is not in {}", word, canonical);
        }
    }

    #[test]
    fn a_completion_stands_where_it_says(text in typed(), cursor in 0usize..60) {
        if let Some(Completing::Filter { typed, range } | Completing::Value { typed, range, .. }) = completing(&text, cursor) {
            prop_assert!(text.get(range.clone()).is_some_and(|part| part.contains(&typed)));
            prop_assert!(range.start <= cursor && cursor <= range.end);
        }
    }

    #[test]
    fn days_stand_in_order(period in period(), today in (1000i16..3000, 1i8..=12, 1i8..=28)) {
        let days = period.days(date(today.0, today.1, today.2));
        prop_assert!(days.first.unwrap_or(Date::MIN) <= days.last.unwrap_or(Date::MAX));
    }
}

#[test]
fn long_and_broken_texts_are_read() {
    let long = 100_000;
    for piece in [
        "(",
        ")",
        "\"",
        "-",
        "*",
        "(a ",
        "-(",
        "title:(",
        "a(",
        "a)",
        "OR ",
        "a OR ",
        "kind:x ",
        "tag:",
        "links-to:[[",
        "\u{0}",
        "ا ",
        "tagg:x ",
        "\"a",
        "((a) ",
        ":",
        "word",
        "before:2024-13 ",
        "[[",
        "“”",
    ] {
        let text = piece.repeat(long / piece.len());
        let query = parse_typing(&text);
        assert_eq!(parse(&query.to_string()).tree, query.tree, "{piece}");
    }
    let many: Vec<String> = (0..500).map(|number| format!("term{number}")).collect();
    let Some(Expr::All(nodes)) = parse(&many.join(" ")).tree.map(|tree| tree.expr) else { panic!("all must match") };
    assert_eq!(nodes.len(), 500);
}
