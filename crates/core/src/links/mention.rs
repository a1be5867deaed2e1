//! Titles that stand in a text without a link.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::read::options;
use crate::title_key;

/// Where a text names `title` first as words of their own, in bytes. Case does not count.
pub fn find_mention(text: &str, title: &str) -> Option<Range<usize>> {
    let wanted = title_key(title);
    let folded = text.to_lowercase();
    // Lower case may change how long a text is; then places in it are not places in the text.
    if folded.len() != text.len() || wanted.is_empty() {
        return None;
    }
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    folded.match_indices(&wanted).map(|(start, _)| start..start + wanted.len()).find(|at| {
        let whole = text.is_char_boundary(at.start) && text.is_char_boundary(at.end);
        whole && !inside(text[..at.start].chars().next_back()) && !inside(text[at.end..].chars().next())
    })
}

/// Makes the first mention of a title in Markdown a link, unless it stands in code, in a link or in front matter; the words that are
/// shown stay. `None` when there is none.
pub fn link_mention(markdown: &str, title: &str) -> Option<String> {
    let mut shut = 0;
    for (event, span) in TextMergeWithOffset::new(Parser::new_ext(markdown, options()).into_offset_iter()) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => shut += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => shut -= 1,
            Event::Text(text) if shut == 0 && markdown.get(span.clone()) == Some(&*text) => {
                let Some(at) = find_mention(&text, title) else { continue };
                let (start, end) = (span.start + at.start, span.start + at.end);
                let shown = &markdown[start..end];
                let link = if shown == title { format!("[[{title}]]") } else { format!("[[{title}|{shown}]]") };
                return Some(format!("{}{link}{}", &markdown[..start], &markdown[end..]));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_as_words_of_their_own() {
        assert_eq!(find_mention("Of Small Queues, much is said.", "Small queues"), Some(3..15));
        assert_eq!(find_mention("Smaller queuespace, queues", "queues"), Some(20..26));
        assert_eq!(find_mention("東京の列について", "列"), Some(9..12));
    }

    #[test]
    fn the_first_mention_that_is_no_link_becomes_one() {
        let linked = |markdown: &str| link_mention(markdown, "Small queues");
        assert_eq!(linked("On *small queues*.").as_deref(), Some("On *[[Small queues|small queues]]*."));
        assert_eq!(linked("- Small queues\n").as_deref(), Some("- [[Small queues]]\n"));
        let after =
            "`Small queues` [Small queues](https://a.example) [[Small queues]]\n\n    Small queues\n\nSmall queues!\n";
        let wanted = after.replace("\nSmall queues!", "\n[[Small queues]]!");
        assert_eq!(linked(after), Some(wanted));
        assert_eq!(linked("---\ntitle: Small queues\n---\n"), None);
        assert_eq!(linked("Small queuespace"), None);
    }
}
