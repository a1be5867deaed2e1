import { createContext } from "svelte";
import { asCallError, type Host, type QuickHit } from "../host";
import type { Notes } from "../links/notes.svelte";
import type { Navigation } from "../shared/navigation.svelte";

const LIMIT = 50;

/** Opening a document by its title or an alias, of which a few letters are enough. */
export class QuickOpen {
  open: boolean = $state(false);
  query: string = $state("");
  hits: readonly QuickHit[] = $state.raw([]);
  chosen: number = $state(0);
  problem: string | null = $state(null);
  /** What the hits answer; null until there is an answer. */
  answered: string | null = $state(null);
  #host: Host;
  #navigation: Navigation;
  #notes: Notes;
  #asked = 0;

  constructor(host: Host, navigation: Navigation, notes: Notes) {
    this.#host = host;
    this.#navigation = navigation;
    this.#notes = notes;
  }

  /** The title that a new note would have; null where a document has it, nothing is typed, or no answer came. */
  get title(): string | null {
    const title = tidy(this.query);
    const known = this.answered !== null && this.problem === null;
    return known && title !== "" && !this.#named ? title : null;
  }

  /** How many lines there are, with that of a new note. */
  get length(): number {
    return this.hits.length + (this.title === null ? 0 : 1);
  }

  show() {
    this.open = true;
    this.hits = [];
    this.answered = null;
    void this.search("");
  }

  close() {
    this.open = false;
    this.#asked += 1;
  }

  /** Looks for what is typed; an answer that comes after a later one is dropped. */
  async search(query: string) {
    this.query = query;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const hits = await this.#host.call("quick_open", { query, limit: LIMIT });
      if (asked !== this.#asked) return;
      this.hits = hits;
      this.problem = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      const { message, hint } = asCallError(thrown);
      this.hits = [];
      this.problem = hint ? `${message} ${hint}` : message;
    }
    this.answered = query;
    this.chosen = 0;
  }

  /** Moves by one line, around the ends, or by several, up to them. */
  move(by: number) {
    const { length } = this;
    if (length === 0) return;
    this.chosen =
      Math.abs(by) === 1
        ? (this.chosen + by + length) % length
        : Math.min(Math.max(this.chosen + by, 0), length - 1);
  }

  /** Opens what is chosen. What was typed since the last answer is looked for first. */
  async choose(index?: number) {
    if (index === undefined && this.answered !== this.query) await this.search(this.query);
    const hit = this.hits[index ?? this.chosen];
    if (hit) this.#go(hit);
    else this.#write();
  }

  /** Opens the document that is called what was typed, or makes a note that is. */
  async create() {
    if (tidy(this.query) === "") return;
    if (this.answered !== this.query) await this.search(this.query);
    if (this.#named) this.#go(this.#named);
    else this.#write();
  }

  get #named(): QuickHit | undefined {
    const wanted = tidy(this.query).toLowerCase();
    return this.hits.find(({ title, alias }) =>
      [title, alias].some((name) => name?.toLowerCase() === wanted),
    );
  }

  #go({ id }: QuickHit) {
    this.close();
    this.#navigation.open(id);
  }

  #write() {
    const { title } = this;
    if (title === null) return;
    this.close();
    void this.#notes.create(title);
  }
}

const tidy = (text: string) => text.replace(/\s+/g, " ").trim();

export const [getQuickOpen, setQuickOpen] = createContext<QuickOpen>();
