import { createContext } from "svelte";
import type { LinkTarget } from "../editor/link-at";
import type { Host } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";

/** Makes notes, and follows links that may lead to one that is still to be written. */
export class Notes {
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  /** Creates a note and opens it: a new one with its title to be typed over, a named one ready to be written. */
  async create(title: string | null = null) {
    try {
      const note = await this.#host.call("note_create", { title: title ?? "Untitled", markdown: "" });
      this.#navigation.open(note.id, { focus: title === null ? "title" : "editor" });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  /** Opens what a link in a text leads to. A title that nothing has is offered as a new note. */
  async follow({ title, url }: LinkTarget) {
    try {
      const found = await this.#host.call("link_resolve", { title, url });
      if (found) this.#navigation.open(found.id);
      else if (url !== null) await this.#host.openExternal(url);
      else {
        this.#toasts.say(`Nothing is called “${title}” yet.`, {
          label: "Create note",
          run: () => void this.create(title),
        });
      }
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }
}

export const [getNotes, setNotes] = createContext<Notes>();
