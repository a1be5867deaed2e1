//! When a page was published, where the page says so.

use std::ops::Range;

use url::Url;

use crate::credits::region;
use crate::dates::{self, Order};
use crate::jsonld::JsonLd;
use crate::metadata::Metas;
use crate::roles::Role;
use crate::survey::{LONGEST_LINE, Mark, Survey};

/// Names under which a `meta` tells a day of publication, the surest first.
const NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "article.published",
    "date",
    "datecreated",
    "cxenseparse:recs:publishtime",
];
/// Folders whose pages are posts, each with a day of its own.
const POSTS: &[&str] = &["blog", "blogs", "news", "post", "posts", "article", "articles", "story", "stories"];

/// When a page was published, by RFC 3339.
pub(crate) fn published(
    survey: &Survey,
    ld: &JsonLd,
    metas: &Metas,
    page: &Url,
    headline: &Range<usize>,
    lang: Option<&str>,
) -> Option<String> {
    let order = order(lang);
    let told = || {
        let of_article = ld.published.as_deref().and_then(dates::parse);
        of_article.or_else(|| NAMES.iter().find_map(|name| metas.all(name).find_map(dates::parse)))
    };
    if !ld.list
        && let Some(day) = told()
    {
        return Some(day);
    }
    marked(survey, headline, order, &[Role::Published], false)
        .or_else(|| marked(survey, headline, order, &[Role::Time, Role::Dated], true))
        .or_else(|| in_lines(survey, headline, order))
        .or_else(|| ld.page_published.as_deref().filter(|_| !ld.list && is_post(page)).and_then(dates::parse))
        .or_else(|| in_address(page))
}

/// The order of day and month in figures where a language is written; `None` if nobody can tell.
fn order(lang: Option<&str>) -> Option<Order> {
    let lang = lang?.to_ascii_lowercase();
    match lang.split('-').next()? {
        "en" if lang.ends_with("-us") => Some(Order::MonthFirst),
        "en" if lang.contains('-') => Some(Order::DayFirst),
        "en" => None,
        _ => Some(Order::DayFirst),
    }
}

/// Whether an address is that of a post in a folder of posts.
pub(crate) fn is_post(page: &Url) -> bool {
    let parts: Vec<&str> = page.path().split('/').filter(|part| !part.is_empty()).collect();
    let folders = &parts[..parts.len().saturating_sub(1)];
    folders.iter().any(|folder| POSTS.contains(&folder.to_ascii_lowercase().as_str()))
}

/// The day in an address such as `/2024/05/17/` or `/2024/may/17/`, or at the beginning of its last part.
fn in_address(page: &Url) -> Option<String> {
    let parts: Vec<&str> = page.path().split('/').collect();
    let day = parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let month = match dates::month(month) {
            Some(number) => format!("{number:02}"),
            None => (*month).to_owned(),
        };
        let fits = year.len() == 4 && month.len() == 2 && (1..=2).contains(&day.len());
        fits.then(|| dates::parse(&format!("{year}-{month}-{day}")))?
    });
    day.or_else(|| {
        let last = parts.iter().rfind(|part| !part.is_empty())?;
        let dashed = last.get(..10).filter(|day| day.bytes().filter(|byte| *byte == b'-').count() == 2)?;
        dates::parse(dashed)
    })
}

/// A date that an element is marked as.
fn marked(
    survey: &Survey,
    headline: &Range<usize>,
    order: Option<Order>,
    roles: &[Role],
    near: bool,
) -> Option<String> {
    let region = region(survey, headline);
    survey
        .marks
        .iter()
        .filter(|mark| roles.contains(&mark.role) && (!near || region.contains(&mark.place.start)))
        .filter(|mark| !survey.is_aside(mark.place.start, headline.start))
        .filter(|mark| !survey.is_listed(mark.place.start, headline.start))
        .filter(|mark| mark.place.len() <= LONGEST_LINE && !headline.contains(&mark.place.start))
        .find_map(|mark| {
            let text = survey.at(&mark.place);
            // The words before a `time` may say that it is the day of a change.
            let line = survey.text[..mark.place.start].rfind('\n').map_or(0, |at| at + 1);
            let before = survey.at(&(line..mark.place.start));
            if is_change(&before) || (is_change(&text) && !text.to_lowercase().contains("publish")) {
                return None;
            }
            let within = |inner: &&Mark| mark.place.contains(&inner.place.start) && inner.place.end <= mark.place.end;
            let stamps = survey.marks.iter().filter(within).filter_map(|inner| inner.stamp.as_deref());
            if let Some(stamp) = mark.stamp.as_deref().into_iter().chain(stamps).find_map(dates::parse) {
                return Some(stamp);
            }
            let found = dates::find(&text, order)?;
            alone(&text, found.start..found.end).then_some(found.day)
        })
}

/// A date in a line near the headline that says nothing else but who and how long.
fn in_lines(survey: &Survey, headline: &Range<usize>, order: Option<Order>) -> Option<String> {
    survey.lines(region(survey, headline)).find_map(|(place, line)| {
        if line.is_empty()
            || place.start == headline.start
            || survey.is_aside(place.start, headline.start)
            || survey.is_listed(place.start, headline.start)
        {
            return None;
        }
        let found = dates::find(&line, order)?;
        (!is_change(&line[..found.start]) && alone(&line, found.start..found.end)).then_some(found.day)
    })
}

/// Whether the last words of a text speak of a change, so that the date after them is not of publication.
fn is_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "updat",
        "modif",
        "edited",
        "last post",
        "last repl",
        "latest",
        "activ",
        "review",
        "revis",
        "changed",
        "verified",
        "checked",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Whether a line says little besides a date: labels, a name, a time, a section.
fn alone(line: &str, day: Range<usize>) -> bool {
    const LABELS: &[&str] = &[
        "published",
        "publish",
        "posted",
        "post",
        "on",
        "date",
        "by",
        "min",
        "mins",
        "minute",
        "minutes",
        "read",
        "reading",
        "time",
        "at",
        "am",
        "pm",
        "in",
        "and",
        "written",
        "author",
        "comment",
        "comments",
        "comments:",
        "views",
        "last",
        "updated",
        "modified",
        "first",
        "added",
        "created",
        "a",
        "le",
        "am",
        "den",
        "el",
        "il",
        "uhr",
        "words",
        "share",
        "shares",
        "likes",
        "de",
        "von",
        "der",
        "van",
        "author:",
        "edited",
        "category",
        "asked",
        "started",
        "the",
    ];
    const NEVER: &[&str] = &[
        "©",
        "copyright",
        "expires",
        "deadline",
        "due",
        "event",
        "release",
        "released",
        "since",
        "until",
        "through",
        "joined",
        "member",
        "effective",
        "version",
        "valid",
        "from",
        "to",
        "starts",
        "begins",
        "born",
        "closes",
        "ends",
        "accessed",
        "retrieved",
        "(c)",
    ];
    let (before, after) = (&line[..day.start], &line[day.end..]);
    let after = after.split(" (").next().unwrap_or_default();
    let mut others = 0;
    for word in before.split_whitespace().chain(after.split_whitespace()) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        if word.is_empty() {
            continue;
        }
        let lower = word.to_lowercase();
        if NEVER.contains(&lower.as_str()) {
            return false;
        }
        if LABELS.contains(&lower.as_str()) || word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if word.starts_with(char::is_lowercase) {
            return false;
        }
        others += 1;
    }
    let sentence = after.trim_end().ends_with(['.', '?', '!']);
    let range = after.trim_start().starts_with(['–', '—', '-']) && dates::find(after, Some(Order::DayFirst)).is_some();
    others <= 8 && !(sentence && others > 2) && !range
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn day_at(html: &str, address: &str) -> Option<String> {
        crate::metadata::read(&Document::from(html), &Url::parse(address).unwrap()).published_at
    }

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        assert_eq!(day_at(html, "https://a.example/lamps").as_deref(), expected, "{html}");
    }

    #[test]
    fn a_date_alone_near_the_headline_is_the_day() {
        for line in [
            "May 6, 2020",
            "Published on 6 May 2020",
            "By Ada Quill ● May 6, 2020 ● 6 min read",
            "Wednesday, 6 May 2020, 9:06 am CST",
            "06.05.2020",
            "2020-05-06, 09:14 PM (This post was last modified: 2024-01-05, 03:27 AM.)",
        ] {
            check(&format!("<h1>Lamps</h1><p>{line}</p><p>Text.</p>"), Some("2020-05-06"));
            check(&format!("<p>{line}</p><h1>Lamps</h1><p>Text.</p>"), Some("2020-05-06"));
        }
    }

    #[test]
    fn a_page_without_a_day_has_none() {
        check("<h1>Lamps</h1><p>On 5 May 2020 it rained.</p>", None);
        check("<h1>Lamps</h1><p>Copyright 3 May 2020 Ada Quill</p>", None);
        check("<h1>Lamps</h1><p>© 2020</p><footer>6 May 2020</footer>", None);
        check("<h1>Lamps</h1><p>Updated May 6, 2020</p>", None);
        check("<h1>Lamps</h1><p>Application deadline: May 6, 2020</p>", None);
        check("<h1>Lamps</h1><p>May 6, 2020 – May 9, 2020</p>", None);
        check("<h1>Lamps</h1><div class=joined-date>Joined 6 May 2020</div>", None);
        check("<h1>Days of May 6, 2020</h1><p>Text.</p>", None);
    }

    #[test]
    fn the_days_of_comments_and_other_pages_are_not_the_pages() {
        check("<h1>Lamps</h1><p>Text.</p><ol class=comments><li><time datetime=2020-05-06>x</time></li></ol>", None);
        check("<h1>Lamps</h1><div class=related><span class=date>May 6, 2020</span></div>", None);
        let card = "<article><h2><a href=/oil>Oil</a></h2><time datetime=2020-05-06>x</time></article>";
        check(&format!("<h1>News</h1>{card}{card}"), None);
        let block = "<div><h3><a href=/oil>Oil</a></h3><div class=post-date>May 6, 2020</div></div>";
        check(&format!("<h1>News</h1>{block}{block}"), None);
    }

    #[test]
    fn a_text_in_an_article_of_its_own_with_a_heading_is_no_teaser() {
        let body =
            "<article><h2>Of brass</h2><time datetime=2020-05-06>x</time><h3><a href=/oil>Oil</a></h3></article>";
        check(&format!("<h1>Lamps</h1>{body}"), Some("2020-05-06"));
    }

    #[test]
    fn the_day_of_the_last_answer_is_not_that_of_the_thread() {
        let last = "<p>Last post by Wick <time datetime=2021-01-18>x</time></p>";
        check(&format!("<h1>Lamps</h1>{last}<p><time datetime=2020-05-06>x</time></p>"), Some("2020-05-06"));
    }

    #[test]
    fn a_date_far_below_the_headline_is_not_the_day() {
        let text = format!("<p>{}</p>", "Words of a long paragraph about lamps. ".repeat(20));
        check(&format!("<h1>Lamps</h1>{text}{text}{text}<p>May 6, 2020</p>"), None);
    }

    #[test]
    fn the_day_of_a_template_is_not_that_of_the_page() {
        let of = |kind: &str| {
            format!(
                r#"<script type=application/ld+json>{{"@type":"{kind}","datePublished":"2020-05-06"}}</script><h1>T</h1>"#
            )
        };
        check(&of("WebPage"), None);
        check(&of("CollectionPage"), None);
        check(&of("Article"), Some("2020-05-06"));
        assert_eq!(day_at(&of("WebPage"), "https://a.example/blog/lamps").as_deref(), Some("2020-05-06"));
    }

    #[test]
    fn figures_alone_are_read_by_the_pages_language() {
        let page = |lang: &str| format!("<html lang='{lang}'><h1>Lamps</h1><p>05/06/2020</p>");
        check(&page("en-US"), Some("2020-05-06"));
        check(&page("en-GB"), Some("2020-06-05"));
        check(&page("fr"), Some("2020-06-05"));
        check(&page("en"), None);
    }

    #[test]
    fn an_address_says_the_day_as_a_last_resort() {
        let day = |path: &str| day_at("<h1>Lamps</h1>", &format!("https://a.example{path}"));
        assert_eq!(day("/2020/05/06/lamps").as_deref(), Some("2020-05-06"));
        assert_eq!(day("/books/2020/may/6/lamps").as_deref(), Some("2020-05-06"));
        assert_eq!(day("/notes/2020-05-06-lamps").as_deref(), Some("2020-05-06"));
        assert_eq!(day("/2020/05/lamps"), None);
        assert_eq!(
            day_at("<h1>Lamps</h1><p>May 7, 2020</p>", "https://a.example/2020/05/06/x").as_deref(),
            Some("2020-05-07")
        );
    }
}
