import { createContext } from "svelte";
import { asCallError, type Host, type PageWindow } from "../host";
import type { Toasts } from "../shared/toasts.svelte";

/** The pages of articles that are open in windows of the desktop app, to be clipped as they are shown. */
export class PageWindows {
  /** Whether this program has such windows. */
  readonly offered: boolean;
  #shown: readonly PageWindow[] = $state.raw([]);
  #host: Host;
  #toasts: Toasts;

  constructor(host: Host, toasts: Toasts) {
    this.offered = host.pages !== null;
    this.#host = host;
    this.#toasts = toasts;
  }

  listen(): () => void {
    return this.#host.pages?.listen((shown) => (this.#shown = shown)) ?? (() => {});
  }

  /** The window of an article, or null. */
  of(id: string | undefined): PageWindow | null {
    return this.#shown.find((one) => one.id === id) ?? null;
  }

  open(id: string) {
    return this.#ask(this.#host.pages?.open(id));
  }

  clip(id: string) {
    return this.#ask(this.#host.pages?.clip(id));
  }

  close(id: string) {
    return this.#ask(this.#host.pages?.close(id));
  }

  forget(id: string) {
    return this.#ask(
      this.#host.pages
        ?.forget(id)
        .then(() => this.#toasts.say("The logins are forgotten. Reload the page to see it so.")),
    );
  }

  async #ask(asked: Promise<unknown> | undefined) {
    try {
      await asked;
    } catch (thrown) {
      this.#toasts.problem(asCallError(thrown));
    }
  }
}

export const [getPageWindows, setPageWindows] = createContext<PageWindows>();
