//! What goes between a host and its readers: lengths and bytes.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::article::Limits;
use crate::page::{Care, Page};

/// Longest frame, in bytes.
const LONGEST: u32 = 256 << 20;

/// What a reader says when it is ready; host and reader must be of one version.
pub(super) const READY: &[u8] = concat!("postil ", env!("CARGO_PKG_VERSION")).as_bytes();

/// What a reader is told of a page; its bytes follow in a frame of their own.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    url: Url,
    content_type: Option<String>,
    html: bool,
    pub(super) care: Care,
    images: usize,
    depth: usize,
    nodes: usize,
    /// How long the reader may take, in milliseconds.
    time: u64,
}

impl Head {
    pub(super) fn new(page: &Page, care: Care, limits: &Limits, time: Duration) -> Self {
        Self {
            url: page.url.clone(),
            content_type: page.content_type.clone(),
            html: page.html,
            care,
            images: limits.images,
            depth: limits.depth,
            nodes: limits.nodes,
            time: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        }
    }

    pub(super) fn limits(&self) -> Limits {
        Limits {
            images: self.images,
            depth: self.depth,
            nodes: self.nodes,
            extract: Duration::from_millis(self.time),
            ..Limits::default()
        }
    }

    pub(super) fn page(self, body: Vec<u8>) -> Page {
        Page { url: self.url, content_type: self.content_type, body, html: self.html }
    }
}

pub(super) fn write(out: &mut impl Write, frame: &[u8]) -> Result<()> {
    let length = u32::try_from(frame.len()).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| Error::new(ErrorKind::InvalidInput, "the frame is too long"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(frame)
}

/// Reads a frame. It takes no more room than what really comes.
pub(super) fn read(from: &mut impl Read) -> Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(Error::new(ErrorKind::InvalidData, "the frame is too long"));
    }
    let mut frame = Vec::with_capacity(length.min(1 << 20) as usize);
    from.take(length.into()).read_to_end(&mut frame)?;
    if frame.len() < length as usize {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_out_as_it_went_in() {
        let mut line = Vec::new();
        write(&mut line, b"one").unwrap();
        write(&mut line, b"").unwrap();
        let mut from = line.as_slice();
        assert_eq!(read(&mut from).unwrap(), b"one");
        assert_eq!(read(&mut from).unwrap(), b"");
        assert!(read(&mut from).is_err());
    }

    #[test]
    fn a_length_that_lies_is_an_error() {
        assert!(read(&mut [9, 0, 0, 0, 1].as_slice()).is_err());
        assert!(read(&mut [255, 255, 255, 255, 1].as_slice()).is_err());
    }
}
