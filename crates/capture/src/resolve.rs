//! Name resolution that refuses to hand out private addresses.

use std::error::Error;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::is_global;

/// The system's resolver, optionally narrowed to the public internet. Since the connection is made
/// to exactly the addresses it returns, a name that changes between check and use gains nothing.
#[derive(Debug)]
pub(crate) struct Resolver {
    /// Whether addresses outside the public internet are dropped.
    pub(crate) global_only: bool,
}

/// The name has no address.
#[derive(Debug, thiserror::Error)]
#[error("no address")]
pub(crate) struct NoAddress;

/// The name has addresses, none of them public.
#[derive(Debug, thiserror::Error)]
#[error("only private addresses")]
pub(crate) struct OnlyPrivate;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let global_only = self.global_only;
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| boxed(NoAddress))?.collect();
            if found.is_empty() {
                return Err(boxed(NoAddress));
            }
            let kept: Vec<SocketAddr> =
                found.into_iter().filter(|address| !global_only || is_global(address.ip())).collect();
            if kept.is_empty() {
                return Err(boxed(OnlyPrivate));
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

fn boxed(error: impl Error + Send + Sync + 'static) -> Box<dyn Error + Send + Sync> {
    Box::new(error)
}
