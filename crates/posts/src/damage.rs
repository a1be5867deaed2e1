//! Text whose characters an earlier program spoilt.

mod codes;
mod dropped;

use crate::lines::{Lines, Span};

/// A stretch of text that looks spoilt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, counted from 1.
    pub line: usize,
    /// Where it stands.
    pub span: Span,
    /// What stands there now.
    pub found: String,
    /// What stood there once, as it seems.
    pub suggestion: String,
}

/// Finds text whose characters an earlier program spoilt by reading UTF-8 as something else (`â€™` for `’`), or by losing
/// bytes besides (`Iā m` for `I’m`). Nothing is changed. Spans are in the text that is given.
pub fn damage(text: &str) -> Vec<Damage> {
    if text.is_ascii() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let dropped = dropped::Dropped::new(text);
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| !c.is_ascii()).map(|at| from + at) {
        let found = codes::misread(text, at).or_else(|| dropped.at(text, at));
        from = match found {
            Some((range, suggestion)) => {
                let span = lines.span(range.clone());
                let end = range.end;
                all.push(Damage { line: span.line, span, found: text[range].to_owned(), suggestion });
                end
            }
            None => at + text[at..].chars().next().map_or(1, char::len_utf8),
        };
    }
    all
}

/// The text with every suggestion of [`damage`] taken.
pub fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for damage in damage(text) {
        out.push_str(&text[from..damage.span.start]);
        out.push_str(&damage.suggestion);
        from = damage.span.end;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(repair(text), wanted);
        assert_eq!(damage(text).is_empty(), text == wanted);
    }

    #[test]
    fn misread_text_is_repaired() {
        check("Iâ€™m â€œhereâ€\u{9d} â€“ cafÃ© naÃ¯ve Â§ 5", "I’m “here” – café naïve § 5");
        check("Iâ\u{80}\u{99}m", "I’m");
        check("Iā€™m", "I’m");
        check("IвЂ™m", "I’m");
        check("РџСЂРёРІРµС‚", "Привет");
        check("Ã¢â‚¬â„¢", "’");
        check("ðŸ˜€ fun", "😀 fun");
    }

    #[test]
    fn lost_bytes_are_guessed_from_the_words() {
        check("Iā m sure it isnā t, weā ve seen", "I’m sure it isn’t, we’ve seen");
        check("Iā\u{80}\u{99}m", "I’m");
        check("the riverā s bank", "the river’s bank");
        check("isn\u{fffd}t", "isn’t");
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "naïve café, “quoted” – fine…",
            "Ko te reo Māori ā he pai",
            "kā tev iet, kā māja d",
            "Rīgā m",
            "SÃO PAULO",
            "Привет, мир! ТРЁХ «слов»",
            "„TÜ“ und „HÄ“",
            "漢字かな",
            "😀",
            "Ā ā",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn damage_says_where_it_is() {
        let all = damage("fine\nIâ€™m");
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].line, all[0].found.as_str(), all[0].suggestion.as_str()), (2, "â€™", "’"));
    }
}
