//! Lines that are dates, as people write them in English.

use jiff::civil::Date;

/// Longer lines, in bytes, are no dates.
const LONGEST: usize = 64;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a line that is a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A day.
    Day(Date),
    /// A day that no calendar has, such as 30 February.
    NoSuchDay,
}

impl Written {
    /// The day, if there is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::NoSuchDay => None,
        }
    }
}

/// Reads a line that is a date and nothing else: `2024-06-05`, `June 5, 2024`, `5 June 2024`, each with a weekday, the
/// word *Date* or marks of a heading or emphasis around it, or none.
pub fn date_line(line: &str) -> Option<Written> {
    let line = line.trim();
    let bullet = ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark));
    if bullet || line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_lowercase();
    let line = lower.trim_matches(|c: char| c.is_whitespace() || "#*_=:.,()[]-–—".contains(c));
    let (mut year, mut month, mut day) = (None, None, None);
    let mut numbers = Vec::new();
    let mut seen_weekday = false;
    let mut seen_date = false;
    let words = line.split(|c: char| c.is_whitespace() || ",.()[]/-–—:*_".contains(c)).filter(|word| !word.is_empty());
    for word in words {
        if matches!(word, "of" | "the") {
        } else if word == "date" && !seen_date {
            seen_date = true;
        } else if let Some(number) = month_of(word).filter(|_| month.is_none()) {
            month = Some(number);
        } else if is_weekday(word) && !seen_weekday {
            seen_weekday = true;
        } else {
            numbers.push(word);
        }
    }
    match (month, numbers.as_slice()) {
        (Some(_), [one, other]) => {
            let (short, long) = if one.len() == 4 { (other, one) } else { (one, other) };
            day = ordinal(short);
            year = number(long, 4);
        }
        // Dates in figures alone are read only when they begin with the year: the others mean different days here and there.
        (None, [y, m, d]) if compact(line, [y, m, d]) => {
            year = number(y, 4);
            month = number(m, 2);
            day = number(d, 2);
        }
        _ => {}
    }
    let (year, month, day) = (year?, month?, day?);
    Some(match Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?) {
        Ok(date) => Written::Day(date),
        Err(_) => Written::NoSuchDay,
    })
}

/// Reads the date of front matter, which may have a time after it: `2024-06-05 10:00:00 +0200`, `2024-06-05T10:00:00Z`.
pub fn date_value(value: &str) -> Option<Written> {
    let value = value.trim();
    let day = value.find(['T', 't', ' ']).map_or(value, |at| &value[..at]);
    date_line(day).or_else(|| date_line(value))
}

fn compact(line: &str, [y, m, d]: [&str; 3]) -> bool {
    ["-", "/", ".", "–"].iter().any(|mark| line.contains(&[y, m, d].join(mark)))
}

fn month_of(word: &str) -> Option<i16> {
    let is = |name: &str| name == word || name[..3] == *word || (word == "sept" && name.starts_with("sept"));
    (1..).zip(MONTHS).find(|(_, name)| is(name)).map(|(number, _)| number)
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| *name == word || *word == name[..3]) || matches!(word, "tues" | "thur" | "thurs")
}

fn number(word: &str, digits: usize) -> Option<i16> {
    let all = word.len() <= digits && (digits < 4 || word.len() == 4) && word.bytes().all(|b| b.is_ascii_digit());
    all.then(|| word.parse().ok()).flatten()
}

fn ordinal(word: &str) -> Option<i16> {
    let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(figures, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, wanted: &str) {
        assert_eq!(date_line(line).and_then(Written::day).map(|d| d.to_string()).as_deref(), Some(wanted), "{line}");
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for line in [
            "2024-06-05",
            "2024/6/5",
            "2024.06.05",
            "June 5, 2024",
            "June 5th 2024",
            "5 June 2024",
            "5th of June, 2024",
            "Jun. 5, 2024",
            "Wednesday, June 5, 2024",
            "2024-06-05 (Wed)",
            "Wed 5 Jun 2024",
            "## 2024-06-05",
            "**June 5, 2024**",
            "Date: June 5, 2024",
            "Date 2024-06-05",
            "2024-06-05 Date",
            "2024 June 5",
        ] {
            check(line, "2024-06-05");
        }
        check("Sept. 1, 2023", "2023-09-01");
    }

    #[test]
    fn a_day_that_is_in_no_calendar_is_told() {
        assert_eq!(date_line("February 30, 2024"), Some(Written::NoSuchDay));
        assert_eq!(date_line("2023-02-29"), Some(Written::NoSuchDay));
        assert_eq!(date_line("2023-13-01"), Some(Written::NoSuchDay));
    }

    #[test]
    fn other_lines_are_no_dates() {
        for line in [
            "June 5",
            "- 2024-06-05",
            "In June 2024",
            "5/6/2024",
            "2024",
            "Version 2024.06.05 is out",
            "June 5, 2024 was fine",
            "10 20 2024",
            "",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn front_matter_may_have_a_time() {
        assert_eq!(date_value("2024-06-05 10:00:00 +0200").and_then(Written::day), Some(jiff::civil::date(2024, 6, 5)));
        assert_eq!(date_value("2024-06-05T10:00:00Z").and_then(Written::day), Some(jiff::civil::date(2024, 6, 5)));
        assert_eq!(date_value("soon"), None);
    }
}
