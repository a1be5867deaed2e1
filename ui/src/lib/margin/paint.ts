import type { Anchor, Colour } from "../host";
import { rangesOf as rangesOfSpans, spansOf } from "../reader/anchors";

export const COLOURS: readonly Colour[] = ["yellow", "green", "blue", "pink"];
export const COLOUR_NAMES: Record<Colour, string> = {
  yellow: "Yellow",
  green: "Green",
  blue: "Blue",
  pink: "Pink",
};

/** A passage to be painted. */
export type Passage = { id: string; anchor: Anchor; colour: Colour };

const PREFIX = "postil-";
const ACTIVE = `${PREFIX}active`;

/** Where passages stand in an article as it is shown. */
export function rangesOf(root: Node, text: string, passages: readonly Passage[]): Map<string, Range> {
  const spans = spansOf(
    text,
    passages.map(({ anchor }) => anchor),
  );
  const wanted = passages.flatMap(({ id }, index) => {
    const span = spans[index];
    return span ? [{ key: id, ...span }] : [];
  });
  return rangesOfSpans(root, wanted);
}

/** Paints passages over the text, without touching it: overlapping ones need no elements, and nothing is laid out anew. */
export function paint(
  ranges: ReadonlyMap<string, Range>,
  passages: readonly Passage[],
  active: string | null,
) {
  if (!("highlights" in CSS)) return;
  for (const colour of COLOURS) {
    const own = passages.flatMap(({ id, colour: of }) => (of === colour && ranges.get(id)) || []);
    CSS.highlights.set(PREFIX + colour, new Highlight(...own));
  }
  const range = active && ranges.get(active);
  const marked = range ? new Highlight(range) : new Highlight();
  marked.priority = 1;
  CSS.highlights.set(ACTIVE, marked);
}

export function unpaint() {
  if (!("highlights" in CSS)) return;
  for (const name of [...COLOURS.map((colour) => PREFIX + colour), ACTIVE]) CSS.highlights.delete(name);
}

/** The passage at a point of the window: the shortest one, when several overlap there. */
export function passageAt(ranges: ReadonlyMap<string, Range>, x: number, y: number): string | null {
  const caret = caretAt(x, y);
  if (!caret) return null;
  const hit = [...ranges].filter(([, range]) => range.isPointInRange(caret.node, caret.offset));
  const near = hit.filter(([, range]) =>
    [...range.getClientRects()].some(
      (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
    ),
  );
  near.sort(([, a], [, b]) => a.toString().length - b.toString().length);
  return near[0]?.[0] ?? null;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const at = document.caretPositionFromPoint(x, y);
    return at && { node: at.offsetNode, offset: at.offset };
  }
  // WebKit has its own name for it.
  const range = (document as Document).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
