//! A page's title: its headline, without the name of the site.

use std::ops::Range;

use crate::dom::{collapse, shorten};
use crate::headings::{bare, same};
use crate::survey::{Heading, Survey};

/// What stands between a page's title and its site's.
const SEPARATORS: &[&str] = &[" | ", " – ", " — ", " - ", " · ", " » ", " :: ", " • ", " ‹ ", " « ", " / ", " ~ "];
/// Longest title, in characters.
const LONGEST: usize = 300;
/// Weight of a source's text, or a part of it.
const PART: f32 = 0.6;
/// Weight of a heading on a page that is no article.
const HEADING: f32 = 0.5;
/// Weight of the headline of an article.
const LEADING: f32 = 4.0;
/// Weight that a heading gains by another source that says the same.
const AGREED: f32 = 2.5;
/// Most headings that are looked at.
const MOST: usize = 40;
/// Most headings of the first level among which one can be the headline by itself.
const FEW: usize = 3;

/// What a page offers as its title.
pub(crate) struct Offers<'a> {
    /// The headline of the JSON-LD.
    pub(crate) headline: Option<&'a str>,
    /// The title meant for sharing.
    pub(crate) shared: Option<&'a str>,
    /// The title meant for sharing on another network.
    pub(crate) card: Option<&'a str>,
    /// Whether the page describes itself as one article or product, so that its heading is its headline.
    pub(crate) single: bool,
    /// What the site is called.
    pub(crate) site: &'a Site,
}

/// The names that a site goes by.
#[derive(Default)]
pub(crate) struct Site {
    /// Names that the page gives.
    pub(crate) names: Vec<String>,
    /// The parts of its host's name, but for the last.
    pub(crate) labels: Vec<String>,
    /// The parts of the page's address between its host and its last part.
    pub(crate) folders: Vec<String>,
}

impl Site {
    /// Whether a text is a name of the site.
    pub(crate) fn is(&self, text: &str) -> bool {
        let spelled = |text: &str| bare(&text.replace('&', "and"));
        let (plain, spelt) = (bare(text), spelled(text));
        !plain.is_empty()
            && (self.names.iter().any(|name| bare(name) == plain || spelled(name) == spelt)
                || self.labels.contains(&plain)
                || self.labels.windows(2).any(|pair| pair.concat() == plain))
    }
}

/// A title, and where in the page's text it stands.
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) place: Range<usize>,
}

/// Chooses a page's title; empty if it has none.
///
/// Each source votes for its whole text, and less for a part of it between separators; the text with
/// the most votes wins. A heading counts for much on a page that calls itself an article or product,
/// and for little on others, where it is often a slogan.
pub(crate) fn choose(survey: &Survey, offers: &Offers<'_>) -> Title {
    let site = offers.site;
    let sources: Vec<(f32, String)> =
        [(1.0, offers.shared), (0.3, offers.card), (1.0, Some(survey.window.as_str())), (1.0, offers.headline)]
            .into_iter()
            .filter_map(|(weight, text)| Some((weight, whole(&collapse(text?))?)))
            .collect();
    let headings = headings(survey, site);
    let firsts = headings.iter().filter(|heading| heading.level == 1).count();

    let mut ballot = Ballot::default();
    for (weight, text) in &sources {
        ballot.vote(&strip_site(text, site), *weight * PART);
        for part in parts(text) {
            ballot.vote(part, *weight * PART);
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let key = bare(&heading.text);
        if seen.contains(&key) {
            continue;
        }
        let agreed = sources.iter().any(|(_, text)| repeats(text, &heading.text));
        let told = offers.shared.or(offers.headline).unwrap_or(&survey.window);
        let leads = offers.single && ((index == 0 && firsts <= FEW && akin(&heading.text, told)) || agreed);
        // A label before the headline is no part of it.
        let labelled = heading.text.split_once(": ").filter(|(label, rest)| {
            label.split_whitespace().count() <= 2 && !agreed && sources.iter().any(|(_, text)| repeats(text, rest))
        });
        let text = labelled.map_or(heading.text.as_str(), |(_, rest)| rest);
        ballot.vote(text, if leads { LEADING } else { HEADING } + if agreed { AGREED } else { 0.0 });
        seen.push(key);
    }
    if !sources.iter().any(|(_, text)| parts(text).iter().any(|part| seen.contains(&bare(part)))) {
        // Where no heading repeats the title, the part of it that stands in the page by itself does.
        let beginnings: Vec<&str> =
            SEPARATORS.iter().filter_map(|mark| Some(survey.window.split_once(mark)?.0)).collect();
        let alone = |part: &&&str| part.split_whitespace().count() >= 3 && survey.line_of(part, false).is_some();
        if let Some(part) = beginnings.iter().find(alone) {
            ballot.vote(part, AGREED);
        }
    }
    let chosen = ballot.winner(site).unwrap_or_default();
    let text = shorten(&strip_last(&chosen, site), LONGEST);
    let place = place(survey, &chosen, &text);
    Title { text, place }
}

/// The place of the first heading that may be a headline, for a first look at what stands around it.
pub(crate) fn first_heading(survey: &Survey, site: &Site) -> Range<usize> {
    headings(survey, site).first().map_or(0..0, |heading| heading.place.clone())
}

/// The headings that may be the headline: not the site's name, and no deeper in parts about other
/// things than any other.
fn headings<'a>(survey: &'a Survey, site: &Site) -> Vec<&'a Heading> {
    let tail = |text: &str| {
        SEPARATORS.iter().any(|separator| {
            survey.window.rsplit_once(separator).is_some_and(|(front, tail)| same(tail, text) && !site.is(front))
        })
    };
    let fits = |heading: &&Heading| {
        heading.level <= 1
            && (1..=LONGEST).contains(&heading.text.chars().count())
            && !heading.home
            && !site.is(&heading.text)
            && !tail(&heading.text)
    };
    let all: Vec<(usize, &Heading)> = survey
        .headings
        .iter()
        .filter(fits)
        .take(MOST)
        .map(|heading| (survey.depth_of_asides(heading.place.start), heading))
        .collect();
    // A heading of the first level is surer than an element whose class says that it is the headline.
    let level = u8::from(all.iter().any(|(_, heading)| heading.level == 1));
    let level = |heading: &Heading| heading.level == level;
    let least = all.iter().filter(|(_, heading)| level(heading)).map(|(depth, _)| *depth).min().unwrap_or_default();
    all.into_iter().filter(|(depth, heading)| *depth == least && level(heading)).map(|(_, heading)| heading).collect()
}

/// Where a title stands: in a heading that says it, else in a line that does, else in the first heading.
fn place(survey: &Survey, chosen: &str, text: &str) -> Range<usize> {
    let keys = [bare(chosen), bare(text)];
    let says = |other: &str| keys.contains(&bare(other)) && !other.is_empty();
    let mut headings: Vec<_> = survey.headings.iter().collect();
    headings.sort_by_key(|heading| heading.level);
    let heading = headings.iter().find(|heading| says(&heading.text));
    if let Some(heading) = heading {
        return heading.place.clone();
    }
    if let Some(place) = survey.line_of(chosen, true).or_else(|| survey.line_of(text, true)) {
        return place;
    }
    headings.first().filter(|heading| heading.level <= 1).map_or(0..0, |heading| heading.place.clone())
}

#[derive(Default)]
struct Ballot(Vec<(String, String, f32)>);

impl Ballot {
    fn vote(&mut self, text: &str, weight: f32) {
        let key = bare(text);
        if key.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|(other, ..)| *other == key) {
            Some((_, _, votes)) => *votes += weight,
            None => self.0.push((key, text.to_owned(), weight)),
        }
    }

    /// The text with the most votes; of two the one that stood first.
    fn winner(self, site: &Site) -> Option<String> {
        let mut best: Option<(f32, String)> = None;
        for (_, text, votes) in self.0 {
            let votes = if site.is(&text) { votes - 5.0 } else { votes };
            if best.as_ref().is_none_or(|(most, _)| votes > *most + 0.001) {
                best = Some((votes, text));
            }
        }
        best.map(|(_, text)| text)
    }
}

/// A title, unless it is blank, cut off or no title by its length.
fn whole(title: &str) -> Option<String> {
    if title.len() > LONGEST * 8 {
        return None;
    }
    let cut = title.ends_with('…') || title.ends_with("...");
    let title = title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '–' | '—' | '·' | '»'));
    let whole = !cut || title.chars().count() <= 40;
    (!title.is_empty() && whole).then(|| title.to_owned())
}

/// Whether a title is a heading's text, or says it and then or before something else.
fn repeats(title: &str, heading: &str) -> bool {
    let key = bare(heading);
    let several = heading.split_whitespace().count() >= 2;
    let behind_colon = || several && title.match_indices(": ").any(|(at, _)| bare(&title[at..]) == key);
    // A long heading with which a title begins is hardly there by chance.
    let begins = || {
        heading.split_whitespace().count() >= 5 && title.strip_prefix(heading).is_some_and(|rest| rest.starts_with(' '))
    };
    parts(title).iter().any(|part| bare(part) == key) || behind_colon() || begins()
}

/// Whether two titles have a word in common, so that both may speak of the same thing. So may any title and one that
/// is blank.
fn akin(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() > 2 || !w.is_ascii())
            .map(bare)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.is_empty() || b.is_empty() || a.iter().any(|word| !word.is_empty() && b.contains(word))
}

/// A title, its beginnings and its ends at separators.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in SEPARATORS {
        for (at, _) in title.match_indices(separator).take(6) {
            parts.push(title[..at].trim());
            parts.push(title[at + separator.len()..].trim());
        }
    }
    parts
}

/// Takes off the last part of a title if it is the site's name, or the folder in which the page stands.
fn strip_last(title: &str, site: &Site) -> String {
    for separator in SEPARATORS {
        if let Some((front, end)) = title.rsplit_once(separator) {
            let folder = site.folders.iter().any(|folder| *folder == bare(end));
            if (site.is(end) || (folder && *separator == " | ")) && !front.trim().is_empty() {
                return front.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Takes a site's name off a title's end or front.
fn strip_site(title: &str, site: &Site) -> String {
    for separator in SEPARATORS.iter().chain([": "].iter()) {
        for (at, _) in title.match_indices(separator) {
            let (front, end) = (&title[..at], &title[at + separator.len()..]);
            if site.is(end) {
                return front.trim().to_owned();
            }
            if site.is(front) {
                return end.trim().to_owned();
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
    use dom_query::Document;

    use super::*;

    #[track_caller]
    fn check(html: &str, site_name: Option<&str>, expected: &str) {
        let site = Site { names: site_name.into_iter().map(str::to_owned).collect(), ..Site::default() };
        let survey = Survey::of(&Document::from(html));
        let offers = Offers { headline: None, shared: None, card: None, single: false, site: &site };
        assert_eq!(choose(&survey, &offers).text, expected);
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

    #[track_caller]
    fn page(head: &str, body: &str, expected: &str) {
        let html = format!("<html><head>{head}</head><body>{body}</body></html>");
        let url = url::Url::parse("https://lanternpost.example/opinion/lamps").unwrap();
        assert_eq!(crate::metadata::read(&Document::from(html), &url).title, expected);
    }

    const ARTICLE: &str = r#"<script type="application/ld+json">{"@type":"Article","author":"Ada Quill"}</script>"#;

    #[test]
    fn an_articles_heading_is_its_headline_and_anothers_is_a_slogan() {
        let title =
            "<title>Brass lamps for harbours</title><meta property=og:title content='Brass lamps for harbours'>";
        page(&format!("{ARTICLE}{title}"), "<h1>Why brass lamps last</h1>", "Why brass lamps last");
        page(title, "<h1>Light, finally</h1>", "Brass lamps for harbours");
    }

    #[test]
    fn a_heading_with_nothing_in_common_is_not_the_headline() {
        page(&format!("{ARTICLE}<title>Brass lamps last</title>"), "<h1>Welcome!</h1>", "Brass lamps last");
    }

    #[test]
    fn a_part_of_the_title_that_the_heading_repeats_is_enough() {
        page("<title>Lamps - Guides | Lantern Post</title>", "<h1>Lamps</h1>", "Lamps");
        page(
            "<title>City of Wick: Lamp repair programme</title>",
            "<h1>Lamp repair programme</h1>",
            "Lamp repair programme",
        );
    }

    #[test]
    fn the_sites_name_and_the_folders_are_no_part_of_a_title() {
        page("<title>Lamps last | Opinion</title>", "<h1>Lamps last | Opinion</h1>", "Lamps last");
        page("<title>Lamps last | LanternPost</title>", "<h1>Lamps last | LanternPost</h1>", "Lamps last");
        page("<title>Lamps last - Lantern Post</title>", "<h1><a href='/'>Our lamps</a></h1>", "Lamps last");
        page(
            "<title>Lamps last | Oil & Wax</title><meta property=og:site_name content='Oil and Wax'>",
            "",
            "Lamps last",
        );
    }

    #[test]
    fn a_part_that_stands_in_the_page_by_itself_is_the_title() {
        let title = "<title>Which lamp oil lasts / Oils / All the Harbour Forums</title>";
        page(title, "<h1><a href='/'>Harbour</a></h1><p>» Which lamp oil lasts</p>", "Which lamp oil lasts");
    }

    #[test]
    fn the_name_of_a_section_is_no_headline() {
        let shared = "<meta property=og:title content='Tallow burns longer than wax, a study finds'>";
        let window = "<title>Tallow burns longer than wax, a study finds : lamps</title>";
        let body = "<div><h1>lamps</h1></div><p>by <a class=author href=/user/wick>Wick</a></p>";
        page(&format!("{shared}{window}"), body, "Tallow burns longer than wax, a study finds");
    }

    #[test]
    fn a_label_before_the_headline_is_no_part_of_it() {
        page(
            "<title>How brass lamps last | Lantern Post</title>",
            "<h1>Blog: How brass lamps last</h1>",
            "How brass lamps last",
        );
    }

    #[test]
    fn headings_of_other_parts_are_passed_over() {
        let body = "<div class=navbar><h1>Menu of lamps</h1></div><h1>Brass lamps last</h1><div class=related><h1>Lamps of tin</h1></div>";
        page(&format!("{ARTICLE}<title>Which lamps last?</title>"), body, "Brass lamps last");
    }

    #[test]
    fn a_title_that_is_cut_off_is_not_taken() {
        let cut = "<meta property=og:title content='A very long title about lamps that goes on and on…'>";
        page(
            &format!("{cut}<title>A very long title about lamps that goes on and on for ever</title>"),
            "",
            "A very long title about lamps that goes on and on for ever",
        );
    }

    #[test]
    fn a_page_without_titles_has_none() {
        check("<p>x</p>", None, "");
    }
}
