//! What a page turned out to be, by its own words and by what it is made of.
//!
//! A page is a wall only if it says so and has little else to say. So the phrases of walls are looked for in the title
//! and in what a person would see, and count only where what was extracted is short, or is itself the wall's text. A
//! long text stays an article, whatever its page says about cookies and subscriptions.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::dom::{Step, attr, collapse, local, walk};
use crate::finder::Finder;
use crate::metadata::Metadata;
use crate::verdict::Verdict;

mod phrases;

/// Fewer words than this, and no image: nothing.
const NOTHING: usize = 20;
/// Fewer words than this may be a wall, a challenge or an excuse; more are an article.
const LITTLE: usize = 200;
/// Fewer words than this on a whole page leave no room for an article.
const BARE: usize = 90;
/// Fewer words than this of a page that says it costs money are a teaser.
const TEASER: usize = 450;
/// Most text that is read of a page, in bytes.
const MOST: usize = 20_000;

/// What of a whole page tells what it is.
pub(crate) struct Signs {
    /// The page's titles, in lower case.
    title: String,
    /// What a person would see first, in lower case.
    words: String,
    /// How many words a person would see, up to a limit.
    seen: usize,
    /// A field for a password that is not hidden.
    password: bool,
    /// A part that asks whether a person is there.
    challenge: bool,
    /// A frame or script of a service that guards whole pages.
    guarded: bool,
    /// A part that asks for consent.
    consent: bool,
    /// A part in front of the text that asks for money.
    paywall: bool,
    /// The page itself says that it is not free.
    paid: bool,
    /// A program that would draw the page is all there is.
    shell: bool,
    /// The page says by what it is built with that nothing was found.
    missing: bool,
    /// Content was cut off at a limit.
    truncated: bool,
}

impl Signs {
    /// Reads a page before anything is taken out of it.
    pub(crate) fn read(document: &Document, metadata: &Metadata, truncated: bool) -> Self {
        let mut signs = Self {
            title: metadata.title.to_lowercase(),
            words: String::new(),
            seen: 0,
            password: false,
            challenge: false,
            guarded: false,
            consent: false,
            paywall: false,
            paid: metadata.free == Some(false),
            shell: false,
            missing: false,
            truncated,
        };
        let mut words = String::new();
        let root = document.root();
        let mut steps = walk(&root);
        let mut in_body = false;
        while let Some(step) = steps.next() {
            let Step::Enter(node) = step else { continue };
            if node.is_text() {
                if in_body && words.len() < MOST {
                    words.push(' ');
                    words.push_str(&node.text());
                }
                continue;
            }
            let Some(name) = local(&node) else { continue };
            match &*name {
                "body" => in_body = true,
                "title" if !in_body => {
                    signs.title.push_str(" · ");
                    signs.title.push_str(&collapse(&node.text()).to_lowercase());
                }
                "script" => signs.script(&node),
                "iframe" => signs.frame(&node),
                "input" => {
                    let kind = attr(&node, "type").unwrap_or_default();
                    signs.password |= kind.eq_ignore_ascii_case("password") && !is_hidden(&node);
                }
                _ => signs.part(&node),
            }
            if matches!(&*name, "script" | "style" | "noscript" | "template" | "iframe" | "svg" | "select" | "option") {
                steps.skip_children();
            }
        }
        signs.words = collapse(&words).to_lowercase();
        signs.seen = signs.words.unicode_words().take(TEASER).count();
        if signs.seen < BARE {
            signs.shell = is_shell(document);
        }
        signs
    }

    fn script(&mut self, node: &NodeRef<'_>) {
        let Some(source) = attr(node, "src") else {
            let text = node.text();
            let head = &text[..text.floor_char_boundary(4096)];
            self.guarded |=
                ["_cf_chl_opt", "window._pxAppId", "dd={'rt'", "var dd={", "_Incapsula_Resource", "/_sec/cp_challenge"]
                    .iter()
                    .any(|sign| head.contains(sign));
            return;
        };
        self.guarded |= [
            "/cdn-cgi/challenge-platform/",
            "captcha-delivery.com",
            "captcha.px-cdn.net",
            "_incapsula_resource",
            "awswaf.com/",
        ]
        .iter()
        .any(|sign| source.to_ascii_lowercase().contains(sign));
        self.consent |= source.contains("consent.yahoo") || source.contains("guce.");
    }

    fn frame(&mut self, node: &NodeRef<'_>) {
        let source = attr(node, "src").unwrap_or_default().to_ascii_lowercase();
        self.challenge |= source.contains("captcha") || source.contains("challenges.cloudflare.com");
        self.guarded |= source.contains("captcha-delivery.com") || source.contains("_incapsula_resource");
        self.consent |= source.contains("privacy-mgmt") || source.contains("consent");
    }

    /// Reads the names that a page gives to its parts.
    fn part(&mut self, node: &NodeRef<'_>) {
        let Some(element) = node.element_ref() else { return };
        for attribute in &element.attrs {
            if !matches!(&*attribute.name.local, "class" | "id") {
                continue;
            }
            let found = parts(&attribute.value);
            self.challenge |= found & 1 != 0;
            self.consent |= found & 2 != 0;
            self.paywall |= found & 4 != 0;
            self.missing |= node.has_name("body") && attribute.value.split_ascii_whitespace().any(is_missing_name);
        }
    }
}

/// What the name of an element is part of: a challenge, a question for consent, a question for money.
fn parts(name: &str) -> u64 {
    static FINDER: LazyLock<Finder> =
        LazyLock::new(|| Finder::new(&[phrases::CHALLENGE_NAMES, phrases::CONSENT_NAMES, phrases::PAYWALL_NAMES]));
    FINDER.bits(name)
}

fn is_missing_name(name: &str) -> bool {
    ["error404", "page-404", "not-found", "error-404", "notfound"].iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Whether an element, or one that holds it, is not shown.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    std::iter::once(*node).chain(node.ancestors_it(None)).any(|node| {
        let style = || attr(&node, "style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        node.has_attr("hidden")
            || node.has_name("dialog")
            || attr(&node, "aria-hidden").as_deref() == Some("true")
            || style()
    })
}

/// Whether the body is the place where a program would draw the page.
fn is_shell(document: &Document) -> bool {
    let scripts = document.select("script").length();
    let roots = document.select("#root, #app, #__next, #___gatsby, #__nuxt, #main-app, app-root, [data-reactroot], [ng-app], #svelte, #react-root");
    let asks = || {
        let said = document.select("noscript").text().to_lowercase();
        phrases::SCRIPTS.iter().any(|phrase| said.contains(phrase))
    };
    scripts > 0 && (roots.exists() || asks())
}

/// Judges a page by its signs and by what was extracted from it.
pub(crate) fn judge(signs: &Signs, text: &str, images: usize) -> Verdict {
    let found = text.unicode_words().take(TEASER + 1).count();
    let count = if is_wide(text) { found.max(text.chars().count() / 2) } else { found };
    if let Some(wall) = wall(signs, text, count) {
        return wall;
    }
    if count < NOTHING && images == 0 {
        return Verdict::Empty;
    }
    if signs.shell && count < BARE && says(&signs.words, phrases::SCRIPTS) {
        return Verdict::Empty;
    }
    if signs.truncated || is_teaser(signs, text, count) {
        return Verdict::Partial;
    }
    Verdict::Ok
}

fn says(words: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| words.contains(phrase))
}

/// What keeps a person from the text, if anything does.
fn wall(signs: &Signs, text: &str, count: usize) -> Option<Verdict> {
    if count >= LITTLE {
        return None;
    }
    let text = text[..text.floor_char_boundary(MOST)].to_lowercase();
    let titled = |phrases: &[&str]| says(&signs.title, phrases);
    // What the page says is its own word only where it says little else; what was extracted always is.
    let bare = signs.seen < LITTLE;
    let said = |phrases: &[&str]| says(&text, phrases) || (bare || count < BARE / 2) && says(&signs.words, phrases);

    let asks = said(phrases::CHALLENGE) || titled(phrases::CHALLENGE_TITLES);
    if asks && (signs.challenge || signs.guarded || count < BARE)
        || signs.guarded && signs.seen < BARE / 2 && count < NOTHING
    {
        return Some(Verdict::Captcha);
    }
    if is_missing(signs, &text, count, bare) {
        return Some(Verdict::NotFound);
    }
    if titled(phrases::PARKED_TITLES) || bare && says(&signs.words, phrases::PARKED) {
        return Some(Verdict::NotFound);
    }
    if titled(phrases::DENIED_TITLES) && count < BARE || bare && count < BARE && says(&signs.words, phrases::DENIED) {
        return Some(Verdict::LoginWall);
    }
    // To take part is another thing than to read.
    let part =
        |words: &str| phrases::TAKE_PART.iter().fold(words.to_owned(), |words, phrase| words.replace(phrase, ""));
    let (heard, shown) = (part(&text), part(&signs.words));
    let login = says(&heard, phrases::LOGIN) || (bare || count < BARE / 2) && says(&shown, phrases::LOGIN);
    let gate = is_gate(&signs.title);
    if (login || gate) && (signs.password || bare || count < NOTHING)
        || signs.password && signs.seen < LITTLE && count < BARE
    {
        return Some(Verdict::LoginWall);
    }
    let agree = says(&signs.words, phrases::AGREE);
    let consent = titled(phrases::CONSENT_TITLES)
        || agree && says(&text, phrases::CONSENT)
        || bare && agree && said(phrases::CONSENT);
    if consent && (bare || says(&text, phrases::CONSENT))
        || signs.consent && count < NOTHING && signs.seen < LITTLE && agree
    {
        return Some(Verdict::ConsentWall);
    }
    None
}

/// Whether a title names a page to sign in at: a headline may speak of one.
fn is_gate(title: &str) -> bool {
    let parts = title.split(['·', '|', '•', '–', '—', ':']).flat_map(|part| part.split(" - "));
    let short = |rest: &str| rest.is_empty() || rest.starts_with(' ') && rest.split_whitespace().count() <= 4;
    let gate = |part: &str| phrases::LOGIN_TITLES.iter().any(|phrase| part.strip_prefix(phrase).is_some_and(short));
    parts.map(str::trim).any(gate)
}

/// Whether a page says that there is none.
fn is_missing(signs: &Signs, text: &str, count: usize, bare: bool) -> bool {
    let numbered = || {
        // A number alone may be part of a headline: "404 reasons to".
        let title = signs.title.as_str();
        title
            .split(['·', '|', '-', '–', '—', ':'])
            .any(|part| matches!(part.trim(), "404" | "error 404" | "404 error" | "410"))
            || says(title, phrases::MISSING_TITLES)
    };
    let told = says(text, phrases::MISSING) || (bare || count < BARE / 2) && says(&signs.words, phrases::MISSING);
    numbered() && count < LITTLE || told && (count < BARE || signs.missing) || signs.missing && count < BARE
}

/// Whether what was found is the beginning of a text that goes on elsewhere.
fn is_teaser(signs: &Signs, text: &str, count: usize) -> bool {
    if count >= TEASER {
        return false;
    }
    let tail = text.trim_end();
    let start = tail.floor_char_boundary(tail.len().saturating_sub(400));
    let end = tail[start..].to_lowercase();
    let whole = &signs.words;
    signs.paid
        || says(&end, phrases::CUT) && count < LITTLE * 2
        || signs.paywall && (says(whole, phrases::PAY) || says(&end, phrases::PAY))
        || says(&end, phrases::PAY)
}

/// Whether a redirect led from a page to the front of its site, as many sites do with addresses that are gone.
pub(crate) fn went_home(asked: &Url, came: &Url) -> bool {
    let home = |url: &Url| {
        let path = url.path().trim_end_matches('/').to_ascii_lowercase();
        let language = path
            .strip_prefix('/')
            .is_some_and(|name| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_lowercase()));
        (path.is_empty() || language || matches!(path.as_str(), "/index.html" | "/index.php" | "/home" | "/home.html"))
            && url.query().is_none()
    };
    let site =
        |url: &Url| url.host_str().unwrap_or_default().trim_start_matches("www.").trim_start_matches("m.").to_owned();
    let deep = asked.path().trim_matches('/').len() >= 4 && !home(asked);
    deep && home(came) && site(asked) == site(came)
}

/// Whether a text in a script without spaces is long enough to count.
fn is_wide(text: &str) -> bool {
    text.chars().filter(|c| *c >= '\u{2e80}').take(NOTHING * 2 + 1).count() >= NOTHING * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_to_the_front_page_is_told() {
        let check = |asked: &str, came: &str, expected| {
            assert_eq!(went_home(&Url::parse(asked).unwrap(), &Url::parse(came).unwrap()), expected, "{asked} {came}");
        };
        check("https://a.example/2019/old-post", "https://www.a.example/", true);
        check("https://a.example/2019/old-post", "https://a.example/en", true);
        check("https://a.example/2019/old-post", "https://a.example/2019/new-post", false);
        check("https://a.example/", "https://a.example/", false);
        check("https://t.example/abcd", "https://a.example/", false);
        check("https://a.example/en/", "https://a.example/", false);
    }
}
