//! What one request may take.

use std::time::Duration;

/// Size of an article's part that is shown to the model at once, in bytes of UTF-8. Bytes follow the tokens that a model
/// counts more evenly than characters do: a letter of Chinese is about a token, and three bytes.
pub const PART_BYTES: usize = 24_000;

/// Limits in time and size. The defaults suit a slow model on this machine.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time to connect.
    pub connect: Duration,
    /// Time from the request to the first word of the answer. A model may have to be loaded and to read the article.
    pub first: Duration,
    /// Longest silence after the first word.
    pub idle: Duration,
    /// Time for one request from beginning to end.
    pub total: Duration,
    /// Wait before a busy endpoint is asked once more, if it names none.
    pub pause: Duration,
    /// Longest wait that an endpoint may ask for. If it asks for more, it is not asked again.
    pub patience: Duration,
    /// Largest answer, in bytes after decompression. A streamed one takes some 200 bytes for each token, and those of a
    /// model's reasoning count.
    pub body: usize,
    /// Longest text in an answer, without reasoning, in bytes.
    pub text: usize,
    /// Size of an article's part that is shown at once, in bytes of UTF-8.
    pub part: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first: Duration::from_secs(300),
            idle: Duration::from_secs(60),
            total: Duration::from_secs(900),
            pause: Duration::from_secs(3),
            patience: Duration::from_secs(30),
            body: 8 << 20,
            text: 256 << 10,
            part: PART_BYTES,
        }
    }
}
