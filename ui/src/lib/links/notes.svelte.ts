import { createContext } from "svelte";
import type { LinkTarget } from "../editor/link-at";
import type { DocumentRef, Host } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";

/** Makes notes, and follows links that may lead to one that is still to be written. */
export class Notes {
  /** A link that may mean several documents, until one of them is chosen. */
  choice: { title: string; fragment: string | null; candidates: DocumentRef[] } | null = $state.raw(null);
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

  /** Opens what a link in a text leads to. A title that nothing has is offered as a new note; of several that have it one is chosen. */
  async follow({ title, fragment, url }: LinkTarget) {
    try {
      if (title === "") {
        const { id } = this.#navigation.route;
        if (id !== null && fragment !== null) this.#navigation.open(id, { fragment });
        return;
      }
      const { target, candidates } = await this.#host.call("link_resolve", { title, url });
      if (target) this.#open(target, fragment);
      else if (url !== null) await this.#host.openExternal(url);
      else if (candidates.length > 1) this.choice = { title, fragment, candidates };
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

  /** Opens one of the documents that a link may mean. */
  choose(document: DocumentRef) {
    const fragment = this.choice?.fragment ?? null;
    this.choice = null;
    this.#open(document, fragment);
  }

  #open({ id }: DocumentRef, fragment: string | null) {
    this.#navigation.open(id, fragment === null ? undefined : { fragment });
  }
}

export const [getNotes, setNotes] = createContext<Notes>();
