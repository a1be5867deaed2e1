/** Where something that a gloss speaks of stands in the article: the range of a highlight, or the elements of a point. */
export type Passage = Range | readonly HTMLElement[];

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, dt, dd, .wide";

/** The boxes of the lines of a passage, from the top of the window; none while it is not shown. */
function boxesOf(passage: Passage): DOMRect[] {
  return passage instanceof Range
    ? [...passage.getClientRects()]
    : passage.flatMap((element) => [...element.getClientRects()]);
}

/** The box of the first line of a passage. */
export function firstLineOf(passage: Passage | undefined): DOMRect | null {
  const first = passage instanceof Range ? passage : passage?.[0];
  return first?.getClientRects()[0] ?? null;
}

/**
 * How far down what is laid beneath a passage begins: under the block where the passage ends, or where it begins, or under its
 * last line or its first; the first of these that is within `reach` of the top of the passage.
 */
export function beneath(passage: Passage, article: HTMLElement, reach: number): number | null {
  const boxes = boxesOf(passage);
  const first = boxes[0];
  if (!first) return null;
  const [start, end] =
    passage instanceof Range
      ? [passage.startContainer, passage.endContainer]
      : [passage[0]!, passage[passage.length - 1]!];
  const bottoms = [
    bottomOf(end, article),
    bottomOf(start, article),
    Math.max(...boxes.map(({ bottom }) => bottom)),
  ];
  return bottoms.find((bottom) => bottom - first.top <= reach) ?? first.bottom;
}

/** The bottom of the block that holds a node. */
function bottomOf(node: Node, article: HTMLElement): number {
  const element = node instanceof Element ? node : node.parentElement;
  const block = element?.closest(BLOCKS);
  // What is scrolled by itself ends where it can be seen to end.
  const whole = block?.closest(".wide") ?? block;
  return (whole && article.contains(whole) ? whole : (element ?? article)).getBoundingClientRect().bottom;
}
