//! Which of an article's commentary is a post's.

use postil_core::tables::imported_parts::KeptArticle;

/// A post's share of the commentary about an article: what came from the post, as it is now, and, of the last post, what was written
/// since. `foreign` is what other posts said. `None`, when that was edited so that the shares cannot be told apart.
pub(super) fn share(now: &str, kept: &KeptArticle, foreign: &[&str], is_last: bool) -> Option<String> {
    let own = kept.commentary.trim();
    let before = kept.before.trim();
    let mut others: Vec<&str> = foreign.iter().map(|text| text.trim()).collect();
    if own.is_empty() || !before.contains(own) {
        others.push(before);
    }
    others.retain(|text| !text.is_empty() && *text != own);
    others.sort_by_key(|text| std::cmp::Reverse(text.len()));
    let mut rest = now.trim().to_owned();
    let mut gone: Vec<&str> = Vec::new();
    let mut missing = false;
    for other in others {
        if gone.iter().any(|gone| gone.contains(other)) {
            continue;
        }
        match rest.find(other) {
            Some(at) => {
                rest = without(&rest, at, other.len());
                gone.push(other);
            }
            None => missing = true,
        }
    }
    let whole = !own.is_empty() && rest.contains(own);
    if rest == own || (whole || own.is_empty()) && (missing || !is_last) {
        return Some(own.to_owned());
    }
    if missing { None } else { Some(rest) }
}

/// A text without a stretch, and without the blank lines that set it apart.
fn without(text: &str, at: usize, length: usize) -> String {
    let (before, after) = (text[..at].trim_end(), text[at + length..].trim_start());
    let gap = if before.is_empty() || after.is_empty() { "" } else { "\n\n" };
    format!("{before}{gap}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: &str, (own, before): (&str, &str), foreign: &[&str], is_last: bool, wanted: Option<&str>) {
        let kept = KeptArticle { commentary: own.into(), before: before.into(), ..KeptArticle::default() };
        assert_eq!(share(now, &kept, foreign, is_last).as_deref(), wanted);
    }

    #[test]
    fn a_post_has_its_own_words_and_the_last_one_the_new() {
        check("One.\n", ("One.", ""), &[], true, Some("One."));
        check("One more.\n", ("One.", ""), &[], true, Some("One more."));
        check("", ("One.", ""), &[], true, Some(""));
        check("Typed.\n\nOne.\n", ("One.", "Typed."), &[], true, Some("One."));
        check("Typed.\n\nOne.\n\nMore.\n", ("One.", "Typed."), &[], true, Some("One.\n\nMore."));
        check("One.\n\nTwo.\n\nMore.\n", ("One.", ""), &["Two."], false, Some("One."));
        check("One.\n\nTwo.\n\nMore.\n", ("Two.", "One."), &["One."], true, Some("Two.\n\nMore."));
        check("One!\n\nTwo.\n", ("One.", ""), &["Two."], false, Some("One!"));
        check("One!\n\nTwo.\n", ("Two.", "One."), &["One."], true, Some("Two."));
        check("New.\n", ("", ""), &[], true, Some("New."));
        check("Typed.\n", ("", "Typed."), &[], true, Some(""));
        check("One!\n\nTwo!\n", ("Two.", "One."), &["One."], true, None);
        // What the post says was said before, word for word.
        check("It is One.\n", ("One.", "It is One."), &[], true, Some("It is One."));
    }
}
