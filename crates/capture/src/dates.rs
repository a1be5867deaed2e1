//! Dates as pages write them.

use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

/// Reads a date or date-time into RFC 3339. A time without an offset is left off, since nobody can
/// tell when it was. `None` if the text is no date, or one that no page can have.
pub(crate) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    with_offset(text).or_else(|| day(text))
}

fn with_offset(text: &str) -> Option<String> {
    let spaced = text.replacen(' ', "T", 1).replace(' ', "");
    let zoned = strtime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", text)
        .or_else(|_| strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text))
        .or_else(|_| strtime::parse("%Y-%m-%dT%H:%M%:z", text))
        .or_else(|_| strtime::parse("%Y-%m-%dT%H:%M%z", text))
        .or_else(|_| strtime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", &spaced))
        .or_else(|_| strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", &spaced));
    if let Ok(parts) = zoned
        && let (Ok(civil), Some(offset)) = (parts.to_datetime(), parts.offset())
    {
        return format(civil, offset);
    }
    if let Ok(stamp) = spaced.parse::<Timestamp>() {
        return format(Offset::UTC.to_datetime(stamp), Offset::UTC);
    }
    let zoned: Zoned = rfc2822::DateTimeParser::new().parse_zoned(text).ok()?;
    format(zoned.datetime(), zoned.offset())
}

fn format(civil: DateTime, offset: Offset) -> Option<String> {
    plausible(civil.date())?;
    let seconds = offset.seconds();
    let zone = if seconds == 0 {
        "Z".to_owned()
    } else {
        let minutes = seconds.abs() / 60;
        let sign = if seconds < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    };
    Some(format!("{}{zone}", civil.strftime("%Y-%m-%dT%H:%M:%S")))
}

/// A day at the beginning of a text; what follows it is left off.
fn day(text: &str) -> Option<String> {
    if text.len() >= 8 && text.bytes().take_while(u8::is_ascii_digit).count() == 8 {
        let (year, rest) = text.split_at(4);
        let date = Date::new(year.parse().ok()?, rest[..2].parse().ok()?, rest[2..4].parse().ok()?).ok()?;
        return plausible(date).map(|date| date.to_string());
    }
    let found = find(text, None)?;
    let before = text[..found.start].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':'));
    (before.is_empty() || is_weekday(before)).then_some(found.day)
}

fn is_weekday(word: &str) -> bool {
    let lower = word.to_lowercase();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    days.iter().any(|day| lower.starts_with(day)) && !lower.contains(' ')
}

/// The order of day and month in dates of figures alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// As in Britain and most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// A day in a text. Places are bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The day, as `2024-05-01`.
    pub(crate) day: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The names of months in several languages; a word is one if it is a beginning of one, of at least three letters.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "jänner"],
    &["february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "märz", "maerz", "mars", "marzo", "março", "maart", "mrz"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro"],
];

/// A month by its name or the beginning of it.
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(&word)))?;
    i8::try_from(at + 1).ok()
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

/// The first day in a text that is written in full. One in figures alone whose order nobody can tell is
/// passed over unless `order` says it.
pub(crate) fn find(text: &str, order: Option<Order>) -> Option<Found> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|index| {
        let (date, used) = date_at(&tokens[index..], order)?;
        let last = tokens[index + used - 1];
        Some(Found { day: plausible(date)?.to_string(), start: tokens[index].0, end: last.0 + length(last.1) })
    })
}

fn length(token: Token<'_>) -> usize {
    match token {
        Token::Number(text) | Token::Word(text) => text.len(),
        Token::Mark(c) => c.len_utf8(),
    }
}

fn tokens(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let taken = if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit())
        } else if c.is_alphabetic() && !matches!(c, '年' | '月' | '日') {
            run(|c| c.is_alphabetic() && !matches!(c, '年' | '月' | '日'))
        } else {
            c.len_utf8()
        };
        let token = &rest[..taken];
        if c.is_ascii_digit() {
            tokens.push((at, Token::Number(token)));
        } else if c.is_alphabetic() && !matches!(c, '年' | '月' | '日') {
            tokens.push((at, Token::Word(token)));
        } else if !c.is_whitespace() {
            tokens.push((at, Token::Mark(c)));
        }
        rest = &rest[taken..];
    }
    tokens
}

/// A date that begins with the first of some tokens, and how many tokens it takes.
fn date_at(tokens: &[(usize, Token<'_>)], order: Option<Order>) -> Option<(Date, usize)> {
    match tokens.first()?.1 {
        Token::Word(word) => {
            let month = month(word)?;
            let mut at = 1;
            skip_mark(tokens, &mut at, &['.']);
            let day = number(tokens, &mut at, 1..=2)?;
            skip_ordinal(tokens, &mut at);
            skip_mark(tokens, &mut at, &[',']);
            let year = number(tokens, &mut at, 4..=4)?;
            Some((new_date(year, i32::from(month), day)?, at))
        }
        Token::Number(first) => {
            let mut at = 0;
            if first.len() == 4 {
                let year = number(tokens, &mut at, 4..=4)?;
                let mark = skip_mark(tokens, &mut at, &['-', '/', '.', '年'])?;
                let month = number(tokens, &mut at, 1..=2)?;
                skip_mark(tokens, &mut at, if mark == '年' { &['月'] } else { std::slice::from_ref(&mark) })?;
                let day = number(tokens, &mut at, 1..=2)?;
                skip_mark(tokens, &mut at, &['日']);
                return Some((new_date(year, month, day)?, at));
            }
            let one = number(tokens, &mut at, 1..=2)?;
            skip_ordinal(tokens, &mut at);
            let mark = skip_mark(tokens, &mut at, &['-', '/', '.', ',']);
            if let Some((_, Token::Number(_))) = tokens.get(at) {
                let mark = mark.filter(|mark| *mark != ',')?;
                let two = number(tokens, &mut at, 1..=2)?;
                skip_mark(tokens, &mut at, &[mark])?;
                let year = number(tokens, &mut at, 4..=4)?;
                let (day, month) = match (one > 12, two > 12) {
                    (true, false) => (one, two),
                    (false, true) => (two, one),
                    _ if mark == '.' || one == two => (one, two),
                    _ => match order? {
                        Order::DayFirst => (one, two),
                        Order::MonthFirst => (two, one),
                    },
                };
                return Some((new_date(year, month, day)?, at));
            }
            skip_words(tokens, &mut at, &["de", "of"]);
            let Some((_, Token::Word(word))) = tokens.get(at) else { return None };
            let month = month(word)?;
            at += 1;
            skip_mark(tokens, &mut at, &['.', ',', '-', '/']);
            skip_words(tokens, &mut at, &["de", "del"]);
            let year = number(tokens, &mut at, 4..=4)?;
            Some((new_date(year, i32::from(month), one)?, at))
        }
        Token::Mark(_) => None,
    }
}

fn new_date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn number(tokens: &[(usize, Token<'_>)], at: &mut usize, length: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let (_, Token::Number(text)) = tokens.get(*at)? else { return None };
    if !length.contains(&text.len()) {
        return None;
    }
    *at += 1;
    text.parse().ok()
}

fn skip_mark(tokens: &[(usize, Token<'_>)], at: &mut usize, marks: &[char]) -> Option<char> {
    match tokens.get(*at) {
        Some((_, Token::Mark(c))) if marks.contains(c) => {
            *at += 1;
            Some(*c)
        }
        _ => None,
    }
}

fn skip_words(tokens: &[(usize, Token<'_>)], at: &mut usize, words: &[&str]) {
    if let Some((_, Token::Word(word))) = tokens.get(*at)
        && words.contains(word)
    {
        *at += 1;
    }
}

fn skip_ordinal(tokens: &[(usize, Token<'_>)], at: &mut usize) {
    skip_words(tokens, at, &["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"]);
}

fn plausible(date: Date) -> Option<Date> {
    (1900..=2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn exact_times_keep_their_offset() {
        check("2024-05-01T10:20:30Z", Some("2024-05-01T10:20:30Z"));
        check("2024-05-01T10:20:30.123+02:00", Some("2024-05-01T10:20:30+02:00"));
        check("2024-05-01T10:20:30-0500", Some("2024-05-01T10:20:30-05:00"));
        check("2024-05-01T10:20+01:00", Some("2024-05-01T10:20:00+01:00"));
        check("2024-05-01 10:20:30 +0000", Some("2024-05-01T10:20:30Z"));
        check("Wed, 01 May 2024 10:20:30 GMT", Some("2024-05-01T10:20:30Z"));
    }

    #[test]
    fn times_without_an_offset_are_days() {
        check("2024-05-01T10:20:30", Some("2024-05-01"));
        check("2024-05-01 10:20", Some("2024-05-01"));
    }

    #[test]
    fn days_in_words() {
        for text in [
            "May 1, 2024",
            "May 1st, 2024",
            "1 May 2024",
            "1st May 2024",
            "Wednesday, May 1, 2024",
            "2024/05/01",
            "20240501",
            "May 01, 2024 at 10:20 am",
            "2024年5月1日",
        ] {
            check(text, Some("2024-05-01"));
        }
        check("Sept 3, 2021", Some("2021-09-03"));
        check("Sept. 3, 2021", Some("2021-09-03"));
    }

    #[test]
    fn days_in_other_languages() {
        for text in ["3. März 2024", "3 mars 2024", "3 de marzo de 2024", "03.03.2024", "3 maart 2024", "2024年3月3日"]
        {
            check(text, Some("2024-03-03"));
        }
    }

    #[test]
    fn a_day_is_found_within_a_line() {
        let found = find("By Ada on Feb. 27, 2025 at 9:06am", None).unwrap();
        assert_eq!((found.day.as_str(), found.start, found.end), ("2025-02-27", 10, 23));
        let day = |text, order| find(text, order).map(|found| found.day);
        assert_eq!(day("05/06/2024", None), None);
        assert_eq!(day("05/06/2024", Some(Order::DayFirst)).as_deref(), Some("2024-06-05"));
        assert_eq!(day("05/06/2024", Some(Order::MonthFirst)).as_deref(), Some("2024-05-06"));
        assert_eq!(day("25/06/2024", Some(Order::MonthFirst)).as_deref(), Some("2024-06-25"));
        assert_eq!(day("March 2024, version 12", None), None);
        assert_eq!(day("call 555-12-2024", None), None);
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "yesterday", "3 minutes ago", "05/06/2024", "0001-01-01", "2024-13-01", "12345"] {
            check(text, None);
        }
    }
}
