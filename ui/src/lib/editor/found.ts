import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { textOf } from "./text";

/** A match in the text; null when it was edited away. */
export type FoundPlace = { start: number; end: number } | null;

type Shown = { places: readonly FoundPlace[]; now: number; marks: DecorationSet };

const setFound = StateEffect.define<{ places: readonly FoundPlace[]; now: number }>();
const foundMark = Decoration.mark({ class: "found" });
const nowMark = Decoration.mark({ class: "found-now" });

const foundField = StateField.define<Shown>({
  create: () => ({ places: [], now: -1, marks: Decoration.none }),
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFound)) return show(effect.value);
    if (!transaction.docChanged || shown.places.length === 0) return shown;
    const { startState, newDoc, changes } = transaction;
    const places = shown.places.map((place) => {
      if (!place) return null;
      const start = changes.mapPos(place.start, 1);
      const end = changes.mapPos(place.end, -1);
      const same = startState.sliceDoc(place.start, place.end) === newDoc.sliceString(start, end);
      return same ? { start, end } : null;
    });
    return show({ places, now: shown.now });
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

function show({ places, now }: { places: readonly FoundPlace[]; now: number }): Shown {
  const marks = places.flatMap((place, index) =>
    place ? [(index === now ? nowMark : foundMark).range(place.start, place.end)] : [],
  );
  return { places, now, marks: Decoration.set(marks, true) };
}

/** What a search matched in the text, which goes along when the text is edited; `onMoved` is told where it is then. */
export function foundMarks(onMoved: (text: string, places: readonly FoundPlace[]) => void) {
  return [
    foundField,
    EditorView.updateListener.of(({ docChanged, startState, state }) => {
      if (!docChanged || startState.field(foundField).places.length === 0) return;
      onMoved(textOf(state.doc), state.field(foundField).places);
    }),
  ];
}

/** Shows matches in the text, one of them as the one that is gone to. */
export function showFound(view: EditorView, places: readonly FoundPlace[], now: number) {
  view.dispatch({ effects: setFound.of({ places, now }) });
}

/** Brings the match into view that is gone to. */
export function revealFound(view: EditorView) {
  const { places, now } = view.state.field(foundField);
  const place = places[now];
  if (place)
    view.dispatch({ effects: EditorView.scrollIntoView(place.start, { y: "nearest", yMargin: 72 }) });
}
