import type { OutlineEdit, Point } from "../host";
import type { OpenDocument } from "../reader/open.svelte";
import { newId } from "../shared/uuid";
import type { Marks } from "./marks.svelte";
import { ME } from "./outline-edits";

/** A line of the outline that can be seen. */
export type Line = {
  point: Point;
  depth: number;
  parent: Point | null;
  siblings: readonly Point[];
  index: number;
};

/** Where the caret is to be. */
export type Caret = { id: string; at: number };

const REST_MS = 400;

const holds = (point: Point, id: string): boolean =>
  point.id === id || point.children.some((child) => holds(child, id));

/** The lines of an outline that are not folded away, from the top down. */
export function linesOf(points: readonly Point[], depth = 1, parent: Point | null = null): Line[] {
  return points.flatMap((point, index) => [
    { point, depth, parent, siblings: points, index },
    ...(point.folded ? [] : linesOf(point.children, depth + 1, point)),
  ]);
}

/**
 * An outline that is being edited. Texts rest a moment before they are saved; everything else is saved at once, and shown before
 * it is: keys that follow each other quickly each find the outline that the one before made.
 */
export class Outliner {
  /** Where the caret is to go once the outline is drawn anew. */
  caret: Caret | null = $state.raw(null);
  /** The lines that are selected as a whole: from the one where it began to the one where it ends. */
  range: { from: string; to: string } | null = $state.raw(null);
  /** What was typed and is not saved yet. */
  typed: { id: string; text: string } | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #open: OpenDocument;
  #marks: Marks;
  /** Changes when another point is typed in, so that typing in one is undone at once. */
  #gesture = newId();

  constructor(open: OpenDocument, marks: Marks) {
    this.#open = open;
    this.#marks = marks;
  }

  get lines(): Line[] {
    return linesOf(this.#open.doc?.outline ?? []);
  }

  textOf(point: Point): string {
    return this.typed?.id === point.id ? this.typed.text : point.text;
  }

  /** The lines that are selected, without those beneath another one of them. */
  get chosen(): Line[] {
    const { lines, range } = this;
    if (!range) return [];
    const ends = [range.from, range.to].map((id) => lines.findIndex(({ point }) => point.id === id));
    const all = lines.slice(Math.min(...ends), Math.max(...ends) + 1);
    const ids = new Set(all.map(({ point }) => point.id));
    return all.filter(({ parent }) => !parent || !ids.has(parent.id));
  }

  isChosen(line: Line): boolean {
    const { lines, range } = this;
    if (!range) return false;
    const at = (id: string) => lines.findIndex(({ point }) => point.id === id);
    const here = at(line.point.id);
    return here >= Math.min(at(range.from), at(range.to)) && here <= Math.max(at(range.from), at(range.to));
  }

  type(id: string, text: string) {
    if (this.typed && this.typed.id !== id) void this.flush();
    this.typed = { id, text };
    clearTimeout(this.#timer);
    // Who begins with the mark is not done yet: saved by itself it would be gone, and the words after it begin with a space.
    if (text.trim() !== ME) this.#timer = setTimeout(() => void this.flush(), REST_MS);
  }

  /** Saves what was typed. */
  async flush() {
    const { typed } = this;
    clearTimeout(this.#timer);
    if (!typed) return;
    this.typed = null;
    const edit: OutlineEdit = { do: "text", point: typed.id, text: typed.text };
    await this.#edit([edit], null, `${this.#gesture} ${typed.id}`);
  }

  leave() {
    this.#gesture = newId();
    void this.flush();
  }

  /** Adds a point at the top of an empty outline, or after all others. */
  async add() {
    const last = this.#open.doc?.outline.at(-1);
    const point = newId();
    await this.#edit(
      [{ do: "add", point, parent: null, after: last?.id ?? null, text: "", voice: "me", place: null }],
      { id: point, at: 0 },
    );
  }

  /** Cuts a line in two at the caret. */
  async split(line: Line, at: number) {
    const { point, parent } = line;
    const text = this.textOf(point);
    void this.flush();
    const added = newId();
    const beneath = at === text.length && point.children.length > 0 && !point.folded;
    const new_ = { do: "add" as const, point: added, voice: point.voice, place: null };
    if (at === 0 && text !== "") {
      const before = line.siblings[line.index - 1];
      await this.#edit([{ ...new_, parent: parent?.id ?? null, after: before?.id ?? null, text: "" }], {
        id: point.id,
        at: 0,
      });
      return;
    }
    const edits: OutlineEdit[] = [
      beneath
        ? { ...new_, parent: point.id, after: null, text: "" }
        : { ...new_, parent: parent?.id ?? null, after: point.id, text: text.slice(at).trimStart() },
    ];
    if (at < text.length) edits.push({ do: "text", point: point.id, text: text.slice(0, at).trimEnd() });
    await this.#edit(edits, { id: added, at: 0 });
  }

  /** Joins a line to the one above it. */
  async join(line: Line) {
    const { lines } = this;
    const above = lines[lines.findIndex(({ point }) => point.id === line.point.id) - 1];
    if (!above) return;
    const [first, second] = [this.textOf(above.point), this.textOf(line.point)];
    void this.flush();
    const edits: OutlineEdit[] = [];
    let after = above.point.children.filter(({ id }) => id !== line.point.id).at(-1)?.id ?? null;
    for (const child of line.point.children) {
      edits.push({ do: "move", point: child.id, parent: above.point.id, after });
      after = child.id;
    }
    if (second !== "") edits.push({ do: "text", point: above.point.id, text: first + second });
    edits.push({ do: "delete", point: line.point.id });
    await this.#edit(edits, { id: above.point.id, at: first.length });
  }

  /** Moves lines a level in, beneath the one before them. */
  async indent(lines: readonly Line[], caret: Caret | null) {
    void this.flush();
    const first = lines[0];
    const before = first && first.siblings[first.index - 1];
    if (!before) return;
    const edits: OutlineEdit[] = [];
    let after = before.children.at(-1)?.id ?? null;
    for (const { point, parent } of lines) {
      if (parent?.id !== first.parent?.id) break;
      edits.push({ do: "move", point: point.id, parent: before.id, after });
      after = point.id;
    }
    const moved = this.#edit(edits, caret);
    if (before.folded) await this.fold(before, false);
    await moved;
  }

  /** Moves lines a level out, behind the one that they were beneath. */
  async outdent(lines: readonly Line[], caret: Caret | null) {
    void this.flush();
    const above = lines[0]?.parent;
    if (!above) return;
    const grand = this.lines.find(({ point }) => point.id === above.id)?.parent ?? null;
    let after = above.id;
    const edits: OutlineEdit[] = [];
    for (const { point, parent } of lines) {
      if (parent?.id !== above.id) break;
      edits.push({ do: "move", point: point.id, parent: grand?.id ?? null, after });
      after = point.id;
    }
    await this.#edit(edits, caret);
  }

  /** Moves lines up or down among those beside them. */
  async shift(lines: readonly Line[], by: 1 | -1, caret: Caret | null) {
    void this.flush();
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last || first.parent?.id !== last.parent?.id) return;
    const target = by < 0 ? first.siblings[first.index - 1] : last.siblings[last.index + 1];
    if (!target) return;
    const parent = first.parent?.id ?? null;
    // It is the one beside them that changes places.
    const after = by < 0 ? last.point.id : (first.siblings[first.index - 1]?.id ?? null);
    await this.#edit([{ do: "move", point: target.id, parent, after }], caret);
  }

  /** Puts a line after another, or first beneath it. */
  async drop(id: string, on: Line, beneath: boolean) {
    void this.flush();
    if (id === on.point.id) return;
    const place = beneath
      ? { parent: on.point.id, after: null }
      : { parent: on.parent?.id ?? null, after: on.point.id };
    await this.#edit([{ do: "move", point: id, ...place }], { id, at: 0 });
  }

  /** Turns the voice of lines between the author's and yours. */
  async turn(lines: readonly Line[], caret: Caret | null) {
    void this.flush();
    const voice = lines[0]?.point.voice === "me" ? "author" : "me";
    await this.#edit(
      lines.map(({ point }) => ({ do: "voice", point: point.id, voice })),
      caret,
    );
  }

  /** Deletes lines with all beneath them. */
  async remove(lines: readonly Line[]) {
    void this.flush();
    const first = lines[0];
    if (!first) return;
    const all = this.lines;
    const above = all[all.findIndex(({ point }) => point.id === first.point.id) - 1]?.point;
    this.range = null;
    await this.#edit(
      lines.map(({ point }) => ({ do: "delete", point: point.id })),
      above ? { id: above.id, at: this.textOf(above).length } : null,
    );
  }

  async fold(point: Point, folded: boolean = !point.folded) {
    const { doc } = this.#open;
    if (doc && point.children.length > 0)
      await this.#marks.run("outline_fold", { id: doc.id, point: point.id, folded });
  }

  /** Unfolds all that a point is folded away in. */
  async unfoldTo(id: string) {
    for (let above = this.#open.doc?.outline.find((point) => holds(point, id)); above && above.id !== id;) {
      if (above.folded) await this.fold(above, false);
      above = above.children.find((point) => holds(point, id));
    }
  }

  async undo() {
    void this.flush();
    await this.#marks.undo();
  }

  async redo() {
    await this.#marks.redo();
  }

  async #edit(edits: OutlineEdit[], caret: Caret | null, gesture: string | null = null) {
    const { doc } = this.#open;
    if (!doc || edits.length === 0) return;
    const margin = this.#marks.run("outline_edit", { id: doc.id, edits, gesture });
    if (caret) this.caret = caret;
    await margin;
  }
}
