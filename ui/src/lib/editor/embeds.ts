import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { Embed } from "../host";
import { harmless, showImage } from "../reader/content";
import { address, type LinkTarget } from "./link-at";
import { isWithin, textOf } from "./text";
import { wikilinks, type Wikilink } from "./wikilinks";

type EmbedOptions = {
  read: (title: string, fragment: string | null) => Promise<Embed>;
  onOpen: (target: LinkTarget) => void;
  blobUrl: (hash: string) => string;
};

/** Reads anew what is shown. */
export const readAgain = StateEffect.define<null>();

/** Shows what a text embeds, `![[Title]]`, beneath the line that says so. */
export function embeds(options: EmbedOptions): Extension {
  const known = new Map<string, Embed>();
  return StateField.define<{ rows: DecorationSet; turn: number }>({
    create: (state) => ({ rows: rowsOf(state, options, known, 0), turn: 0 }),
    update({ rows, turn }, transaction) {
      const again = transaction.effects.some((effect) => effect.is(readAgain));
      if (!transaction.docChanged && !again) return { rows, turn };
      const now = again ? turn + 1 : turn;
      return { rows: rowsOf(transaction.state, options, known, now), turn: now };
    },
    provide: (field) => EditorView.decorations.from(field, ({ rows }) => rows),
  });
}

/** What is embedded in a text, row by row; each `turn` it is read anew. */
function rowsOf(
  state: EditorState,
  options: EmbedOptions,
  known: Map<string, Embed>,
  turn: number,
): DecorationSet {
  const found = [];
  const text = textOf(state.doc);
  for (let at = text.indexOf("![["); at >= 0;) {
    const line = state.doc.lineAt(at);
    for (const link of wikilinks(line.text)) {
      if (!link.embed || isWithin(state, line.from + link.from, /Code|Hidden/)) continue;
      const widget = new EmbedWidget(link, options, known, turn);
      found.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
    }
    at = text.indexOf("![[", line.to);
  }
  return Decoration.set(found);
}

class EmbedWidget extends WidgetType {
  constructor(
    readonly link: Wikilink,
    readonly options: EmbedOptions,
    readonly known: Map<string, Embed>,
    readonly turn: number,
  ) {
    super();
  }

  get #key(): string {
    return `${this.link.title}#${this.link.fragment ?? ""}`;
  }

  override eq(other: EmbedWidget): boolean {
    return other.#key === this.#key && other.turn === this.turn;
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement("div");
    box.className = "md-embed";
    box.contentEditable = "false";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `Embedded: ${this.link.shown}`);
    const before = this.known.get(this.#key);
    if (before) this.#fill(box, before);
    else box.append(line("Loading…"));
    void this.#read(box, view);
    return box;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  async #read(box: HTMLElement, view: EditorView) {
    const { title, fragment } = this.link;
    try {
      const embed = await this.options.read(title, fragment);
      this.known.set(this.#key, embed);
      this.#fill(box, embed);
    } catch {
      if (!this.known.has(this.#key)) box.replaceChildren(line("This cannot be shown now."));
    }
    view.requestMeasure();
  }

  #fill(box: HTMLElement, { target, candidates, html, no_such_part, pictures }: Embed) {
    const { title, fragment, shown } = this.link;
    const open = (to: LinkTarget) => this.options.onOpen(to);
    const body = harmless(html);
    for (const link of body.querySelectorAll<HTMLAnchorElement>("a")) follow(link, open);
    for (const image of body.querySelectorAll("img")) showImage(image, pictures, this.options.blobUrl);
    const head = document.createElement("button");
    head.type = "button";
    head.textContent = target && fragment ? `${target.title} › ${fragment}` : (target?.title ?? shown);
    head.addEventListener("click", () => open({ title, fragment, url: null }));
    const says = no_such_part
      ? "It has no such heading or block."
      : candidates.length > 1
        ? `${candidates.length} documents are called this.`
        : !target
          ? "Nothing is called this yet."
          : html === ""
            ? "It is empty, or shown around this already."
            : null;
    box.replaceChildren(head, ...(says ? [line(says)] : [...body.childNodes]));
  }
}

function line(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "md-embed-says";
  line.textContent = text;
  return line;
}

function follow(link: HTMLAnchorElement, open: (to: LinkTarget) => void) {
  const { title, fragment = null } = link.dataset;
  const href = link.getAttribute("href");
  if (title === undefined && href === null) return;
  if (href === null) link.href = "#";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open(title === undefined ? address(href!) : { title, fragment, url: null });
  });
}
