/** A stretch of a text. */
export type Span = { from: number; to: number };

/** Where `%%comments%%` stand; one ends on its line, unless it begins a line. `inCode` tells where there are none. */
export function commentsIn(text: string, inCode: (at: number) => boolean): Span[] {
  const found: Span[] = [];
  const mark = (from: number, to: number) => {
    for (let at = text.indexOf("%%", from); at >= 0 && at + 2 <= to; at = text.indexOf("%%", at + 2)) {
      if (!inCode(at)) return at;
    }
    return -1;
  };
  for (let start = mark(0, text.length); start >= 0;) {
    const inner = start + 2;
    const line = text.lastIndexOf("\n", start - 1) + 1;
    const lineEnd = text.indexOf("\n", inner);
    const begins = start === 0 || text.slice(line, start).trim() === "";
    let close = mark(inner, lineEnd < 0 ? text.length : lineEnd);
    if (close < 0 && begins) close = mark(inner, text.length);
    if (close >= 0) found.push({ from: start, to: close + 2 });
    start = mark(close < 0 ? inner : close + 2, text.length);
  }
  return found;
}
