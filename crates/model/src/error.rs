//! Why a model gave no outline, in words for the person who asked for it.

use std::time::Duration;

/// Why an endpoint cannot be used, or gave no outline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What was typed is no address.
    #[error("This is not a web address: {typed}")]
    InvalidAddress {
        /// The text as typed, shortened.
        typed: String,
    },
    /// The address is neither http nor https.
    #[error("A model is reached by http or https, not {scheme}")]
    UnsupportedScheme {
        /// The scheme, without its colon.
        scheme: String,
    },
    /// The address holds a name or password.
    #[error("The address holds a name or password")]
    PasswordInAddress,
    /// The key holds what no header can.
    #[error("The key holds characters that no key has")]
    InvalidKey,
    /// The key would go over the internet without encryption.
    #[error("The key would be sent to {host} without encryption")]
    KeyInClear {
        /// The host.
        host: String,
    },
    /// The article has no sentences.
    #[error("The article has no text")]
    NoText,
    /// Nothing answers at the address.
    #[error("Nothing answers at {host}")]
    Unreachable {
        /// The host.
        host: String,
    },
    /// No trusted, encrypted connection could be made.
    #[error("No secure connection to {host} could be made")]
    Tls {
        /// The host.
        host: String,
    },
    /// The connection broke before the answer was complete.
    #[error("The connection to {host} broke")]
    Broken {
        /// The host.
        host: String,
    },
    /// The endpoint did not answer, or not to the end, in time.
    #[error("{host} took too long to answer")]
    TooSlow {
        /// The host.
        host: String,
    },
    /// The endpoint refuses the key, or wants one.
    #[error("{host} {}", if *.given { "refused the key" } else { "wants a key" })]
    KeyRefused {
        /// The host.
        host: String,
        /// Whether a key was sent.
        given: bool,
    },
    /// The endpoint does not have the model.
    #[error("{host} has no model “{model}”")]
    NoModel {
        /// The host.
        host: String,
        /// The model's name.
        model: String,
    },
    /// The article, or a part of it, does not fit into what the model reads at once.
    #[error("The article is too long for the model {model}")]
    TooLong {
        /// The model's name.
        model: String,
    },
    /// The endpoint takes no more requests for now, or from this account.
    #[error("{host} takes no more requests for now")]
    LimitReached {
        /// The host.
        host: String,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The endpoint is busy, or still loads the model.
    #[error("{host} is busy")]
    Busy {
        /// The host.
        host: String,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The endpoint sends requests on to another address. They are not followed, so that the key goes nowhere else.
    #[error("{host} sends requests on to {to}")]
    Redirected {
        /// The host.
        host: String,
        /// The address to which it leads, shortened.
        to: String,
    },
    /// What answers does not speak the protocol.
    #[error("What answers at {host} is no endpoint for models")]
    NotCompatible {
        /// The host.
        host: String,
    },
    /// The endpoint answered with another failure.
    #[error("{host} answered with an error{}", said(*.status, .message))]
    Refused {
        /// The host.
        host: String,
        /// HTTP status code, if one was given.
        status: Option<u16>,
        /// The endpoint's own words, shortened; may be empty.
        message: String,
    },
    /// The answer is larger than the limit.
    #[error("{host} sent more than {} kB", .limit.div_ceil(1024))]
    TooLarge {
        /// The host.
        host: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The model answered, but no outline.
    #[error("The model {model} gave no outline")]
    NoPoints {
        /// The model's name.
        model: String,
    },
    /// The HTTP client could not be set up on this machine.
    #[error("The network could not be set up")]
    Setup {
        /// The cause, in the client's words.
        cause: String,
    },
}

fn said(status: Option<u16>, message: &str) -> String {
    match (status, message) {
        (None, "") => String::new(),
        (Some(status), "") => format!(": status {status}"),
        (_, message) => format!(": {message}"),
    }
}

impl Error {
    /// A stable name for the error, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => "invalid_address",
            Self::UnsupportedScheme { .. } => "unsupported_scheme",
            Self::PasswordInAddress => "password_in_address",
            Self::InvalidKey => "invalid_key",
            Self::KeyInClear { .. } => "key_in_clear",
            Self::NoText => "no_text",
            Self::Unreachable { .. } => "model_unreachable",
            Self::Tls { .. } => "tls",
            Self::Broken { .. } => "connection_broken",
            Self::TooSlow { .. } => "model_too_slow",
            Self::KeyRefused { .. } => "key_refused",
            Self::NoModel { .. } => "no_such_model",
            Self::TooLong { .. } => "too_long_for_model",
            Self::LimitReached { .. } => "model_limit_reached",
            Self::Busy { .. } => "model_busy",
            Self::Redirected { .. } => "model_redirected",
            Self::NotCompatible { .. } => "not_compatible",
            Self::Refused { .. } => "model_refused",
            Self::TooLarge { .. } => "answer_too_large",
            Self::NoPoints { .. } => "no_points",
            Self::Setup { .. } => "network_setup",
        }
    }

    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::InvalidAddress { .. } => "Type an address such as http://127.0.0.1:11434/v1",
            Self::UnsupportedScheme { .. } => "Use an address that starts with http or https",
            Self::PasswordInAddress => "Leave them out of the address, and give the key in its own field",
            Self::InvalidKey => "Copy the key once more, without line breaks",
            Self::KeyInClear { .. } => "Use an address that starts with https, or leave out the key",
            Self::NoText => "Fetch the article again, or write its outline yourself",
            Self::Unreachable { .. } => "Is it running? Start the program that serves the model, and check the address",
            Self::Tls { .. } => "If it is a server of your own without a certificate, its address starts with http",
            Self::Broken { .. } => "Try again; if it stays, look into what the server of the model reports",
            Self::TooSlow { .. } => "It may still be loading the model; try again, or choose a smaller model",
            Self::KeyRefused { given: true, .. } => "Check the key, and whether it may use this model",
            Self::KeyRefused { given: false, .. } => "Add the key that the provider gave you",
            Self::NoModel { .. } => "Choose one that it lists, or load this one there first",
            Self::TooLong { .. } => "Choose a model that reads more at once, or raise its context length on the server",
            Self::LimitReached { .. } => "Try again later, and check the limits and credit of your account",
            Self::Busy { .. } => "It may still be loading the model; try again in a moment",
            Self::Redirected { .. } => "If you trust that address, use it instead",
            Self::NotCompatible { .. } => "Check the address; it often ends in /v1",
            Self::Refused { status: Some(404), .. } => "Check the address, which often ends in /v1, and the model",
            Self::Refused { status: Some(500..), .. } => "The server has trouble; look into what it reports",
            Self::Refused { .. } => "Check the model; another may do better",
            Self::TooLarge { .. } => "The model may be running in circles; try again, or choose another",
            Self::NoPoints { .. } => "Try again, or choose another model; small ones often fail",
            Self::Setup { .. } => "Start Postil again; if it stays, report it",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_plain_and_ends_without_a_dot() {
        let host = || "127.0.0.1:11434".to_owned();
        for (error, words) in [
            (Error::Unreachable { host: host() }, "Nothing answers at 127.0.0.1:11434"),
            (Error::KeyRefused { host: host(), given: false }, "127.0.0.1:11434 wants a key"),
            (
                Error::Refused { host: host(), status: Some(502), message: String::new() },
                "127.0.0.1:11434 answered with an error: status 502",
            ),
            (
                Error::Refused { host: host(), status: None, message: "out of memory".into() },
                "127.0.0.1:11434 answered with an error: out of memory",
            ),
        ] {
            assert_eq!(error.to_string(), words);
            assert!(!error.hint().is_empty() && !error.hint().ends_with('.'));
        }
    }
}
