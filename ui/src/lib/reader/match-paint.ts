import { textNodes } from "./anchors";

const MATCH = "postil-match";
const NOW = "postil-match-now";
/** How many matches are painted at once; of more, those around the one that is shown. */
const PAINTED = 1000;

/** Paints matches over a text, and the one that is shown; answers what takes that away. */
export function paintMatches(
  count: number,
  rangeOf: (index: number) => AbstractRange,
  now: number,
): () => void {
  if (!("highlights" in CSS) || count === 0) return () => {};
  const first = Math.max(0, Math.min(now - PAINTED / 2, count - PAINTED));
  const ranges = Array.from({ length: Math.min(count, PAINTED) }, (_, index) => rangeOf(first + index));
  const stop = [add(MATCH, 2, ranges)];
  if (now >= 0) stop.push(add(NOW, 3, [ranges[now - first]!]));
  return () => stop.forEach((one) => one());
}

/** Several texts have matches under one name: each adds its own, and takes its own away. */
function add(name: string, priority: number, ranges: readonly AbstractRange[]): () => void {
  const painted = CSS.highlights.get(name) ?? new Highlight();
  painted.priority = priority;
  for (const range of ranges) painted.add(range);
  CSS.highlights.set(name, painted);
  return () => {
    for (const range of ranges) painted.delete(range);
    if (painted.size === 0 && CSS.highlights.get(name) === painted) CSS.highlights.delete(name);
  };
}

/** Brings a place of an article into view: what is folded is opened, what scrolls in itself is scrolled. */
export function reveal(
  { startContainer, startOffset, endContainer, endOffset }: AbstractRange,
  root: HTMLElement,
) {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const scroller = root.closest<HTMLElement>(".scroll");
  for (let one = startContainer.parentElement; one && one !== scroller; one = one.parentElement) {
    if (one instanceof HTMLDetailsElement) one.open = true;
    if (one.scrollWidth <= one.clientWidth || getComputedStyle(one).overflowX === "visible") continue;
    const box = one.getBoundingClientRect();
    const { left, right } = range.getBoundingClientRect();
    if (left < box.left || right > box.right) one.scrollLeft += left - box.left - box.width / 3;
  }
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  const { top, bottom } = range.getBoundingClientRect();
  // The bar lies over the first lines.
  if (top < box.top + 64 || bottom > box.bottom - 32) scroller.scrollTop += top - box.top - box.height / 3;
}

/** Where words stand one after the other in what is shown of a text; those that are not shown are left out. */
export function rangesInOrder(root: Node, words: readonly string[]): (Range | null)[] {
  const nodes = textNodes(root);
  const shown = nodes.map((node) => node.data).join("");
  let from = 0;
  return words.map((word) => {
    const at = shown.indexOf(word, from);
    if (at < 0) return null;
    from = at + word.length;
    const range = document.createRange();
    range.setStart(...pointAt(nodes, at, false));
    range.setEnd(...pointAt(nodes, from, true));
    return range;
  });
}

function pointAt(nodes: readonly Text[], place: number, end: boolean): [Text, number] {
  let begin = 0;
  for (const node of nodes) {
    const { length } = node.data;
    // An end belongs to the node before, a beginning to the one after.
    if (end ? place <= begin + length : place < begin + length) return [node, place - begin];
    begin += length;
  }
  const last = nodes[nodes.length - 1]!;
  return [last, last.data.length];
}
