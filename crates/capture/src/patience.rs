//! `Retry-After`: how long a server asks to be left alone.

use std::time::{Duration, SystemTime};

/// The longest wait that is granted.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// Reads the header: seconds, or an HTTP date, which is measured from the answer's own `Date` where it has one, since the
/// two clocks need not agree. What cannot be read asks for nothing.
pub(crate) fn retry_after(asked: &str, date: Option<&str>) -> Option<Duration> {
    let asked = asked.trim();
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = asked.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let now = date.and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read_and_nothing_is_longer_than_a_day() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        for (asked, wanted) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120)),
            ("Sunday, 06-Nov-94 08:51:37 GMT", Some(120)),
            ("Sun Nov  6 08:51:37 1994", Some(120)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("Fri, 31 Dec 2100 08:00:00 GMT", Some(86_400)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(asked, date), wanted.map(Duration::from_secs), "{asked:?}");
        }
    }

    #[test]
    fn without_a_date_of_the_server_the_clock_here_counts() {
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:51:37 GMT", None), Some(Duration::ZERO));
        assert_eq!(retry_after("Fri, 31 Dec 2100 08:00:00 GMT", Some("what day is it")), Some(LONGEST));
    }
}
