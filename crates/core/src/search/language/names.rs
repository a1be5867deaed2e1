//! The names of filters and the words that they take.

use super::tree::{Order, State};
use crate::{Kind, Part};

/// The name of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// `tag:`
    Tag,
    /// `site:`
    Site,
    /// `author:`
    Author,
    /// `title:`
    Title,
    /// `in:`
    In,
    /// `kind:`
    Kind,
    /// `is:`
    Is,
    /// `has:`
    Has,
    /// `before:`
    Before,
    /// `after:`
    After,
    /// `saved:`
    Saved,
    /// `published:`
    Published,
    /// `lang:`
    Lang,
    /// `links-to:`
    LinksTo,
    /// `sort:`
    Sort,
}

/// What the days of filters are offered as; any other day may be typed.
const DAYS: [&str; 6] = ["today", "yesterday", "7d", "2w", "3m", "1y"];

impl Name {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Tag,
        Self::Site,
        Self::Author,
        Self::Title,
        Self::In,
        Self::Kind,
        Self::Is,
        Self::Has,
        Self::Before,
        Self::After,
        Self::Saved,
        Self::Published,
        Self::Lang,
        Self::LinksTo,
        Self::Sort,
    ];

    /// As it is typed, without the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Site => "site",
            Self::Author => "author",
            Self::Title => "title",
            Self::In => "in",
            Self::Kind => "kind",
            Self::Is => "is",
            Self::Has => "has",
            Self::Before => "before",
            Self::After => "after",
            Self::Saved => "saved",
            Self::Published => "published",
            Self::Lang => "lang",
            Self::LinksTo => "links-to",
            Self::Sort => "sort",
        }
    }

    /// What it asks for, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Tag => "Has this tag, or one below it",
            Self::Site => "From this site",
            Self::Author => "Written by",
            Self::Title => "In the title",
            Self::In => "In one part only",
            Self::Kind => "Article, note, journal or post",
            Self::Is => "Unread, read, untagged…",
            Self::Has => "Has commentary, highlights or an outline",
            Self::Before => "Saved before",
            Self::After => "Saved on or after",
            Self::Saved => "Saved in this time",
            Self::Published => "Published in this time",
            Self::Lang => "In this language",
            Self::LinksTo => "Links to",
            Self::Sort => "Sorted by",
        }
    }

    /// Reads a name, in any case.
    pub fn read(typed: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.as_str().eq_ignore_ascii_case(typed))
    }

    /// The words that the filter takes, or a few of them when it is about days; none when any word will do.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::In => &["commentary", "outline", "highlight", "body", "title"],
            Self::Kind => &["article", "note", "journal", "post"],
            Self::Is => &["unread", "reading", "read", "archived", "untagged", "orphaned", "failed"],
            Self::Has => &["commentary", "highlight", "outline"],
            Self::Sort => &["saved", "published", "title", "relevance"],
            Self::Before | Self::After | Self::Saved | Self::Published => &DAYS,
            Self::Tag | Self::Site | Self::Author | Self::Title | Self::Lang | Self::LinksTo => &[],
        }
    }

    /// Whether it is about days.
    pub(super) fn is_of_days(self) -> bool {
        matches!(self, Self::Before | Self::After | Self::Saved | Self::Published)
    }

    /// Whether it takes its words and no others.
    pub(super) fn is_closed(self) -> bool {
        !self.values().is_empty() && !self.is_of_days()
    }
}

impl State {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Reading => "reading",
            Self::Read => "read",
            Self::Archived => "archived",
            Self::Untagged => "untagged",
            Self::Orphaned => "orphaned",
            Self::Failed => "failed",
        }
    }

    pub(super) fn read(typed: &str) -> Option<Self> {
        use State::{Archived, Failed, Orphaned, Read, Reading, Unread, Untagged};
        [Unread, Reading, Read, Archived, Untagged, Orphaned, Failed].into_iter().find(|state| state.as_str() == typed)
    }
}

impl Order {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Published => "published",
            Self::Title => "title",
            Self::Relevance => "relevance",
        }
    }

    pub(super) fn read(typed: &str) -> Option<Self> {
        [Self::Saved, Self::Published, Self::Title, Self::Relevance].into_iter().find(|order| order.as_str() == typed)
    }
}

/// A part that `in:` takes.
pub(super) fn part(typed: &str) -> Option<Part> {
    typed.parse().ok()
}

/// A part that `has:` takes.
pub(super) fn had(typed: &str) -> Option<Part> {
    part(typed).filter(|part| matches!(part, Part::Commentary | Part::Highlight | Part::Outline))
}

/// A kind.
pub(super) fn kind(typed: &str) -> Option<Kind> {
    typed.parse().ok()
}
