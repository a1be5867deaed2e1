import type { CompletionSource } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { TagCount } from "../host";
import { matchingTags } from "../shared/tags";

/** `#` at the start of a word, and what is typed of the tag. */
const TYPED = /(?:^|[\s([{"'“‘„«,;:—–])#([\p{L}\p{N}][\p{L}\p{M}\p{N}_/-]*)$/u;
const WRITTEN = /(^|[\s([{"'“‘„«,;:—–])#([\p{L}\p{N}][\p{L}\p{M}\p{N}_/-]*)(?!#)/gu;
const ELSEWHERE =
  /^(InlineCode|CodeText|CodeBlock|FencedCode|CodeInfo|URL|Autolink|HTML.*|Comment.*|Link|Image)$/;

/** What is typed of a tag before an offset, without `#`; null where no tag is written: in code and links. */
export function typedTag(state: EditorState, offset: number): string | null {
  const line = state.doc.lineAt(offset);
  const typed = TYPED.exec(line.text.slice(0, offset - line.from))?.[1];
  if (typed === undefined) return null;
  for (let node = syntaxTree(state).resolveInner(offset, -1); node.parent; node = node.parent) {
    if (ELSEWHERE.test(node.name)) return null;
  }
  return typed;
}

/** A `#tag` of one line, with its sign, by offset in the text. */
export type WrittenTag = { from: number; to: number; tag: string };

/** The tags that are written in a line. */
export function tagsIn(state: EditorState, line: { from: number; text: string }): WrittenTag[] {
  return [...line.text.matchAll(WRITTEN)].flatMap((match) => {
    const tag = match[2]!.replace(/[/-]+$/, "");
    const from = line.from + match.index + match[1]!.length;
    if (/^\p{N}+$/u.test(tag) || typedTag(state, from + 1 + tag.length) === null) return [];
    return [{ from, to: from + 1 + tag.length, tag }];
  });
}

/** Completes `#` and a letter with the tags in use. */
export function tagCompletion(tags: () => readonly TagCount[]): CompletionSource {
  return (context) => {
    const typed = typedTag(context.state, context.pos);
    if (typed === null) return null;
    const found = matchingTags(tags(), typed);
    if (found.length === 0) return null;
    return {
      from: context.pos - typed.length,
      filter: false,
      options: found.map(({ tag, count }) => ({
        label: tag,
        displayLabel: `#${tag}`,
        detail: String(count),
      })),
    };
  };
}
