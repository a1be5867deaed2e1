import { createContext } from "svelte";
import { asCallError, type ApiError, type Host, type LibraryStatus } from "../host";

/** What the library holds, in numbers, and why it cannot be read when it cannot. */
export class Library {
  status: LibraryStatus | null = $state.raw(null);
  /** How many documents can be searched, while there are more to come. */
  indexing: { done: number; total: number } | null = $state.raw(null);
  failure: ApiError | null = $state.raw(null);
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get empty(): boolean {
    return this.status !== null && this.status.total === 0;
  }

  /** Reads the numbers. Only a first reading that fails is a failure: later ones keep what is known. */
  async load() {
    try {
      this.status = await this.#host.call("library_status", {});
      this.failure = null;
    } catch (thrown) {
      if (this.status !== null) return;
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
    }
  }
}

export const [getLibrary, setLibrary] = createContext<Library>();
