export type Wikilink = { from: number; to: number; title: string };

/** The `[[title]]` and `[[title|shown]]` links of one line, by offset. */
export function wikilinks(line: string): Wikilink[] {
  return [...line.matchAll(/\[\[([^[\]\n]+)\]\]/g)].flatMap((match) => {
    const title = match[1]!.split("|")[0]!.trim();
    return title === "" ? [] : [{ from: match.index, to: match.index + match[0].length, title }];
  });
}
