/**
 * Leads from places in a snapshot's text to places in the article as it is shown.
 *
 * The two differ in white space alone, so both are counted in what is not white space. An anchor counts Unicode
 * scalar values; the page counts UTF-16 units; the count in between is of UTF-16 units that are not white space.
 */

/** A stretch of a text: of an anchor in scalar values, of an article in units that are not white space. */
export type Span = { start: number; end: number };
/** A stretch of one text node, and the keys of all spans that cover it. */
export type Piece<K> = { node: Text; from: number; to: number; keys: K[] };

/** True for white space as either side sees it: what only one of them calls so is skipped on both. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  if (unit < 0x85) return false;
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** Turns offsets in scalar values into counts of units before them that are not white space. */
export function countSolid(text: string, offsets: readonly number[]): Map<number, number> {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const counts = new Map<number, number>();
  let scalar = 0;
  let solid = 0;
  let next = 0;
  for (let at = 0; at < text.length && next < wanted.length; scalar += 1) {
    while (next < wanted.length && wanted[next]! <= scalar) counts.set(wanted[next++]!, solid);
    const unit = text.charCodeAt(at);
    const wide = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length;
    if (!isSpace(unit)) solid += wide ? 2 : 1;
    at += wide ? 2 : 1;
  }
  while (next < wanted.length) counts.set(wanted[next++]!, solid);
  return counts;
}

/** The spans of anchors, by index; null for one that is empty or lies outside of the text. */
export function spansOf(text: string, anchors: readonly Span[]): (Span | null)[] {
  const counts = countSolid(
    text,
    anchors.flatMap(({ start, end }) => [start, end]),
  );
  return anchors.map(({ start, end }) => {
    const span = { start: counts.get(start) ?? 0, end: counts.get(end) ?? 0 };
    return span.end > span.start ? span : null;
  });
}

/** The offsets in scalar values of a span: from its first letter to right behind its last one; null when there is none. */
export function offsetsOf(text: string, span: Span): { start: number; end: number } | null {
  let solid = 0;
  let scalar = 0;
  let start: number | null = null;
  for (let at = 0; at < text.length; scalar += 1) {
    const unit = text.charCodeAt(at);
    const wide = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length;
    if (!isSpace(unit)) {
      if (start === null && solid >= span.start) start = scalar;
      solid += wide ? 2 : 1;
      if (start !== null && solid >= span.end) return solid > span.start ? { start, end: scalar + 1 } : null;
    }
    at += wide ? 2 : 1;
  }
  return null;
}

/** The span of a range within an element; null when no letter of the element is in it. */
export function spanOf(root: Node, range: Range): Span | null {
  let solid = 0;
  let span: Span | null = null;
  for (const node of textNodes(root)) {
    const inside = range.intersectsNode(node);
    const from = inside && node === range.startContainer ? range.startOffset : 0;
    const to = inside && node === range.endContainer ? range.endOffset : node.data.length;
    for (let at = 0; at < node.data.length; at += 1) {
      if (isSpace(node.data.charCodeAt(at))) continue;
      solid += 1;
      if (!inside || at < from || at >= to) continue;
      span ??= { start: solid - 1, end: solid };
      span.end = solid;
    }
  }
  return span;
}

/** The text nodes under an element, in order. */
export function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
}

/** Cuts text nodes where spans begin and end; answers the pieces that spans cover, in order. */
export function pieces<K>(nodes: readonly Text[], spans: readonly (Span & { key: K })[]): Piece<K>[] {
  const starts = new Set(spans.map(({ start }) => start));
  const ends = new Set(spans.map(({ end }) => end));
  const edges = [...new Set([...starts, ...ends])].sort((a, b) => a - b);
  const covering = cover(spans);
  const found: Piece<K>[] = [];
  let solid = 0;
  let next = 0;
  let edge = edges[0] ?? Infinity;
  for (const node of nodes) {
    let from = 0;
    let began = solid;
    const close = (to: number) => {
      const keys = solid > began ? covering(began, solid) : [];
      if (keys.length > 0) found.push({ node, from, to, keys });
      from = to;
      began = solid;
    };
    for (let at = 0; at < node.data.length; at += 1) {
      if (isSpace(node.data.charCodeAt(at))) continue;
      if (solid === edge && starts.has(edge)) close(at);
      solid += 1;
      while (edge < solid) edge = edges[(next += 1)] ?? Infinity;
      // Right behind the last letter, so that the space after it is not part of the piece.
      if (solid === edge && ends.has(edge)) close(at + 1);
    }
    close(node.data.length);
  }
  return found;
}

/** Where spans stand in an article as it is shown; those of which nothing is shown are left out. */
export function rangesOf<K>(root: Node, spans: readonly (Span & { key: K })[]): Map<K, Range> {
  const ranges = new Map<K, Range>();
  for (const { node, from, to, keys } of pieces(textNodes(root), spans)) {
    for (const key of keys) {
      const range = ranges.get(key) ?? document.createRange();
      if (!ranges.has(key)) range.setStart(node, from);
      range.setEnd(node, to);
      ranges.set(key, range);
    }
  }
  return ranges;
}

/** Answers which spans cover a stretch; asked for stretches in the order of the text, it looks at each span but once. */
function cover<K>(spans: readonly (Span & { key: K })[]): (from: number, to: number) => K[] {
  const order = spans.map((span, index) => ({ ...span, index })).sort((a, b) => a.start - b.start);
  let next = 0;
  let begun: typeof order = [];
  return (from, to) => {
    while (next < order.length && order[next]!.start <= from) begun.push(order[next++]!);
    begun = begun.filter(({ end }) => end >= to);
    return begun.toSorted((a, b) => a.index - b.index).map(({ key }) => key);
  };
}

/** Wraps every piece in an element that `make` gives; answers the elements by key, in order. */
export function wrap<K>(found: readonly Piece<K>[], make: (keys: K[]) => HTMLElement): Map<K, HTMLElement[]> {
  const wrapped = new Map<K, HTMLElement[]>();
  // From the last to the first: splitting a node leaves the offsets before the split as they are.
  for (const { node, from, to, keys } of [...found].reverse()) {
    const element = make(keys);
    const piece = from > 0 ? node.splitText(from) : node;
    if (to - from < piece.data.length) piece.splitText(to - from);
    piece.replaceWith(element);
    element.append(piece);
    for (const key of keys) wrapped.set(key, [element, ...(wrapped.get(key) ?? [])]);
  }
  return wrapped;
}
