import { createContext } from "svelte";
import type { DocumentRow, Duplicate, Host } from "../host";
import type { OpenDocument } from "../reader/open.svelte";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";

/** Merging two articles of the same text, keeping them apart, and taking a merge back. */
export class Merging {
  /** The pair about which a person is asked. */
  pair: Duplicate | null = $state.raw(null);
  open: boolean = $state(false);
  /** The id of the one that is to stay. */
  stays: string = $state("");
  busy: boolean = $state(false);
  #host: Host;
  #document: OpenDocument;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, document: OpenDocument, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#document = document;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  ask(pair: Duplicate) {
    this.pair = pair;
    this.stays = pair.stays;
    this.open = true;
  }

  async merge() {
    const { pair, stays } = this;
    if (!pair || this.busy) return;
    const gone = pair.one.id === stays ? pair.other : pair.one;
    this.busy = true;
    try {
      // What is being written goes along.
      await this.#document.draft?.flush();
      const { id, title, merged } = await this.#host.call("article_merge", { id: gone.id, into: stays });
      this.open = false;
      this.#navigation.open(id);
      await this.#document.reload();
      this.#toasts.say(`Merged into “${title}”.`, {
        label: "Undo",
        run: () => void this.unmerge(merged, this.#navigation.route.id === id ? gone.id : null),
      });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Gives a merged article back, and opens `show`. */
  async unmerge(id: string, show: string | null = null) {
    try {
      await this.#document.draft?.flush();
      const { title } = await this.#host.call("article_unmerge", { id });
      if (show) this.#navigation.open(show);
      await this.#document.reload();
      this.#toasts.say(`“${title}” is an article of its own again.`);
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async keepBoth({ one, other }: Duplicate) {
    try {
      await this.#host.call("duplicate_keep", { one: one.id, other: other.id });
      this.#toasts.say("Both are kept.");
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
    await this.#document.reload();
  }
}

/** The one of a pair that is not this. */
export function otherOf({ one, other }: Duplicate, id: string): DocumentRow {
  return one.id === id ? other : one;
}

export const [getMerging, setMerging] = createContext<Merging>();
