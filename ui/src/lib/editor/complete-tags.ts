import type { CompletionSource } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { TagCount } from "../host";
import { matchingTags } from "../shared/tags";

/** `#` at the start of a word, and what is typed of the tag. */
const TYPED = /(?:^|[\s([{"'“‘„«,;:—–])#([\p{L}\p{N}][\p{L}\p{M}\p{N}_/-]*)$/u;
const ELSEWHERE =
  /^(InlineCode|CodeText|CodeBlock|FencedCode|CodeInfo|URL|Autolink|HTML.*|Comment.*|Link|Image|(ATX|Setext)Heading\d)$/;

/** What is typed of a tag before an offset, without `#`; null where no tag is written: in code, links and headings. */
export function typedTag(state: EditorState, offset: number): string | null {
  const line = state.doc.lineAt(offset);
  const typed = TYPED.exec(line.text.slice(0, offset - line.from))?.[1];
  if (typed === undefined) return null;
  for (let node = syntaxTree(state).resolveInner(offset, -1); node.parent; node = node.parent) {
    if (ELSEWHERE.test(node.name)) return null;
  }
  return typed;
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
