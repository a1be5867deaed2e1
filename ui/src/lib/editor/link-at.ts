import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { wikilinks } from "./wikilinks";

/** What a link in a text leads to: a document by its title, or an address. */
export type LinkTarget = { title: string; url: null } | { title: null; url: string };

/** The link that stands at an offset, if one does. */
export function linkAt(state: EditorState, offset: number): LinkTarget | null {
  const line = state.doc.lineAt(offset);
  const wikilink = wikilinks(line.text).find(
    ({ from, to }) => line.from + from <= offset && offset <= line.from + to,
  );
  if (wikilink) return { title: wikilink.title, url: null };
  for (const side of [-1, 1] as const) {
    for (let node = syntaxTree(state).resolveInner(offset, side); node.parent; node = node.parent) {
      if (node.name === "URL") return address(state.sliceDoc(node.from, node.to));
      const url = node.name === "Link" || node.name === "Image" ? node.getChild("URL") : null;
      if (url) return address(state.sliceDoc(url.from, url.to));
    }
  }
  return null;
}

function address(text: string): LinkTarget {
  const bare = text.replace(/^<|>$/g, "");
  return { title: null, url: /^www\./i.test(bare) ? `https://${bare}` : bare };
}
