import { createContext } from "svelte";
import type { Host } from "../host";
import { Draft, type SaveText } from "./draft.svelte";
import { keyOf, parseKey, type Field, type Keep } from "./keep";

/** A copy this young may belong to another window that is saving it now. */
const SETTLED_MS = 5_000;

/** Every text being written. One that is not saved yet outlives the view it was written in. */
export class Drafts {
  #host: Host;
  #keep: Keep;
  #open = new Map<string, Draft>();

  constructor(host: Host, keep: Keep) {
    this.#host = host;
    this.#keep = keep;
  }

  /** The draft of a document's text: the one that is still unsaved, else a new one over the text given. */
  open(field: Field, id: string, text: string): Draft {
    const key = keyOf(field, id);
    const open = this.#open.get(key);
    if (open?.dirty || open?.state === "saving") return open;
    const draft = new Draft(key, text, this.#saver(field, id), this.#keep);
    this.#open.set(key, draft);
    return draft;
  }

  /** Saves a draft whose view is left, and forgets it once it is saved. */
  async leave(draft: Draft) {
    await draft.flush();
    if (!draft.dirty && this.#open.get(draft.key) === draft) this.#open.delete(draft.key);
  }

  async flush() {
    await Promise.all([...this.#open.values()].map((draft) => draft.flush()));
  }

  /** Called when the page may be about to go: copies first, then the savings themselves. */
  hide() {
    for (const draft of this.#open.values()) draft.keepCopy();
    void this.flush();
  }

  /** Saves what an earlier run could not; what still cannot be saved is kept for the next. */
  async restore() {
    for (const key of this.#keep.keys()) {
      const kept = this.#keep.take(key);
      const parsed = parseKey(key);
      if (!kept || !parsed || this.#open.has(key) || Date.now() - kept.at < SETTLED_MS) continue;
      try {
        await this.#saver(parsed.field, parsed.id)(kept.text, kept.base);
        if (this.#keep.take(key)?.at === kept.at) this.#keep.drop(key);
      } catch {
        // Kept as it is, until its document is opened or Postil starts again.
      }
    }
  }

  #saver(field: Field, id: string): SaveText {
    const name = field === "note" ? "note_save" : "commentary_save";
    return (markdown, base) => this.#host.call(name, { id, markdown, base });
  }
}

export const [getDrafts, setDrafts] = createContext<Drafts>();
