//! Cookies for the length of one redirect chain. Nothing outlives the request.

use reqwest::header::{HeaderMap, SET_COOKIE};
use url::Url;

use crate::address::host_of;

/// Most cookies kept; a chain that needs more is up to no good.
const MOST: usize = 50;

/// The cookies that one chain of redirects has been given.
#[derive(Default)]
pub(crate) struct Cookies(Vec<Cookie>);

struct Cookie {
    host: String,
    secure: bool,
    name: String,
    value: String,
}

impl Cookies {
    /// Keeps what a response sets, for its own host only.
    pub(crate) fn keep(&mut self, url: &Url, headers: &HeaderMap) {
        let host = host_of(url);
        for header in headers.get_all(SET_COOKIE) {
            let Ok(line) = header.to_str() else { continue };
            let pair = line.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            self.0.retain(|c| c.host != host || c.name != name);
            if self.0.len() < MOST && !name.is_empty() {
                self.0.push(Cookie {
                    host: host.clone(),
                    secure: url.scheme() == "https",
                    name: name.to_owned(),
                    value: value.to_owned(),
                });
            }
        }
    }

    /// The `Cookie` header for a request; empty if there is none to send. What came over https
    /// does not go out over http.
    pub(crate) fn header(&self, url: &Url) -> String {
        let host = host_of(url);
        let pairs: Vec<String> = self
            .0
            .iter()
            .filter(|c| c.host == host && (!c.secure || url.scheme() == "https"))
            .map(|c| format!("{}={}", c.name, c.value))
            .collect();
        pairs.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn a_cookie_goes_back_to_its_own_host_only() {
        let mut headers = HeaderMap::new();
        headers.append(SET_COOKIE, HeaderValue::from_static("a=1; Path=/; Secure"));
        headers.append(SET_COOKIE, HeaderValue::from_static("b=2"));
        let mut cookies = Cookies::default();
        let url = |text| Url::parse(text).unwrap();
        cookies.keep(&url("https://example.com/"), &headers);
        assert_eq!(cookies.header(&url("https://example.com/x")), "a=1; b=2");
        assert_eq!(cookies.header(&url("http://example.com/x")), "");
        assert_eq!(cookies.header(&url("https://example.org/")), "");
    }
}
