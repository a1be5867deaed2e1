//! A page's title: its headline, without the name of the site.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, collapse, shorten, walk};
use crate::headings::same;

/// What stands between a page's title and its site's.
const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " · ", " » ", " :: ", " • ", " ‹ ", " « ", " / "];
/// Longest title, in characters.
const LONGEST: usize = 300;

/// What a page offers as its title.
pub(crate) struct Offers<'a> {
    pub(crate) headline: Option<&'a str>,
    pub(crate) shared: Option<&'a str>,
    pub(crate) site_name: Option<&'a str>,
}

/// Chooses a page's title; empty if it has none.
///
/// A heading of the page that its other titles agree with is believed first, since it is what a
/// reader sees; then the title meant for sharing, the headline of the JSON-LD and the `title`.
pub(crate) fn choose(document: &Document, offers: &Offers<'_>) -> String {
    let window = collapse(&document.select_single("head title, title").text());
    let stripped = strip_site(&window, offers.site_name);
    let shared = offers.shared.map(|title| strip_site(&collapse(title), offers.site_name));
    let told: Vec<&str> = [Some(window.as_str()), shared.as_deref(), offers.headline]
        .into_iter()
        .flatten()
        .filter(|title| !title.is_empty())
        .collect();
    let selection = document.select("h1");
    let headings: Vec<String> = selection
        .nodes()
        .iter()
        .take(10)
        .map(|node| collapse(&shown(node)))
        .filter(|text| !text.is_empty() && text.chars().count() <= LONGEST)
        .collect();
    let is_site = |text: &str| offers.site_name.is_some_and(|name| same(name, text)) || is_tail(text, &window);
    let agreed = headings
        .iter()
        .filter(|heading| !is_site(heading))
        .filter(|heading| told.iter().any(|title| agrees(heading, title)))
        .max_by_key(|heading| heading.len());
    let chosen = if let Some(heading) = agreed {
        heading.clone()
    } else if headings.len() == 1 && !is_site(&headings[0]) && headings[0].chars().count() > 3 {
        headings[0].clone()
    } else {
        [shared, offers.headline.map(str::to_owned), Some(stripped)]
            .into_iter()
            .flatten()
            .find(|title| !title.is_empty())
            .or_else(|| headings.first().cloned())
            .unwrap_or_default()
    };
    shorten(&chosen, LONGEST)
}

/// Whether a heading is what a title says, or the part of it before or after the site's name.
fn agrees(heading: &str, title: &str) -> bool {
    if same(heading, title) {
        return true;
    }
    let bare = |text: &str| collapse(text).to_lowercase();
    let (heading, title) = (bare(heading), bare(title));
    heading.chars().count() >= 4 && (title.starts_with(&heading) || title.ends_with(&heading))
}

/// Whether a heading is no more than the last part of a title, where the site's name stands.
fn is_tail(heading: &str, title: &str) -> bool {
    SEPARATORS.iter().any(|separator| title.rsplit_once(separator).is_some_and(|(_, tail)| same(tail, heading)))
}

/// The text of a heading without its buttons.
fn shown(heading: &NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut steps = walk(heading);
    while let Some(step) = steps.next() {
        let Step::Enter(node) = step else { continue };
        if node.is_text() {
            text.push_str(&node.text());
        } else if ["button", "svg", "style", "script"].iter().any(|name| node.has_name(name)) {
            steps.skip_children();
        } else if node.has_name("br") {
            text.push(' ');
        }
    }
    text
}

/// Takes a site's name off a title's end or front.
fn strip_site(title: &str, site_name: Option<&str>) -> String {
    if let Some(name) = site_name {
        for separator in SEPARATORS.iter().chain([": "].iter()) {
            for (at, _) in title.match_indices(separator) {
                let (front, end) = (&title[..at], &title[at + separator.len()..]);
                if same(end, name) {
                    return front.trim().to_owned();
                }
                if same(front, name) {
                    return end.trim().to_owned();
                }
            }
        }
    }
    for separator in SEPARATORS {
        if let Some((front, end)) = title.rsplit_once(separator) {
            let (words, tail) = (front.split_whitespace().count(), end.split_whitespace().count());
            let bar = *separator == " | " && words >= 2;
            if bar || (words >= 3 && tail <= 4 && words > tail) {
                return front.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, site_name: Option<&str>, expected: &str) {
        let offers = Offers { headline: None, shared: None, site_name };
        assert_eq!(choose(&Document::from(html), &offers), expected);
    }

    #[test]
    fn the_heading_that_the_title_repeats_is_the_title() {
        check("<title>How it works | Site</title><h1>Site</h1><h1>How it works</h1>", None, "How it works");
    }

    #[test]
    fn the_sites_name_is_taken_off() {
        check("<title>A tale of two - The Site</title>", Some("the site"), "A tale of two");
        check("<title>The Site: Tale</title>", Some("The Site"), "Tale");
        check("<title>One two three four | Site</title>", None, "One two three four");
        check("<title>Self-made</title>", None, "Self-made");
    }

    #[test]
    fn a_page_without_titles_has_none() {
        check("<p>x</p>", None, "");
    }
}
