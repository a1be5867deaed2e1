import { isSpace, textNodes } from "./anchors";

const NAME = "postil-find";
const AT_MOST = 500;

/** Shows what a search matched in an article; answers the place that the snippet came from, or the first. */
export function showMatches(root: HTMLElement, terms: readonly string[], snippet: string): Range | null {
  const nodes = textNodes(root);
  const ranges = nodes.flatMap((node) => matchesIn(node, terms)).slice(0, AT_MOST);
  if ("highlights" in CSS) CSS.highlights.set(NAME, new Highlight(...ranges));
  const from = placeOf(nodes, snippet);
  return (from && ranges.find((range) => !before(range, from))) ?? from ?? ranges[0] ?? null;
}

export function hideMatches() {
  if ("highlights" in CSS) CSS.highlights.delete(NAME);
}

/** The words to show in a text: those that the snippet marks, else those of the query. */
export function termsOf(marked: readonly string[], query: string): string[] {
  const words = marked.length > 0 ? marked : query.split(/[\s"()]+/).filter((word) => !word.includes(":"));
  return [...new Set(words.map((word) => word.trim().toLowerCase()).filter((word) => word !== ""))];
}

/** Where the terms stand in one text node; one of letters only where a word begins. */
export function matchesIn(node: Text, terms: readonly string[]): Range[] {
  const text = node.data.toLowerCase();
  // A script whose small letters are longer would give places in another text.
  if (text.length !== node.data.length) return [];
  return terms.flatMap((term) => {
    const ranges: Range[] = [];
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      if (/^[a-z0-9]/.test(term) && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!)) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + term.length);
      ranges.push(range);
    }
    return ranges;
  });
}

/** Where a snippet begins in the text, white space aside. */
function placeOf(nodes: readonly Text[], snippet: string): Range | null {
  const wanted = solid(snippet.replace(/^…|…$/g, "")).slice(0, 60);
  if (wanted === "") return null;
  const at = solid(nodes.map((node) => node.data).join("")).indexOf(wanted);
  if (at < 0) return null;
  let left = at;
  for (const node of nodes) {
    for (let index = 0; index < node.data.length; index += 1) {
      if (isSpace(node.data.charCodeAt(index))) continue;
      if (left === 0) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        return range;
      }
      left -= 1;
    }
  }
  return null;
}

function solid(text: string): string {
  let result = "";
  for (const letter of text) if (!isSpace(letter.charCodeAt(0))) result += letter;
  return result;
}

const before = (a: Range, b: Range) => a.compareBoundaryPoints(Range.START_TO_START, b) < 0;
