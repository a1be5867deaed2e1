//! One spelling for each page: the rules by which two addresses are the same article.

use ::url::Url;

/// Query parameters that say where a reader came from, never what the page is. A trailing `*` matches any ending.
const TRACKING: &[&str] = &[
    "utm_*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "s_cid",
    "vero_id",
    "vero_conv",
    "wickedid",
    "_ga",
    "_gl",
    "srsltid",
    "ref_src",
    "ref_url",
    "cmpid",
    "ncid",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "at_medium",
    "at_campaign",
    "pk_campaign",
    "pk_kwd",
    "piwik_campaign",
    "piwik_kwd",
    "mtm_*",
    "spm",
    "_openstat",
    "ito",
];

/// Host prefixes that lead to the same site in another dress.
const DRESS: &[&str] = &["www.", "m.", "mobile.", "amp."];

/// Reads a web address, http or https only.
pub fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// The canonical spelling: no fragment (but `#!` and `#/`, which name pages), no tracking parameters, the rest in
/// order, no slash at the end, percent-encoding in one form. Case of the host and the default port are settled by the
/// URL standard's own parser.
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if !url.fragment().is_some_and(|f| f.starts_with('!') || f.starts_with('/')) {
        url.set_fragment(None);
    }
    let mut pairs: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split('=').next().unwrap_or_default()))
        .map(settle_escapes)
        .collect();
    pairs.sort();
    url.set_query((!pairs.is_empty()).then(|| pairs.join("&")).as_deref());
    let path = settle_escapes(url.path());
    let trimmed = path.trim_end_matches('/');
    url.set_path(if trimmed.is_empty() { "/" } else { trimmed });
    url
}

/// The key under which a page is looked up: its canonical spelling without the scheme, since a site that moved to
/// https is still the same site.
pub fn key(url: &Url) -> String {
    let canonical = canonical(url);
    let text = canonical.as_str();
    text.split_once("://").map_or(text, |(_, rest)| rest).to_owned()
}

/// Whether a page at `page` may say that its canonical address is `declared`: the same host (but for `www.` and the
/// like) and port, and not the front page of the site in the place of an article.
pub fn may_declare(page: &Url, declared: &Url) -> bool {
    let dressed = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        DRESS.iter().find_map(|d| host.strip_prefix(d)).map_or(host.clone(), str::to_owned)
    };
    let front = |url: &Url| url.path() == "/" && url.query().is_none();
    dressed(page) == dressed(declared) && page.port() == declared.port() && (!front(declared) || front(page))
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TRACKING.iter().any(|rule| match rule.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *rule,
    })
}

/// Writes `%7e` as `~` and `%c3` as `%C3` (RFC 3986, section 6.2.2).
fn settle_escapes(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut rest = 0;
    while let Some(at) = text[rest..].find('%').map(|i| rest + i) {
        out.push_str(&text[rest..at]);
        let digits = bytes.get(at + 1..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(char::from(byte)),
            Some(byte) => out.push_str(&format!("%{byte:02X}")),
            None => {
                out.push('%');
                rest = at + 1;
                continue;
            }
        }
        rest = at + 3;
    }
    out.push_str(&text[rest..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, wanted: &str) {
        let url = parse(typed).expect("a web address");
        assert_eq!(canonical(&url).as_str(), wanted, "{typed}");
        assert_eq!(canonical(&canonical(&url)), canonical(&url), "settled once for all: {typed}");
    }

    #[test]
    fn spellings_of_one_page() {
        for (typed, wanted) in [
            ("https://Example.COM:443/a/", "https://example.com/a"),
            ("http://example.com:80", "http://example.com/"),
            ("https://example.com/a?utm_source=x&UTM_Medium=y#top", "https://example.com/a"),
            ("https://example.com/a?b=2&a=1&fbclid=zzz", "https://example.com/a?a=1&b=2"),
            ("https://example.com/a?", "https://example.com/a"),
            ("https://example.com/%7euser/%c3%a9", "https://example.com/~user/%C3%A9"),
            ("https://example.com/%+f", "https://example.com/%+f"),
            ("https://example.com/100%", "https://example.com/100%"),
            ("https://example.com/app#!/page", "https://example.com/app#!/page"),
            ("https://me:secret@example.com/", "https://example.com/"),
            ("https://example.com//a//", "https://example.com//a"),
        ] {
            check(typed, wanted);
        }
    }

    #[test]
    fn the_scheme_is_not_in_the_key() {
        let keys = ["http://example.com/a/", "https://example.com/a#b"].map(|u| key(&parse(u).expect("an address")));
        assert_eq!(keys[0], keys[1]);
    }

    #[test]
    fn only_http_is_a_web_address() {
        for typed in ["", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "example.com", "http://"] {
            assert!(parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_page_speaks_for_its_own_site_only() {
        let may = |a: &str, b: &str| may_declare(&parse(a).expect("an address"), &parse(b).expect("an address"));
        assert!(may("https://www.example.com/a?x=1", "https://example.com/a"));
        assert!(may("http://127.0.0.1:8000/b", "http://127.0.0.1:8000/a"));
        assert!(!may("http://127.0.0.1:8000/b", "http://127.0.0.1:9000/a"));
        assert!(!may("https://example.com/a", "https://other.example/a"));
        assert!(!may("https://example.com/a", "https://example.com/"));
        assert!(!may("https://one.github.example/a", "https://two.github.example/a"));
    }

    proptest::proptest! {
        #[test]
        fn settling_twice_changes_nothing(path in "[ -~]{0,30}", query in "[ -~]{0,20}") {
            if let Some(url) = parse(&format!("https://example.com/{path}?{query}")) {
                let once = canonical(&url);
                proptest::prop_assert_eq!(canonical(&once), once);
            }
        }
    }
}
