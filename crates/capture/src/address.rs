//! Addresses: what a person typed as a URL, and which network addresses a page may lead to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::error::FetchError;

/// Reads an address as a person types it.
///
/// `example.com/x` becomes https, `localhost:3000` and bare IP addresses become http. A user name
/// and password are stripped, since they would end up in the library.
///
/// # Errors
/// [`FetchError::UnsupportedScheme`] for anything but http and https, and
/// [`FetchError::InvalidAddress`] for what names no host.
pub fn parse_address(typed: &str) -> Result<Url, FetchError> {
    let trimmed = typed.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let trimmed = match trimmed.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        Some(inner) => inner.trim(),
        None => trimmed,
    };
    let invalid = || FetchError::InvalidAddress { typed: trimmed.chars().take(80).collect() };
    if trimmed.is_empty() || trimmed.contains(char::is_whitespace) {
        return Err(invalid());
    }
    let parsed = match scheme_of(trimmed) {
        Some(scheme) if scheme == "http" || scheme == "https" => Url::parse(trimmed),
        Some(scheme) => return Err(FetchError::UnsupportedScheme { scheme }),
        None => {
            let rest = trimmed.trim_start_matches('/');
            match Url::parse(&format!("https://{rest}")) {
                Ok(url) if is_local(&url) => Url::parse(&format!("http://{rest}")),
                other => other,
            }
        }
    };
    let mut url = parsed.map_err(|_| invalid())?;
    let plausible = match url.host() {
        Some(Host::Domain(name)) => scheme_of(trimmed).is_some() || name.contains('.') || is_localhost(name),
        Some(_) => true,
        None => false,
    };
    if !plausible {
        return Err(invalid());
    }
    strip_credentials(&mut url);
    Ok(url)
}

/// The scheme that was typed. `localhost:80` and `example.com:8080/x` have none: what follows
/// their colon is a port.
fn scheme_of(typed: &str) -> Option<String> {
    let (scheme, rest) = typed.split_once(':')?;
    let name = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let port = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    (name && !is_port).then(|| scheme.to_ascii_lowercase())
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => is_localhost(name),
        Some(_) => true,
        None => false,
    }
}

/// Removes a user name and password.
pub(crate) fn strip_credentials(url: &mut Url) {
    // Both only fail for URLs without a host, which have no credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

/// Whether a name means this machine, by RFC 6761.
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost")
        || name
            .len()
            .checked_sub(".localhost".len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(".localhost"))
}

/// What a URL's host is, as far as can be told without asking the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// This machine.
    Loopback,
    /// Another address that is not on the public internet.
    Private,
    /// An address on the public internet.
    Global,
    /// A name: its addresses decide.
    Name,
}

/// Classifies a URL's host.
pub(crate) fn reach(url: &Url) -> Reach {
    let ip = match url.host() {
        Some(Host::Domain(name)) if is_localhost(name) => return Reach::Loopback,
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        _ => return Reach::Name,
    };
    if embedded(ip).unwrap_or(ip).is_loopback() {
        Reach::Loopback
    } else if is_global(ip) {
        Reach::Global
    } else {
        Reach::Private
    }
}

/// The host of a URL for comparing and for messages: lower case, no final dot.
pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase()
}

/// The IPv4 address inside an IPv6 one that only wraps it: mapped, compatible, NAT64, 6to4.
fn embedded(ip: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(v6) = ip else { return None };
    let s = v6.segments();
    let v4 = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Some(IpAddr::V4(Ipv4Addr::new(a, b, c, d)))
    };
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] => v4(high, low),
        [0, 0, 0, 0, 0xffff, 0, high, low] => v4(high, low),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => v4(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => v4(high, low),
        [0x64, 0xff9b, 1, ..] => v4(s[6], s[7]),
        [0x2002, high, low, ..] => v4(high, low),
        _ => None,
    }
}

/// Whether an address belongs to the public internet, by the IANA special-purpose registries.
pub(crate) fn is_global(ip: IpAddr) -> bool {
    match (ip, embedded(ip)) {
        (_, Some(inner)) => is_global(inner),
        (IpAddr::V4(v4), None) => is_global_v4(v4),
        (IpAddr::V6(v6), None) => is_global_v6(v6),
    }
}

fn is_global_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 169 && b == 254)
        || (a == 172 && (16..32).contains(&b))
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113);
    !special
}

fn is_global_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    // Only 2000::/3 is handed out; within it, documentation and protocol assignments are not.
    let unicast = s[0] & 0xe000 == 0x2000;
    let special = (s[0] == 0x2001 && (s[1] == 0x0db8 || s[1] < 0x0200)) || (s[0] == 0x3fff && s[1] < 0x1000);
    unicast && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        assert_eq!(parse_address(typed).unwrap().as_str(), expected);
    }

    #[test]
    fn an_address_without_a_scheme_gets_one() {
        check("example.com/x", "https://example.com/x");
        check("  example.com:8080/x ", "https://example.com:8080/x");
        check("localhost:3000", "http://localhost:3000/");
        check("127.0.0.1/a", "http://127.0.0.1/a");
        check("[::1]:8000", "http://[::1]:8000/");
        check("//example.com/x", "https://example.com/x");
        check("HTTP://Example.COM", "http://example.com/");
        check("<https://example.com/a>", "https://example.com/a");
        check("bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC");
    }

    #[test]
    fn a_password_is_not_kept() {
        check("https://me:secret@example.com/", "https://example.com/");
    }

    #[test]
    fn other_schemes_and_nonsense_are_refused() {
        for (typed, code) in [
            ("", "invalid_address"),
            ("   ", "invalid_address"),
            ("hello", "invalid_address"),
            ("two words.com", "invalid_address"),
            ("https://", "invalid_address"),
            ("file:///etc/passwd", "unsupported_scheme"),
            ("javascript:alert(1)", "unsupported_scheme"),
            ("data:text/html,x", "unsupported_scheme"),
            ("ftp://example.com", "unsupported_scheme"),
            ("mailto:a@example.com", "unsupported_scheme"),
        ] {
            assert_eq!(parse_address(typed).unwrap_err().code(), code, "{typed:?}");
        }
    }

    #[test]
    fn only_public_addresses_are_global() {
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:0a00:0001::1",
            "::127.0.0.1",
            "2001::1",
        ] {
            assert!(!is_global(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "1.1.1.1",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2a00:1450::1",
        ] {
            assert!(is_global(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn odd_spellings_of_an_address_are_seen_through() {
        for (url, expected) in [
            ("http://0x7f.1/", Reach::Loopback),
            ("http://2130706433/", Reach::Loopback),
            ("http://[::ffff:127.0.0.1]/", Reach::Loopback),
            ("http://api.localhost./", Reach::Loopback),
            ("http://0/", Reach::Private),
            ("http://012.0.0.1/", Reach::Private),
            ("http://example.com/", Reach::Name),
            ("http://notlocalhost/", Reach::Name),
        ] {
            assert_eq!(reach(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
