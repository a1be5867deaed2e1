import type { Hit, Part } from "../host";
import { dayInWords } from "../journal/days";
import { capital, siteOf } from "../shared/format";
import { parseSnippet } from "./snippet";

const PARTS: Record<Part, string> = {
  title: "Title",
  highlight: "Highlight",
  body: "Text",
  outline: "Outline",
  commentary: "Commentary",
};

/** How a hit is shown: where the match stands, whether in words of one's own, its title, and a passage if there is one. */
export function shownHit({ kind, part, title, url, snippet }: Hit) {
  const mine = part === "commentary" || kind !== "article";
  const text = parseSnippet(snippet)
    .map((piece) => piece.text)
    .join("");
  const inTitle = part === "title" && text === title;
  const name = kind === "journal" ? dayInWords(title) : title;
  return {
    mine,
    where: kind !== "article" && part === "body" ? capital(kind) : PARTS[part],
    /** With its marks, when the title is what matched. */
    title: inTitle && name === title ? snippet : null,
    name,
    passage: inTitle || snippet === "" ? null : snippet,
    site: url ? siteOf(url) : null,
  };
}
