import type { Host, QueryChoice } from "../host";
import { scalarsBefore, unitsOf, type Place } from "./language";

/** Something in a search that was not understood, and what would be right in its place. */
export type Mark = Place & { message: string; suggestion: string | null; asWords: boolean };
/** What may stand at the cursor. */
export type Offer = Place & { filter: string | null; choices: QueryChoice[] };

/** A word that begins like a filter is mostly only a word: its completions wait until one rests. */
const NAMES_AFTER_MS = 350;
const SHORTEST_NAME = 2;

/** What the library makes of a search while it is typed: what is wrong in it, and what may stand at the cursor. */
export class QueryReader {
  marks: Mark[] = $state.raw([]);
  offer: Offer | null = $state.raw(null);
  /** The completion that the keyboard is on, or -1. */
  active: number = $state(-1);
  #host: Host;
  #text = "";
  #asked = 0;
  #offering = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Reads a search; with a cursor also what may stand there. `all`: even where nothing is typed yet. */
  async read(text: string, cursor: number | null, all = false) {
    this.#keepMarks(text);
    this.close();
    this.#offering = true;
    const asked = (this.#asked += 1);
    if (text.trim() === "" && !all) return;
    const at = cursor === null ? null : scalarsBefore(text, cursor);
    const reading = await this.#host.call("query_read", { query: text, cursor: at }).catch(() => null);
    if (asked !== this.#asked || reading === null) return;
    this.marks = reading.problems.map(({ message, suggestion, as_words, ...span }) => ({
      ...unitsOf(text, span),
      message,
      suggestion,
      asWords: as_words,
    }));
    const { completing } = reading;
    if (!this.#offering || completing === null || completing.choices.length === 0) return;
    const { filter, choices, typed } = completing;
    const offer = { ...unitsOf(text, completing), filter, choices };
    // What is typed out needs no completion.
    if (choices.length === 1 && choices[0]!.text === text.slice(offer.from, offer.to)) return;
    if (filter !== null || all) this.offer = offer;
    else if ([...typed].length >= SHORTEST_NAME) {
      this.#timer = setTimeout(() => (this.offer = offer), NAMES_AFTER_MS);
    }
  }

  /** Offers nothing any more until the search is read again. */
  close() {
    this.#offering = false;
    clearTimeout(this.#timer);
    this.offer = null;
    this.active = -1;
  }

  move(by: number) {
    // Between the last and the first is what was typed itself.
    const places = (this.offer?.choices.length ?? 0) + 1;
    this.active = ((this.active + 1 + by + places) % places) - 1;
  }

  /** Until the new text is read, what stands before the change is as it was. */
  #keepMarks(text: string) {
    const old = this.#text;
    this.#text = text;
    this.marks = this.marks.filter(({ to }) => text.slice(0, to) === old.slice(0, to));
  }
}
