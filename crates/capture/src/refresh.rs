//! Where a page sends its readers by itself: `<meta http-equiv=refresh>`.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{Attribute, local_name};
use url::Url;

use crate::article::Fetched;
use crate::guard::raw_text;

/// How far into a page it is looked for, in bytes.
const WITHIN: usize = 64 << 10;
/// Longest wait that is a redirect, in seconds; a page that waits longer is to be read.
const LONGEST: u32 = 5;
/// A page of fewer words than this is not there to be read: then what it says to readers without
/// scripts holds for this one.
const FEW: usize = 40;

/// Where a page leads before it can be read, if it does. Never back to itself.
pub(crate) fn target(fetched: &Fetched) -> Option<Url> {
    let kind = fetched.content_type.as_deref().unwrap_or("text/html").to_ascii_lowercase();
    if !(200..300).contains(&fetched.status) || !(kind.contains("html") || kind.contains("xml")) {
        return None;
    }
    let head = String::from_utf8_lossy(&fetched.body[..fetched.body.len().min(WITHIN)]);
    if !head.to_ascii_lowercase().contains("refresh") {
        return None;
    }
    let tokenizer = Tokenizer::new(Scan::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&head));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let found = tokenizer.sink.0.into_inner();
    let address = match (found.always, found.without_scripts) {
        (Some(address), _) => address,
        (None, Some(address)) if found.words < FEW && fetched.body.len() <= WITHIN => address,
        _ => return None,
    };
    let base = found.base.and_then(|base| fetched.url.join(&base).ok());
    let mut target = base.as_ref().unwrap_or(&fetched.url).join(&address).ok()?;
    let same = |a: &Url, b: &Url| a[..url::Position::AfterQuery] == b[..url::Position::AfterQuery];
    if !matches!(target.scheme(), "http" | "https") || same(&target, &fetched.url) {
        return None;
    }
    if target.fragment().is_none() {
        target.set_fragment(fetched.url.fragment());
    }
    Some(target)
}

#[derive(Default)]
struct Scan(RefCell<Found>);

#[derive(Default)]
struct Found {
    always: Option<String>,
    without_scripts: Option<String>,
    base: Option<String>,
    words: usize,
    noscript: u32,
    /// Whether the text is that of a script, a style or a title.
    unseen: bool,
}

impl TokenSink for Scan {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().take(token)
    }
}

impl Found {
    fn take(&mut self, token: Token) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !self.unseen && self.noscript == 0 => {
                self.words += text.split_whitespace().count();
            }
            Token::TagToken(tag) => {
                self.unseen = false;
                let start = tag.kind == TagKind::StartTag;
                match tag.name {
                    local_name!("noscript") if start => self.noscript += 1,
                    local_name!("noscript") => self.noscript = self.noscript.saturating_sub(1),
                    local_name!("meta") if start => self.meta(&tag),
                    local_name!("base") if start && self.base.is_none() => {
                        self.base = value(&tag.attrs, "href").map(str::to_owned);
                    }
                    _ => {}
                }
                if start && let Some(kind) = raw_text(&tag.name) {
                    self.unseen = true;
                    return TokenSinkResult::RawData(kind);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn meta(&mut self, tag: &Tag) {
        let refreshes = value(&tag.attrs, "http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"));
        let address = value(&tag.attrs, "content").filter(|_| refreshes).and_then(address);
        let place = if self.noscript > 0 { &mut self.without_scripts } else { &mut self.always };
        if let Some(address) = address.filter(|_| place.is_none()) {
            *place = Some(address.to_owned());
        }
    }
}

fn value<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// The address in `0; url='/next'`, if the wait is short.
fn address(content: &str) -> Option<&str> {
    let content = content.trim_start();
    let end = content.find(|c: char| !c.is_ascii_digit()).unwrap_or(content.len());
    let (seconds, rest) = content.split_at(end);
    let waits = if end > 0 { seconds.parse().unwrap_or(u32::MAX) } else { 0 };
    if waits > LONGEST || (end == 0 && !rest.starts_with('.')) {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let after = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ','));
    if after.len() == rest.len() {
        return None;
    }
    let named = after.get(..3).filter(|word| word.eq_ignore_ascii_case("url")).map(|_| after[3..].trim_start());
    let address = named.and_then(|rest| rest.strip_prefix('=')).map_or(after, str::trim_start);
    let address = match address.chars().next() {
        Some(quote @ ('"' | '\'')) => address[1..].split(quote).next().unwrap_or_default(),
        _ => address,
    };
    Some(address.trim()).filter(|address| !address.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_do() {
        let check = |content, expected: Option<&str>| assert_eq!(address(content), expected, "{content}");
        check("0; url=/next", Some("/next"));
        check("0;URL='/next' trailing", Some("/next"));
        check(" 5 , url = \"https://a.example/?x=1;y\"", Some("https://a.example/?x=1;y"));
        check("0.5; /next", Some("/next"));
        check("0;", None);
        check("5", None);
        check("6; url=/next", None);
        check("300; url=/next", None);
        check("99999999999; url=/next", None);
        check("soon; url=/next", None);
        check("", None);
        check("0; url=", None);
        check("0; ürl", Some("ürl"));
    }

    fn page(body: &str) -> Fetched {
        Fetched {
            url: Url::parse("https://a.example/dir/page#part").unwrap(),
            status: 200,
            content_type: Some("text/html".into()),
            etag: None,
            last_modified: None,
            retry_after: None,
            body: body.into(),
        }
    }

    #[track_caller]
    fn leads(body: &str, to: Option<&str>) {
        assert_eq!(target(&page(body)).as_ref().map(Url::as_str), to, "{body}");
    }

    #[test]
    fn a_refresh_leads_on() {
        let next = Some("https://a.example/dir/next#part");
        leads("<meta http-equiv=Refresh content='0; url=next'>", next);
        leads("<title>x</title><META content='0;next' HTTP-EQUIV=refresh>", next);
        leads("<base href=/other/><meta http-equiv=refresh content='0;url=n#x'>", Some("https://a.example/other/n#x"));
    }

    #[test]
    fn what_only_looks_like_one_does_not() {
        leads("<script>'<meta http-equiv=refresh content=\"0;url=next\">'</script>", None);
        leads("<!-- <meta http-equiv=refresh content='0;url=next'> -->", None);
        leads("<title><meta http-equiv=refresh content='0;url=next'></title>", None);
        leads("<meta name=refresh content='0;url=next'>", None);
        leads("<meta http-equiv=refresh content='0;url=page#elsewhere'>", None);
        leads("<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", None);
        leads("<meta http-equiv=refresh content='0;url=file:///etc/passwd'>", None);
    }

    #[test]
    fn a_refresh_for_readers_without_scripts_holds_for_pages_without_words() {
        let refresh = "<noscript><meta http-equiv=refresh content='0;url=next'></noscript><title>On the way</title>";
        leads(refresh, Some("https://a.example/dir/next#part"));
        leads(&format!("{refresh}<p>{}", "word ".repeat(50)), None);
    }
}
