import { syntaxTree } from "@codemirror/language";
import {
  Prec,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { readAgain } from "./embeds";
import { picturesIn, type PictureLink } from "./picture-links";
import { inCode, textOf } from "./text";

/** Where the pictures of a text come from, and where new ones are kept. */
export type PictureSource = {
  /** The addresses of pictures, by what the text calls them. */
  find: (targets: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Keeps a picture, and answers the Markdown that shows it; null when it cannot be kept, which is told elsewhere. */
  keep: (file: File) => Promise<string | null>;
};

/** The addresses of pictures by what the text calls them; none for one that is not there. */
type Known = ReadonlyMap<string, string | null>;
const learn = StateEffect.define<Known>();

class PictureRow extends WidgetType {
  constructor(readonly pictures: readonly (PictureLink & { url: string })[]) {
    super();
  }

  override eq(other: PictureRow) {
    const key = ({ pictures }: PictureRow) =>
      JSON.stringify(pictures.map(({ url, alt, width, height }) => [url, alt, width, height]));
    return key(this) === key(other);
  }

  override toDOM(view: EditorView) {
    const row = document.createElement("div");
    row.className = "md-pictures";
    for (const { url, alt, width, height } of this.pictures) {
      const image = document.createElement("img");
      image.alt = alt;
      image.decoding = "async";
      image.draggable = false;
      if (width) image.width = width;
      if (height) image.height = height;
      image.onload = () => view.requestMeasure();
      image.onerror = () => image.remove();
      image.src = url;
      row.append(image);
    }
    return row;
  }
}

/** The words that name a picture stand back behind it. */
const NAME = Decoration.mark({ class: "md-picture" });

type Shown = { known: Known; links: readonly PictureLink[]; rows: DecorationSet };

const field = StateField.define<Shown>({
  create: (state) => shownIn(state, new Map()),
  update(shown, transaction) {
    const learnt = transaction.effects.flatMap((effect) => (effect.is(learn) ? [...effect.value] : []));
    const parsed = syntaxTree(transaction.state) !== syntaxTree(transaction.startState);
    if (learnt.length === 0 && !transaction.docChanged && !parsed) return shown;
    return shownIn(transaction.state, learnt.length > 0 ? new Map([...shown.known, ...learnt]) : shown.known);
  },
  provide: (self) => EditorView.decorations.from(self, ({ rows }) => rows),
});

function shownIn(state: EditorState, known: Known): Shown {
  const links = picturesIn(textOf(state.doc)).filter(({ from }) => !inCode(state, from));
  const rows: Range<Decoration>[] = [];
  let row: (PictureLink & { url: string })[] = [];
  links.forEach((link, index) => {
    const url = known.get(link.target);
    if (url) {
      row.push({ ...link, url });
      rows.push(NAME.range(link.from, link.to));
    }
    const line = state.doc.lineAt(link.from);
    const next = links[index + 1];
    if (row.length > 0 && (!next || next.from > line.to)) {
      rows.push(Decoration.widget({ widget: new PictureRow(row), side: 1, block: true }).range(line.to));
      row = [];
    }
  });
  return { known, links, rows: Decoration.set(rows, true) };
}

/** Asks for the pictures that are not known yet. */
const asking = (source: PictureSource) =>
  ViewPlugin.fromClass(
    class {
      asked = new Set<string>();
      missing = new Set<string>();
      gone = false;

      constructor(readonly view: EditorView) {
        this.ask();
      }

      update(update: ViewUpdate) {
        // One that is not there may have come.
        if (update.transactions.some((one) => one.effects.some((effect) => effect.is(readAgain)))) {
          for (const target of this.missing) this.asked.delete(target);
          this.missing.clear();
          this.ask();
        } else if (update.startState.field(field).links !== update.state.field(field).links) this.ask();
      }

      ask() {
        const targets = this.view.state.field(field).links.map(({ target }) => target);
        const unknown = [...new Set(targets)].filter((target) => !this.asked.has(target));
        if (unknown.length === 0) return;
        for (const target of unknown) this.asked.add(target);
        source.find(unknown).then(
          (found) => {
            for (const target of unknown) if (!found.has(target)) this.missing.add(target);
            const known = new Map(unknown.map((target) => [target, found.get(target) ?? null]));
            if (!this.gone) this.view.dispatch({ effects: learn.of(known) });
          },
          () => unknown.forEach((target) => this.asked.delete(target)),
        );
      }

      destroy() {
        this.gone = true;
      }
    },
  );

/** Where kept pictures go: the place moves along with what is typed meanwhile. */
const places = StateField.define<ReadonlyMap<object, number>>({
  create: () => new Map(),
  update(places, transaction) {
    let now = places;
    if (transaction.docChanged && places.size > 0)
      now = new Map([...places].map(([who, at]) => [who, transaction.changes.mapPos(at, 1)]));
    for (const effect of transaction.effects) {
      if (effect.is(setPlace)) now = new Map([...now, [effect.value.who, effect.value.at]]);
      if (effect.is(forget)) now = new Map([...now].filter(([who]) => who !== effect.value));
    }
    return now;
  },
});
const setPlace = StateEffect.define<{ who: object; at: number }>();
const forget = StateEffect.define<object>();

/** Keeps the pictures of a paste or a drop, and puts them where the cursor was. */
async function put(view: EditorView, files: readonly File[], source: PictureSource) {
  const who = {};
  view.dispatch(view.state.replaceSelection(""), {
    effects: setPlace.of({ who, at: view.state.selection.main.from }),
  });
  for (const file of files) {
    const markdown = await source.keep(file);
    if (!view.dom.isConnected) return;
    const at = view.state.field(places).get(who);
    if (markdown === null || at === undefined) continue;
    const { main } = view.state.selection;
    view.dispatch({
      changes: { from: at, insert: markdown },
      selection: main.empty && main.head === at ? { anchor: at + markdown.length } : undefined,
      userEvent: "input.paste",
      scrollIntoView: true,
    });
  }
  view.dispatch({ effects: forget.of(who) });
}

const imagesOf = (transfer: DataTransfer | null) =>
  [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

/** Pictures beneath the lines that name them, and new ones by paste and drop. */
export const pictures = (source: PictureSource): Extension => [
  places,
  // Marks of low precedence stand around the others.
  Prec.low(field),
  asking(source),
  EditorView.domEventHandlers({
    paste(event, view) {
      const files = imagesOf(event.clipboardData);
      // What a table or a text was copied from adds a picture of it.
      if (files.length === 0 || event.clipboardData?.getData("text/plain")) return false;
      event.preventDefault();
      void put(view, files, source);
      return true;
    },
    drop(event, view) {
      const files = imagesOf(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      view.dispatch({ selection: { anchor: at } });
      view.focus();
      void put(view, files, source);
      return true;
    },
  }),
];
