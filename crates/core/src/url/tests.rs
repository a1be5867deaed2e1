use proptest::prelude::*;

use super::*;

fn address(text: &str) -> Url {
    parse(text).unwrap_or_else(|| panic!("{text} is no web address"))
}

/// `pairs.txt`: an address, an arrow, its canonical spelling and, where it is not just that without its scheme, its key.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str, Option<&'static str>)> {
    include_str!("pairs.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(|line| {
        let mut words = line.split_whitespace();
        let (Some(typed), Some("->"), Some(wanted)) = (words.next(), words.next(), words.next()) else {
            panic!("no pair: {line}");
        };
        (typed, wanted, words.next())
    })
}

#[test]
fn the_table_of_addresses_holds() {
    let mut count = 0;
    for (typed, wanted, wanted_key) in pairs() {
        let url = address(typed);
        assert_eq!(canonical(&url).as_str(), wanted, "{typed}");
        let plain = wanted.split_once("://").map_or(wanted, |(_, rest)| rest);
        assert_eq!(key(&url), wanted_key.unwrap_or(plain), "the key of {typed}");
        settled(&url);
        count += 1;
    }
    assert!(count >= 100, "{count} pairs");
}

/// Addresses of pages that differ, which no rule may bring together.
#[test]
fn pages_that_differ_keep_their_own_keys() {
    for group in [
        &["https://github.com/user/amp", "https://github.com/user"][..],
        &["https://example.com/wiki//", "https://example.com/wiki/"],
        &["https://example.com/?a=1&a=2", "https://example.com/?a=2&a=1"],
        &["https://example.com/?page=1", "https://example.com/?page=2", "https://example.com/"],
        &["https://example.com/?ref=main", "https://example.com/?ref=dev", "https://example.com/"],
        &["https://forum.example/?thread&5", "https://forum.example/?5&thread"],
        &["https://m.blogspot.com/a", "https://mobile.blogspot.com/a", "https://blogspot.com/a"],
        &["https://amp.github.io/a", "https://github.io/a"],
        &["https://m.me/a", "https://me/a"],
        &["https://example.com/app#/one", "https://example.com/app#/two", "https://example.com/app"],
        &["https://example.com:8080/", "https://example.com/"],
        &["https://example.com/A", "https://example.com/a"],
        &["https://example.com/a%2Fb", "https://example.com/a/b"],
        &["https://example.com/index.php", "https://example.com/"],
        &["https://example.com/a.html", "https://example.com/a"],
        &["https://example.com/2020/05/amp", "https://example.com/2020/05"],
        &["https://youtube.com/watch?v=aaaaaaaaaaa", "https://youtube.com/watch?v=bbbbbbbbbbb"],
        &["https://www.amazon.com/dp/B000000001", "https://www.amazon.com/dp/B000000002"],
        &["https://www.amazon.com/dp/B000000001", "https://www.amazon.de/dp/B000000001"],
        &["https://en.wikipedia.org/wiki/AMP", "https://de.wikipedia.org/wiki/AMP"],
        &["https://www.google.com/search?q=a", "https://www.google.com/search?q=b"],
        &["https://example.com/?t=10", "https://example.com/?t=20", "https://example.com/?s=10"],
    ] {
        let keys: std::collections::BTreeSet<String> = group.iter().map(|typed| key(&address(typed))).collect();
        assert_eq!(keys.len(), group.len(), "{group:?} became {keys:?}");
    }
}

#[test]
fn only_http_is_a_web_address() {
    for typed in ["", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "example.com", "http://"] {
        assert!(parse(typed).is_none(), "{typed}");
    }
}

#[test]
fn a_page_speaks_for_its_own_site_only() {
    let may = |a: &str, b: &str| may_declare(&address(a), &address(b));
    assert!(may("https://www.example.com/a?x=1", "https://example.com/a"));
    assert!(may("https://m.example.com/a", "https://www.example.com/a"));
    assert!(may("http://127.0.0.1:8000/b", "http://127.0.0.1:8000/a"));
    assert!(!may("http://127.0.0.1:8000/b", "http://127.0.0.1:9000/a"));
    assert!(!may("https://example.com/a", "https://other.example/a"));
    assert!(!may("https://example.com/a", "https://example.com/"));
    assert!(!may("https://one.github.example/a", "https://two.github.example/a"));
}

/// What holds for every address.
fn settled(url: &Url) {
    let once = canonical(url);
    assert_eq!(canonical(&once), once, "settled once for all: {url}");
    assert_eq!(once.host(), url.host(), "the host of {url}");
    assert_eq!((once.scheme(), once.port()), (url.scheme(), url.port()), "{url}");
    let found = key(url);
    assert_eq!(key(&once), found, "the canonical spelling of {url} has its key");
    assert_eq!(key_again(&found), found, "the key of a key is the key: {url}");
}

fn any_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn host() -> impl Strategy<Value = String> {
    let known = any_of(&[
        "example.com",
        "EXAMPLE.com",
        "www.example.com",
        "m.m.example.com",
        "amp.example.co.uk",
        "m.me",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "www.amazon.com",
        "smile.amazon.co.uk",
        "youtu.be",
        "www.youtube.com",
        "m.youtube.com",
        "en.m.wikipedia.org",
        "www.google.com",
        "www-x-y.cdn.ampproject.org",
        "old.reddit.com",
        "mobile.twitter.com",
        "www.bbc.com",
        "m.blogspot.com",
        "bücher.example",
        "example.com.",
        "www.www.com",
        "imdb.com",
    ]);
    prop_oneof![known.prop_map(str::to_owned), "[a-z0-9-]{1,8}(\\.[a-z]{2,5}){1,3}"]
}

fn path() -> impl Strategy<Value = String> {
    let known = any_of(&[
        "",
        "a",
        "index.html",
        "index.htm",
        "b.amp.html",
        "amp",
        "2020",
        "05",
        "ref=sr_1",
        "dp",
        "gp",
        "product",
        "B000000000",
        "a;jsessionid=1A",
        ";JSESSIONID=2",
        "%7e",
        "%zz",
        "%%37e",
        "%2F",
        "%c3%a9",
        "s",
        "c",
        "v",
        "shorts",
        "embed",
        "live",
        "dQw4w9WgXcQ",
        "www.example.org",
        "search",
        "status",
        "..",
        ".",
        "watch",
    ]);
    let part = prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[ -~]{0,10}"];
    prop::collection::vec(part, 0..7).prop_map(|parts| parts.join("/"))
}

fn query() -> impl Strategy<Value = String> {
    let known = any_of(&[
        "",
        "a=1",
        "a=2",
        "b=%7e",
        "utm_source=x",
        "UTM_Medium=y",
        "fbclid",
        "amp",
        "amp=1",
        "outputType=amp",
        "t=10",
        "si=x",
        "v=dQw4w9WgXcQ",
        "ref=x",
        "ref_=y",
        "keywords=k",
        "flag",
        "%75tm_source=1",
        "=",
        "==",
        "q=a+b",
        "q=a%20b",
    ]);
    let part = prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[ -~]{0,8}"];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.join("&"))
}

#[test]
fn what_is_no_escape_may_be_cut() {
    settled(&address("http://imdb.com/%c3%a9/ref=sr_1/%"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn settling_is_once_for_all_and_never_changes_the_host(
        scheme in any_of(&["http", "https"]), host in host(), port in any_of(&["", ":80", ":443", ":8080"]),
        path in path(), query in query(), fragment in any_of(&["", "#", "#top", "#!/a", "#/b?c=1", "#:~:text=x"]),
    ) {
        if let Some(url) = parse(&format!("{scheme}://{host}{port}/{path}?{query}{fragment}")) {
            settled(&url);
        }
    }

    #[test]
    fn a_parameter_that_no_rule_names_stays(host in host(), value in "[a-z0-9]{0,6}") {
        if let Some(url) = parse(&format!("https://{host}/a?xyzzy={value}&utm_source=q")) {
            let settled = canonical(&url);
            prop_assert_eq!(settled.query().unwrap_or_default(), format!("xyzzy={value}"));
        }
    }
}
