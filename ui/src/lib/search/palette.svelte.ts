import { createContext } from "svelte";
import type { Command, Registry } from "../commands/registry.svelte";
import { asCallError, type Hit, type Host } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import { Past } from "./past.svelte";

/** A line of the palette: something found, an earlier search, a document that was read lately, or a command. */
export type Entry =
  | { type: "past"; key: string; query: string }
  | { type: "hit"; key: string; hit: Hit }
  | { type: "recent"; key: string; id: string; title: string; kind: string; site: string | null }
  | { type: "command"; key: string; command: Command };

const LIMIT = 40;
const RECENT = 8;
const REST_MS = 30;

/** Search over everything, as one types; behind `>`, the commands. */
export class Palette {
  open: boolean = $state(false);
  query: string = $state("");
  entries: Entry[] = $state.raw([]);
  chosen: number = $state(0);
  /** Of the last search that was answered. */
  total: number | null = $state(null);
  tookMs: number | null = $state(null);
  problem: string | null = $state(null);
  readonly past: Past;
  #host: Host;
  #navigation: Navigation;
  #registry: Registry;
  #asked = 0;
  /** Whether what is shown answers something that was typed before. */
  #waiting = false;
  /** Whether the first entry is to be chosen as soon as it is there. */
  #eager = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, navigation: Navigation, registry: Registry) {
    this.#host = host;
    this.#navigation = navigation;
    this.#registry = registry;
    this.past = new Past(host);
  }

  get commanding(): boolean {
    return this.query.startsWith(">");
  }

  show(query = "") {
    this.open = true;
    this.entries = [];
    this.search(query, 0);
  }

  close() {
    this.open = false;
    this.#asked += 1;
    clearTimeout(this.#timer);
  }

  /** Asks for a query soon; the answer to an earlier one is dropped. */
  search(query: string, rest = REST_MS) {
    this.query = query;
    this.#asked += 1;
    const asked = this.#asked;
    this.#waiting = true;
    this.#eager = false;
    clearTimeout(this.#timer);
    if (this.commanding) {
      const commands = this.#registry.matching(query.slice(1));
      this.#show(commands.map((command) => ({ type: "command", key: command.id, command })));
      return;
    }
    this.#timer = setTimeout(
      () => void (query.trim() === "" ? this.#recent(asked) : this.#find(query, asked)),
      rest,
    );
  }

  /** Searches again, since more can be found now; what is chosen stays chosen. */
  async again() {
    if (!this.open || this.commanding || this.#waiting || this.query.trim() === "") return;
    await this.#find(this.query, this.#asked, true);
  }

  move(by: number) {
    const { length } = this.entries;
    if (length > 0) this.chosen = (this.chosen + by + length) % length;
  }

  /** Chooses an entry; by Enter the chosen one, which may be still to come. */
  choose(index?: number) {
    this.#eager = this.#waiting && index === undefined;
    if (!this.#eager) this.#take(index ?? this.chosen);
  }

  #take(index: number) {
    const entry = this.entries[index];
    if (!entry) return;
    const { query } = this;
    if (entry.type === "past") return this.search(entry.query, 0);
    this.close();
    if (entry.type === "command") entry.command.run();
    else if (entry.type === "recent") this.#navigation.open(entry.id);
    else {
      this.past.remember(query);
      const { id, part, snippet } = entry.hit;
      this.#navigation.open(id, { part, query, snippet });
    }
  }

  /** Shows everything that is found in the list. */
  chooseAll() {
    if (this.commanding || this.query.trim() === "") return;
    this.past.remember(this.query);
    this.close();
    this.#navigation.search(this.query);
  }

  /** Forgets the earlier search that is chosen, or all of them. */
  async forget(entry: Entry | undefined | "all") {
    if (entry !== "all" && entry?.type !== "past") return;
    const { chosen } = this;
    await this.past.forget(entry === "all" ? null : entry.query).catch(() => null);
    if (this.query.trim() !== "") return;
    await this.#recent(this.#asked);
    this.chosen = Math.min(chosen, Math.max(0, this.entries.length - 1));
  }

  async #find(query: string, asked: number, again = false) {
    try {
      const answer = await this.#host.call("search_run", { query, offset: 0, limit: LIMIT });
      if (asked !== this.#asked) return;
      this.#show(
        answer.hits.map((hit, index) => ({ type: "hit", key: `${hit.id}:${hit.part}:${index}`, hit })),
        again,
      );
      this.total = answer.total;
      this.tookMs = answer.took_ms;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#show([]);
      const { message, hint } = asCallError(thrown);
      this.problem = hint ? `${message} ${hint}` : message;
    }
  }

  async #recent(asked: number) {
    const request = { shelf: "library", tag: null, cursor: null, limit: RECENT } as const;
    const [page] = await Promise.all([
      this.#host.call("document_list", request).catch(() => null),
      this.past.load(),
    ]);
    if (asked !== this.#asked) return;
    const past = this.past.all.map(({ query }): Entry => ({ type: "past", key: `past:${query}`, query }));
    const recent = (page?.items ?? []).map(({ id, title, kind, site_name: site }): Entry => ({
      type: "recent",
      key: id,
      id,
      title,
      kind,
      site,
    }));
    this.#show([...past, ...recent]);
  }

  /** Shows other entries; the first is chosen, or `again` the same as before. */
  #show(entries: Entry[], again = false) {
    const idOf = (entry: Entry | undefined) => (entry?.type === "hit" ? entry.hit.id : null);
    const on = again ? idOf(this.entries[this.chosen]) : null;
    this.#waiting = false;
    this.entries = entries;
    this.chosen =
      on === null
        ? 0
        : Math.max(
            0,
            entries.findIndex((entry) => idOf(entry) === on),
          );
    this.total = null;
    this.tookMs = null;
    this.problem = null;
    if (this.#eager) this.#take(0);
  }
}

export const [getPalette, setPalette] = createContext<Palette>();
