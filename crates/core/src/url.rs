//! One spelling for each page: the rules by which two addresses are the same article.
//!
//! [`canonical`] is for reading and for asking: it never changes the scheme or the host. [`key`] is for looking up, and goes
//! further: it also leaves out the scheme, and folds hosts that show the same pages. The rules are tables, in `rules.rs`; what
//! they make of addresses is written down in `pairs.txt`.

mod rules;

use ::url::Url;

/// The version of the rules. Keys that older rules made are made anew by the passes of `verbs`.
pub const VERSION: u32 = 3;

/// Reads a web address, http or https only.
pub fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// The site of an address, as it is shown and filtered by: its host without `www.`.
pub fn site(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    url.host_str().map(|host| host.trim_start_matches("www.").to_owned())
}

/// The canonical spelling: no fragment (but `#!` and `#/`, which name pages), no tracking parameters, the rest in the
/// order of their names, no slash at the end, no name of an index file, percent-encoding in one form. Case of the host,
/// its ASCII form and the default port are settled by the URL standard's own parser.
///
/// Parameters of the same name keep their order. A query with a part that is not `name=value` keeps its whole order.
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if !url.fragment().is_some_and(|f| f.starts_with('!') || f.starts_with('/')) {
        url.set_fragment(None);
    }
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
    let mut path = settle_escapes(url.path());
    while let Some(shorter) = shorten(&path, &host) {
        // What was cut may have held what was no escape.
        path = settle_escapes(&shorter);
    }
    url.set_path(&path);
    let query = url.query().and_then(|query| settle_query(query, &host, &path));
    url.set_query(query.as_deref());
    url
}

/// The key under which a page is looked up: its canonical spelling without the scheme, since a site that moved to https is
/// still the same site, and with one host for the forms of a site: `www.`, those for telephones, and the few that go by
/// several names. A form that names somebody on a shared host is left alone.
pub fn key(url: &Url) -> String {
    let mut url = canonical(url);
    // A page within a page within a page is nobody's article.
    for _ in 0..4 {
        match unwrapped(&url) {
            Some(inner) => url = canonical(&inner),
            None => break,
        }
    }
    let text = url.as_str();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = url.host_str().unwrap_or_default();
    let tail = rest.strip_prefix(host).unwrap_or_default();
    let host = plain_host(host);
    film(&host, tail).unwrap_or_else(|| format!("{host}{tail}"))
}

/// The key that the rules now make of one that older rules made.
pub fn key_again(old: &str) -> String {
    // A key has no scheme, and 443 is a port to be named only where it is not that of https.
    let authority = old.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = if authority.ends_with(":443") { "http" } else { "https" };
    parse(&format!("{scheme}://{old}")).map_or_else(|| old.to_owned(), |url| key(&url))
}

/// Whether two addresses are of one site: the same host (but for `www.` and the like) and port.
pub fn same_site(one: &Url, other: &Url) -> bool {
    let host = |url: &Url| plain_host(url.host_str().unwrap_or_default());
    host(one) == host(other) && one.port() == other.port()
}

/// Whether a page at `page` may say that its canonical address is `declared`: of the same site, and not the front page
/// in the place of an article.
pub fn may_declare(page: &Url, declared: &Url) -> bool {
    let front = |url: &Url| url.path() == "/" && url.query().is_none();
    same_site(page, declared) && (!front(declared) || front(page))
}

/// Whether a host is one of these, or below one of them.
fn is_on(host: &str, hosts: &[&str]) -> bool {
    hosts.iter().any(|known| below(host, known).is_some())
}

/// What stands before a host in one that is below it, with its dot; empty when it is the host itself.
fn below<'a>(host: &'a str, known: &str) -> Option<&'a str> {
    let rest = host.strip_suffix(known)?;
    (rest.is_empty() || rest.ends_with('.')).then_some(rest)
}

/// The one host for the forms of a site.
fn plain_host(host: &str) -> String {
    let mut host = host.trim_end_matches('.').to_owned();
    if host.parse::<std::net::Ipv4Addr>().is_ok() || host.starts_with('[') {
        return host;
    }
    loop {
        let undressed = rules::DRESS.iter().find_map(|dress| {
            let rest = host.strip_prefix(dress)?;
            // `www.` is never a person's name; the others may be, and `m.me` is a site of its own.
            let shared = *dress != "www." && rules::SHARED.contains(&rest);
            (rest.contains('.') && !shared).then(|| rest.to_owned())
        });
        let inside = || {
            rules::MOBILE_INSIDE.iter().find_map(|site| {
                let before = below(&host, site)?.strip_suffix(".m.")?;
                Some(format!("{before}.{site}"))
            })
        };
        let same = || rules::SAME_SITE.iter().find(|(other, _)| *other == host).map(|(_, site)| (*site).to_owned());
        match undressed.or_else(inside).or_else(same) {
            Some(plain) => host = plain,
            None => return host,
        }
    }
}

/// The page that a wrapper shows.
fn unwrapped(url: &Url) -> Option<Url> {
    let host = plain_host(url.host_str()?);
    let (_, starts) = rules::WRAPPERS.iter().find(|(wrapper, _)| below(&host, wrapper).is_some())?;
    let inner = starts.iter().find_map(|start| url.path().strip_prefix(start))?;
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let inner = parse(&format!("https://{inner}{query}"))?;
    inner.host_str().is_some_and(|host| host.contains('.')).then_some(inner)
}

/// The one form of a film's address, when it is one.
fn film(host: &str, tail: &str) -> Option<String> {
    let name = rules::FILMS.iter().filter(|(site, _)| *site == host).find_map(|(_, start)| tail.strip_prefix(start))?;
    let name = name.split(['?', '#']).next().unwrap_or_default();
    let is_name = name.len() == 11 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    is_name.then(|| format!("{}{name}", rules::FILM))
}

/// Applies the first rule that makes a path shorter.
fn shorten(path: &str, host: &str) -> Option<String> {
    without_mark(path)
        .or_else(|| without_tail(path, host))
        .or_else(|| product(path, host))
        .or_else(|| without_amp(path, host))
        .or_else(|| {
            let (ending, kept) = rules::PATH_ENDINGS.iter().find(|(ending, _)| path.ends_with(ending))?;
            Some(format!("{}{kept}", &path[..path.len() - ending.len()]))
        })
        // One slash at the end is a habit; two are somebody's intention.
        .or_else(|| path.strip_suffix('/').filter(|rest| !rest.is_empty() && !rest.ends_with('/')).map(str::to_owned))
}

fn without_mark(path: &str) -> Option<String> {
    let lower = path.to_ascii_lowercase();
    let (at, mark) = rules::PATH_MARKS.iter().find_map(|mark| Some((lower.find(mark)?, mark)))?;
    let value = at + mark.len();
    let end = path[value..].find(['/', ';']).map_or(path.len(), |length| value + length);
    Some(format!("{}{}", &path[..at], &path[end..]))
}

fn without_tail(path: &str, host: &str) -> Option<String> {
    let (_, tail) = rules::PATH_TAILS.iter().find(|(hosts, _)| is_on(host, hosts))?;
    let at = path.find(&format!("/{tail}"))?;
    Some(if at == 0 { "/".to_owned() } else { path[..at].to_owned() })
}

fn product(path: &str, host: &str) -> Option<String> {
    let (_, starts, kept) = rules::PRODUCTS.iter().find(|(hosts, ..)| is_on(host, hosts))?;
    let number = starts.iter().find_map(|start| {
        let (_, rest) = path.split_once(&format!("/{start}/"))?;
        let number = rest.split('/').next()?;
        (number.len() == 10 && number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())).then_some(number)
    })?;
    let settled = format!("{kept}{number}");
    (settled != path).then_some(settled)
}

/// Leaves out the segment that asks for the AMP form: anywhere on the sites that are known to have it, and behind the
/// name of a dated article (`/2020/05/name/amp`) everywhere.
fn without_amp(path: &str, host: &str) -> Option<String> {
    let segments: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let known = rules::AMP_SEGMENTS.iter().find(|(hosts, _)| is_on(host, hosts)).map(|(_, segment)| *segment);
    let at = match known.and_then(|known| segments.iter().position(|segment| *segment == known)) {
        Some(at) => at,
        None => {
            let last = segments.len() - 1;
            let number = |segment: &str, length| segment.len() == length && segment.bytes().all(|b| b.is_ascii_digit());
            let dated = segments.windows(2).position(|two| number(two[0], 4) && number(two[1], 2));
            let name = *segments.get(last.checked_sub(1)?)?;
            let named = !name.is_empty() && !name.bytes().all(|b| b.is_ascii_digit());
            (segments[last] == "amp" && named && dated.is_some_and(|at| at + 2 < last)).then_some(last)?
        }
    };
    let kept: Vec<&str> = segments.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, segment)| *segment).collect();
    let path = kept.join("/");
    Some(if path.is_empty() { "/".to_owned() } else { path })
}

fn settle_query(query: &str, host: &str, path: &str) -> Option<String> {
    fn name(part: &str) -> &str {
        part.split('=').next().unwrap_or_default()
    }
    let here = rules::TRACKING_ON.iter().filter(|rule| is_on(host, rule.hosts) && path.contains(rule.within));
    let names: Vec<&str> =
        here.flat_map(|rule| rule.names.iter().copied()).chain(rules::TRACKING.iter().copied()).collect();
    let mut parts: Vec<String> = query
        .split('&')
        .map(settle_escapes)
        .filter(|part| !part.is_empty() && !asks_for_amp(part) && !is_named(name(part), &names))
        .collect();
    if parts.iter().all(|part| part.contains('=')) {
        parts.sort_by(|a, b| name(a).cmp(name(b)));
    }
    (!parts.is_empty()).then(|| parts.join("&"))
}

fn is_named(name: &str, rules: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    rules.iter().any(|rule| match rule.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *rule,
    })
}

fn asks_for_amp(part: &str) -> bool {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let (name, value) = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
    rules::AMP_PARAMETERS.iter().any(|(known, values)| *known == name && values.contains(&value.as_str()))
}

/// Writes `%7e` as `~` and `%c3` as `%C3` (RFC 3986, section 6.2.2). A text with a `%` that begins no escape is left as it is:
/// nobody knows what was meant.
fn settle_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            return text.to_owned();
        };
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
        out.push_str(&part[2..]);
    }
    out
}

#[cfg(test)]
mod tests;
