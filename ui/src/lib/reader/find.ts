import { occurrences, type Found } from "../search/matches";
import { isSpace, textNodes } from "./anchors";

const NAME = "postil-find";
const AT_MOST = 500;

/** Shows what a search matched in an article; answers the place that the snippet came from, or the first. */
export function showMatches(root: HTMLElement, { terms, context }: Found): Range | null {
  const nodes = textNodes(root);
  const ranges = nodes.flatMap((node) =>
    occurrences(node.data, terms).map(({ from, to }) => rangeOf(node, from, to)),
  );
  if ("highlights" in CSS) CSS.highlights.set(NAME, new Highlight(...ranges.slice(0, AT_MOST)));
  const from = placeOf(nodes, context);
  return (from && ranges.find((range) => !before(range, from))) ?? from ?? ranges[0] ?? null;
}

export function hideMatches() {
  if ("highlights" in CSS) CSS.highlights.delete(NAME);
}

/** Where a snippet begins in the text, white space aside. */
function placeOf(nodes: readonly Text[], context: string): Range | null {
  const wanted = solid(context.replace(/^…|…$/g, "")).slice(0, 60);
  if (wanted === "") return null;
  const at = solid(nodes.map((node) => node.data).join("")).indexOf(wanted);
  if (at < 0) return null;
  let left = at;
  for (const node of nodes) {
    for (let index = 0; index < node.data.length; index += 1) {
      if (isSpace(node.data.charCodeAt(index))) continue;
      if (left === 0) return rangeOf(node, index, index + 1);
      left -= 1;
    }
  }
  return null;
}

function rangeOf(node: Text, from: number, to: number): Range {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

function solid(text: string): string {
  let result = "";
  for (const letter of text) if (!isSpace(letter.charCodeAt(0))) result += letter;
  return result;
}

const before = (a: Range, b: Range) => a.compareBoundaryPoints(Range.START_TO_START, b) < 0;
