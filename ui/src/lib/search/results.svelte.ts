import { createContext } from "svelte";
import type { Navigation } from "../shared/navigation.svelte";
import type { Past } from "./past.svelte";
import {
  asCallError,
  type ApiError,
  type Hit,
  type Host,
  type SearchAnswer,
  type SearchCounts,
} from "../host";

/** How many hits are read at once. */
export const HITS = 50;
const REST_MS = 40;

/** What a search finds, in the list: pages by offset, read as they are scrolled to. */
export class Results {
  total: number | null = $state(null);
  tookMs: number = $state(0);
  counts: SearchCounts | null = $state.raw(null);
  failure: ApiError | null = $state.raw(null);
  /** What the hits were found by: a moment behind what is typed. */
  answered: string = $state("");
  /** The hit that the keyboard is on. */
  cursor: number | null = $state(null);
  /** Counts the searches answered: each is shown from its top. */
  turn: number = $state(0);
  #pages: ReadonlyMap<number, readonly Hit[]> = $state.raw(new Map());
  /** One for each hit, read or not. */
  keys: readonly number[] = $derived(Array.from({ length: this.total ?? 0 }, (_, index) => index));
  #stale = new Set<number>();
  #query = "";
  #asked = 0;
  #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #wanted: readonly [number, number] = [0, 0];
  #host: Host;
  #navigation: Navigation;
  #past: Past;

  constructor(host: Host, navigation: Navigation, past: Past) {
    this.#host = host;
    this.#navigation = navigation;
    this.#past = past;
  }

  get loading(): boolean {
    return this.total === null && this.failure === null;
  }

  hit(index: number): Hit | undefined {
    return this.#pages.get(Math.floor(index / HITS))?.[index % HITS];
  }

  /** The place of a document among the hits that were read. */
  indexOf(id: string | null): number | null {
    if (id === null) return null;
    for (const [page, hits] of this.#pages) {
      const at = hits.findIndex((hit) => hit.id === id);
      if (at >= 0) return page * HITS + at;
    }
    return null;
  }

  /** Searches soon. What an earlier search found stays until this one is answered. */
  ask(query: string) {
    if (this.#query === "") this.total = null;
    this.#query = query;
    this.#asked += 1;
    this.failure = null;
    this.cursor = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#first(), this.total === null ? 0 : REST_MS);
  }

  /** Waits until what was asked last is answered. */
  async settled() {
    if (this.#query !== "" && this.answered !== this.#query && this.failure === null) {
      await new Promise<void>((done) => this.#waiting.push(done));
    }
  }

  /** Forgets what was found. */
  clear() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#query = "";
    this.answered = "";
    this.#pages = new Map();
    this.#stale.clear();
    this.total = null;
    this.counts = null;
    this.failure = null;
    this.cursor = null;
  }

  /** Makes sure that the hits `first..=last` are read. */
  async ensure(first: number, last: number) {
    this.#wanted = [first, last];
    if (this.#reading) return;
    this.#reading = true;
    // What was wanted when a page was asked for may be scrolled away when it comes.
    for (let page = this.#missing(); page !== null; page = this.#missing()) {
      if (!(await this.#read(page))) break;
    }
    this.#reading = false;
  }

  /** Reads again what can be seen, in its place: documents have changed. */
  async refresh() {
    if (this.#query === "") return;
    if (this.total === null) return this.#first();
    this.#stale = new Set(this.#pages.keys());
    // The counts come with any page, and nothing may be left to be seen.
    if (this.total === 0) this.#stale.add(0);
    await this.ensure(...this.#wanted);
  }

  /** Moves the cursor by so many hits, from the open document when there is none yet. */
  move(by: number, from: number | null = this.cursor) {
    if (!this.total) return;
    const to = from === null && Number.isFinite(by) ? 0 : (from ?? 0) + by;
    this.cursor = Math.min(Math.max(to, 0), this.total - 1);
  }

  /** Opens a hit where it matches. */
  open(index: number) {
    const hit = this.hit(index);
    if (!hit) return;
    const { id, part, snippet } = hit;
    this.cursor = index;
    this.#past.remember(this.answered);
    this.#navigation.open(id, { part, query: this.answered, snippet });
  }

  #missing(): number | null {
    const [first, last] = this.#wanted;
    const end = Math.min(last, Math.max(0, (this.total ?? 0) - 1));
    for (let page = Math.floor(Math.min(first, end) / HITS); page <= Math.floor(end / HITS); page += 1) {
      if (this.#stale.has(page) || (!this.#pages.has(page) && this.total)) return page;
    }
    return null;
  }

  async #first() {
    const asked = this.#asked;
    try {
      const query = this.#query;
      const answer = await this.#host.call("search_run", { query, offset: 0, limit: HITS });
      if (asked !== this.#asked) return;
      this.#stale.clear();
      this.#pages = new Map();
      this.#take(0, answer);
      this.answered = query;
      this.turn += 1;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
    }
    this.#waiting.splice(0).forEach((done) => done());
  }

  /** Reads one page and puts it in its place; false when it is not to come. */
  async #read(page: number): Promise<boolean> {
    const asked = this.#asked;
    const request = { query: this.answered, offset: page * HITS, limit: HITS };
    const answer = await this.#host.call("search_run", request).catch(() => null);
    if (answer === null || asked !== this.#asked) return false;
    this.#take(page, answer);
    return true;
  }

  #take(page: number, { total, took_ms, counts, hits }: SearchAnswer) {
    const on = this.cursor === null ? null : (this.hit(this.cursor)?.id ?? null);
    this.#stale.delete(page);
    this.#pages = new Map([...this.#pages, [page, hits] as const].filter(([at]) => at * HITS < total));
    this.total = total;
    this.tookMs = took_ms;
    this.counts = counts;
    this.failure = null;
    // The keyboard stays on its document, wherever that has gone.
    if (this.cursor !== null)
      this.cursor = total === 0 ? null : (this.indexOf(on) ?? Math.min(this.cursor, total - 1));
  }
}

export const [getResults, setResults] = createContext<Results>();
