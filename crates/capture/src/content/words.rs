//! What words tell about a part of a page: those in classes and ids, and those of short texts.

use std::sync::LazyLock;

use crate::finder::Finder;

/// Words in a class or id, by what they tell of. The place in this list is the number of the family.
pub(super) const FAMILIES: &[&[&str]] = &[
    &["article", "story"],
    &["content"],
    &["body", "text"],
    &["post"],
    &["entry"],
    &["main", "primary"],
    &["nav", "menu"],
    &["header", "masthead", "topbar", "top-bar"],
    &["foot", "colophon", "bottom"],
    &["sidebar", "side-bar", "rail", "aside", "right-col", "secondary"],
    &["comment", "disqus", "kommentar", "comentario", "respond", "responses", "reacties"],
    &["reply", "thread", "message", "forum", "topic", "discussion", "answer", "question"],
    &["share", "sharing", "social", "follow", "twitter", "facebook"],
    &["related", "recommend", "similar", "more-", "trending", "popular", "latest", "recent", "read-next", "also"],
    &["promo", "advert", "sponsor", "banner", "outbrain", "taboola", "cta", "-ad-", "ad-slot", "ads", "callout"],
    &["cookie", "consent", "gdpr", "privacy", "legal"],
    &["newsletter", "subscri", "signup", "sign-up", "optin", "mailing"],
    &["breadcrumb", "crumb"],
    &["popup", "modal", "overlay", "dialog", "tooltip", "dropdown", "flyout", "lightbox"],
    &["widget", "plugin", "module", "block", "section"],
    &["meta", "byline", "author", "date", "time", "posted", "publish", "credit"],
    &["tag", "categor", "label", "badge", "keyword"],
    &["title", "headline", "heading"],
    &["caption", "image", "figure", "photo", "media", "gallery", "slide", "carousel"],
    &["button", "btn"],
    &["list", "grid", "card", "item", "tile", "result", "teaser"],
    &["product", "price", "cart", "sku", "buy", "shop"],
    &["review", "rating", "star", "testimonial"],
    &["pagination", "pager", "page-num", "paging", "prev", "next"],
    &["hidden", "hide", "sr-only", "visually", "screen-reader", "invisible", "d-none"],
    &["print", "skip", "toolbar", "tool", "action", "control"],
    &["user", "profile", "avatar", "member", "signature", "bio", "poster"],
    &["code", "highlight", "syntax"],
    &["doc", "markdown", "prose", "wiki", "rst", "rich", "editor", "wysiwyg", "cms"],
    &["desc", "detail", "summary", "intro", "abstract", "lead", "excerpt", "standfirst", "dek"],
    &["toc", "contents", "outline", "jump"],
    &["faq", "accordion", "tab", "panel", "collaps", "expand", "toggle"],
    &["search", "filter", "sort", "facet"],
    &["login", "account", "signin", "register"],
    &["video", "player", "embed", "audio", "podcast"],
    &["quote"],
    &["edit", "history", "report", "flag", "vote", "like"],
    &["hero", "jumbotron", "feature", "row", "col", "wrap", "container"],
    &["spec", "attribute", "table", "info", "facts"],
];

/// Phrases of short texts, by what they tell of, in lower case.
pub(super) const HINTS: &[&[&str]] = &[
    &[
        "share",
        "tweet",
        "facebook",
        "pinterest",
        "linkedin",
        "whatsapp",
        "follow us",
        "teilen",
        "partager",
        "compartir",
    ],
    &["subscribe", "newsletter", "sign up", "inbox", "email address", "abonnieren", "your email"],
    &[
        "read more",
        "continue reading",
        "see also",
        "related",
        "you may also",
        "you might",
        "recommended",
        "more from",
        "learn more",
        "view all",
        "see all",
        "show more",
        "load more",
        "mehr lesen",
        "lire la suite",
        "trending",
        "most read",
        "popular",
        "latest",
    ],
    &["advertisement", "sponsored", "anzeige", "advertising", "affiliate"],
    &["©", "copyright", "all rights reserved", "terms of", "privacy policy", "disclaimer", "impressum"],
    &["cookie", "consent", "accept all", "gdpr"],
    &["comment", "reply", "replies", "leave a", "kommentar", "quote", "respond"],
    &["by ", "posted", "published", "updated", "written", "author", "min read", "minutes"],
    &["photo", "image", "credit", "getty", "courtesy", "source:", "via "],
    &["add to cart", "add to basket", "price", "$", "€", "£", "buy", "shipping", "in stock", "checkout", "sale"],
    &["previous", "next", "page ", "back to", "return to", "home", "skip to", "go to", "top"],
    &["log in", "login", "sign in", "register", "account", "password", "username"],
    &["views", "likes", "points", "votes", "ago", "joined", "posts:", "member", "messages", "reputation", "upvote"],
    &["click", "tap", "download", "print", "save", "copy", "edit", "report", "bookmark", "close", "menu", "toggle"],
    &["contact", "call us", "phone", "address", "get in touch", "quote", "appointment", "schedule", "book a"],
    &[
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan ",
        "feb ",
        "mar ",
        "apr ",
        "jun ",
        "jul ",
        "aug ",
        "sep ",
        "oct ",
        "nov ",
        "dec ",
    ],
    &["about the author", "is a writer", "is the author", "contributed", "reporting by", "editing by"],
];

/// The family of what readers say beneath a text.
pub(super) const COMMENT: usize = 10;

/// Words of short texts above what readers say, in lower case.
const COMMENTS: &[&str] = &[
    "comment",
    "kommentar",
    "comentario",
    "comentário",
    "commenti",
    "reacties",
    "responses",
    "replies",
    "thoughts on",
    "leave a reply",
    "antworten",
    "réponses",
    "respuestas",
    "discussion",
    "комментари",
    "отзыв",
    "评论",
    "評論",
    "留言",
    "コメント",
    "댓글",
    "yorum",
    "komentarz",
    "komentář",
    "تعليق",
];

/// The hints by which a text asks its reader for something: to share, subscribe, read on, buy, accept, log in, click.
pub(super) const ASKS: u64 = 0b10_1000_0011_1111;

/// Words that running text in the larger languages of the web cannot do without.
const FUNCTION: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "with", "as", "was", "on", "are", "be", "this",
    "by", "you", "not", "or", "have", "from", "at", "but", "they", "which", "we", "can", "an", "der", "die", "und",
    "das", "ist", "nicht", "ein", "eine", "zu", "den", "mit", "von", "auf", "für", "im", "dem", "sich", "le", "la",
    "les", "et", "des", "que", "est", "un", "une", "du", "dans", "qui", "pour", "pas", "el", "los", "las", "y", "en",
    "por", "con", "una", "del", "se", "o", "e", "di", "il", "che", "non", "per", "não", "os", "um", "uma", "да", "и",
    "в", "не", "на", "что", "с", "как", "het", "van", "een", "dat", "niet", "i", "ve", "bir", "w", "z", "na", "jest",
];

/// The families that a class or id names, a bit for each.
pub(super) fn families(name: &str) -> u64 {
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(FAMILIES));
    FINDER.bits(name)
}

/// The hints that a text gives, a bit for each.
pub(super) fn hints(text: &str) -> u64 {
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(HINTS));
    FINDER.bits(text)
}

/// Whether a short text, in lower case, may stand above what readers say.
pub(super) fn opens_comments(text: &str) -> bool {
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&[COMMENTS]));
    FINDER.bits(text) != 0
}

/// Whether a word, in lower case, is a function word.
pub(super) fn is_function(word: &str) -> bool {
    static WORDS: LazyLock<std::collections::HashSet<&str>> = LazyLock::new(|| FUNCTION.iter().copied().collect());
    word.len() <= 8 && WORDS.contains(word)
}
