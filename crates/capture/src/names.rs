//! Names of people, as bylines write them.

use crate::dates;

/// Names that stand for nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "editor",
    "author",
    "authors",
    "unknown",
    "guest",
    "staff",
    "user",
    "null",
    "undefined",
    "by",
    "webmaster",
    "root",
    "anonymous",
    "none",
    "n/a",
    "me",
    "us",
    "us.",
    "share",
    "follow",
    "subscribe",
    "wordpress",
    "default",
    "site admin",
    "written",
    "posted",
];
/// Words that a line beside a name may have, and a name has not.
const OTHERS: &[&str] = &[
    "about",
    "author",
    "authors",
    "posts",
    "share",
    "read",
    "reading",
    "min",
    "mins",
    "minutes",
    "view",
    "views",
    "follow",
    "updated",
    "published",
    "reviewed",
    "comment",
    "comments",
    "the",
    "this",
    "that",
    "with",
    "all",
    "home",
    "blog",
    "articles",
    "article",
    "post",
    "posted",
    "login",
    "sign",
    "subscribe",
    "newsletter",
    "more",
    "see",
    "on",
    "your",
    "you",
    "our",
    "we",
    "is",
    "are",
    "to",
    "contact",
    "category",
    "categories",
    "topic",
    "news",
    "how",
    "what",
    "why",
    "popular",
    "use",
    "using",
    "case",
    "industry",
    "role",
    "team's",
    "price",
    "sort",
    "name",
    "search",
    "collection",
    "collections",
    "review",
    "reviews",
    "dealer",
    "email",
    "website",
    "authorized",
    "authorised",
    "filter",
];
/// What follows a name and is no part of it.
const ENDS: &[&str] = &[
    " | ",
    " ⋅ ",
    " . ",
    " ~ ",
    " · ",
    " • ",
    " ● ",
    " – ",
    " — ",
    " - ",
    " on ",
    " in ",
    " at ",
    " / ",
    " updated ",
    " published ",
    " posted ",
    " (",
];
/// Words of a profession, which stand behind a comma.
const PROFESSIONS: &[&str] = &[
    "editor",
    "writer",
    "reporter",
    "contributor",
    "correspondent",
    "manager",
    "director",
    "founder",
    "co-founder",
    "ceo",
    "cto",
    "cmo",
    "coo",
    "author",
    "columnist",
    "guest",
    "senior",
    "staff",
    "head",
    "lead",
    "president",
    "specialist",
    "strategist",
    "analyst",
    "journalist",
    "producer",
    "engineer",
    "consultant",
    "content",
    "marketing",
    "professor",
    "vice",
    "chief",
    "freelance",
    "expert",
    "owner",
    "partner",
    "associate",
    "assistant",
    "team",
];

/// A name without "By" and what stands behind it, or `None` if it is no name.
pub(crate) fn clean(text: &str) -> Option<String> {
    let mut name = text.trim();
    for _ in 0..2 {
        let lower = name.to_ascii_lowercase();
        for prefix in ["written by", "posted by", "authored by", "author:", "authors:", "by:", "by ", "von ", "par "] {
            if lower.starts_with(prefix) {
                name = name[prefix.len()..].trim_start_matches([':', ' ']);
                break;
            }
        }
    }
    if let Some(found) = dates::find(name, None) {
        name = &name[..found.start];
    }
    let lower = name.to_ascii_lowercase();
    if let Some(end) = ENDS.iter().filter_map(|end| lower.find(end)).filter(|at| *at > 1).min() {
        name = &name[..end];
    }
    while let Some((front, end)) = name.rsplit_once(',') {
        let words = end.to_lowercase();
        let trade = words.split_whitespace().any(|word| PROFESSIONS.contains(&word));
        if !trade || front.trim().is_empty() {
            break;
        }
        name = front;
    }
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '|' | '·' | '-' | '–' | '—' | '•' | '●' | ':' | '/')
    });
    let lower = name.to_lowercase();
    let wrong = name.chars().count() < 2
        || name.chars().count() > 120
        || lower.contains("://")
        || lower.contains("www.")
        || name.starts_with('@')
        || name.contains(['{', '}', '<', '>', '='])
        || !name.contains(char::is_alphabetic)
        || NOBODY.contains(&lower.as_str());
    (!wrong).then(|| name.to_owned())
}

/// Whether a text may be the name of somebody: few words, none of those that stand beside names.
pub(crate) fn is_name(text: &str) -> bool {
    let mut lower = text.to_lowercase();
    if let Some(team) = lower.strip_prefix("the ").filter(|team| team.ends_with(" team") || team.ends_with(" staff")) {
        lower = team.to_owned();
    }
    text.split_whitespace().count() <= 7
        && text.chars().count() <= 80
        && !text.contains(['|', '?', '!', ':', '"', '“', '@', '#', '%', '$', '…', '›', '>', '*', '§'])
        && !text.ends_with('.') | (text.split_whitespace().count() <= 4)
        && !lower.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| OTHERS.contains(&word))
}

/// Whether a name has the shape of a person's: two to five words that begin with capitals.
pub(crate) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small =
        ["de", "da", "di", "van", "von", "der", "den", "del", "la", "le", "al", "bin", "and", "&", "y", "e", "dos"];
    (2..=7).contains(&words.len())
        && is_name(text)
        && !text.contains(|c: char| c.is_ascii_digit())
        && words.iter().all(|word| small.contains(word) || word.chars().any(char::is_uppercase) || !word.is_ascii())
}

/// Whether a name is that of an account: one word in small letters.
pub(crate) fn is_login(name: &str) -> bool {
    !name.contains(' ') && !name.contains(char::is_uppercase) && name.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(clean(text).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn bylines_are_names() {
        check("Written by: Ada L.", Some("Ada L."));
        check("By Ada Lovelace | 5 May 2024", Some("Ada Lovelace"));
        check("Ada Lovelace on May 5, 2024", Some("Ada Lovelace"));
        check("Ada Lovelace, Senior Editor", Some("Ada Lovelace"));
        check("Ada Lovelace, M.D.", Some("Ada Lovelace, M.D."));
        check("https://social.example/ada", None);
        check("admin", None);
    }

    #[test]
    fn people_have_names_of_several_words() {
        for name in ["Ada Lovelace", "Ludwig van Berg", "A. B. Ada and Bo Day", "Ada Day, PhD"] {
            assert!(is_person(name), "{name}");
        }
        for name in ["ada", "About the author", "5 min read", "Share this", "clicking here"] {
            assert!(!is_person(name), "{name}");
        }
    }
}
