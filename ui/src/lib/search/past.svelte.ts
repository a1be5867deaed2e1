import type { Host, PastSearch } from "../host";

const SHOWN = 6;

/** What was searched for before, the latest first. */
export class Past {
  all: PastSearch[] = $state.raw([]);
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  async load() {
    this.all = await this.#host.call("search_history", { limit: SHOWN }).catch(() => this.all);
  }

  /** Keeps a search that led somewhere. That it cannot be kept is no reason to disturb anyone. */
  remember(query: string) {
    if (query.trim() !== "") void this.#host.call("search_remember", { query }).catch(() => null);
  }

  /** Forgets one search, or all. */
  async forget(query: string | null) {
    await this.#host.call("search_forget_history", { query });
    await this.load();
  }
}
