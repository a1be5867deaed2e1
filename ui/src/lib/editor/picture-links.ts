/** A picture that a text shows from beside itself, and where it is written. */
export type PictureLink = {
  from: number;
  to: number;
  /** What the text calls it, as the library knows it. */
  target: string;
  alt: string;
  width: number | null;
  height: number | null;
};

const ENDING = /\.(png|jpe?g|jfif|gif|webp|avif|svg|bmp|tiff?|hei[cf])\s*([?#].*)?$/i;
const WIKI = /!\[\[([^[\]\n|]+)(?:\|([^[\]\n]*))?\]\]/g;
const PLAIN =
  /!\[((?:[^[\]\\\n]|\\.)*)\]\([ \t]*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))+))(?:[ \t]+"[^"\n]*")?[ \t]*\)/g;
const SIZE = /^(?:(.*)\|)?\s*(\d{1,4})(?:x(\d{1,4}))?\s*$/i;

/** Whether `![[…]]` of this name shows a picture. */
export function isPicture(name: string): boolean {
  return ENDING.test(name);
}

/** The `![[harbour.png|300]]` and `![At dusk](img/harbour.png)` of a text that are files, in order. */
export function picturesIn(text: string): PictureLink[] {
  if (!text.includes("![")) return [];
  const found: PictureLink[] = [];
  for (const match of text.matchAll(WIKI)) found.push(...link(match, match[1]!.trim(), match[2] ?? ""));
  for (const match of text.matchAll(PLAIN)) {
    found.push(...link(match, unescaped(match[2] ?? match[3]!), unescaped(match[1]!)));
  }
  return found.sort((a, b) => a.from - b.from);
}

function link(match: RegExpExecArray, target: string, words: string): PictureLink[] {
  const elsewhere = /^([a-z][a-z0-9+.-]+:|\/\/)/i.test(target);
  if (elsewhere || !isPicture(target)) return [];
  const size = SIZE.exec(words);
  const side = (written: string | undefined) => Number(written) || null;
  return [
    {
      from: match.index,
      to: match.index + match[0].length,
      target,
      alt: size ? (size[1] ?? "") : words,
      width: side(size?.[2]),
      height: side(size?.[3]),
    },
  ];
}

/** `\(` is `(`. */
const unescaped = (text: string) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
