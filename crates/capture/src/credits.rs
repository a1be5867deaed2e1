//! Who wrote a page, where the page says so.

use std::ops::Range;

use crate::dates::{self, Order};
use crate::headings::bare;
use crate::jsonld::JsonLd;
use crate::metadata::Metas;
use crate::names::{clean, is_login, is_name, is_person};
use crate::roles::Role;
use crate::survey::Survey;
use crate::title::Site;

/// How far before the headline a credit may stand, in bytes of text.
const BEFORE: usize = 400;
/// How far behind it.
const BEHIND: usize = 2500;
/// How many paragraphs may stand between the headline and a credit.
const PARAGRAPHS: usize = 1;
/// Length of what is a paragraph and no line of credit, in bytes.
const PARAGRAPH: usize = 200;

/// The part of a page's text around its headline, in which credits stand.
pub(crate) fn region(survey: &Survey, headline: &Range<usize>) -> Range<usize> {
    let start = survey.text.floor_char_boundary(headline.start.saturating_sub(BEFORE));
    let most = survey.text.floor_char_boundary((headline.end + BEHIND).min(survey.text.len()));
    let mut paragraphs = 0;
    for (place, text) in survey.lines(headline.end..most) {
        if text.is_empty() || text.len() > PARAGRAPH {
            paragraphs += 1;
        }
        if paragraphs > PARAGRAPHS {
            return start..place.start;
        }
    }
    start..most
}

/// Who wrote a page.
pub(crate) fn byline(
    survey: &Survey,
    ld: &JsonLd,
    metas: &Metas,
    headline: &Range<usize>,
    site: &Site,
) -> Option<String> {
    let mut best: Option<(i32, String)> = None;
    let mut offer = |score: i32, name: String| {
        // What is the site's own name says less than any person's.
        let score = if site.is(&name) { score.min(20) + score / 10 } else { score };
        // Words behind a name that the page tells machines are no part of it.
        if best.as_ref().is_some_and(|(_, told)| goes_on(&name, told)) {
            return;
        }
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, name));
        }
    };
    if let Some(name) = ld.byline.as_deref().and_then(|name| told(name, site)) {
        offer(if ld.by_organisation { 35 } else { 100 }, name);
    }
    for key in [
        "author",
        "article:author",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "citation_author",
        "byl",
    ] {
        let mut unique: Vec<String> = Vec::new();
        for name in metas.all(key).take(10).filter_map(|name| told(name, site)) {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        if !unique.is_empty() {
            let names = unique.join(", ");
            offer(if is_login(&names) { 55 } else { 80 }, names);
        }
    }
    let shown = shown(survey, headline, site);
    for (score, name) in &shown {
        // Where the name stands in an element of its own, a trade behind it is no part of it.
        let shorter = shown.iter().map(|(_, other)| other).find(|other| is_person(other) && goes_on(name, other));
        offer(*score, shorter.unwrap_or(name).clone());
    }
    best.map(|(_, name)| name)
}

/// Whether a name is another with more words behind it.
fn goes_on(name: &str, other: &str) -> bool {
    name.strip_prefix(other).is_some_and(|rest| rest.starts_with(' '))
}

/// A name that the page tells machines.
fn told(name: &str, site: &Site) -> Option<String> {
    let name = clean(name)?;
    // A publisher is often put behind its author.
    match name.rsplit_once([',', '|']) {
        Some((front, end)) if site.is(end) && !front.trim().is_empty() => clean(front),
        _ => Some(name),
    }
}

/// The names that a reader sees near the headline, and those of the author's box.
fn shown(survey: &Survey, headline: &Range<usize>, site: &Site) -> Vec<(i32, String)> {
    let region = region(survey, headline);
    let title = bare(&survey.at(headline));
    let mut found = Vec::new();
    let mut named: Vec<(Role, String)> = Vec::new();
    let mut far: Vec<Role> = Vec::new();
    for mark in survey.marks.iter().filter(|mark| mark.role >= Role::Author) {
        let lines = survey.lines(mark.place.clone()).take(4);
        let name = lines.filter_map(|(_, line)| {
            let name = credit(&line).or_else(|| clean(&line).filter(|name| is_name(name)))?;
            (bare(&name) != title).then_some(name)
        });
        let Some(name) = name.into_iter().next() else { continue };
        named.push((mark.role, name.clone()));
        let (at, role) = (mark.place.start, mark.role);
        if survey.is_aside(at, headline.start) || survey.is_teaser(at, headline.start) {
            continue;
        }
        let near = region.contains(&at);
        let line = survey.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let before = survey.at(&(line..at)).to_lowercase();
        let other = ["last ", "edited", "reply", "review"].iter().any(|word| before.contains(word));
        if other || (near && survey.is_listed(at, headline.start)) {
            continue;
        }
        // Of names further away the first is the author's; others write comments and answers.
        if !near && (role == Role::Person || far.contains(&role)) {
            continue;
        }
        far.push(role);
        let score = match (role, near) {
            (Role::Author, true) => 76,
            (Role::Author, false) => 50,
            (Role::Byline, true) => 72,
            (Role::Byline, false) => 45,
            _ => 60,
        };
        // A name of one word may be a label; of two, hardly.
        found.push((if is_person(&name) { score } else { score - 12 }, name));
    }
    // A name that the page gives its author wherever it names one.
    for (role, score) in [(Role::Author, 30), (Role::Byline, 28)] {
        let mut names = named.iter().filter(|(other, _)| *other == role).map(|(_, name)| name);
        if let Some(first) = names.next()
            && first.split(' ').count() <= 4
            && names.all(|name| name == first)
        {
            found.push((score, first.clone()));
        }
    }
    for (place, line) in survey.lines(region) {
        let elsewhere =
            || survey.is_aside(place.start, headline.start) || survey.is_listed(place.start, headline.start);
        if place.start == headline.start || line.is_empty() {
            continue;
        }
        if let Some(name) = credit(&line).filter(|name| bare(name) != title && !elsewhere()) {
            let score = match () {
                () if is_person(&name) => 74,
                () if site.is(&name) => 40,
                () => 62,
            };
            found.push((score, name));
        }
    }
    found
}

/// What stands before a name at a line's beginning.
const LABELS: &[&str] = &[
    "written by",
    "posted by",
    "authored by",
    "published by",
    "words by",
    "story by",
    "article by",
    "submitted by",
    "contributed by",
    "contributors:",
    "contributor:",
    "author:",
    "authors:",
    "writer:",
    "by",
];

/// The name in a line such as "By Ada Lovelace | 5 May 2024" or "5 May 2024 by Ada Lovelace".
fn credit(line: &str) -> Option<String> {
    if line.len() > 160 {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let behind = |label: &str, at: usize| {
        let rest = &line[at + label.len()..];
        (rest.starts_with([' ', ':']) || label.ends_with(':')).then_some(rest)
    };
    let rest = LABELS.iter().find_map(|label| lower.starts_with(label).then(|| behind(label, 0))?).or_else(|| {
        let at = lower.find(" by ")?;
        let before = &lower[..at];
        let dated = dates::find(before, Some(Order::DayFirst)).is_some() && !before.contains("last");
        (dated || before.ends_with(['|', '•', '·', '–', '—', '-'])).then(|| behind("by", at + 1))?
    })?;
    let name = clean(rest.trim_start_matches([':', ' ']))?;
    let team = name.starts_with("the ");
    (is_name(&name) && (team || name.starts_with(char::is_uppercase))).then_some(name)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;
    use url::Url;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let page = Url::parse("https://lanternpost.example/harbour/lamps").unwrap();
        assert_eq!(crate::metadata::read(&Document::from(html), &page).byline.as_deref(), expected, "{html}");
    }

    #[test]
    fn a_byline_near_the_headline_is_read() {
        check("<h1>Lamps</h1><p>By Ada Quill | 5 May 2024</p><p>Text.</p>", Some("Ada Quill"));
        check("<h1>Lamps</h1><p>5 May 2024 by Ada Quill</p>", Some("Ada Quill"));
        check("<h1>Lamps</h1><div class=post-author><span>Written by</span> <b>Ada Quill</b></div>", Some("Ada Quill"));
        check(
            "<h1>Lamps</h1><div class=meta><a rel=author href=/x>Ada Quill</a><span>Editor</span></div>",
            Some("Ada Quill"),
        );
        check("<h1>Lamps</h1><p>By the Harbour Team</p>", Some("the Harbour Team"));
        check("<h1>Lamps</h1><p>Contributors: Ada Quill</p>", Some("Ada Quill"));
    }

    #[test]
    fn a_trade_behind_the_name_is_no_part_of_it() {
        let line =
            "<div class=author-line>Written by: <span class=author-name>Ada Quill</span> <i>Keeper of Lamps</i></div>";
        check(&format!("<h1>Lamps</h1>{line}"), Some("Ada Quill"));
        check("<h1>Lamps</h1><p>By Ada Quill, senior reporter</p>", Some("Ada Quill"));
        check("<h1>Lamps</h1><p>By Ada Quill, M.D.</p>", Some("Ada Quill, M.D."));
    }

    #[test]
    fn words_after_by_are_not_always_a_name() {
        check("<h1>Lamps</h1><p>By clicking here you agree to our terms.</p>", None);
        check("<h1>Lamps</h1><p>Rankings by subject</p><p>Sort by Price</p>", None);
        check("<h1>Lamps</h1><p>It was lit by Ada Quill.</p>", None);
    }

    #[test]
    fn a_person_is_believed_before_the_sites_own_name() {
        let meta = "<meta name=author content='Lantern Post'><meta property=og:site_name content='Lantern Post'>";
        check(&format!("{meta}<h1>Lamps</h1><p>by Ada Quill</p>"), Some("Ada Quill"));
        check(&format!("{meta}<h1>Lamps</h1><p>Text.</p>"), Some("Lantern Post"));
    }

    #[test]
    fn a_publisher_behind_the_name_is_taken_off() {
        let head = "<meta property=og:site_name content='Lantern Post'><script type=application/ld+json>";
        let json = r#"{"@type":"NewsArticle","author":{"@type":"Person","name":"Ada Quill, Lantern Post"}}"#;
        check(&format!("{head}{json}</script><h1>Lamps</h1>"), Some("Ada Quill"));
    }

    #[test]
    fn the_first_writer_of_a_thread_is_its_author() {
        let post = |name: &str| {
            format!("<article><h4><a class=username href=/members/{name}.1/>{name}</a></h4><p>Text.</p></article>")
        };
        check(
            &format!(
                "<h1>Lamps</h1><p>last post by <a href=/members/z.1>Zed</a></p>{}{}",
                post("wick"),
                post("tallow")
            ),
            Some("wick"),
        );
    }

    #[test]
    fn those_who_comment_or_wrote_related_pages_are_no_authors() {
        check(
            "<h1>Lamps</h1><p>Text.</p><div class=comments><span class=comment-author>Bo Ember</span> <span class=comment-author>Cy Ash</span></div>",
            None,
        );
        check(
            "<h1>Lamps</h1><p>Text.</p><article><h3><a href=/oil>Oil</a></h3><p>By Bo Ember</p></article><article><h3><a href=/wax>Wax</a></h3><p>By Cy Ash</p></article>",
            None,
        );
    }
}
