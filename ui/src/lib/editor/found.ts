import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { occurrences } from "../search/matches";

const setFound = StateEffect.define<readonly string[]>();
const foundMark = Decoration.mark({ class: "md-found" });

/** What a search matched in the text; gone as soon as it is edited. */
export const foundField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setFound)) continue;
      const places = occurrences(transaction.newDoc.toString(), effect.value);
      return Decoration.set(places.map(({ from, to }) => foundMark.range(from, to)));
    }
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Shows terms in the text and scrolls to the first of them; none: shows nothing. */
export function showFound(view: EditorView, terms: readonly string[]) {
  view.dispatch({ effects: setFound.of(terms) });
  const first = view.state.field(foundField).iter();
  if (first.value) view.dispatch({ effects: EditorView.scrollIntoView(first.from, { y: "center" }) });
}
