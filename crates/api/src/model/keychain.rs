//! Keys in the system's keychain: Keychain Services, the Windows Credential Manager, or a Secret Service.

use keyring::{Entry, Error};

use crate::ApiError;

const SERVICE: &str = "Postil";
/// A key from the environment, for systems without a keychain.
const VARIABLE: &str = "POSTIL_MODEL_KEY";

/// The key for an endpoint, as it was found.
pub(super) enum Found {
    Nothing,
    Environment(String),
    Keychain(String),
    NoKeychain,
}

/// Looks for the key to an endpoint, by the endpoint's address.
pub(super) fn get(base: &str) -> Found {
    if let Some(key) = std::env::var(VARIABLE).ok().filter(|key| !key.trim().is_empty()) {
        return Found::Environment(key);
    }
    match with(base, |entry| entry.get_password()) {
        Ok(key) => Found::Keychain(key),
        Err(Error::NoEntry) => Found::Nothing,
        Err(_) => Found::NoKeychain,
    }
}

/// Keeps the key to an endpoint; an empty one is forgotten.
pub(super) fn put(base: &str, key: &str) -> Result<(), ApiError> {
    let key = key.trim().to_owned();
    let done = with(base, move |entry| match key.as_str() {
        "" => entry.delete_credential(),
        key => entry.set_password(key),
    });
    match done {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(ApiError::new(
            "no_keychain",
            format!("The system’s keychain cannot be used: {error}"),
            "The key was not kept. Unlock or install a keychain, or set POSTIL_MODEL_KEY before you start Postil.",
        )),
    }
}

/// A keychain may ask its owner, and on Linux it is spoken to by a runtime of its own: both want a thread of their own.
fn with<T: Send + 'static>(
    base: &str,
    act: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> keyring::Result<T> {
    let base = base.to_owned();
    let asked = std::thread::spawn(move || Entry::new(SERVICE, &base).and_then(|entry| act(&entry)));
    asked.join().unwrap_or(Err(Error::NoDefaultStore))
}
