import { pickedCompletion, type CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import type { QuickHit } from "../host";

/** Completes `[[` with the titles and aliases in the library, in the order the library gives them. */
export function titleCompletion(find: (query: string) => Promise<QuickHit[]>): CompletionSource {
  return async (context) => {
    const before = context.matchBefore(/\[\[[^[\]|#\n]*/);
    if (!before) return null;
    const found = await find(before.text.slice(2)).catch(() => []);
    if (context.aborted || found.length === 0) return null;
    return {
      from: before.from + 2,
      filter: false,
      options: found.map(({ title, alias, kind }) => ({
        label: alias ?? title,
        detail: alias === null ? kind : `for ${title}`,
        apply: (view, completion, from, to) =>
          insert(view, alias === null ? title : `${title}|${alias}`, from, to, completion),
      })),
    };
  };
}

/** Writes a link and closes the brackets, taking over those that are there already. */
function insert(
  view: EditorView,
  link: string,
  from: number,
  to: number,
  completion: Parameters<typeof pickedCompletion.of>[0],
) {
  const after = view.state.sliceDoc(to, to + 2);
  const closed = after === "]]" ? 2 : after.startsWith("]") ? 1 : 0;
  const text = `${link}]]`;
  view.dispatch({
    changes: { from, to: to + closed, insert: text },
    selection: { anchor: from + text.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}
