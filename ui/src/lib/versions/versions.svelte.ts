import { createContext } from "svelte";
import {
  asCallError,
  type ApiError,
  type Host,
  type Restored,
  type Version,
  type VersionComparison,
} from "../host";
import type { OpenDocument } from "../reader/open.svelte";
import { moment } from "../shared/format";
import type { Toasts } from "../shared/toasts.svelte";

/** The versions of what is written in the open document: looking at them, and restoring one. */
export class Versions {
  open: boolean = $state(false);
  /** Newest first; null until they are read. */
  list: readonly Version[] | null = $state.raw(null);
  /** The id of the one that is looked at. */
  chosen: string | null = $state(null);
  /** What changed from the chosen one to the present text. */
  comparison: VersionComparison | null = $state.raw(null);
  /** The chosen one itself, as Markdown, when that is wanted. */
  text: string | null = $state.raw(null);
  whole: boolean = $state(false);
  failure: ApiError | null = $state.raw(null);
  busy: boolean = $state(false);
  #host: Host;
  #document: OpenDocument;
  #toasts: Toasts;
  #id: string | null = null;
  #asked = 0;

  constructor(host: Host, document: OpenDocument, toasts: Toasts) {
    this.#host = host;
    this.#document = document;
    this.#toasts = toasts;
  }

  /** Shows the versions of the open document, the newest chosen. */
  async show() {
    const { doc, draft } = this.#document;
    if (!doc) return;
    this.#id = doc.id;
    this.list = null;
    this.chosen = null;
    this.comparison = null;
    this.text = null;
    this.whole = false;
    this.failure = null;
    this.open = true;
    // What is typed is compared too.
    await draft?.flush();
    const list = await this.#ask((id) => this.#host.call("document_versions", { id }));
    if (!list) return;
    this.list = list;
    if (list[0]) await this.choose(list[0].id);
  }

  async choose(version: string) {
    if (version === this.chosen) return;
    this.chosen = version;
    await this.#read();
  }

  /** Chooses the version so many below the chosen one. */
  async move(by: number) {
    const list = this.list ?? [];
    const at = list.findIndex(({ id }) => id === this.chosen);
    const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (next) await this.choose(next.id);
  }

  /** Shows the chosen version whole, or what changed since. */
  async showWhole(whole: boolean) {
    this.whole = whole;
    await this.#read();
  }

  /** Puts the chosen version in the place of the present text. */
  async restore() {
    const { draft } = this.#document;
    const version = this.list?.find(({ id }) => id === this.chosen);
    const id = this.#id;
    if (!version || !id || this.busy) return;
    this.busy = true;
    try {
      await draft?.flush();
      if (draft?.dirty) {
        this.#toasts.problem({ message: "Nothing was restored.", hint: "What you typed is not saved yet." });
        return;
      }
      const restored = await this.#host.call("version_restore", { id, version: version.id });
      this.open = false;
      if (this.#document.doc?.kind === "article") this.#document.setView("commentary");
      await this.#document.reload();
      if (!restored.changed) this.#toasts.say("The text is that already.");
      else
        this.#toasts.say(`Restored the version of ${moment(version.written_at)}.`, {
          label: "Undo",
          run: () => void this.#undo(restored),
        });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Gives the text back that stood there before. */
  async #undo({ id, kept, markdown }: Restored) {
    const { doc } = this.#document;
    try {
      if (doc?.id === id) await this.#document.draft?.flush();
      if (kept !== null) await this.#host.call("version_restore", { id, version: kept });
      else {
        // There was nothing: only what was restored goes, not what was written since.
        const kind = doc?.id === id ? doc.kind : (await this.#host.call("document_show", { id })).kind;
        const name = kind === "article" ? "commentary_save" : "note_save";
        await this.#host.call(name, { id, markdown: "", base: markdown });
      }
      this.#toasts.say("The text is as it was.");
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
    await this.#document.reload();
  }

  async #read() {
    const version = this.chosen;
    if (version === null) return;
    this.failure = null;
    if (this.whole) {
      const answer = await this.#ask((id) => this.#host.call("version_show", { id, version }));
      if (answer) this.text = answer.markdown;
    } else {
      const answer = await this.#ask((id) => this.#host.call("version_compare", { id, version }));
      if (answer) this.comparison = answer;
    }
  }

  /** Asks about the document; answers null when something else was asked for meanwhile, or when it was refused. */
  async #ask<T>(ask: (id: string) => Promise<T>): Promise<T | null> {
    const asked = ++this.#asked;
    try {
      const answer = await ask(this.#id!);
      return this.#asked === asked ? answer : null;
    } catch (thrown) {
      if (this.#asked !== asked) return null;
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
      return null;
    }
  }
}

export const [getVersions, setVersions] = createContext<Versions>();
