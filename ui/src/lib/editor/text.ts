import { syntaxTree } from "@codemirror/language";
import type { EditorState, Text } from "@codemirror/state";

const texts = new WeakMap<Text, string>();

/** A document as one string; made once for each. */
export function textOf(doc: Text): string {
  let text = texts.get(doc);
  if (text === undefined) texts.set(doc, (text = doc.toString()));
  return text;
}

/** Whether a place stands in code. */
export function inCode(state: EditorState, at: number): boolean {
  return isWithin(state, at, /Code/);
}

/** Whether a place stands in a node of a name. */
export function isWithin(state: EditorState, at: number, name: RegExp): boolean {
  for (let node = syntaxTree(state).resolveInner(at, 1); node.parent; node = node.parent) {
    if (name.test(node.name)) return true;
  }
  return false;
}
