//! How titles are compared.

use unicode_normalization::UnicodeNormalization;

/// The form under which a title is looked up: NFC, lower case, white space collapsed.
pub fn title_key(title: &str) -> String {
    let folded: String = title.nfc().collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title as it is stored: white space collapsed, at most 500 characters.
pub(crate) fn tidy(title: &str) -> String {
    let joined = title.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(500).collect()
}

/// Whether a title can stand in a link.
pub(crate) fn is_linkable(title: &str) -> bool {
    !title.contains(['[', ']', '|', '#'])
}

#[cfg(test)]
mod tests {
    use super::title_key;

    #[test]
    fn case_space_and_composition_do_not_matter() {
        assert_eq!(title_key("  Caf\u{e9}\u{a0} Society "), title_key("cafe\u{301} society"));
        assert_ne!(title_key("One"), title_key("Two"));
    }
}
