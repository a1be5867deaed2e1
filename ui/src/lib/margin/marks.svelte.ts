import { createContext } from "svelte";
import {
  asCallError,
  type Colour,
  type Document,
  type Highlight,
  type Host,
  type Margin,
  type OutlineEdit,
  type Point,
  type Request,
} from "../host";
import { offsetsOf, spanOf } from "../reader/anchors";
import { pointsOf } from "../reader/content";
import type { OpenDocument } from "../reader/open.svelte";
import type { Toasts } from "../shared/toasts.svelte";
import { newId } from "../shared/uuid";
import { edited, folded } from "./outline-edits";
import { paint, passageAt, rangesOf, unpaint, type Passage } from "./paint";

/** A passage that is selected in the article: its place in the text, and where it is on screen. */
export type Selected = { start: number; end: number; quote: string; box: DOMRect };

/** How long a comment rests before it is saved. */
const REST_MS = 400;
/** How long what could not be saved waits for the next try. */
const AGAIN_MS = 4000;
/** The problems that pass, or that a person can mend. */
const PASSING: ReadonlySet<string> = new Set(["disk_full", "library_busy", "read_only", "file", "no_answer"]);

/** Marking passages, and all that is done to what stands beside an article. */
export class Marks {
  /** What is selected in the article now. */
  selected: Selected | null = $state.raw(null);
  /** The highlight whose card is open. */
  editing: string | null = $state(null);
  /** Grows when the comment of the open card is to take the focus. */
  commentFocus: number = $state(0);
  /** Where the highlights stand in the article. */
  ranges: ReadonlyMap<string, Range> = $state.raw(new Map());
  /** The colour that was used last. */
  colour: Colour = $state("yellow");
  #article: HTMLElement | null = null;
  #passages: Passage[] = [];
  #doc: Document | null = null;
  #host: Host;
  #open: OpenDocument;
  #toasts: Toasts;
  /** Calls go one after the other, so that the last answer is the newest. */
  #queue: Promise<unknown> = Promise.resolve();
  #comment: { id: string; text: string; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(host: Host, open: OpenDocument, toasts: Toasts) {
    this.#host = host;
    this.#open = open;
    this.#toasts = toasts;
  }

  /** Shows the highlights of an article in it; answers what takes them away. */
  show(article: HTMLElement, doc: Document): () => void {
    this.#article = article;
    this.#doc = doc;
    this.#passages = doc.highlights.flatMap(({ id, colour, anchor }) =>
      anchor ? [{ id, colour, anchor }] : [],
    );
    this.ranges = rangesOf(article, doc.text, this.#passages);
    const select = () => this.#select();
    document.addEventListener("selectionchange", select);
    // What is selected stays so when the highlights are shown anew.
    select();
    return () => {
      document.removeEventListener("selectionchange", select);
      this.selected = null;
      unpaint();
    };
  }

  /** Paints the highlights, the one whose card is open among them. */
  paint() {
    paint(this.ranges, this.#passages, this.editing);
  }

  /** The highlight at a point of the window. */
  at(x: number, y: number): string | null {
    return passageAt(this.ranges, x, y);
  }

  /** Opens the card of a highlight, and shows its passage. */
  edit(highlight: string | null) {
    void this.flush();
    this.editing = highlight;
    if (!highlight) return;
    this.#open.setView("margin");
    const range = this.ranges.get(highlight);
    const box = range?.getBoundingClientRect();
    if (box && (box.top < 80 || box.bottom > innerHeight - 80))
      range?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  #select() {
    const selection = getSelection();
    const range =
      selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const { doc, article } = { doc: this.#doc, article: this.#article };
    if (!range || !doc || !article || !article.contains(range.commonAncestorContainer)) {
      this.selected = null;
      return;
    }
    const span = spanOf(article, range);
    const place = span && offsetsOf(doc.text, span);
    const quote = range.toString().replace(/\s+/g, " ").trim();
    this.selected = place && { ...place, quote, box: range.getBoundingClientRect() };
  }

  /** The passage that is meant: the selected one, else that of the point that was followed last. */
  #meant(): { start: number; end: number; quote: string } | null {
    if (this.selected) return this.selected;
    const { doc, active } = this.#open;
    const anchor = doc && active ? pointsOf(doc.outline).find((point) => point.id === active)?.anchor : null;
    return anchor ? { start: anchor.start, end: anchor.end, quote: anchor.quote } : null;
  }

  get canMark(): boolean {
    return this.#meant() !== null && this.#open.doc?.deleted_at === null;
  }

  /** Marks the passage that is meant. */
  async highlight(colour: Colour = this.colour, comment = false) {
    const passage = this.#meant();
    const { doc } = this.#open;
    if (!passage || !doc) return;
    this.colour = colour;
    const { start, end } = passage;
    const there = new Set(doc.highlights.map(({ id }) => id));
    const margin = await this.run("highlight_add", { id: doc.id, start, end, colour, comment: "" });
    getSelection()?.removeAllRanges();
    const added = margin?.highlights.find(({ id }) => !there.has(id));
    if (!added || !comment) return;
    this.edit(added.id);
    this.commentFocus += 1;
  }

  /** Makes the passage that is meant a point of the outline, where it belongs by its place. */
  async toOutline() {
    const passage = this.#meant();
    const { doc } = this.#open;
    if (!passage || !doc) return;
    const { start, end, quote } = passage;
    const before = placesOf(doc.outline).filter((place) => place.start !== null && place.start <= start);
    const last = before[before.length - 1];
    const heading = last && last.point.children.length > 0;
    const place = heading
      ? { parent: last.point.id, after: null }
      : { parent: last?.parent ?? null, after: last?.point.id ?? null };
    const add: OutlineEdit = {
      do: "add",
      point: newId(),
      ...place,
      text: quote.replace(/\s+/g, " ").trim(),
      voice: "author",
      place: [start, end],
    };
    const margin = await this.run("outline_edit", { id: doc.id, edits: [add], gesture: null });
    getSelection()?.removeAllRanges();
    if (margin) this.#toasts.say("Added to the outline.", { label: "Undo", run: () => void this.undo() });
  }

  /** Quotes the passage that is meant in the commentary, and goes on writing there. */
  async quote() {
    const passage = this.#meant();
    const { doc, draft } = this.#open;
    if (!passage || !doc) return;
    try {
      await draft?.flush();
      const markdown = `> ${passage.quote.trim().replace(/\s+/g, " ")}`;
      await this.#host.call("commentary_append", { id: doc.id, markdown });
      await this.#open.reload();
      getSelection()?.removeAllRanges();
      this.#open.write();
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async recolour(highlight: string, colour: Colour) {
    this.colour = colour;
    await this.run("highlight_edit", { highlight, colour, comment: null, gesture: null });
  }

  /** Takes what is being typed as a comment; it is saved a moment later. */
  typeComment(highlight: string, text: string) {
    if (this.#comment && this.#comment.id !== highlight) void this.flush();
    if (this.#comment) clearTimeout(this.#comment.timer);
    const timer = setTimeout(() => void this.flush(), REST_MS);
    this.#comment = { id: highlight, text, timer };
  }

  /** Saves the comment that is being typed. What could not be saved is tried again. */
  async flush() {
    const typed = this.#comment;
    if (!typed) return;
    this.#comment = null;
    clearTimeout(typed.timer);
    const { id, text } = typed;
    const gesture = `comment ${id}`;
    const saved = await this.run("highlight_edit", { highlight: id, colour: null, comment: text, gesture });
    if (saved || this.#comment) return;
    this.#comment = { id, text, timer: setTimeout(() => void this.flush(), AGAIN_MS) };
  }

  /** The comment of a highlight as it was typed last, saved or not. */
  commentOf({ id, comment }: Highlight): string {
    return this.#comment?.id === id ? this.#comment.text : comment;
  }

  async remove({ id }: Highlight) {
    this.editing = null;
    const margin = await this.run("highlight_delete", { highlight: id });
    if (margin) this.#toasts.say("Highlight removed.", { label: "Undo", run: () => void this.undo() });
  }

  /** Says that something is here: at the place that was guessed, or at what is selected. */
  async place(
    of: "point" | "highlight",
    id: string,
    place: { start: number; end: number } | null = this.selected,
  ) {
    if (!place) {
      this.#toasts.say("Select its passage in the text first.");
      return;
    }
    const { start, end } = place;
    await this.run("anchor_place", { of, id, start, end });
    getSelection()?.removeAllRanges();
  }

  async redraft() {
    const { doc } = this.#open;
    if (doc && (await this.run("outline_redraft", { id: doc.id })))
      this.#toasts.say("The outline is drafted anew. What you wrote stays.");
  }

  async undo() {
    await this.flush();
    const { doc } = this.#open;
    if (doc) await this.run("edit_undo", { id: doc.id });
  }

  async redo() {
    const { doc } = this.#open;
    if (doc) await this.run("edit_redo", { id: doc.id });
  }

  /** Runs a command that changes what stands beside the article, and shows what it answers. */
  async run<K extends MarginCommand>(name: K, request: Request<K>): Promise<Margin | null> {
    const change = this.#open.expectMargin(this.#foresee(name, request));
    const turn: Promise<Margin> = this.#queue.then(() => this.#answer(name, request));
    this.#queue = turn.catch(() => null);
    try {
      const margin = await turn;
      this.#open.takeMargin(change, margin);
      if (this.editing && !margin.highlights.some(({ id }) => id === this.editing)) this.editing = null;
      return margin;
    } catch (thrown) {
      this.#toasts.problem(thrown);
      await this.#open.missMargin(change);
      return null;
    }
  }

  /** Asks until there is an answer: what was written in an outline stays there, and is saved as soon as it can be. */
  async #answer<K extends MarginCommand>(name: K, request: Request<K>): Promise<Margin> {
    for (;;) {
      try {
        return await this.#host.call(name, request);
      } catch (thrown) {
        if (name !== "outline_edit" || !PASSING.has(asCallError(thrown).code)) throw thrown;
        this.#toasts.problem(thrown);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  /** What the outline will be, where that can be told beforehand: who types goes on typing in it. */
  #foresee<K extends MarginCommand>(name: K, request: Request<K>): Point[] | null {
    const { doc } = this.#open;
    if (!doc || !("id" in request) || request.id !== doc.id) return null;
    if ("edits" in request) return edited(doc.outline, request.edits);
    if (name === "outline_fold" && "folded" in request)
      return folded(doc.outline, request.point, request.folded);
    return null;
  }
}

export type MarginCommand =
  | "outline_edit"
  | "outline_fold"
  | "outline_redraft"
  | "edit_undo"
  | "edit_redo"
  | "anchor_place"
  | "highlight_add"
  | "highlight_edit"
  | "highlight_delete";

type Place = { point: Point; parent: string | null; start: number | null };

/** All points with the one above each, and where the passage of each begins. */
function placesOf(outline: readonly Point[], parent: string | null = null): Place[] {
  return outline.flatMap((point) => [
    { point, parent, start: point.anchor?.start ?? null },
    ...placesOf(point.children, point.id),
  ]);
}

export const [getMarks, setMarks] = createContext<Marks>();
