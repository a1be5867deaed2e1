//! Pages gone wrong: mutations of good ones, the same for the same seed.

use fastrand::Rng;

/// What is put into pages, whole or in part.
const WORDS: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "<i>",
    "<a href=x>",
    "</a>",
    "<font>",
    "<nobr>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<caption>",
    "<colgroup>",
    "<select>",
    "<option>",
    "<optgroup>",
    "<svg>",
    "<foreignObject>",
    "<desc>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "<annotation-xml encoding=text/html>",
    "<template>",
    "</template>",
    "<ul>",
    "<li>",
    "<dl><dd>",
    "<blockquote>",
    "<pre>",
    "<code class=language-x>",
    "<form>",
    "<button>",
    "<input>",
    "<h1>",
    "</h2>",
    "<ruby><rt>",
    "<details><summary>",
    "<figure><figcaption>",
    "<img src=a.png srcset='b 2x, c'>",
    "<picture><source srcset=x>",
    "<iframe src=//a.example>",
    "<noscript>",
    "</noscript>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "{\"@type\":\"Article\",\"author\":[",
    "<style>",
    "<title>",
    "<textarea>",
    "<plaintext>",
    "<xmp>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<html lang=xx>",
    "<body>",
    "</body>",
    "<head>",
    "<base href='//b.example/x'>",
    "<meta charset=utf-16>",
    "<meta property=og:title content='",
    "<frameset>",
    "<time datetime=2024-99-99>",
    "<sup id=fn1><a href=#fn1>1</a></sup>",
    "<br>",
    "<hr>",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "&amp;lt;",
    "&notit;",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "\u{85}",
    "\u{3000}",
    "漢字",
    "🙂",
    "e\u{301}",
    "'",
    "\"",
    "<",
    ">",
    "/>",
    "=",
    "x=",
    "\t",
    "\n\n",
    "|",
    "`",
    "```",
    "$$",
    "[^1]",
    "\\",
    "* ",
    "1. ",
];

/// Makes a page from good ones.
pub fn mutate(pages: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut page = pages[rng.usize(..pages.len())].clone();
    for _ in 0..rng.usize(1..6) {
        match rng.u8(0..12) {
            0 => flip(&mut page, rng),
            1 => page.truncate(rng.usize(..=page.len())),
            2 => splice(&mut page, &pages[rng.usize(..pages.len())], rng),
            3 => repeat_part(&mut page, rng),
            4 => repeat_tag(&mut page, rng),
            5 => {
                let (from, to) = part(&page, 2000, rng);
                page.drain(from..to);
            }
            6 => nest(&mut page, rng),
            7 => attributes(&mut page, rng),
            8 => swap(&mut page, rng),
            9 => soup(&mut page, rng),
            _ => {
                for _ in 0..rng.usize(1..20) {
                    let at = rng.usize(..=page.len());
                    insert(&mut page, at, word(rng).as_bytes());
                }
            }
        }
        page.truncate(4 << 20);
    }
    page
}

fn word(rng: &mut Rng) -> &'static str {
    WORDS[rng.usize(..WORDS.len())]
}

fn insert(page: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    page.splice(at..at, bytes.iter().copied());
}

fn part(page: &[u8], longest: usize, rng: &mut Rng) -> (usize, usize) {
    let from = rng.usize(..=page.len());
    (from, from + rng.usize(..=longest.min(page.len() - from)))
}

fn flip(page: &mut [u8], rng: &mut Rng) {
    for _ in 0..rng.usize(1..50) {
        if !page.is_empty() {
            let at = rng.usize(..page.len());
            page[at] = if rng.bool() { rng.u8(..) } else { page[at] ^ (1 << rng.u8(..8)) };
        }
    }
}

fn splice(page: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    page.truncate(rng.usize(..=page.len()));
    page.extend_from_slice(&other[rng.usize(..=other.len())..]);
}

/// Up to thousands of times, and never more than some megabytes.
fn often(length: usize, rng: &mut Rng) -> usize {
    let most = (2 << 20) / length.max(1);
    [2, 20, 300, 5000, 60_000][rng.usize(..5)].min(most)
}

fn repeat_part(page: &mut Vec<u8>, rng: &mut Rng) {
    let (from, to) = part(page, 300, rng);
    let many = page[from..to].repeat(often(to - from, rng));
    insert(page, to, &many);
}

fn repeat_tag(page: &mut Vec<u8>, rng: &mut Rng) {
    let tags: Vec<usize> = page.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at).collect();
    if tags.is_empty() {
        return;
    }
    let from = tags[rng.usize(..tags.len())];
    let to = page[from..].iter().position(|byte| *byte == b'>').map_or(page.len(), |end| from + end + 1);
    let many = page[from..to].repeat(often(to - from, rng));
    let at = if rng.bool() { to } else { tags[rng.usize(..tags.len())] };
    insert(page, at, &many);
}

fn nest(page: &mut Vec<u8>, rng: &mut Rng) {
    let open: String = (0..rng.usize(1..4)).map(|_| word(rng)).collect();
    let many = open.repeat(often(open.len(), rng));
    let at = rng.usize(..=page.len());
    insert(page, at, many.as_bytes());
}

fn attributes(page: &mut Vec<u8>, rng: &mut Rng) {
    let ends: Vec<usize> = page.iter().enumerate().filter(|(_, byte)| **byte == b'>').map(|(at, _)| at).collect();
    if let Some(at) = (!ends.is_empty()).then(|| ends[rng.usize(..ends.len())]) {
        let names = ["class", "id", "style", "href", "src", "title", "hidden", "role", "data-x", "lang", "itemprop"];
        let name = names[rng.usize(..names.len())];
        let value = word(rng).repeat(often(400, rng));
        let text = match rng.u8(..3) {
            0 => format!(" {name}=\"{value}\""),
            1 => format!(" {name}{}=x", rng.u32(..)).repeat(often(2000, rng)),
            _ => format!(" {name}={value}"),
        };
        insert(page, at, text.as_bytes());
    }
}

fn swap(page: &mut Vec<u8>, rng: &mut Rng) {
    let (from, to) = part(page, 5000, rng);
    let moved: Vec<u8> = page.drain(from..to).collect();
    let at = rng.usize(..=page.len());
    insert(page, at, &moved);
}

fn soup(page: &mut Vec<u8>, rng: &mut Rng) {
    let tags: String = (0..rng.usize(1..400)).map(|_| word(rng)).collect();
    let at = rng.usize(..=page.len());
    insert(page, at, tags.as_bytes());
}
