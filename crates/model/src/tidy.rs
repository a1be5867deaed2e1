//! A point's text, as it is kept: one line of plain text.

/// Longest text of a point, in characters.
const LONGEST: usize = 500;

/// Makes one line of plain text and takes out the numbers of sentences, such as `[12]` or `[3, 4]`.
pub(crate) fn tidy(text: &str) -> (String, Vec<usize>) {
    let (text, numbers) = marks(text);
    let text = links(&text).replace("**", "").replace("__", "");
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !unseen(*c)).collect();
    let mut line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // A full stop that stood behind the numbers.
    for end in [" .", " ;", " ,"] {
        if let Some(rest) = line.strip_suffix(end) {
            line = format!("{rest}{}", &end[1..]);
        }
    }
    let line = line.trim_end_matches([',', ';']).trim_end().replace("..", ".");
    if line.chars().count() > LONGEST {
        let cut: String = line.chars().take(LONGEST - 1).collect();
        return (format!("{}…", cut.trim_end()), numbers);
    }
    (line, numbers)
}

/// Marks that turn the direction of text or have no width, except those that join letters.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn marks(text: &str) -> (String, Vec<usize>) {
    let mut left = String::with_capacity(text.len());
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['[', '【']) {
        let open = rest[at..].chars().next().map_or(1, char::len_utf8);
        let inner = &rest[at + open..];
        left.push_str(&rest[..at]);
        match inner.find([']', '】']).and_then(|end| Some((end, named(&inner[..end])?))) {
            Some((end, named)) => {
                numbers.extend(named);
                let close = inner[end..].chars().next().map_or(1, char::len_utf8);
                rest = &inner[end + close..];
            }
            None => {
                left.push_str(&rest[at..at + open]);
                rest = inner;
            }
        }
    }
    left.push_str(rest);
    (left, numbers)
}

/// The numbers that brackets name, if they hold nothing else.
pub(crate) fn named(inner: &str) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for part in inner.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let part = part.trim_start_matches(['#', 'S', 's']).trim_matches(['[', ']']);
        let mut ends = part.split(['-', '–']);
        let first: usize = ends.next()?.parse().ok()?;
        let last: usize = ends.next().map_or(Ok(first), str::parse).ok()?;
        numbers.extend(first..=last.min(first.saturating_add(9)));
    }
    (!numbers.is_empty()).then_some(numbers)
}

/// Replaces Markdown links and images by their words, since a model may make up where they lead.
fn links(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(open) = rest[..middle].rfind('[') else {
            left.push_str(&rest[..middle + 2]);
            rest = &rest[middle + 2..];
            continue;
        };
        left.push_str(rest[..open].trim_end_matches('!'));
        left.push_str(&rest[open + 1..middle]);
        let target = &rest[middle + 2..];
        rest = target.find(')').map_or("", |close| &target[close + 1..]);
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, numbers: &[usize]) {
        assert_eq!(tidy(text), (expected.to_owned(), numbers.to_vec()));
    }

    #[test]
    fn numbers_of_sentences_are_taken_out() {
        check("The port closed. [3]", "The port closed.", &[3]);
        check("The port closed [3, 4].", "The port closed.", &[3, 4]);
        check("The port [1] closed [S2][#5]", "The port closed", &[1, 2, 5]);
        check("Ships left 【12】", "Ships left", &[12]);
        check("Ships left [12-14]", "Ships left", &[12, 13, 14]);
        check("He said [sic] so", "He said [sic] so", &[]);
        check("An open [12", "An open [12", &[]);
        assert_eq!(tidy("A [1-99999999999]").1.len(), 10);
    }

    #[test]
    fn text_is_one_plain_line() {
        check(" **Bold**\n\tand  plain\u{0} ", "Bold and plain", &[]);
        check("See [here](https://a.example/?q=1) now", "See here now", &[]);
        check("![x](https://a.example/y.png) y", "x y", &[]);
        check("left\u{202e}right\u{200b}", "leftright", &[]);
        let long = tidy(&"word ".repeat(1000)).0;
        assert!(long.chars().count() <= LONGEST && long.ends_with('…'));
    }
}
