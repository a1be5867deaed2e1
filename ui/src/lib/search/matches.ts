import { parseSnippet } from "./snippet";

/** What to show in a text that was found: the words that matched, and the text around them that was shown. */
export type Found = { terms: string[]; context: string };

/** The words to show: those that the snippet marks, else those of the query. */
export function foundOf(query: string, snippet: string): Found {
  const pieces = parseSnippet(snippet);
  const marked = pieces.filter((piece) => piece.marked).map((piece) => piece.text);
  const words = marked.length > 0 ? marked : query.split(/[\s"()]+/).filter((word) => !word.includes(":"));
  const terms = [...new Set(words.map((word) => word.trim().toLowerCase()).filter((word) => word !== ""))];
  return { terms, context: pieces.map((piece) => piece.text).join("") };
}

/** Where terms stand in a text, in order and apart; one of Latin letters only where a word begins. */
export function occurrences(text: string, terms: readonly string[]): { from: number; to: number }[] {
  const lower = text.toLowerCase();
  // A script whose small letters are longer would give places in another text.
  if (lower.length !== text.length) return [];
  const all = terms.flatMap((term) => {
    const places: { from: number; to: number }[] = [];
    for (let from = lower.indexOf(term); from >= 0; from = lower.indexOf(term, from + term.length)) {
      const within = /^[a-z0-9]/.test(term) && from > 0 && /[\p{L}\p{N}]/u.test(lower[from - 1]!);
      if (!within) places.push({ from, to: from + term.length });
    }
    return places;
  });
  all.sort((a, b) => a.from - b.from || b.to - a.to);
  return all.filter(({ from }, index) => all.slice(0, index).every((one) => one.to <= from));
}
