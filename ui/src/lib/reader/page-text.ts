/**
 * The text of an article as one looks for words in it: letters without case and accents, one space for white space of any
 * kind, plain quotes for curly ones; and for each of its letters the place in the article that it stands for.
 */
export type PageText = {
  folded: string;
  /** The text nodes, and where each begins in the text of all of them. */
  nodes: readonly Text[];
  begins: readonly number[];
  /** Where each folded letter begins and ends in the text of all nodes. */
  starts: Uint32Array;
  ends: Uint32Array;
};

/** A place in a folded text. */
export type Match = { from: number; to: number };

const BLOCKS =
  "p, div, li, h1, h2, h3, h4, h5, h6, blockquote, pre, td, th, caption, figure, figcaption, dt, dd, ul, ol, dl, table, " +
  "section, article, aside, header, footer, details, summary, address, math";
/** Stands between blocks: nothing that is looked for has it. */
const BREAK = "\n";
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const QUOTES: Record<string, string> = { "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"' };

/** What is looked for, as it stands in a folded text; empty when there is nothing to look for. */
export function foldQuery(query: string): string {
  return [...query.replace(/\s+/g, " ").trimStart()].map(foldLetter).join("");
}

/** Reads an article once, to be looked through many times. */
export function readPage(root: Node): PageText {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches("annotation, annotation-xml, rp")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: Text[] = [];
  const begins: number[] = [];
  const blocks = new Map<Element | null, Element | null>();
  const blockOf = (parent: Element | null) => {
    if (!blocks.has(parent)) blocks.set(parent, parent?.closest(BLOCKS) ?? null);
    return blocks.get(parent)!;
  };
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let last = BREAK;
  let block: Element | null = null;
  let begin = 0;
  const put = (letters: string, from: number, to: number) => {
    parts.push(letters);
    for (let at = 0; at < letters.length; at += 1) {
      starts.push(from);
      ends.push(to);
    }
    last = letters;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!(node instanceof Text)) {
      if (node instanceof HTMLBRElement && last !== " " && last !== BREAK) put(" ", begin, begin);
      continue;
    }
    const own = blockOf(node.parentElement);
    if (own !== block && last !== BREAK) put(BREAK, begin, begin);
    block = own;
    nodes.push(node);
    begins.push(begin);
    const { data } = node;
    for (let at = 0; at < data.length;) {
      const code = data.codePointAt(at)!;
      const width = code > 0xffff ? 2 : 1;
      const letter = code < 0x80 ? foldAscii(code) : foldLetter(String.fromCodePoint(code));
      const space = letter === " ";
      // An accent that is written apart belongs to its letter.
      if (letter === "" && ends.length > 0) ends[ends.length - 1] = begin + at + width;
      else if (letter !== "" && !(space && (last === " " || last === BREAK)))
        put(letter, begin + at, begin + at + width);
      at += width;
    }
    begin += data.length;
  }
  return {
    folded: parts.join(""),
    nodes,
    begins,
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
  };
}

/** Where something stands in a page, in order and apart. */
export function matchesOf({ folded }: PageText, query: string): Match[] {
  const wanted = foldQuery(query);
  const found: Match[] = [];
  if (wanted === "") return found;
  for (let from = folded.indexOf(wanted); from >= 0; from = folded.indexOf(wanted, from + wanted.length))
    found.push({ from, to: from + wanted.length });
  return found;
}

/** The place in the article that a match stands for. */
export function placeOf(page: PageText, { from, to }: Match): StaticRange {
  const start = pointOf(page, page.starts[from]!);
  const end = pointOf(page, page.ends[to - 1]!, true);
  return new StaticRange({
    startContainer: start.node,
    startOffset: start.offset,
    endContainer: end.node,
    endOffset: end.offset,
  });
}

/** The index of the first match that does not begin before a place in the article; 0 when all do. */
export function firstFrom(page: PageText, matches: readonly Match[], node: Node, offset: number): number {
  const at = page.nodes.indexOf(node as Text);
  if (at < 0) return 0;
  const place = page.begins[at]! + offset;
  return Math.max(
    0,
    matches.findIndex(({ from }) => page.starts[from]! >= place),
  );
}

function pointOf({ nodes, begins }: PageText, place: number, end = false): { node: Text; offset: number } {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    // An end belongs to the node before, a beginning to the one after.
    if (end ? begins[middle]! < place : begins[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return { node: nodes[low]!, offset: place - begins[low]! };
}

function foldAscii(code: number): string {
  if (code <= 0x20) return " ";
  return String.fromCharCode(code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
}

function foldLetter(letter: string): string {
  if (UNSEEN.test(letter)) return "";
  if (QUOTES[letter]) return QUOTES[letter];
  // Put together again, so that a syllable of Hangul stays one letter.
  const folded = letter.normalize("NFKD").replace(ACCENTS, "").normalize("NFC").toLowerCase();
  return /^\s+$/.test(folded) ? " " : folded;
}
