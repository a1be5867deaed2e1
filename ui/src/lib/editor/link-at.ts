import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { wikilinks } from "./wikilinks";

/** What a link in a text leads to: a document by its title, or a part of it, or an address. An empty title is the document itself. */
export type LinkTarget =
  { title: string; fragment: string | null; url: null } | { title: null; fragment: null; url: string };

/** The link that stands at an offset, if one does. */
export function linkAt(state: EditorState, offset: number): LinkTarget | null {
  const line = state.doc.lineAt(offset);
  const wikilink = wikilinks(line.text).find(
    ({ from, to }) => line.from + from <= offset && offset <= line.from + to,
  );
  if (wikilink) return { title: wikilink.title, fragment: wikilink.fragment, url: null };
  for (const side of [-1, 1] as const) {
    for (let node = syntaxTree(state).resolveInner(offset, side); node.parent; node = node.parent) {
      if (node.name === "URL") return address(state.sliceDoc(node.from, node.to));
      const url = node.name === "Link" || node.name === "Image" ? node.getChild("URL") : null;
      if (url) return address(state.sliceDoc(url.from, url.to));
    }
  }
  return null;
}

/** Where an address in Markdown leads: a text beside this one is named by its path. */
export function address(text: string): LinkTarget {
  const bare = text.replace(/^<|>$/g, "");
  const [path = "", fragment = ""] = bare.split("#", 2);
  if (/\.(md|markdown)$/i.test(path) && !/^[a-z][a-z0-9+.-]*:|^\//i.test(path)) {
    const title = decoded(path)
      .replace(/^(\.{1,2}\/)+/, "")
      .replace(/\.(md|markdown)$/i, "");
    if (title !== "") return { title, fragment: fragment || null, url: null };
  }
  return { title: null, fragment: null, url: /^www\./i.test(bare) ? `https://${bare}` : bare };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
