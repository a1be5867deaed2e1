import { pickedCompletion, type Completion, type CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { DocumentRef } from "../host";

/** Completes `[[` with the titles in the library, in the order the library gives them. */
export function titleCompletion(find: (query: string) => Promise<DocumentRef[]>): CompletionSource {
  return async (context) => {
    const before = context.matchBefore(/\[\[[^[\]\n]*/);
    if (!before) return null;
    const titles = await find(before.text.slice(2)).catch(() => []);
    if (context.aborted || titles.length === 0) return null;
    return {
      from: before.from + 2,
      filter: false,
      options: titles.map(({ title, kind }) => ({ label: title, detail: kind, apply: insertTitle })),
    };
  };
}

/** Writes the title and closes the brackets, taking over those that are there already. */
function insertTitle(view: EditorView, completion: Completion, from: number, to: number) {
  const after = view.state.sliceDoc(to, to + 2);
  const closed = after === "]]" ? 2 : after.startsWith("]") ? 1 : 0;
  const insert = `${completion.label}]]`;
  view.dispatch({
    changes: { from, to: to + closed, insert },
    selection: { anchor: from + insert.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}
