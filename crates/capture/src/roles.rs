//! What an element's attributes call it: a date, an author, the headline, a part about other things.

use std::sync::LazyLock;

use dom_query::Element;

use crate::finder::Finder;

/// Longest class that is looked at, in bytes.
const LONGEST_WORD: usize = 48;
/// What classes say of an author.
const AUTHORS: &[&str] = &["author", "byline", "username"];
/// What classes say of a date, and what only looks like it.
const DATES: &[&str] = &["date", "publish", "posted", "timestamp"];
const NOT_DATES: &[&str] = &["update", "candidate", "validate", "modif"];
/// What classes say of an author besides the name.
const NOT_NAMES: &[&str] = &[
    "avatar",
    "image",
    "img",
    "photo",
    "bio",
    "desc",
    "role",
    "title",
    "social",
    "icon",
    "list",
    "link-",
    "count",
    "authoriz",
    "authoris",
    "authority",
    "authoring",
    "form",
    "field",
    "input",
    "label",
];

/// What classes say of parts about other things.
const ASIDES: &[&str] = &[
    "comment",
    "related",
    "sidebar",
    "footer",
    "recent",
    "popular",
    "recommend",
    "newsletter",
    "carousel",
    "promo",
    "trending",
    "cookie",
    "menu",
    "navbar",
    "review",
    "testimonial",
    "read-next",
    "more-",
];

/// What a mark says that an element is, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// `itemprop="datePublished"` and the like.
    Published,
    /// A `time`.
    Time,
    /// An element with a date's class.
    Dated,
    /// A date of a change.
    Modified,
    /// `rel="author"` or `itemprop="author"`.
    Author,
    /// An element with an author's class.
    Byline,
    /// A link to a person's page.
    Person,
}

/// What an element's attributes call it.
#[derive(Default)]
pub(crate) struct Named {
    pub(crate) role: Option<Role>,
    pub(crate) headline: bool,
    pub(crate) aside: bool,
}

impl Named {
    /// Reads an element's attributes.
    pub(crate) fn of(element: &Element) -> Self {
        let mut named = Self::default();
        for attr in &element.attrs {
            let value: &str = &attr.value;
            match attr.name.local.as_ref() {
                "itemprop" => {
                    for word in value.split_ascii_whitespace() {
                        match word {
                            "datePublished" | "dateCreated" => named.be(Role::Published),
                            "dateModified" => named.role = Some(Role::Modified),
                            "author" | "creator" => named.be(Role::Author),
                            "headline" => named.headline = true,
                            _ => {}
                        }
                    }
                }
                "rel" if value.split_ascii_whitespace().any(|word| word == "author") => {
                    named.be(Role::Author);
                }
                "pubdate" => named.be(Role::Published),
                "class" | "id" | "data-testid" | "data-test-id" | "data-qa" => {
                    for word in value.split_ascii_whitespace() {
                        named.word(word);
                    }
                }
                _ => {}
            }
        }
        named
    }

    /// Takes a role, unless it has a surer one.
    fn be(&mut self, role: Role) {
        self.role = Some(self.role.map_or(role, |now| now.min(role)));
    }

    fn word(&mut self, word: &str) {
        let mut buffer = [0u8; LONGEST_WORD];
        let Some(bytes) = buffer.get_mut(..word.len()) else { return };
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        let Ok(word) = std::str::from_utf8(bytes) else { return };
        static FINDER: LazyLock<Finder> =
            LazyLock::new(|| Finder::new(&[AUTHORS, NOT_NAMES, DATES, NOT_DATES, ASIDES]));
        let found = FINDER.bits(word);
        let [author, not_name, date, not_date, aside] = [0, 1, 2, 3, 4].map(|group| found >> group & 1 == 1);
        let role = if matches!(word, "dt-published" | "entry-date" | "published") {
            Some(Role::Published)
        } else if matches!(word, "updated" | "modified" | "dt-updated" | "date-modified") {
            Some(Role::Modified)
        } else if (author || word.ends_with("writer") || word == "byl") && !not_name {
            Some(Role::Byline)
        } else if date && !not_date {
            Some(Role::Dated)
        } else {
            None
        };
        if let Some(role) = role {
            self.be(role);
        }
        self.headline |= matches!(
            word,
            "entry-title" | "post-title" | "article-title" | "article__title" | "post__title" | "headline" | "p-name"
        );
        self.aside |= aside || word.starts_with("widget");
    }
}

/// Whether an address is that of a site's first page.
pub(crate) fn leads_home(href: &str) -> bool {
    let path = href.split_once("//").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    matches!(path, "" | "/" | "./" | "index.html" | "/index.html" | "index.php" | "/index.php")
}

/// Whether an address is that of a person's page.
pub(crate) fn leads_to_person(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    !last.is_empty()
        && matches!(
            before.to_ascii_lowercase().as_str(),
            "author"
                | "authors"
                | "user"
                | "users"
                | "u"
                | "profile"
                | "profiles"
                | "member"
                | "members"
                | "people"
                | "contributors"
                | "contributor"
                | "writers"
                | "by"
                | "staff"
                | "team"
        )
}

/// An attribute, trimmed; `None` if it is missing or blank.
pub(crate) fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    let attr = element.attrs.iter().find(|attr| &*attr.name.local == name)?;
    let value: &str = &attr.value;
    let value = value.trim();
    (!value.is_empty()).then_some(value)
}
