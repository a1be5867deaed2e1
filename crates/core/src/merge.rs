//! Joining two edits of one text, so that neither writer's words are lost.

use diffy::{ConflictStyle, MergeOptions};

const MARKER: usize = 41;

/// Joins `ours` and `theirs`, both edited from `base`. Where both changed the same lines, both stand, ours first.
pub fn three_way(base: &str, ours: &str, theirs: &str) -> String {
    if ours == theirs || theirs == base {
        return ours.to_owned();
    }
    if ours == base {
        return theirs.to_owned();
    }
    let mut options = MergeOptions::new();
    options.set_conflict_marker_length(MARKER).set_conflict_style(ConflictStyle::Merge);
    match options.merge(base, ours, theirs) {
        Ok(merged) => merged,
        Err(conflicted) => without_markers(&conflicted),
    }
}

fn without_markers(text: &str) -> String {
    let is_marker = |line: &str| ["<", "=", ">"].iter().any(|sign| line.starts_with(&sign.repeat(MARKER)));
    text.split_inclusive('\n').filter(|line| !is_marker(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::three_way;

    #[test]
    fn edits_of_different_lines_are_both_kept() {
        assert_eq!(three_way("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), "A\nb\nC\n");
    }

    #[test]
    fn edits_of_the_same_line_both_stand() {
        assert_eq!(three_way("a\n", "mine\n", "theirs\n"), "mine\ntheirs\n");
    }

    #[test]
    fn two_appended_ends_without_a_newline_are_both_kept() {
        let merged = three_way("start", "start of mine", "start\n\nand theirs");
        assert!(merged.contains("start of mine") && merged.contains("and theirs"), "{merged:?}");
    }

    #[test]
    fn one_sided_edits_win() {
        assert_eq!(three_way("a", "a", "b"), "b");
        assert_eq!(three_way("a", "b", "a"), "b");
    }

    proptest::proptest! {
        #[test]
        fn no_line_of_either_writer_is_lost(base in "([a-c]{1,3}\n){0,6}", added in "[x-z]{1,4}\n", other in "[u-w]{1,4}\n", at in 0usize..7) {
            let mut lines: Vec<&str> = base.split_inclusive('\n').collect();
            let at = at.min(lines.len());
            lines.insert(at, &added);
            let ours = lines.concat();
            let theirs = format!("{base}{other}");
            let merged = three_way(&base, &ours, &theirs);
            proptest::prop_assert!(merged.contains(added.trim_end()) && merged.contains(other.trim_end()), "{:?}", merged);
        }
    }
}
