import type { Marks } from "../margin/marks.svelte";
import type { MarkedLine } from "./glosses";
import type { OpenDocument } from "./open.svelte";

/** Which of the markers beside an article is open: the one that has the gloss of `id`. */
export class Markers {
  id: string | null = $state(null);
  /** The lines that have a marker, down the page. */
  lines: readonly MarkedLine[] = $state.raw([]);
  #open: OpenDocument;
  #marks: Marks;
  #followed: string | null = null;
  #edited: string | null = null;

  constructor(open: OpenDocument, marks: Marks) {
    this.#open = open;
    this.#marks = marks;
  }

  /** The line whose glosses are shown. */
  get line(): MarkedLine | null {
    return this.lines.find(({ glosses }) => glosses.some(({ id }) => id === this.id)) ?? null;
  }

  /** Shows the glosses of a line. A highlight that has nothing to be read is there to be edited. */
  show({ glosses }: MarkedLine) {
    const first = glosses[0]!;
    const point = glosses.find(({ kind }) => kind === "point");
    this.#marks.edit(null);
    if (point) this.#open.follow(point.id, "margin");
    else if (glosses.length === 1 && first.kind === "highlight" && first.highlight.comment === "")
      this.#marks.edit(first.id);
    else this.#open.active = null;
    this.id = point?.id ?? first.id;
  }

  close() {
    this.id = null;
    this.#open.active = null;
    this.#marks.edit(null);
  }

  /** Goes along with what is followed; answers whether that was let go, and what is open is to be closed. */
  follow(active: string | null): boolean {
    const left = this.#followed !== null && this.#followed === this.id;
    this.#followed = active;
    if (active === null) return left;
    this.id = active;
    this.#marks.edit(null);
    return false;
  }

  /** Goes along with the highlight that is edited; answers whether that was let go, and what is open is to be closed. */
  edit(editing: string | null): boolean {
    const left = this.#edited !== null && this.#edited === this.id;
    this.#edited = editing;
    if (editing === null) return left;
    this.id = editing;
    this.#open.active = null;
    return false;
  }
}
