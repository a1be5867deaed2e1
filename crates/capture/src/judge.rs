//! What a page turned out to be, by its own words.

use dom_query::Document;
use unicode_segmentation::UnicodeSegmentation;

use crate::dom::collapse;
use crate::metadata::Metadata;
use crate::verdict::Verdict;

/// Fewer words than this, and no image: nothing.
const NOTHING: usize = 20;
/// Fewer words than this may be a wall, a challenge or an excuse; more are an article.
const LITTLE: usize = 150;
/// Fewer words than this of a page that says it costs money are a teaser.
const TEASER: usize = 400;

/// What of a whole page tells what it is.
pub(crate) struct Signs {
    title: String,
    words: String,
    password: bool,
    challenge: bool,
    paid: bool,
    truncated: bool,
}

impl Signs {
    /// Reads a page before anything is taken out of it.
    pub(crate) fn read(document: &Document, metadata: &Metadata, truncated: bool) -> Self {
        let window = collapse(&document.select_single("title").text());
        let challenge = document
            .select(
                "#challenge-form, #challenge-running, #cf-challenge-running, .cf-turnstile, .g-recaptcha, .h-captcha, \
                 #px-captcha, script[src*='/cdn-cgi/challenge-platform/'], iframe[src*='captcha']",
            )
            .exists();
        Self {
            title: format!("{} {window}", metadata.title).to_lowercase(),
            words: visible(document),
            password: document.select("input[type='password']").exists(),
            challenge,
            paid: metadata.free == Some(false),
            truncated,
        }
    }
}

/// The first words of a page that a person would see.
fn visible(document: &Document) -> String {
    let mut words = String::new();
    let body = document.select("body");
    for step in body.nodes().iter().flat_map(crate::dom::walk) {
        if let crate::dom::Step::Enter(node) = step
            && node.is_text()
            && !node.parent().is_some_and(|parent| {
                ["script", "style", "noscript", "template"].iter().any(|name| parent.has_name(name))
            })
        {
            words.push(' ');
            words.push_str(&node.text());
        }
        if words.len() > 20_000 {
            break;
        }
    }
    collapse(&words).to_lowercase()
}

/// Judges a page by its signs and by what was extracted from it.
pub(crate) fn judge(signs: &Signs, text: &str, images: usize) -> Verdict {
    let count = text.unicode_words().take(TEASER + 1).count();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| signs.words.contains(phrase));
    let titled = |phrases: &[&str]| phrases.iter().any(|phrase| signs.title.contains(phrase));
    if count < LITTLE {
        let asks = says(&[
            "verify you are human",
            "verify that you are human",
            "verifying you are human",
            "are you a robot",
            "i'm not a robot",
            "i am not a robot",
            "not a bot",
            "checking your browser",
            "unusual traffic",
            "complete the security check",
            "enable javascript and cookies to continue",
            "press & hold",
        ]) || titled(&[
            "just a moment",
            "attention required",
            "are you a robot",
            "security check",
            "human verification",
            "access denied",
        ]);
        if asks && (signs.challenge || count < LITTLE / 2) {
            return Verdict::Captcha;
        }
        if titled(&[
            "404",
            "page not found",
            "not found",
            "seite nicht gefunden",
            "page introuvable",
            "página no encontrada",
        ]) || (count < LITTLE / 2
            && says(&[
                "page not found",
                "page you requested could not be found",
                "page you are looking for",
                "page you were looking for",
                "page doesn't exist",
                "page does not exist",
            ])
            && says(&[
                "404",
                "not found",
                "doesn't exist",
                "does not exist",
                "couldn't find",
                "could not find",
                "no longer",
            ]))
        {
            return Verdict::NotFound;
        }
        let login = says(&[
            "sign in to continue",
            "log in to continue",
            "please log in",
            "please sign in",
            "you must be logged in",
            "login required",
            "sign in to your account",
            "log in to your account",
        ]);
        if login
            || (signs.password && titled(&["log in", "login", "sign in", "anmelden", "connexion"]))
            || (signs.password && count < LITTLE / 2)
        {
            return Verdict::LoginWall;
        }
        let consent = says(&[
            "before you continue",
            "we value your privacy",
            "accept all cookies",
            "accept all",
            "accept cookies",
            "manage your privacy",
            "alle akzeptieren",
            "tout accepter",
        ]);
        if consent && count < LITTLE / 2 || titled(&["before you continue"]) {
            return Verdict::ConsentWall;
        }
    }
    if count < NOTHING && images == 0 && !is_wide(text) {
        return Verdict::Empty;
    }
    if signs.truncated || (signs.paid && count < TEASER) {
        return Verdict::Partial;
    }
    Verdict::Ok
}

/// Whether a text in a script without spaces is long enough to count.
fn is_wide(text: &str) -> bool {
    text.chars().filter(|c| *c >= '\u{2e80}').count() >= NOTHING * 2
}
