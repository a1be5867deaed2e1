use jiff::civil::date;

use super::*;

/// The tree, with its groups told: `&` all, `|` any, `!` not, `~` unfinished.
fn shape(node: &Node) -> String {
    let several =
        |sign: &str, nodes: &[Node]| format!("{sign}[{}]", nodes.iter().map(shape).collect::<Vec<_>>().join(" "));
    let end = if node.unfinished { "~" } else { "" };
    match &node.expr {
        Expr::Not(node) => format!("!{}", shape(node)),
        Expr::All(nodes) => several("&", nodes),
        Expr::Any(nodes) => several("|", nodes),
        Expr::Filter(Filter::Title(node)) => format!("title:{}", shape(node)),
        _ => format!("{node}{end}"),
    }
}

fn check(typed: &str, wanted: &str) {
    let query = parse(typed);
    assert_eq!(query.tree.as_ref().map(shape).unwrap_or_default(), wanted, "{typed}");
    assert_eq!(query.problems, [], "{typed}");
    assert_eq!(parse(&query.to_string()).tree, query.tree, "{typed}");
}

fn check_typing(typed: &str, wanted: &str, pending: &str) {
    let query = parse_typing(typed);
    assert_eq!(query.tree.as_ref().map(shape).unwrap_or_default(), wanted, "{typed}");
    assert_eq!(query.pending.map(|at| &typed[at]).unwrap_or_default(), pending, "{typed}");
}

fn check_problem(typed: &str, canonical: &str, at: &str, message: &str, suggestion: Option<&str>) {
    let query = parse(typed);
    assert_eq!(query.to_string(), canonical, "{typed}");
    let told: Vec<_> =
        query.problems.iter().map(|p| (&typed[p.span.clone()], p.message.as_ref(), p.suggestion.as_deref())).collect();
    assert_eq!(told, [(at, message, suggestion)], "{typed}");
}

#[test]
fn words_phrases_and_groups() {
    check("", "");
    check("  \u{3000}", "");
    check("word", "word");
    check("word another", "&[word another]");
    check("\"exact  phrase\" word", "&[\"exact phrase\" word]");
    check("„exact phrase“", "\"exact phrase\"");
    check("say\"this thing\"now", "&[say \"this thing\" now]");
    check("a b OR c", "|[&[a b] c]");
    check("a (b OR c)", "&[a |[b c]]");
    check("a or b", "&[a or b]");
    check("(a b) c", "&[a b c]");
    check("((a)) OR (b OR c)", "|[a b c]");
    check("-a -\"b c\" -(d OR e)", "&[!a !\"b c\" !|[d e]]");
    check("-(-a)", "a");
    check("-OR", "!\"OR\"");
    check("auto* \"two wor\"*", "&[auto* \"two wor\"*]");
    check("(foo())", "foo()");
    check("foo(bar baz)", "&[foo bar baz]");
    check("(std::f(x) OR b)", "|[std::f(x) b]");
    check("日本語 OR مرحبا", "|[日本語 مرحبا]");
}

#[test]
fn words_stay_as_they_are_typed() {
    for word in [
        "std::sync::Arc",
        "N+1",
        "C++",
        "foo_bar",
        "node.js",
        "well-known",
        "--flag",
        "->x",
        "1.2.3",
        "10:30",
        "a/b",
        "https://en.example.org/wiki/Rust_(language)?a=b#c",
        "foo()",
        "f(x,(y))",
        "#tag",
        "don't",
        "foo:bar",
        "port:8080",
        "size:10",
        "long:int",
        "int:x",
        "tab:x",
        "hash:abc",
        "a*b",
        "café",
    ] {
        check(word, word);
        check(&format!("-(x {word})"), &format!("!&[x {word}]"));
    }
    check("-(--flag)", "!--flag");
}

#[test]
fn filters() {
    for filter in [
        "tag:rust",
        "tag:rust/async",
        "site:example.com",
        "author:Lovelace",
        "author:\"Ada Lovelace\"",
        "title:word",
        "title:\"a phrase\"",
        "title:beg*",
        "in:commentary",
        "in:body",
        "kind:article",
        "kind:post",
        "is:unread",
        "is:failed",
        "has:outline",
        "before:2024-06",
        "after:2024-01-01",
        "before:7d",
        "saved:today",
        "saved:2w",
        "saved:yesterday",
        "published:2024",
        "published:2024-01..2024-06",
        "saved:2024..",
        "saved:..3m",
        "lang:de",
        "lang:pt-br",
        "links-to:[[A title]]",
        "links-to:https://example.com/a",
    ] {
        check(filter, filter);
        check(&format!("-{filter}"), &format!("!{filter}"));
    }
    check("title:(a OR -b)", "title:|[a !b]");
    check("-title:(a b) c", "&[!title:&[a b] c]");
    check("Tag:#Rust KIND:Note", "&[tag:Rust kind:note]");
    check("tag:\"two words\" tag:rust/*", "&[tag:two-words tag:rust]");
    check("tag:\"f(x\"", "tag:\"f(x\"");
    check("site:https://www.Example.com:80/a?b=c site:*.example.org", "&[site:example.com site:example.org]");
    check("saved:2024-6-5 before:2024-6", "&[saved:2024-06-05 before:2024-06]");
    check("links-to:\"C# in depth\" links-to:Plain", "&[links-to:\"C# in depth\" links-to:[[Plain]]]");
    check("links-to:[[A \"title\"#part|shown]]x", "&[links-to:[[A title]] x]");
    check("(tag:a OR tag:b) word", "&[|[tag:a tag:b] word]");
}

#[test]
fn sorting_is_of_the_whole_search() {
    let query = parse("-sort:Title (word)");
    assert_eq!(query.sort, Some(Sort { by: Order::Title, reversed: true }));
    assert_eq!(query.to_string(), "-sort:title word");
    assert_eq!(parse("sort:saved").to_string(), "sort:saved");
    check_problem("sort:saved sort:title", "sort:title", "sort:title", "Sorted before already: this one counts", None);
}

#[test]
fn what_cannot_be_understood_is_searched_as_words_and_told() {
    let kinds = "kind: takes article, note, journal or post";
    check_problem("kind:artcle", "\"kind:artcle\"", "kind:artcle", kinds, Some("kind:article"));
    check_problem("a -kind:x", "a -\"kind:x\"", "kind:x", kinds, None);
    check_problem("kind: note", "\"kind:\" note", "kind:", kinds, None);
    let states = "is: takes unread, reading, read, archived, untagged, orphaned or failed";
    check_problem("is:unred", "\"is:unred\"", "is:unred", states, Some("is:unread"));
    check_problem("before:2024-13", "\"before:2024-13\"", "before:2024-13", "There is no month 13", None);
    check_problem("after:2023-02-29", "\"after:2023-02-29\"", "after:2023-02-29", "2023-02 has no day 29", None);
    let day = "before: takes a day such as 2024-06-05, 2024-06, yesterday or 7d";
    check_problem("before:2024/06", "\"before:2024/06\"", "before:2024/06", day, Some("before:2024-06"));
    check_problem("before:yesterdy", "\"before:yesterdy\"", "before:yesterdy", day, Some("before:yesterday"));
    check_problem("before:2024..2025", "\"before:2024..2025\"", "before:2024..2025", day, None);
    check_problem("site:2024", "\"site:2024\"", "site:2024", "site: takes a host such as example.com", None);
    check_problem("lang:german", "\"lang:german\"", "lang:german", "lang: takes a code such as de", None);
    check_problem("tag:\"\"", "\"tag:\"", "tag:\"\"", "tag: takes a tag such as rust or rust/async", None);
    check_problem("tagg:x*", "tagg:x*", "tagg:x", "There is no filter tagg:", Some("tag:x"));
    check_problem(
        "stie:a.example",
        "stie:a.example",
        "stie:a.example",
        "There is no filter stie:",
        Some("site:a.example"),
    );
    check_problem("type:note", "type:note", "type:note", "There is no filter type:", Some("kind:note"));
    check_problem("a & b", "a & b", "&", "Without letters or digits nothing is found by this", None);
    check_problem("*", "*", "*", "Without letters or digits nothing is found by this", None);
}

#[test]
fn what_does_not_balance_is_told() {
    check_problem("a \"b c", "a \"b c\"", "\"", "This is not closed", None);
    check_problem("author:\"b c", "author:\"b c\"", "\"", "This is not closed", None);
    check_problem("a (b OR (c", "a (b OR c)", "(", "This is not closed", None);
    check_problem("a -title:(b c", "a -title:(b c)", "(", "This is not closed", None);
    check_problem("a))) b", "a b", ")))", "This closes nothing", None);
    check_problem("a () b", "a b", "()", "Nothing stands between these", None);
    check_problem("a OR", "a \"OR\"", "OR", "OR stands between two: here it is a word", None);
    check_problem("OR a", "\"OR\" a", "OR", "OR stands between two: here it is a word", None);
    check_problem("(a OR) b", "a \"OR\" b", "OR", "OR stands between two: here it is a word", None);
}

#[test]
fn the_end_may_be_unfinished_while_it_is_typed() {
    check_typing("small que", "&[small que~]", "");
    check_typing("small que ", "&[small que]", "");
    check_typing("small C++", "&[small C++]", "");
    check_typing("\"small que", "\"small que\"~", "");
    check_typing("\"small que\"", "\"small que\"", "");
    check_typing("a -que", "&[a !que]", "");
    check_typing("-(a que", "!&[a que]", "");
    check_typing("title:que", "title:que~", "");
    check_typing("tag:ru", "tag:ru~", "");
    check_typing("tag:\"ru\"", "tag:ru", "");
    check_typing("a kind:art", "a", "kind:art");
    check_typing("a -kind:", "a", "-kind:");
    check_typing("a before:2024-0", "a", "before:2024-0");
    check_typing("saved:2024-01..", "saved:2024-01..~", "");
    check_typing("saved:2024.", "", "saved:2024.");
    check_typing("a OR ", "a", "OR ");
    check_typing("a OR -", "a", "OR -");
    check_typing("(a OR kind:n", "a", "OR kind:n");
    check_typing("kind:x", "\"kind:x\"~", "");
    assert_eq!(parse_typing("a OR (b kind:n -").problems.len(), 2);
    assert_eq!(parse_typing("kind: ").problems.len(), 1);
}

#[test]
fn nodes_know_where_they_stand() {
    let typed = "é -tag:x (b OR \"c d\")";
    let tree = parse(typed).tree.unwrap();
    let Expr::All(nodes) = &tree.expr else { panic!("{tree}") };
    let places: Vec<&str> = nodes.iter().map(|node| &typed[node.span.clone()]).collect();
    assert_eq!(places, ["é", "-tag:x", "(b OR \"c d\")"]);
    assert_eq!(tree.span, 0..typed.len());
}

#[test]
fn days_are_told_when_today_is_known() {
    let today = date(2024, 3, 31);
    let days = |typed: &str| {
        let tree = parse(typed).tree.unwrap();
        let Expr::Filter(filter) = &tree.expr else { panic!("{typed}") };
        let Days { first, last } = filter.days(today).unwrap();
        let end = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        format!("{} {}", end(first), end(last))
    };
    for (typed, wanted) in [
        ("saved:today", "2024-03-31 2024-03-31"),
        ("saved:yesterday", "2024-03-30 2024-03-30"),
        ("saved:7d", "2024-03-24 2024-03-31"),
        ("saved:2w", "2024-03-17 2024-03-31"),
        ("published:1m", "2024-02-29 2024-03-31"),
        ("saved:1y", "2023-03-31 2024-03-31"),
        ("saved:2024", "2024-01-01 2024-12-31"),
        ("saved:2024-02", "2024-02-01 2024-02-29"),
        ("saved:2024-01..2024-02", "2024-01-01 2024-02-29"),
        ("saved:2024-02..2024-01", "2024-01-01 2024-02-29"),
        ("saved:2024..", "2024-01-01 "),
        ("saved:..7d", " 2024-03-24"),
        ("before:2024-02", " 2024-01-31"),
        ("before:7d", " 2024-03-23"),
        ("after:2024-02", "2024-02-01 "),
        ("saved:65535m", "-003438-12-31 2024-03-31"),
    ] {
        assert_eq!(days(typed), wanted, "{typed}");
    }
    assert_eq!(days("before:65535y"), format!(" {}", jiff::civil::Date::MIN));
}

#[test]
fn what_is_being_typed_is_told() {
    let name = |typed: &str, range| Some(Completing::Filter { typed: typed.into(), range });
    let value = |filter, typed: &str, range| Some(Completing::Value { filter, typed: typed.into(), range });
    for (text, cursor, wanted) in [
        ("", 0, name("", 0..0)),
        ("a ", 2, name("", 2..2)),
        ("ki", 2, name("ki", 0..2)),
        ("a -ki", 5, name("ki", 3..5)),
        ("(ki", 3, name("ki", 1..3)),
        ("zebra", 5, None),
        ("kind", 2, name("ki", 0..4)),
        ("kind:note", 2, name("ki", 0..5)),
        ("kind:", 5, value(Name::Kind, "", 5..5)),
        ("kind:no b", 7, value(Name::Kind, "no", 5..7)),
        ("-tag:rust/as", 9, value(Name::Tag, "rust", 5..12)),
        ("author:\"Ada L x", 13, value(Name::Author, "Ada L", 7..13)),
        ("author:\"Ada\"", 11, value(Name::Author, "Ada", 7..12)),
        ("author:\"Ada\"", 12, None),
        ("links-to:[[Ti", 13, value(Name::LinksTo, "Ti", 9..13)),
        ("\"kind", 5, None),
        ("title:(ki", 9, name("ki", 7..9)),
        ("é", 1, None),
        ("a", 9, None),
    ] {
        assert_eq!(completing(text, cursor), wanted, "{text} at {cursor}");
    }
    assert_eq!(completing("is:re", 5).unwrap().choices(), ["reading", "read"]);
    assert_eq!(completing("s", 1).unwrap().choices(), ["site", "saved", "sort"]);
    assert_eq!(completing("saved:", 6).unwrap().choices()[..2], ["today", "yesterday"]);
    assert_eq!(["rust", "a b", "f(x"].map(super::value), ["rust", "\"a b\"", "\"f(x\""]);
}
