//! One walk through a page, for all that its description of itself is read from: what its head says,
//! its visible text, and where in that text headings, marks and parts about other things stand.

use std::ops::Range;

use dom_query::{Document, Element, NodeData};

use crate::dom::{Step, collapse, walk};
use crate::headings::bare;
use crate::roles::{Named, Role, leads_home, leads_to_person, value};

/// Stands in the text where one inline element ends and another begins without a space.
const SEAM: char = '\u{1}';
/// Longest line that is looked at, in bytes.
pub(crate) const LONGEST_LINE: usize = 400;

/// Most marks, headings and parts of each kind that are kept: what is looked for among them stands near the
/// beginning, and no page may make looking slow.
const MOST: usize = 1500;
/// Most lines that are looked at for one that says the title.
const MOST_LINES: usize = 20;
/// What was found. Places are bytes of `text`.
#[derive(Default)]
pub(crate) struct Survey {
    /// The language that the page's root names.
    pub(crate) lang: Option<String>,
    /// The `base` address.
    pub(crate) base: Option<String>,
    /// The canonical address.
    pub(crate) canonical: Option<String>,
    /// The `title` element's text.
    pub(crate) window: String,
    /// Each `meta`: its name in lower case, and its content.
    pub(crate) metas: Vec<(String, String)>,
    /// The scripts of JSON-LD.
    pub(crate) scripts: Vec<String>,
    /// Visible text, blocks apart by line breaks.
    pub(crate) text: String,
    /// Headings, and elements that are named as the headline.
    pub(crate) headings: Vec<Heading>,
    /// Elements that are named as a date or an author.
    pub(crate) marks: Vec<Mark>,
    /// Parts about other things: navigation, comments, related pages.
    asides: Vec<Range<usize>>,
    /// `article` elements and list items, and whether the first heading of one leads elsewhere.
    cards: Vec<(Range<usize>, bool)>,
}

/// A heading.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    /// 1 to 6; 0 for another element that is named as the headline.
    pub(crate) level: u8,
    /// Where it stands.
    pub(crate) place: Range<usize>,
    /// Its text, white space collapsed.
    pub(crate) text: String,
    /// Whether it is a link, or holds one.
    pub(crate) linked: bool,
    /// Whether it leads to the site's first page, so that it is the site's name.
    pub(crate) home: bool,
}

/// An element that is named as a date or an author.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// What it is.
    pub(crate) role: Role,
    /// Where it stands.
    pub(crate) place: Range<usize>,
    /// Its date for machines.
    pub(crate) stamp: Option<String>,
}

impl Survey {
    /// Walks a page.
    pub(crate) fn of(document: &Document) -> Self {
        let mut walker = Walker { survey: Survey::default(), open: Vec::new(), headings: 0 };
        let mut steps = walk(&document.root());
        while let Some(step) = steps.next() {
            match step {
                Step::Enter(node) => {
                    let skip = node.query_or(false, |tree| match &tree.data {
                        NodeData::Text { contents } => {
                            walker.write(contents);
                            false
                        }
                        NodeData::Element(element) => !walker.enter(element),
                        _ => false,
                    });
                    if skip && node.is_element() {
                        walker.special(&node);
                        steps.skip_children();
                    }
                }
                Step::Leave(node) if node.is_element() => walker.leave(),
                Step::Leave(_) => {}
            }
        }
        let Survey { cards, headings, .. } = &mut walker.survey;
        for (card, led) in cards {
            let first = headings.iter().find(|heading| heading.level > 1 && card.contains(&heading.place.start));
            *led = first.is_some_and(|heading| heading.linked);
        }
        walker.survey
    }

    /// The text of a place, white space collapsed.
    pub(crate) fn at(&self, place: &Range<usize>) -> String {
        collapse(&self.text[place.clone()].replace(SEAM, " "))
    }

    /// The lines of a place that are not empty, and where they are. A long line has no text.
    pub(crate) fn lines(&self, place: Range<usize>) -> impl Iterator<Item = (Range<usize>, String)> {
        let mut at = place.start;
        self.text[place].split('\n').filter_map(move |line| {
            let start = at;
            at += line.len() + 1;
            let text = if line.len() > LONGEST_LINE { String::new() } else { collapse(&line.replace(SEAM, " ")) };
            (line.len() > LONGEST_LINE || !text.is_empty()).then_some((start..start + line.len(), text))
        })
    }

    /// Whether a place is in a part about other things than the headline.
    pub(crate) fn is_aside(&self, at: usize, headline: usize) -> bool {
        self.asides.iter().any(|part| part.contains(&at) && !part.contains(&headline))
    }

    /// How many parts about other things a place is in.
    pub(crate) fn depth_of_asides(&self, at: usize) -> usize {
        self.asides.iter().filter(|part| part.contains(&at)).count()
    }

    /// Where the first line stands that says nothing but a title, or, if `longer`, that begins with one that is long.
    pub(crate) fn line_of(&self, title: &str, longer: bool) -> Option<Range<usize>> {
        let key = bare(title);
        let first = title.chars().find(|c| c.is_alphanumeric())?.to_lowercase().next();
        let long = longer && title.len() >= 30;
        let mut at = 0;
        let lines = self.text.split('\n').filter_map(|line| {
            let place = at..at + line.len();
            at += line.len() + 1;
            let start = line.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
            if start != first || line.len() > title.len() * 2 + LONGEST_LINE {
                return None;
            }
            let other = bare(line);
            (other == key || (long && other.starts_with(&key))).then_some(place)
        });
        // A list of other pages may name this one too.
        lines.take(MOST_LINES).min_by_key(|place| self.depth_of_asides(place.start))
    }

    /// Whether a place is behind a heading that leads elsewhere, as in a list of pages, or in a teaser.
    pub(crate) fn is_listed(&self, at: usize, headline: usize) -> bool {
        leads(&self.headings, &(headline..at)) || self.is_teaser(at, headline)
    }

    /// Whether a place is in an `article` or list item of its own with a heading that leads elsewhere.
    pub(crate) fn is_teaser(&self, at: usize, headline: usize) -> bool {
        self.cards.iter().any(|(card, led)| *led && card.contains(&at) && !card.contains(&headline))
    }
}

/// Whether a heading of a place leads elsewhere.
fn leads(headings: &[Heading], place: &Range<usize>) -> bool {
    headings.iter().any(|heading| heading.linked && heading.level > 1 && place.contains(&heading.place.start))
}

struct Open {
    name: Kind,
    link: bool,
    home: bool,
    start: usize,
    heading: Option<usize>,
    mark: Option<usize>,
    aside: Option<usize>,
    card: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    Block,
    Footer,
}

struct Walker {
    survey: Survey,
    open: Vec<Open>,
    headings: usize,
}

impl Walker {
    fn write(&mut self, text: &str) {
        if self.survey.text.ends_with(SEAM) && text.starts_with(char::is_whitespace) {
            self.survey.text.pop();
        }
        for c in text.chars() {
            // Line breaks of the source are spaces; those of the text are blocks' edges.
            self.survey.text.push(if c.is_whitespace() || c == SEAM { ' ' } else { c });
        }
    }

    fn edge(&mut self, kind: Kind) {
        let text = &mut self.survey.text;
        match kind {
            Kind::Inline => {
                if text.ends_with(|c: char| c.is_alphanumeric() || ".,)".contains(c)) {
                    text.push(SEAM);
                }
            }
            Kind::Block | Kind::Footer => {
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
        }
    }

    /// Enters an element; `false` if its children are passed over.
    fn enter(&mut self, element: &Element) -> bool {
        let name = element.name.local.as_ref();
        let kind = match name {
            "a" | "span" | "b" | "i" | "em" | "strong" | "small" | "time" | "abbr" | "code" | "sup" | "sub" | "u"
            | "s" | "mark" | "font" | "label" | "cite" | "q" | "kbd" | "bdi" | "bdo" | "wbr" | "del" | "ins"
            | "var" | "tt" | "big" | "samp" | "dfn" | "nobr" => Kind::Inline,
            "footer" => Kind::Footer,
            _ if name.contains('-') => Kind::Inline,
            _ => Kind::Block,
        };
        self.edge(kind);
        let start = self.survey.text.len();
        let mut open =
            Open { name: kind, link: false, home: false, start, heading: None, mark: None, aside: None, card: None };
        let shown = match name {
            "script" | "title" => false,
            "style" | "template" | "svg" | "select" | "textarea" | "iframe" | "math" | "object" => false,
            "button" if self.headings > 0 => false,
            _ => true,
        };
        match name {
            "html" => {
                self.survey.lang = value(element, "lang").or_else(|| value(element, "xml:lang")).map(str::to_owned);
            }
            "meta" => self.meta(element),
            "base" if self.survey.base.is_none() => self.survey.base = value(element, "href").map(str::to_owned),
            "link" if self.survey.canonical.is_none() => {
                let canonical = value(element, "rel")
                    .is_some_and(|rel| rel.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("canonical")));
                if canonical {
                    self.survey.canonical = value(element, "href").map(str::to_owned);
                }
            }
            _ if shown => self.look(element, name, &mut open),
            _ => {}
        }
        if open.heading.is_some() {
            self.headings += 1;
        }
        self.open.push(open);
        shown
    }

    fn special(&mut self, node: &dom_query::NodeRef<'_>) {
        if node.has_name("script") {
            if node.attr("type").is_some_and(|kind| kind.contains("ld+json")) {
                self.survey.scripts.push(node.text().to_string());
            }
        } else if node.has_name("title") && self.survey.window.is_empty() {
            self.survey.window = collapse(&node.text());
        }
    }

    fn meta(&mut self, element: &Element) {
        let Some(content) = value(element, "content") else { return };
        // Some frameworks put the script of JSON-LD into a `meta` by mistake.
        if content.starts_with('{') && content.contains("schema.org") {
            self.survey.scripts.push(content.to_owned());
            return;
        }
        let content = collapse(content);
        for key in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = value(element, key) {
                self.survey.metas.push((name.to_ascii_lowercase(), content.clone()));
            }
        }
    }

    fn look(&mut self, element: &Element, name: &str, open: &mut Open) {
        let start = open.start;
        let named = Named::of(element);
        let level = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ if named.headline => Some(0),
            _ => None,
        };
        if let Some(level) = level.filter(|_| self.survey.headings.len() < MOST) {
            open.heading = Some(self.survey.headings.len());
            let linked = self.open.last().is_some_and(|parent| parent.link);
            let home = self.open.iter().any(|parent| parent.home);
            self.survey.headings.push(Heading { level, place: start..start, text: String::new(), linked, home });
        }
        // A link to a place in a page is there to be copied.
        open.link =
            name == "a" && value(element, "href").is_some_and(|href| !href.contains('#') && !leads_to_person(href));
        open.home = open.link && value(element, "href").is_some_and(leads_home);
        if open.link && self.headings > 0 {
            let home = open.home;
            for open in &self.open {
                if let Some(index) = open.heading {
                    self.survey.headings[index].linked = true;
                    self.survey.headings[index].home |= home;
                }
            }
        }
        let aside =
            matches!(name, "nav" | "aside" | "dialog") || (named.aside && !matches!(name, "html" | "body" | "main"));
        if aside && self.survey.asides.len() < MOST {
            open.aside = Some(self.survey.asides.len());
            self.survey.asides.push(start..usize::MAX);
        }
        if matches!(name, "article" | "li") && self.survey.cards.len() < MOST {
            open.card = Some(self.survey.cards.len());
            self.survey.cards.push((start..usize::MAX, false));
        }
        let role = match name {
            "a" if named.role.is_none() && value(element, "href").is_some_and(leads_to_person) => Some(Role::Person),
            "time" if named.role.is_none_or(|role| role == Role::Dated || role > Role::Modified) => Some(Role::Time),
            _ => named.role,
        };
        if let Some(role) = role.filter(|_| self.survey.marks.len() < MOST) {
            let stamp = match role {
                Role::Published | Role::Time | Role::Dated | Role::Modified => ["datetime", "content", "title"]
                    .iter()
                    .find_map(|key| value(element, key).filter(|v| v.bytes().any(|b| b.is_ascii_digit())))
                    .map(str::to_owned),
                _ => None,
            };
            open.mark = Some(self.survey.marks.len());
            self.survey.marks.push(Mark { role, place: start..start, stamp });
        }
    }

    fn leave(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let end = self.survey.text.len();
        if let Some(index) = open.heading {
            self.headings -= 1;
            // Without the marks that only say where a word may be broken.
            let text = collapse(&self.survey.text[open.start..end].replace([SEAM, '\u{ad}', '\u{200b}'], ""));
            let heading = &mut self.survey.headings[index];
            heading.place.end = end;
            heading.text = text;
        }
        if let Some(index) = open.mark {
            self.survey.marks[index].place.end = end;
        }
        if let Some(index) = open.aside {
            self.survey.asides[index].end = end;
        }
        if let Some(index) = open.card {
            self.survey.cards[index].0.end = end;
        }
        if open.name == Kind::Footer {
            // An article's own footer may well name its author; a page's is about the site.
            let outer = self.open.iter().any(|outer| outer.card.is_some());
            if !outer && self.survey.asides.len() < MOST {
                self.survey.asides.push(open.start..end);
            }
        }
        self.edge(open.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Survey {
        Survey::of(&Document::from(html))
    }

    #[test]
    fn blocks_are_lines_and_scripts_are_no_text() {
        let survey =
            of("<title>W</title><p>a <b>b</b></p><script>x</script><div>c<br>d</div><noscript><p>e</p></noscript>");
        let lines: Vec<String> = survey.lines(0..survey.text.len()).map(|(_, line)| line).collect();
        assert_eq!(lines, ["a b", "c", "d", "e"]);
        assert_eq!(survey.window, "W");
    }

    #[test]
    fn inline_elements_side_by_side_are_words_apart_and_parts_of_one_word_are_not_in_headings() {
        let survey = of("<h1><span>D</span>ragons</h1><p><span>Ada</span><span>Editor</span></p>");
        assert_eq!(survey.headings[0].text, "Dragons");
        assert_eq!(survey.lines(0..survey.text.len()).nth(1).unwrap().1, "Ada Editor");
    }

    #[test]
    fn a_part_that_holds_the_headline_is_not_aside() {
        let survey = of("<div class=with-sidebar><h1>T</h1><p>x</p><div class=sidebar><p>y</p></div></div>");
        let at = |text: &str| survey.text.find(text).unwrap();
        assert!(!survey.is_aside(at("x"), at("T")));
        assert!(survey.is_aside(at("y"), at("T")));
    }

    #[test]
    fn an_element_of_many_names_has_the_surest_role() {
        let survey = of("<time class='entry-date updated published' datetime=2024-05-01>x</time>\
            <span class=author-avatar>x</span><a href=/author/ada>Ada</a><i class=updated>x</i>");
        let roles: Vec<Role> = survey.marks.iter().map(|mark| mark.role).collect();
        assert_eq!(roles, [Role::Published, Role::Person, Role::Modified]);
        assert_eq!(survey.marks[0].stamp.as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn a_heading_that_leads_to_the_first_page_is_the_sites_name() {
        let survey =
            of("<h1><a href=/>Site</a></h1><a href='https://a.example'><h1>Site</h1></a><h1><a href=/x>T</a></h1>");
        let home: Vec<bool> = survey.headings.iter().map(|heading| heading.home).collect();
        assert_eq!(home, [true, true, false]);
    }
}
