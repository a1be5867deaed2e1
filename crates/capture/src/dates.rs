//! Dates as pages write them.

use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

/// Ways of writing a day, of which the one that fits a text from its beginning is taken.
const DAYS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%B %d, %Y",
    "%B %d %Y",
    "%b %d, %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d %B, %Y",
    "%d-%b-%Y",
    "%Y年%m月%d日",
];

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

fn day(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(without_ordinal(word));
    }
    let plain = without_weekday(&plain).replace("Sept ", "Sep ").replace("Sept.", "Sep");
    let plain = plain.replacen(". ", " ", 1);
    // A time of day after the day is left off.
    let mut ends: Vec<usize> =
        plain.char_indices().filter(|(_, c)| matches!(c, ' ' | 'T' | ',' | '|')).map(|(at, _)| at).collect();
    ends.push(plain.len());
    for end in ends.into_iter().rev() {
        let candidate = plain[..end].trim_end_matches([',', ' ']);
        for form in DAYS {
            if let Ok(date) = Date::strptime(form, candidate) {
                return plausible(date).map(|date| date.to_string());
            }
        }
    }
    None
}

fn without_ordinal(word: &str) -> &str {
    let (bare, comma) = match word.strip_suffix(',') {
        Some(bare) => (bare, true),
        None => (word, false),
    };
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(number) = bare.strip_suffix(suffix)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            return number;
        }
    }
    if comma && bare.is_empty() { "" } else { word }
}

fn without_weekday(text: &str) -> String {
    let first = text.split([' ', ',']).next().unwrap_or_default();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = first.to_ascii_lowercase();
    if lower.len() >= 3 && days.iter().any(|day| lower.starts_with(day)) {
        text[first.len()..].trim_start_matches([',', ' ', '.']).to_owned()
    } else {
        text.to_owned()
    }
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
    fn other_texts_are_no_dates() {
        for text in ["", "yesterday", "3 minutes ago", "05/06/2024", "0001-01-01", "2024-13-01", "12345"] {
            check(text, None);
        }
    }
}
