import type { Highlight, Point } from "../host";

/** What stands beside a passage: a point of the outline, or a highlight with its comment. */
export type Gloss = { id: string; start: number; end: number } & (
  { kind: "point"; point: Point } | { kind: "highlight"; highlight: Highlight }
);

/** The glosses of passages that begin on one line of the page, and how far down that line is. */
export type MarkedLine = { top: number; glosses: readonly Gloss[] };

/** The glosses whose passages are shown, in the order of the text; of those that begin together the longest comes first. */
export function glossesOf(
  points: readonly Point[],
  highlights: readonly Highlight[],
  shown: (id: string) => boolean,
): Gloss[] {
  const all: Gloss[] = [];
  for (const point of points) {
    const { id, anchor } = point;
    if (anchor && shown(id)) all.push({ kind: "point", id, start: anchor.start, end: anchor.end, point });
  }
  for (const highlight of highlights) {
    const { id, anchor } = highlight;
    if (anchor && shown(id))
      all.push({ kind: "highlight", id, start: anchor.start, end: anchor.end, highlight });
  }
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** True for what a person wrote: a point of theirs, or a comment. */
export function isMine(gloss: Gloss): boolean {
  return gloss.kind === "point" ? gloss.point.voice === "me" : gloss.highlight.comment !== "";
}

/** Glosses by the lines that they begin on, down the page; lines that are less than `apart` from each other count as one. */
export function markedLines(
  glosses: readonly Gloss[],
  tops: ReadonlyMap<string, number>,
  apart: number,
): MarkedLine[] {
  const placed = glosses.flatMap((gloss) => {
    const top = tops.get(gloss.id);
    return top === undefined ? [] : [{ gloss, top }];
  });
  const lines: { top: number; glosses: Gloss[] }[] = [];
  for (const { gloss, top } of placed.toSorted((a, b) => a.top - b.top)) {
    const last = lines[lines.length - 1];
    if (last && top - last.top < apart) last.glosses.push(gloss);
    else lines.push({ top, glosses: [gloss] });
  }
  for (const line of lines) line.glosses.sort((a, b) => glosses.indexOf(a) - glosses.indexOf(b));
  return lines;
}
