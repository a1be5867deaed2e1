/** `from..to` of a text becomes `insert`; offsets count UTF-16 units of the text before any of the changes. */
export type Change = { from: number; to: number; insert: string };

/** Beyond so many differing lines on a side, the whole differing stretch is one change. */
const MOST_LINES = 1_500;

/** The changes that make `after` of `before`, in order and apart: few, and small where that is cheap. */
export function diff(before: string, after: string): Change[] {
  if (before === after) return [];
  const [start, end] = commonLines(before, after);
  const a = lines(before.slice(start, before.length - end));
  const b = lines(after.slice(start, after.length - end));
  const hunks = a.length > MOST_LINES || b.length > MOST_LINES ? [whole(a, b)] : lineHunks(a, b);
  return hunks.map(({ at, removed, added }) => trim(start + at, removed, added));
}

/** Makes the changes in a text. */
export function apply(text: string, changes: readonly Change[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/**
 * Moves `theirs` behind `mine`: both are changes of one text, and the answer is what to do to the text that has
 * `mine` already, so that it has both. Where the two meet, nothing that `mine` wrote is lost.
 */
export function rebase(theirs: readonly Change[], mine: readonly Change[]): Change[] {
  const rebased: Change[] = [];
  let behind = 0; // the first of mine that does not end before their change
  let moved = 0; // how far mine before that one have moved the text
  for (const { from, to, insert } of theirs) {
    for (; behind < mine.length && mine[behind]!.to <= from; behind += 1) moved += growth(mine[behind]!);
    // Only what mine left standing within from..to is deleted, piece by piece around what mine wrote there.
    const pieces: Change[] = [];
    let at = from;
    let here = moved;
    let place = from + moved;
    for (let next = behind; next < mine.length && mine[next]!.from < to; next += 1) {
      const own = mine[next]!;
      if (own.from > at) pieces.push({ from: at + here, to: own.from + here, insert: "" });
      place = own.from + here + own.insert.length;
      at = Math.max(at, Math.min(own.to, to));
      here += growth(own);
    }
    if (at < to) pieces.push({ from: at + here, to: to + here, insert });
    else pieces.push({ from: place, to: place, insert });
    rebased.push(...pieces.filter((piece) => piece.to > piece.from || piece.insert !== ""));
  }
  return rebased;
}

const growth = ({ from, to, insert }: Change) => insert.length - (to - from);

/** How much both have in whole lines, at the start and at the end. */
function commonLines(a: string, b: string): [start: number, end: number] {
  const [start, end] = commonEnds(a, b);
  const beginsLine = (text: string) => end === text.length || text[text.length - end - 1] === "\n";
  const cut = beginsLine(a) && beginsLine(b) ? 0 : a.indexOf("\n", a.length - end) + 1 - (a.length - end);
  return [start === 0 ? 0 : a.lastIndexOf("\n", start - 1) + 1, cut < 0 ? 0 : end - cut];
}

function commonEnds(a: string, b: string): [start: number, end: number] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end))
    end += 1;
  if (start > 0 && isHigh(a.charCodeAt(start - 1))) start -= 1;
  if (end > 0 && isLow(a.charCodeAt(a.length - end))) end -= 1;
  return [start, end];
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

function trim(at: number, removed: string, added: string): Change {
  const [start, end] = commonEnds(removed, added);
  return { from: at + start, to: at + removed.length - end, insert: added.slice(start, added.length - end) };
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

type Hunk = { at: number; removed: string; added: string };

const whole = (a: string[], b: string[]): Hunk => ({ at: 0, removed: a.join(""), added: b.join("") });

/** Differing runs of lines by longest common subsequence. */
function lineHunks(a: string[], b: string[]): Hunk[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const hunks: Hunk[] = [];
  let hunk: Hunk | null = null;
  let at = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      hunk = null;
      at += a[i]!.length;
      i += 1;
      j += 1;
      continue;
    }
    if (!hunk) hunks.push((hunk = { at, removed: "", added: "" }));
    if (j >= b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      hunk.removed += a[i]!;
      at += a[i]!.length;
      i += 1;
    } else {
      hunk.added += b[j]!;
      j += 1;
    }
  }
  return hunks;
}
