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
import { picturesIn, type PictureLink } from "./picture-links";

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
  const links = picturesIn(state.doc.toString()).filter(({ from }) => !inCode(state, from));
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

function inCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, 1); node.parent; node = node.parent) {
    if (/Code/.test(node.name)) return true;
  }
  return false;
}

/** Asks for the pictures that are not known yet. */
const asking = (source: PictureSource) =>
  ViewPlugin.fromClass(
    class {
      asked = new Set<string>();
      gone = false;

      constructor(readonly view: EditorView) {
        this.ask();
      }

      update(update: ViewUpdate) {
        if (update.startState.field(field).links !== update.state.field(field).links) this.ask();
      }

      ask() {
        const targets = this.view.state.field(field).links.map(({ target }) => target);
        const unknown = [...new Set(targets)].filter((target) => !this.asked.has(target));
        if (unknown.length === 0) return;
        for (const target of unknown) this.asked.add(target);
        source.find(unknown).then(
          (found) => {
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

/** Keeps the pictures of a paste or a drop, and puts them where the cursor is. */
async function put(view: EditorView, files: readonly File[], source: PictureSource) {
  for (const file of files) {
    const markdown = await source.keep(file);
    if (markdown === null || !view.dom.isConnected) continue;
    const { from, to } = view.state.selection.main;
    view.dispatch({
      changes: { from, to, insert: markdown },
      selection: { anchor: from + markdown.length },
      userEvent: "input.paste",
      scrollIntoView: true,
    });
  }
}

const imagesOf = (transfer: DataTransfer | null) =>
  [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

/** Pictures beneath the lines that name them, and new ones by paste and drop. */
export const pictures = (source: PictureSource): Extension => [
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
