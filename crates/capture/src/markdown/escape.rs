//! What must be escaped so that it is read as it is written.

/// Escapes a word within a line, all but dollar signs.
pub(super) fn words(word: &str) -> String {
    if !word.contains(['\\', '`', '*', '_', '[', ']', '<', '&', '~']) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() + 8);
    let mut before = ' ';
    let mut rest = word.chars().peekable();
    let strikes = word.matches('~').count() > 1;
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '&' => is_entity(rest.clone()),
            '~' => strikes || before == ' ' || after == ' ',
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether what follows an ampersand makes a character reference of it.
fn is_entity(mut rest: impl Iterator<Item = char>) -> bool {
    let end = rest.find(|c| !c.is_ascii_alphanumeric() && *c != '#');
    end == Some(';')
}

/// Escapes what at the start of a line would begin a block.
pub(super) fn line_start(line: &str) -> String {
    let bytes = line.as_bytes();
    let follows = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t'));
    let at = match bytes.first() {
        Some(b'#') if follows(line.len() - line.trim_start_matches('#').len()) => 0,
        Some(b'>' | b'|') => 0,
        Some(b'-' | b'+') if follows(1) || bytes.get(1) == bytes.first() => 0,
        Some(b':') if bytes.get(1) == Some(&b'-') => 0,
        Some(b'=') if line.bytes().all(|byte| byte == b'=') => 0,
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match bytes.get(digits) {
                Some(b'.' | b')') if digits <= 9 && follows(digits + 1) => digits,
                _ => return line.to_owned(),
            }
        }
        _ => return line.to_owned(),
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

/// Writes an address so that it can stand in parentheses.
pub(super) fn address(address: &str) -> String {
    let mut depth = 0i32;
    let mut balanced = true;
    for c in address.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        balanced &= depth >= 0;
    }
    balanced &= depth == 0;
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' | ')' if !balanced => out.extend(['\\', c]),
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '\\' => out.push_str("%5C"),
            '*' | '_' | '`' | '~' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// What CommonMark takes for punctuation when it looks at the edges of emphasis. Combining marks and what directs the writing are none.
pub(super) fn is_punctuation(c: char) -> bool {
    let directs = matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let joins = matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}');
    !c.is_alphanumeric() && !c.is_whitespace() && !directs && !joins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        assert_eq!(words(word), expected);
    }

    #[test]
    fn only_what_would_be_read_as_markdown_is_escaped() {
        check("snake_case", "snake_case");
        check("_x_", "\\_x\\_");
        check("a*b", "a\\*b");
        check("1<2", "1<2");
        check("<b>", "\\<b>");
        check("R&D", "R&D");
        check("a&b;", "a\\&b;");
        check("[1]", "\\[1\\]");
        check("$5", "$5");
    }

    #[test]
    fn line_starts_are_no_blocks() {
        for (line, expected) in [
            ("# a", "\\# a"),
            ("#tag", "#tag"),
            ("1. a", "1\\. a"),
            ("1.5 a", "1.5 a"),
            ("- a", "\\- a"),
            ("---", "\\---"),
            ("-5", "-5"),
            ("+ a", "\\+ a"),
            ("> a", "\\> a"),
            ("===", "\\==="),
            ("12) a", "12\\) a"),
        ] {
            assert_eq!(line_start(line), expected);
        }
    }

    #[test]
    fn addresses_keep_balanced_parentheses() {
        assert_eq!(address("https://a.example/x_(y)"), "https://a.example/x_(y)");
        assert_eq!(address("https://a.example/x)y"), "https://a.example/x\\)y");
    }
}
