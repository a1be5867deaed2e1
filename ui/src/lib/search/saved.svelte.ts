import { createContext } from "svelte";
import { asCallError, type ApiError, type Host, type SavedSearch } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";

/** What a saved search is to be: a new one while it has no id. */
export type SavedForm = { id: string | null; name: string; query: string };

/** The searches that are kept on the shelf, each with how much it finds now. */
export class SavedSearches {
  all: SavedSearch[] = $state.raw([]);
  form: SavedForm | null = $state(null);
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  /** The saved search that is open. */
  get open(): SavedSearch | null {
    const { saved } = this.#navigation.route;
    return this.all.find(({ id }) => id === saved) ?? null;
  }

  /** Whether the open one was edited since. */
  get edited(): boolean {
    return this.open !== null && this.open.query.trim() !== this.#navigation.route.query?.trim();
  }

  async load() {
    this.all = await this.#host.call("search_list", {}).catch(() => this.all);
  }

  /** Asks for the name of the search that is open. */
  ask() {
    const query = this.#navigation.route.query?.trim();
    if (query) this.#show({ id: null, name: query, query });
  }

  /** Asks for another name, and lets the search be changed. */
  change({ id, name, query }: SavedSearch) {
    this.#show({ id, name, query });
  }

  async submit() {
    if (!this.form || this.busy) return;
    const { id, name, query } = { ...this.form, name: this.form.name.trim(), query: this.form.query.trim() };
    if (name === "" || query === "") return;
    this.busy = true;
    try {
      const saved = await (id === null
        ? this.#host.call("search_save", { name, query })
        : this.#host.call("search_edit", { id, name, query }));
      this.form = null;
      await this.load();
      const { route } = this.#navigation;
      const follows = id === null ? route.query !== null : route.saved === id;
      if (follows) this.#navigation.search(saved.query, saved.id);
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
    } finally {
      this.busy = false;
    }
  }

  /** Makes the open saved search what it was edited to. */
  async update() {
    const { open } = this;
    const query = this.#navigation.route.query?.trim();
    if (!open || !query) return;
    try {
      await this.#host.call("search_edit", { id: open.id, name: open.name, query });
      await this.load();
      this.#toasts.say(`“${open.name}” is updated.`, { label: "Undo", run: () => void this.#edit(open) });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async forget({ id, name }: SavedSearch) {
    try {
      await this.#host.call("search_forget", { id });
      await this.load();
      this.#toasts.say(`“${name}” is removed.`, { label: "Undo", run: () => void this.#restore(id) });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async #edit({ id, name, query }: SavedSearch) {
    await this.#host.call("search_edit", { id, name, query }).catch((thrown) => this.#toasts.problem(thrown));
    await this.load();
  }

  async #restore(id: string) {
    await this.#host.call("search_restore", { id }).catch((thrown) => this.#toasts.problem(thrown));
    await this.load();
  }

  #show(form: SavedForm) {
    this.error = null;
    this.form = form;
  }
}

export const [getSaved, setSaved] = createContext<SavedSearches>();
