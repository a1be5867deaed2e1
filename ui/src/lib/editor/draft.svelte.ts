import { asCallError, type ApiError, type Saved } from "../host";
import type { Keep } from "./keep";
import { apply, diff, rebase, type Change } from "./rebase";

export const QUIET_MS = 400;
export const LONGEST_MS = 1_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 30_000;

export type DraftState = "clean" | "waiting" | "saving" | "failed";
export type SaveText = (markdown: string, base: string) => Promise<Saved>;
export type Rewrite = (changes: readonly Change[]) => void;

/**
 * A text being written, saved as it is typed: at the latest a second after a change, never two savings at once,
 * and never forgotten before it is saved. Knows no editor: one that shows the text listens to `onRewrite`.
 */
export class Draft {
  readonly key: string;
  state: DraftState = $state("clean");
  error: ApiError | null = $state.raw(null);
  /** Whether anything was written here since it was opened. */
  edited: boolean = $state(false);
  /** Whether its editor ever had the focus: then it is not put away unasked. */
  attended = false;
  #text: string;
  /** The last text known to be saved. */
  #base: string;
  /** The same with its own line ends; the base of the next saving. */
  #stored: string;
  #newline: "\n" | "\r\n";
  #save: SaveText;
  #keep: Keep;
  #rewrites = new Set<Rewrite>();
  #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirtySince = 0;
  #saving: Promise<void> | null = null;
  #retryMs = RETRY_FIRST_MS;
  #age = 0;

  constructor(key: string, text: string, save: SaveText, keep: Keep) {
    this.key = key;
    this.#newline = newlineOf(text);
    this.#stored = text;
    this.#base = plain(text);
    this.#text = this.#base;
    this.#save = save;
    this.#keep = keep;
    const kept = keep.take(key);
    if (!kept) return;
    if (kept.text === this.#text) {
      keep.drop(key);
      return;
    }
    this.#text = kept.text;
    this.#stored = kept.base;
    this.#base = plain(kept.base);
    this.edited = true;
    this.#schedule();
  }

  /** The text as an editor has it: every line ends with `\n`, whatever its line ends are in the library. */
  get text(): string {
    return this.#text;
  }

  /** The last text known to be saved, with the line ends that it has in the library. */
  get stored(): string {
    return this.#stored;
  }

  get dirty(): boolean {
    return this.#text !== this.#base;
  }

  /** Grows with every change and saving: a text read from the library before it grew may be older than ours. */
  get age(): number {
    return this.#age;
  }

  onRewrite(listener: Rewrite): () => void {
    this.#rewrites.add(listener);
    return () => this.#rewrites.delete(listener);
  }

  /** Takes the text as it is now in the editor. */
  edit(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.#age += 1;
    this.edited = true;
    this.#schedule();
  }

  /**
   * Takes a text that was saved elsewhere. Answers whether it was taken: while ours is unsaved, or when ours has changed
   * since `age`, it is not; then read it again once `settled` resolves.
   */
  receive(text: string, age: number = this.#age): boolean {
    if (age !== this.#age || this.dirty || this.#saving) return false;
    this.#settled(text);
    this.#rewrite(diff(this.#text, this.#base));
    return true;
  }

  /** Resolves when everything written here is saved. */
  settled(): Promise<void> {
    if (!this.dirty && !this.#saving) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Saves now what is unsaved; resolves when nothing is, or a saving has failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#saving) await this.#saving;
    if (!this.dirty) return;
    this.#saving ??= this.#send();
    await this.#saving;
  }

  /** Writes the copy on this machine at once, for a page that is about to go. */
  keepCopy() {
    if (this.dirty) this.#keep.put(this.key, { base: this.#stored, text: this.#text, at: Date.now() });
  }

  #schedule(wait: number | null = null) {
    if (this.state === "clean") this.#dirtySince = Date.now();
    if (this.state !== "failed") this.state = this.#saving ? "saving" : "waiting";
    if (this.#saving) return;
    // After a failure the next try has its own time; typing does not hurry it.
    if (wait === null && this.state === "failed" && this.#timer !== undefined) return this.keepCopy();
    clearTimeout(this.#timer);
    const left = this.#dirtySince + LONGEST_MS - Date.now();
    this.#timer = setTimeout(() => void this.flush(), wait ?? Math.max(0, Math.min(QUIET_MS, left)));
  }

  async #send(): Promise<void> {
    const sent = this.#text;
    this.#age += 1;
    this.keepCopy();
    this.state = "saving";
    try {
      const saved = await this.#save(sent.replaceAll("\n", this.#newline), this.#stored);
      this.#saving = null;
      this.#settle(sent, saved.markdown);
    } catch (thrown) {
      this.#saving = null;
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
      this.state = "failed";
      this.keepCopy();
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LAST_MS);
    }
  }

  /** `sent` is saved as `saved`, which differs when another wrote too; what was typed since stays. */
  #settle(sent: string, saved: string) {
    this.#age += 1;
    this.#retryMs = RETRY_FIRST_MS;
    this.error = null;
    this.#settled(saved);
    if (this.#base !== sent) this.#rewrite(rebase(diff(sent, this.#base), diff(sent, this.#text)));
    if (this.dirty) {
      this.#dirtySince = Date.now();
      this.state = "waiting";
      this.keepCopy();
      this.#schedule();
    } else {
      this.state = "clean";
      this.#keep.drop(this.key);
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  #settled(stored: string) {
    this.#stored = stored;
    this.#base = plain(stored);
    this.#newline = newlineOf(stored);
  }

  #rewrite(changes: readonly Change[]) {
    if (changes.length === 0) return;
    this.#text = apply(this.#text, changes);
    this.#age += 1;
    for (const listener of this.#rewrites) listener(changes);
  }
}

const plain = (text: string) => text.replace(/\r\n?/g, "\n");

/** A text whose every line ends with CR LF keeps them; any other gets `\n` when it is next saved. */
function newlineOf(text: string): "\n" | "\r\n" {
  return /\r\n/.test(text) && !/(^|[^\r])\n|\r(?!\n)/.test(text) ? "\r\n" : "\n";
}
