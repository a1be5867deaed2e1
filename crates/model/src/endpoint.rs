//! Where a model is, and the key to it.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use reqwest::header::HeaderValue;
use url::{Host, Url};

use crate::error::Error;

/// Ends of pasted addresses that name one call and not the place of all of them.
const CALLS: &[&str] = &["/chat/completions", "/completions", "/embeddings", "/responses", "/models"];

/// A key that is sent to an endpoint. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a key, without the white space around it.
    pub fn new(key: &str) -> Secret {
        Secret(key.trim().to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// An endpoint, and the model to ask there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
    model: String,
    key: Option<Secret>,
}

impl Endpoint {
    /// Reads an address as a person types or pastes it.
    ///
    /// - Without a scheme, it is http for a host of this machine or its network, and https for any other.
    /// - A slash at the end, and the name of a call such as `/chat/completions`, are dropped. So is a fragment; a query
    ///   stays.
    /// - If no path is left, it is `/v1`. Any other path stays as it is.
    ///
    /// An empty key is no key. With a key, http is taken only for this machine, private addresses, names without a dot
    /// and those that end in `.local`, `.lan`, `.internal` or `.home.arpa`.
    ///
    /// # Errors
    /// [`Error::InvalidAddress`], [`Error::UnsupportedScheme`], [`Error::PasswordInAddress`], [`Error::InvalidKey`] and
    /// [`Error::KeyInClear`].
    pub fn new(address: &str, model: &str, key: Option<Secret>) -> Result<Endpoint, Error> {
        let mut base = parse(address)?;
        if !base.username().is_empty() || base.password().is_some() {
            return Err(Error::PasswordInAddress);
        }
        base.set_fragment(None);
        let mut path = base.path().trim_end_matches('/');
        if let Some(rest) = CALLS.iter().find_map(|call| path.strip_suffix(call)) {
            path = rest.trim_end_matches('/');
        }
        let path = if path.is_empty() { "/v1".to_owned() } else { path.to_owned() };
        base.set_path(&path);
        let key = key.filter(|key| !key.0.is_empty());
        if let Some(key) = &key {
            HeaderValue::from_str(key.as_str()).map_err(|_| Error::InvalidKey)?;
            if base.scheme() == "http" && !is_near(&base) {
                return Err(Error::KeyInClear { host: host_of(&base) });
            }
        }
        Ok(Endpoint { base, model: model.trim().to_owned(), key })
    }

    /// The address under which the calls are, without a slash at its end.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The model's name.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The same endpoint with another model.
    #[must_use]
    pub fn with_model(&self, model: &str) -> Endpoint {
        Endpoint { model: model.trim().to_owned(), ..self.clone() }
    }

    /// Whether what is sent stays on this machine or its network, as far as the address tells.
    pub fn is_near(&self) -> bool {
        is_near(&self.base)
    }

    pub(crate) fn key(&self) -> Option<&Secret> {
        self.key.as_ref()
    }

    /// Host and port, for messages.
    pub(crate) fn host(&self) -> String {
        host_of(&self.base)
    }

    /// The address of a call.
    pub(crate) fn at(&self, call: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{call}", self.base.path()));
        url
    }
}

fn parse(address: &str) -> Result<Url, Error> {
    let typed = address.trim();
    let invalid = || Error::InvalidAddress { typed: typed.chars().take(100).collect() };
    let url = if typed.contains("://") {
        Url::parse(typed).map_err(|_| invalid())?
    } else {
        let near = Url::parse(&format!("http://{typed}")).map_err(|_| invalid())?;
        if is_near(&near) { near } else { Url::parse(&format!("https://{typed}")).map_err(|_| invalid())? }
    };
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        "http" | "https" => Err(invalid()),
        scheme => Err(Error::UnsupportedScheme { scheme: scheme.to_owned() }),
    }
}

/// Host and, if it is not the usual one, port.
pub(crate) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a host is on this machine or its network.
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_near_v4(ip),
        Some(Host::Ipv6(ip)) => is_near_v6(ip),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let ends = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        None => false,
    }
}

fn is_near_v4(ip: Ipv4Addr) -> bool {
    // 100.64.0.0/10 is shared within a provider's or a private overlay network.
    let shared = ip.octets()[0] == 100 && (64..128).contains(&ip.octets()[1]);
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || shared
}

fn is_near_v6(ip: Ipv6Addr) -> bool {
    let mapped = ip.to_ipv4_mapped().is_some_and(is_near_v4);
    mapped || ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(Endpoint::new(address, "m", None).unwrap().base().as_str(), expected);
    }

    #[test]
    fn an_address_may_be_typed_in_many_ways() {
        for address in [
            "http://127.0.0.1:11434/v1",
            "http://127.0.0.1:11434/v1/",
            "http://127.0.0.1:11434",
            " 127.0.0.1:11434/ ",
            "http://127.0.0.1:11434/v1/chat/completions",
            "http://127.0.0.1:11434/v1/chat/completions/",
            "http://127.0.0.1:11434/v1/models#top",
        ] {
            check(address, "http://127.0.0.1:11434/v1");
        }
        check("localhost:1234", "http://localhost:1234/v1");
        check("[::1]:8080", "http://[::1]:8080/v1");
        check("nas", "http://nas/v1");
        check("api.example.com", "https://api.example.com/v1");
        check("https://example.com/api/v1/chat/completions", "https://example.com/api/v1");
        check("https://example.com/v1beta/openai/", "https://example.com/v1beta/openai");
        check("https://example.com/openai/chat/completions?version=2", "https://example.com/openai?version=2");
    }

    #[test]
    fn a_call_stands_under_the_base_and_keeps_the_query() {
        let endpoint = Endpoint::new("https://example.com/v1?version=2", "m", None).unwrap();
        assert_eq!(endpoint.at("models").as_str(), "https://example.com/v1/models?version=2");
    }

    #[test]
    fn other_addresses_are_refused() {
        for (address, code) in [
            ("", "invalid_address"),
            ("two words", "invalid_address"),
            ("http://", "invalid_address"),
            ("ftp://example.com/v1", "unsupported_scheme"),
            ("file:///v1", "unsupported_scheme"),
            ("http://me:secret@localhost/v1", "password_in_address"),
        ] {
            assert_eq!(Endpoint::new(address, "m", None).unwrap_err().code(), code, "{address:?}");
        }
    }

    #[test]
    fn a_key_is_never_sent_in_clear_over_the_internet() {
        let with_key = |address: &str| Endpoint::new(address, "m", Some(Secret::new("k-123")));
        for address in ["http://example.com", "http://8.8.8.8/v1", "http://localhost.example.com", "http://[2606::1]/"]
        {
            let error = with_key(address).unwrap_err();
            assert_eq!(error.code(), "key_in_clear", "{address}");
            assert!(Endpoint::new(address, "m", None).is_ok() && error.hint().contains("https"));
        }
        for address in [
            "https://example.com",
            "http://localhost",
            "http://127.0.0.1",
            "http://10.0.0.2",
            "http://100.100.0.1",
            "http://[fd00::1]",
            "http://[::ffff:192.168.0.1]",
            "http://box.local:8080",
        ] {
            assert!(with_key(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn a_key_is_not_printed_and_must_fit_a_header() {
        let endpoint = Endpoint::new("localhost", "m", Some(Secret::new(" k-123 "))).unwrap();
        let printed = format!("{endpoint:?} {endpoint:#?}");
        assert!(!printed.contains("k-123"), "{printed}");
        assert_eq!(Endpoint::new("localhost", "m", Some(Secret::new("  "))).unwrap().key(), None);
        let error = Endpoint::new("localhost", "m", Some(Secret::new("a\nb"))).unwrap_err();
        assert_eq!(error.code(), "invalid_key");
    }
}
