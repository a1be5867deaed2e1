//! The verdict: what a capture turned out to be.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a capture turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The article, whole as far as can be told.
    Ok,
    /// Only part of the article: a teaser before a paywall, or a page cut at a limit.
    Partial,
    /// A page that asks to sign in.
    LoginWall,
    /// A page that asks to agree to something first.
    ConsentWall,
    /// A page that asks whether a person is there.
    Captcha,
    /// The page does not exist, by status or by its own words.
    NotFound,
    /// Not a web page: an image, an archive, a program.
    NotAPage,
    /// A page without text.
    Empty,
    /// Nothing answered.
    Unreachable,
}

/// A word that names no [`Verdict`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Unknown verdict {0:?}")]
pub struct UnknownVerdict(pub String);

impl Verdict {
    /// Every verdict, in the order of declaration.
    pub const ALL: [Verdict; 9] = [
        Verdict::Ok,
        Verdict::Partial,
        Verdict::LoginWall,
        Verdict::ConsentWall,
        Verdict::Captcha,
        Verdict::NotFound,
        Verdict::NotAPage,
        Verdict::Empty,
        Verdict::Unreachable,
    ];

    /// The verdict's name on the wire, in snake case.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Partial => "partial",
            Verdict::LoginWall => "login_wall",
            Verdict::ConsentWall => "consent_wall",
            Verdict::Captcha => "captcha",
            Verdict::NotFound => "not_found",
            Verdict::NotAPage => "not_a_page",
            Verdict::Empty => "empty",
            Verdict::Unreachable => "unreachable",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Verdict {
    type Err = UnknownVerdict;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == name).ok_or_else(|| UnknownVerdict(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_its_verdict() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.as_str().parse(), Ok(verdict));
            assert_eq!(serde_json::to_string(&verdict).unwrap(), format!("\"{verdict}\""));
        }
        assert!("fine".parse::<Verdict>().is_err());
    }
}
