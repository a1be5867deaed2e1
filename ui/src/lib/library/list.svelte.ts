import { createContext } from "svelte";
import {
  asCallError,
  type ApiError,
  type DocumentPage,
  type DocumentRow,
  type Host,
  type Shelf,
} from "../host";
import { mergePage, type Page } from "./pages";

export const PAGE_SIZE = 100;

/** The rows of a shelf: pages by key, read as they are scrolled to, read again when they may have changed. */
export class List {
  total: number | null = $state(null);
  failure: ApiError | null = $state.raw(null);
  /** The row that the keyboard is on. */
  cursor: string | null = $state(null);
  #pages: Page[] = $state.raw([]);
  rows: DocumentRow[] = $derived(this.#pages.flatMap((page) => page.rows));
  /** Whether there are rows below the ones that were read. */
  more: boolean = $derived(this.#pages.at(-1)?.next != null);
  #shelf: Shelf = "library";
  #tag: string | null = null;
  #host: Host;
  /** Counts the shelves shown: an answer to an earlier one is dropped. */
  #epoch = 0;
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  get loading(): boolean {
    return this.total === null && this.failure === null;
  }

  /** Shows a shelf from its top. */
  async show(shelf: Shelf, tag: string | null) {
    this.#shelf = shelf;
    this.#tag = tag;
    this.#epoch += 1;
    this.#pages = [];
    this.total = null;
    this.cursor = null;
    this.failure = null;
    await this.#inTurn(() => this.#read(0));
  }

  /** Makes sure that the rows `first..=last` are read, and read again where they may be stale. */
  async ensure(first: number, last: number) {
    if (this.#waiting > 0 || this.total === null) return;
    const stale = this.#pageOf(first, last, (page) => page.stale);
    const index = stale >= 0 ? stale : this.#pages.length;
    if (stale >= 0 || (this.more && last >= this.rows.length - PAGE_SIZE / 4)) {
      await this.#inTurn(() => this.#read(index));
    }
  }

  /**
   * Takes note that documents changed; none named: anything may have. What cannot be seen is only marked,
   * and read again when it is scrolled to.
   */
  async refresh(ids: readonly string[], first: number, last: number) {
    if (this.total === null) return this.show(this.#shelf, this.#tag);
    if (ids.length === 0) return this.#inTurn(() => this.#readAgain(last));
    const changed = new Set(ids);
    await this.#inTurn(async () => {
      const epoch = this.#epoch;
      const touched = this.#pages.map((page, at) => at === 0 || page.rows.some((row) => changed.has(row.id)));
      this.#pages = this.#pages.map((page) => ({ ...page, stale: true }));
      for (const [index, seen] of touched.entries()) {
        if (seen && index < this.#pages.length) await this.#read(index, changed);
        if (epoch !== this.#epoch) return;
      }
    });
    await this.ensure(first, last);
  }

  /** Moves the cursor by so many rows, from the open document when there is none yet. */
  move(by: number, from: string | null = this.cursor) {
    const at = this.rows.findIndex((row) => row.id === from);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.rows.length - 1);
    this.cursor = this.rows[next]?.id ?? null;
  }

  /** Reads one page and puts it in its place. */
  async #read(index: number, changed: ReadonlySet<string> = new Set()) {
    const epoch = this.#epoch;
    const cursor = index === 0 ? null : (this.#pages[index - 1]?.next ?? null);
    if (index > 0 && cursor === null) return;
    const answer = await this.#ask(cursor);
    if (answer === null || epoch !== this.#epoch) return;
    this.#pages = mergePage(this.#pages, index, answer, changed);
    this.total = answer.total;
  }

  /** Reads everything from the top down to a row, and shows it at once, so that nothing moves meanwhile. */
  async #readAgain(last: number) {
    const epoch = this.#epoch;
    const pages: Page[] = [];
    let rows = 0;
    let cursor: string | null = null;
    do {
      const answer: DocumentPage | null = await this.#ask(cursor);
      if (answer === null || epoch !== this.#epoch) return;
      pages.push({ rows: answer.items, next: answer.cursor, stale: false });
      this.total = answer.total;
      rows += answer.items.length;
      cursor = answer.cursor;
    } while (cursor !== null && rows <= last);
    this.#pages = pages;
  }

  async #ask(cursor: string | null): Promise<DocumentPage | null> {
    const epoch = this.#epoch;
    try {
      const request = { shelf: this.#shelf, tag: this.#tag, cursor, limit: PAGE_SIZE };
      const answer = await this.#host.call("document_list", request);
      if (epoch === this.#epoch) this.failure = null;
      return answer;
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      if (epoch === this.#epoch && this.total === null) this.failure = { code, message, hint };
      return null;
    }
  }

  /** One reading after the other: two at once could leave a gap between pages. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    const turn = this.#turn.then(work).finally(() => (this.#waiting -= 1));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** The index of the first page within rows `first..=last` that passes, or -1. */
  #pageOf(first: number, last: number, passes: (page: Page) => boolean): number {
    let start = 0;
    return this.#pages.findIndex((page) => {
      const end = start + page.rows.length;
      const seen = start <= last && end > first;
      start = end;
      return seen && passes(page);
    });
  }
}

export const [getList, setList] = createContext<List>();
