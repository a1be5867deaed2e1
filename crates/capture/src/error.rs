//! Why a page could not be fetched, in words for the person who asked for it.

use std::time::Duration;

/// Why a page or image could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// What was typed is no address.
    #[error("This is not a web address: {typed}")]
    InvalidAddress {
        /// The text as typed, shortened.
        typed: String,
    },
    /// The address is neither http nor https.
    #[error("Only http and https addresses can be fetched, not {scheme}")]
    UnsupportedScheme {
        /// The scheme, without its colon.
        scheme: String,
    },
    /// The host's name has no address.
    #[error("No address was found for {host}")]
    Resolve {
        /// The host.
        host: String,
    },
    /// No way leads to the host now: this machine has no network, or the host does not answer at all.
    #[error("{host} could not be reached")]
    NoConnection {
        /// The host.
        host: String,
    },
    /// The host refused the connection.
    #[error("{host} refused the connection")]
    Refused {
        /// The host.
        host: String,
    },
    /// No trusted, encrypted connection could be made.
    #[error("No secure connection to {host} could be made")]
    Tls {
        /// The host.
        host: String,
    },
    /// The host did not answer in time.
    #[error("{host} took too long to answer")]
    Timeout {
        /// The host.
        host: String,
    },
    /// The page redirects in a circle, or too often.
    #[error("{host} redirects in a circle or too often")]
    TooManyRedirects {
        /// The host of the last redirect.
        host: String,
    },
    /// A page led to an address on this machine or its network that nobody typed.
    #[error("{host} is a private address that a page may not lead to")]
    PrivateAddress {
        /// The host.
        host: String,
    },
    /// The answer is larger than the limit.
    #[error("{host} sent more than {} MB", .limit.div_ceil(1 << 20))]
    TooLarge {
        /// The host.
        host: String,
        /// The limit, in bytes after decompression.
        limit: u64,
    },
    /// The server answered with a failure.
    #[error("{host} answered with status {status}")]
    Status {
        /// The host.
        host: String,
        /// HTTP status code.
        status: u16,
        /// How long the server asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The web archive keeps no copy of the page.
    #[error("The Wayback Machine has no copy of this page")]
    NoArchivedCopy,
    /// An image's bytes are of no kind that may be kept.
    #[error("{host} sent something that is not a picture")]
    NotAnImage {
        /// The host.
        host: String,
    },
    /// The connection broke, or the answer made no sense.
    #[error("The connection to {host} failed")]
    Network {
        /// The host.
        host: String,
    },
    /// No process could be started in which to read the page.
    #[error("The part of Postil that reads pages could not be started")]
    NoReader {
        /// The cause, in the system's words.
        cause: String,
    },
    /// The HTTP client could not be set up on this machine.
    #[error("The network could not be set up")]
    Setup {
        /// The cause, in the client's words.
        cause: String,
    },
}

impl FetchError {
    /// A stable name for the error, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => "invalid_address",
            Self::UnsupportedScheme { .. } => "unsupported_scheme",
            Self::Resolve { .. } => "address_not_found",
            Self::NoConnection { .. } => "no_connection",
            Self::Refused { .. } => "connection_refused",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::TooManyRedirects { .. } => "redirect_loop",
            Self::PrivateAddress { .. } => "private_address",
            Self::TooLarge { .. } => "too_large",
            Self::Status { .. } => "status",
            Self::NoArchivedCopy => "no_archived_copy",
            Self::NotAnImage { .. } => "not_an_image",
            Self::Network { .. } => "network",
            Self::NoReader { .. } => "no_reader",
            Self::Setup { .. } => "network_setup",
        }
    }

    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => "Type an address such as https://example.com/page",
            Self::UnsupportedScheme { .. } => "Use an address that starts with http or https",
            Self::Resolve { .. } => "Check the address for typing errors, and your connection",
            Self::NoConnection { .. } => "Check your connection; the site may be down, too",
            Self::Refused { .. } => "The site may be down; try again later",
            Self::Tls { .. } => "The site's certificate may be invalid; try it in a browser",
            Self::Timeout { .. } => "The site may be slow or your connection lost; try again later",
            Self::TooManyRedirects { .. } => {
                "The page may need cookies or a sign-in; open it in a browser and clip where it ends"
            }
            Self::PrivateAddress { .. } => "If you trust it, clip that address itself",
            Self::TooLarge { .. } => "It may be a download and not a page; save it in a browser",
            Self::Status { status: 429, .. } => "The site asks for fewer requests; try again later",
            Self::Status { status, .. } if *status >= 500 => "The site has trouble; try again later",
            Self::Status { .. } => "The site will not give this page; open it in a browser",
            Self::NoArchivedCopy => "Open the page in a browser, or look for it elsewhere",
            Self::NotAnImage { .. } => "The picture is left out",
            Self::Network { .. } => "Check your connection, and try again",
            Self::NoReader { .. } => "The machine may be short of memory; it is tried again later",
            Self::Setup { .. } => "Start Postil again; if it stays, report it",
        }
    }

    /// Whether the same request may succeed later without anything being changed.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Resolve { .. }
            | Self::NoConnection { .. }
            | Self::Refused { .. }
            | Self::Timeout { .. }
            | Self::Tls { .. }
            | Self::NoReader { .. }
            | Self::Network { .. } => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
            Self::InvalidAddress { .. }
            | Self::UnsupportedScheme { .. }
            | Self::TooManyRedirects { .. }
            | Self::PrivateAddress { .. }
            | Self::TooLarge { .. }
            | Self::NoArchivedCopy
            | Self::NotAnImage { .. }
            | Self::Setup { .. } => false,
        }
    }

    /// Whether a machine without a network meets this error: nothing answered, not even to refuse.
    pub fn no_answer(&self) -> bool {
        matches!(self, Self::Resolve { .. } | Self::NoConnection { .. })
    }

    /// How long the server asks to be left alone, a day at most.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_host_and_ends_without_a_dot() {
        let error = FetchError::TooLarge { host: "example.com".into(), limit: 16 << 20 };
        assert_eq!(error.to_string(), "example.com sent more than 16 MB");
        assert!(!error.retryable());
    }

    #[test]
    fn a_busy_server_may_be_asked_again_and_a_forbidding_one_not() {
        let status = |status| FetchError::Status { host: "a".into(), status, retry_after: None };
        assert!(status(503).retryable() && status(429).retryable());
        assert!(!status(400).retryable());
    }
}
