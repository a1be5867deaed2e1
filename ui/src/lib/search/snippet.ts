export type SnippetPiece = { text: string; marked: boolean };

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads a snippet, escaped text with `<mark>` and nothing else, as text: any other tag is shown, not obeyed. */
export function parseSnippet(html: string): SnippetPiece[] {
  let marked = false;
  return html.split(/(<\/?mark>)/).flatMap((part) => {
    if (part === "<mark>" || part === "</mark>") {
      marked = part === "<mark>";
      return [];
    }
    return part === "" ? [] : [{ text: decode(part), marked }];
  });
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex ? parseInt(hex, 16) : parseInt(decimal, 10);
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
