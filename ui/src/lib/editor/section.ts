/** Where the part of a Markdown text begins that a fragment names: a heading, headings (`A#B`), or `^block`; null when it has none. */
export function sectionStart(markdown: string, fragment: string): number | null {
  const lines = markdown.split("\n");
  const id = /^\^([A-Za-z0-9-]+)$/.exec(fragment.trim())?.[1];
  const wanted = fragment.split("#").map(key).filter(Boolean);
  let at = 0;
  let level = 0;
  let fence: string | null = null;
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark) fence = mark;
    else if (id !== undefined) {
      if (new RegExp(`(^|\\s)\\^${id}\\s*$`).test(line)) return at;
    } else {
      const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
      if (heading && level > 0 && heading[1]!.length <= level) return null;
      if (heading && key(plain(heading[2]!)) === wanted[0]) {
        wanted.shift();
        if (wanted.length === 0) return at;
        level = heading[1]!.length;
      }
    }
    at += line.length + 1;
  }
  return null;
}

/** The form in which headings are compared. */
export function key(text: string): string {
  return text.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

function plain(heading: string): string {
  return heading
    .replace(/\s\^[A-Za-z0-9-]+$/, "")
    .replace(/!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`~]/g, "");
}
