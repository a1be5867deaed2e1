import type { Document, Matches, Part, QuerySpan } from "../host";
import { parseSnippet } from "../search/snippet";
import { isSpace, spansOf } from "./anchors";
import { pointsOf } from "./content";

/**
 * A match of a search in one of the texts of a document. It counts UTF-16 units; in the text of an article those that are not
 * white space, as `anchors.ts` does.
 */
export type Place = {
  part: Part;
  /** The point or the highlight. */
  id: string | null;
  /** The text that it is in, as it was when it was found. */
  text: string;
  start: number;
  end: number;
};

/** Stands in a snippet between the points of an outline, and between comments. */
const JOIN = "·";

/** A name for each text of a document. */
export const keyOf = (part: Part, id: string | null = null) => `${part} ${id ?? ""}`;

/** Whether a part is written in an editor, which follows its matches itself. */
export function isWritten(kind: Document["kind"], part: Part): boolean {
  return part === (kind === "article" ? "commentary" : "body");
}

/** The texts of a document, by their keys. What is written is as the library has it. A day is shown by another title. */
export function textsOf(doc: Document, written: string): Map<string, string> {
  const texts = new Map<string, string>();
  if (doc.kind !== "journal") texts.set(keyOf("title"), doc.title);
  texts.set(keyOf("body"), doc.kind === "article" ? doc.text : written);
  const begin = ({ anchor }: Document["highlights"][number]) => anchor?.start ?? Infinity;
  const highlights = doc.highlights.toSorted((a, b) => begin(a) - begin(b) || 0);
  for (const { id, comment } of highlights) texts.set(keyOf("highlight", id), comment);
  for (const { id, text } of pointsOf(doc.outline)) texts.set(keyOf("outline", id), text);
  if (doc.kind === "article") texts.set(keyOf("commentary"), written);
  return texts;
}

/** All matches, in the order in which they are read: title, text, what stands beside it, and the commentary. */
export function placesOf(
  matches: Matches,
  kind: Document["kind"],
  texts: ReadonlyMap<string, string>,
): Place[] {
  const within = (part: Part, id: string | null, spans: readonly QuerySpan[]): Place[] => {
    const text = texts.get(keyOf(part, id));
    if (text === undefined || spans.length === 0) return [];
    const places = kind === "article" && part === "body" ? spansOf(text, spans) : unitsOf(text, spans);
    const now = isWritten(kind, part) ? oneLineEnd(text) : text;
    return places.flatMap((place) => (place ? [{ part, id, text: now, ...place }] : []));
  };
  // Points and highlights come in the order in which they are shown.
  const each = (part: Part, found: Matches["points"]) => {
    const spans = new Map(found.map((one) => [keyOf(part, one.id), one] as const));
    return [...texts.keys()].flatMap((key) => {
      const one = spans.get(key);
      return one ? within(part, one.id, one.spans) : [];
    });
  };
  return [
    ...within("title", null, matches.title),
    ...within("body", null, matches.body),
    ...each("highlight", matches.highlights),
    ...each("outline", matches.points),
    ...within("commentary", null, matches.commentary),
  ];
}

/** The index of the match that a snippet marks first, else of the first in its part, else at all. */
export function firstOf(
  places: readonly Place[],
  kind: Document["kind"],
  part: Part,
  snippet: string,
): number {
  const solid = kind === "article" && part === "body";
  const begins = new Map<string, number>();
  const begin = (text: string) => {
    if (!begins.has(text)) begins.set(text, placeOf(text, solid, around(snippet, part)));
    return begins.get(text)!;
  };
  const marked = places.findIndex((place) => place.part === part && place.start >= begin(place.text));
  const first = places.findIndex((place) => place.part === part);
  return Math.max(0, marked >= 0 ? marked : first);
}

/** The letters before what a snippet marks first, and those from there on; of lines that are joined, in its own line. */
function around(snippet: string, part: Part): { before: string; after: string } {
  const pieces = parseSnippet(snippet);
  const at = pieces.findIndex(({ marked }) => marked);
  const words = (some: typeof pieces) => some.map(({ text }) => text).join("");
  const [before, after] = [words(pieces.slice(0, Math.max(0, at))), words(pieces.slice(Math.max(0, at)))];
  const lines = part === "outline" || part === "highlight";
  return {
    before: letters(lines ? before.slice(before.lastIndexOf(JOIN) + 1) : before),
    after: letters(lines ? after.split(JOIN)[0]! : after),
  };
}

/** Where something stands in a text by the letters around it; Infinity when it does not. */
function placeOf(text: string, solid: boolean, { before, after }: { before: string; after: string }): number {
  const all = letters(text);
  for (const reach of [40, 16, 6]) {
    const ahead = before.slice(-reach);
    const wanted = ahead + after.slice(0, reach);
    const at = wanted === "" ? -1 : all.indexOf(wanted);
    if (at < 0) continue;
    let [left, count] = [at + ahead.length, 0];
    for (const letter of text) {
      if (LETTER.test(letter) && (left -= letter.length) < 0) break;
      if (!solid || !isSpace(letter.charCodeAt(0))) count += letter.length;
    }
    return count;
  }
  return Infinity;
}

/** A text as an editor has it, whatever its line ends. */
const oneLineEnd = (text: string) => text.replace(/\r\n?/g, "\n");

/** Turns places in scalar values into places in UTF-16 units of the text with one kind of line end; null for one without any. */
function unitsOf(text: string, spans: readonly QuerySpan[]): ({ start: number; end: number } | null)[] {
  const wanted = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const units = new Map<number, number>();
  let [scalar, unit, next] = [0, 0, 0];
  for (let at = 0; at < text.length && next < wanted.length; scalar += 1) {
    while (next < wanted.length && wanted[next]! <= scalar) units.set(wanted[next++]!, unit);
    const width = text.codePointAt(at)! > 0xffff ? 2 : 1;
    if (!(text[at] === "\r" && text[at + 1] === "\n")) unit += width;
    at += width;
  }
  while (next < wanted.length) units.set(wanted[next++]!, unit);
  return spans.map(({ start, end }) => {
    const place = { start: units.get(start)!, end: units.get(end)! };
    return place.end > place.start ? place : null;
  });
}

/** What is compared: a snippet is without the marks of Markdown, and its white space is its own. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, "");
const LETTER = /[\p{L}\p{N}]/u;
