import { isPicture } from "./picture-links";

/** A `[[…]]` in a line, by offset. An empty title is the document itself. */
export type Wikilink = {
  from: number;
  to: number;
  title: string;
  /** A heading, headings (`A#B`) or a `^block` of the target. */
  fragment: string | null;
  /** The words shown for it. */
  shown: string;
  /** Whether the target is to be shown in its place: `![[…]]`. */
  embed: boolean;
};

const RECORDING = /\.(pdf|mp3|wav|ogg|m4a|flac|mp4|webm|mov)$/i;

/** Reads what stands between the brackets of a wikilink; null when it leads nowhere. */
export function readWikilink(
  inner: string,
): { title: string; fragment: string | null; shown: string } | null {
  // Within a table the bar is escaped.
  const [target = "", shown] = inner.replaceAll("\\|", "|").split("|");
  const at = target.indexOf("#");
  const title = (at < 0 ? target : target.slice(0, at)).trim();
  const fragment = at < 0 ? null : target.slice(at + 1).trim() || null;
  if (title === "" && fragment === null) return null;
  return { title, fragment, shown: (shown ?? target).trim() };
}

/** The wikilinks of one line. Embedded pictures and recordings are none. */
export function wikilinks(line: string): Wikilink[] {
  return [...line.matchAll(/(!?)\[\[([^[\]\n]+)\]\]/g)].flatMap((match) => {
    const read = readWikilink(match[2]!);
    const embed = match[1] === "!";
    if (!read || (embed && (isPicture(read.title) || RECORDING.test(read.title)))) return [];
    return [{ ...read, embed, from: match.index, to: match.index + match[0].length }];
  });
}
