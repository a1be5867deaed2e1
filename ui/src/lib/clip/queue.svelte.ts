import { createContext } from "svelte";
import type { Answer, Clip, ClipProgress, Event, Host } from "../host";
import { plural } from "../shared/format";
import type { Toasts } from "../shared/toasts.svelte";

type Verb = "clip_pause" | "clip_resume" | "clip_retry" | "clip_cancel";

/** The queue of clips: what is being worked on at this moment, and what a person can do about it. */
export class ClipQueue {
  #running: ReadonlyMap<string, ClipProgress> = $state.raw(new Map());
  #host: Host;
  #toasts: Toasts;

  constructor(host: Host, toasts: Toasts) {
    this.#host = host;
    this.#toasts = toasts;
  }

  /** Takes note of how far the work has come. */
  take(event: Event & { type: "queue" }) {
    this.#running = new Map(event.running.map((one) => [one.id, one]));
  }

  /** A clip as it is at this moment, which may be later than when it was read. */
  live(clip: Clip): Clip {
    const now = this.#running.get(clip.id);
    return now && clip.fetching ? { ...clip, ...now } : clip;
  }

  pause = (ids: string[] | null) => this.#change("clip_pause", ids);
  resume = (ids: string[] | null) => this.#change("clip_resume", ids);
  retry = (ids: string[] | null) => this.#change("clip_retry", ids);

  /** Cancels clips. Articles that never had a page go to the bin, from where this can be taken back. */
  async cancel(ids: string[] | null) {
    const answer = await this.#change("clip_cancel", ids);
    if (!answer || answer.changed === 0) return;
    const binned = answer.binned;
    const undo = { label: "Undo", run: () => void this.#restore(binned.map((one) => one.id)) };
    if (binned.length === 0) this.#toasts.say("Cancelled. The page that you have stays.");
    else if (binned.length === 1) this.#toasts.say(`Cancelled. “${binned[0]!.title}” is in the bin.`, undo);
    else this.#toasts.say(`Cancelled. ${plural(binned.length, "article")} are in the bin.`, undo);
  }

  /** Fetches the Wayback Machine's copy, because a person chose so. */
  async wayback(id: string) {
    try {
      await this.#host.call("article_fetch_archived", { id });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async #change(verb: Verb, ids: string[] | null): Promise<Answer<Verb> | null> {
    try {
      return await this.#host.call(verb, { ids });
    } catch (thrown) {
      this.#toasts.problem(thrown);
      return null;
    }
  }

  async #restore(ids: string[]) {
    try {
      for (const id of ids) await this.#host.call("document_restore", { id });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }
}

export const [getClipQueue, setClipQueue] = createContext<ClipQueue>();
