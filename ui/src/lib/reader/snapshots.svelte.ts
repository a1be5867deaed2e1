import {
  asCallError,
  type ApiError,
  type Comparison,
  type Document,
  type Host,
  type SnapshotText,
} from "../host";

/** Looking at an article's snapshots: which one is read in the place of the current one, or which two are compared. */
export class Snapshots {
  reading: SnapshotText | null = $state.raw(null);
  comparison: Comparison | null = $state.raw(null);
  failure: ApiError | null = $state.raw(null);
  busy: boolean = $state(false);
  #host: Host;
  #asked = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Whether something else than the current snapshot is on the page. */
  get looking(): boolean {
    return this.reading !== null || this.comparison !== null;
  }

  /** Shows a snapshot in the reader; the current one is shown by `back`. */
  async read(id: string, snapshot: string) {
    const answer = await this.#ask(() => this.#host.call("snapshot_show", { id, snapshot }));
    if (!answer) return;
    this.comparison = null;
    this.reading = answer.snapshot.current ? null : answer;
  }

  /** Shows what changed between two snapshots: without them, between the current one and the one before it. */
  async compare(id: string, from: string | null = null, to: string | null = null) {
    const answer = await this.#ask(() => this.#host.call("snapshot_compare", { id, from, to }));
    if (!answer) return;
    this.reading = null;
    this.comparison = answer;
  }

  back() {
    this.#asked += 1;
    this.busy = false;
    this.failure = null;
    this.reading = null;
    this.comparison = null;
  }

  /** The document as the reader shows it: with the text of the snapshot that is read, which has no outline of its own. */
  shown(doc: Document): Document {
    if (!this.reading) return doc;
    const { text, html, markdown, images } = this.reading;
    return { ...doc, text, html, markdown, images, outline: [] };
  }

  /** Asks; answers null when something else was asked for meanwhile, or when it was refused. */
  async #ask<T>(ask: () => Promise<T>): Promise<T | null> {
    const asked = ++this.#asked;
    this.busy = true;
    this.failure = null;
    try {
      const answer = await ask();
      return this.#asked === asked ? answer : null;
    } catch (thrown) {
      if (this.#asked !== asked) return null;
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
      return null;
    } finally {
      if (this.#asked === asked) this.busy = false;
    }
  }
}

/** The two snapshots that are offered for a comparison first: the current one, and the one before it. */
export function firstPair(snapshots: Document["snapshots"]): { from: string; to: string } | null {
  if (snapshots.length < 2) return null;
  const current = Math.max(
    0,
    snapshots.findIndex((one) => one.current),
  );
  const [from, to] = current > 0 ? [current - 1, current] : [0, 1];
  return { from: snapshots[from]!.id, to: snapshots[to]!.id };
}
