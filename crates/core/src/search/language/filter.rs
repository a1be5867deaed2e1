//! The value of a filter, read.

use std::borrow::Cow;

use super::dates::{Day, NoDay, Period};
use super::lex::{self, Value};
use super::names::{self, Name};
use super::near;
use super::tree::{Filter, Order, State};
use crate::links::Target;
use crate::tables::tags;
use crate::url;

/// What a filter says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Filter(Filter),
    Sort(Order),
}

/// Why a value cannot be understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub message: Cow<'static, str>,
    /// The value that would be right.
    pub suggestion: Option<String>,
}

/// Reads the value of a filter other than `title:`.
pub(super) fn read(name: Name, value: &Value<'_>) -> Result<Said, Wrong> {
    let typed = match value {
        Value::Bare(text) => *text,
        Value::Quoted(quoted) | Value::Linked(quoted) => quoted.text,
    };
    let is_title = matches!(value, Value::Linked(_));
    let low = typed.trim().to_lowercase();
    let said = match name {
        Name::Tag => tag(typed).map(Filter::Tag),
        Name::Site => host(typed).map(Filter::Site),
        Name::Author => Some(lex::unquoted(typed)).filter(|text| !text.is_empty()).map(Filter::Author),
        Name::In => names::part(&low).map(Filter::In),
        Name::Kind => names::kind(&low).map(Filter::Kind),
        Name::Is => State::read(&low).map(Filter::Is),
        Name::Has => names::had(&low).map(Filter::Has),
        Name::Lang => lang(&low).map(Filter::Lang),
        Name::LinksTo => target(typed, is_title).map(Filter::LinksTo),
        Name::Sort => return Order::read(&low).map(Said::Sort).ok_or_else(|| wrong(name, &low)),
        Name::Before => return day(name, &low, Day::read(&low).map(Filter::Before)),
        Name::After => return day(name, &low, Day::read(&low).map(Filter::After)),
        Name::Saved => return day(name, &low, Period::read(&low).map(Filter::Saved)),
        Name::Published => return day(name, &low, Period::read(&low).map(Filter::Published)),
        Name::Title => None,
    };
    said.map(Said::Filter).ok_or_else(|| wrong(name, &low))
}

/// Whether more letters may make a value of it.
pub(super) fn may_become(name: Name, typed: &str) -> bool {
    let low = typed.to_lowercase();
    match name {
        Name::Before | Name::After => Day::may_become(&low),
        Name::Saved | Name::Published => Period::may_become(&low),
        Name::Lang => lang(&format!("{low}aa")).is_some(),
        Name::Site => "https://".starts_with(&low) || low == "http://",
        _ if name.is_closed() => name.values().iter().any(|value| value.starts_with(&low)),
        _ => typed.trim().is_empty(),
    }
}

/// What a filter takes, for a person.
pub(super) fn wrong(name: Name, typed: &str) -> Wrong {
    let takes = match name {
        Name::Tag => "a tag such as rust or rust/async",
        Name::Site => "a host such as example.com",
        Name::Author => "a name",
        Name::Title => "a word, a phrase or a group",
        Name::Lang => "a code such as de",
        Name::LinksTo => "a [[Title]] or an address",
        Name::Before | Name::After => "a day such as 2024-06-05, 2024-06, yesterday or 7d",
        Name::Saved | Name::Published => "a time such as today, 7d, 2024-06 or 2024-01..2024-06",
        Name::In | Name::Kind | Name::Is | Name::Has | Name::Sort => {
            let message = format!("{}: takes {}", name.as_str(), listed(name.values()));
            let suggestion = near::value(typed, name.values()).map(str::to_owned);
            return Wrong { message: message.into(), suggestion };
        }
    };
    Wrong { message: format!("{}: takes {takes}", name.as_str()).into(), suggestion: None }
}

fn day(name: Name, typed: &str, read: Result<Filter, NoDay>) -> Result<Said, Wrong> {
    read.map(Said::Filter).map_err(|no_day| {
        let Wrong { message, .. } = wrong(name, typed);
        let dashed = typed.replace(['/', '.'], "-");
        let suggestion = near::value(typed, &["today", "yesterday"]).map(str::to_owned);
        let suggestion = suggestion.or_else(|| Day::read(&dashed).ok().map(|day| day.to_string()));
        Wrong { message: no_day.message().map_or(message, Cow::from), suggestion }
    })
}

fn listed(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// A tag as it is stored, without what says that those beneath it are meant: they are anyway.
fn tag(typed: &str) -> Option<String> {
    let typed = lex::unquoted(typed);
    tags::tidy(typed.trim_end_matches(['*', '/', ' ']).trim_start_matches(['#', '/', ' ']))
}

/// The host that a text names: itself, or that of an address.
fn host(typed: &str) -> Option<String> {
    let typed = lex::unquoted(typed);
    let bare = typed.trim_start_matches(['*', '.']);
    let address =
        if bare.contains("://") { bare.to_owned() } else { format!("https://{}", bare.trim_start_matches('/')) };
    let url = url::parse(&address)?;
    let mut host = url.host_str()?.trim_end_matches('.');
    while let Some(rest) = host.strip_prefix("www.").filter(|rest| rest.contains('.')) {
        host = rest;
    }
    // The standard reads numbers as addresses: 2024 would be 0.0.7.232.
    let is_number = host.parse::<std::net::Ipv4Addr>().is_ok() && !typed.contains(host);
    (!host.is_empty() && !is_number).then(|| host.to_owned())
}

/// A language's code: `de`, `pt-br`.
fn lang(typed: &str) -> Option<String> {
    let code = typed.replace('_', "-");
    let mut parts = code.split('-');
    let is_first = |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_next = |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (parts.next().is_some_and(is_first) && parts.all(is_next)).then_some(code)
}

fn target(typed: &str, is_title: bool) -> Option<Target> {
    let typed = lex::unquoted(typed);
    if !is_title && let Some(url) = url::parse(&typed) {
        return Some(Target::Url(url.into()));
    }
    let title = if is_title { typed.split(['|', '#']).next().unwrap_or_default().trim() } else { &typed };
    (!title.is_empty()).then(|| Target::Title(title.to_owned()))
}
