import type { SnippetPiece } from "./snippet";

/** A name cut into stretches of letters that matched and others; `places` counts characters, in order. */
export function cutAt(name: string, places: readonly number[]): SnippetPiece[] {
  const matched = new Set(places);
  const pieces: SnippetPiece[] = [];
  let index = 0;
  for (const letter of name) {
    const marked = matched.has(index);
    const last = pieces.at(-1);
    if (last?.marked === marked) last.text += letter;
    else pieces.push({ text: letter, marked });
    index += 1;
  }
  return pieces;
}
