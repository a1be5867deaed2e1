import type { Host, Part } from "../host";
import type { Arrival } from "../shared/navigation.svelte";
import { firstOf, isWritten, keyOf, placesOf, textsOf, type Place } from "./found-places";
import type { OpenDocument } from "./open.svelte";

export type { Place } from "./found-places";

const NONE: readonly Place[] = [];

/** What a search matched in the open document, in all of its parts, to be stepped through. */
export class Found {
  /** What was searched for; null when nothing of it is shown. */
  query: string | null = $state(null);
  /** Grows whenever a match is to be brought into view. */
  turned: number = $state(0);
  #all: readonly Place[] = $state.raw([]);
  /** The index among all of the match that is shown, or of one after it that is gone. */
  #at: number = $state(0);
  #asked = 0;
  #host: Host;
  #open: OpenDocument;
  /** The keys of the texts that are still as they were; each is compared but once. */
  #current = $derived.by(() => {
    const { doc } = this.#open;
    const texts = doc ? textsOf(doc, "") : new Map<string, string>();
    const found = new Map(this.#all.map((place) => [keyOf(place.part, place.id), place]));
    const same = ([key, { part, text }]: [string, Place]) =>
      doc !== null && (isWritten(doc.kind, part) || texts.get(key) === text);
    return new Set([...found].filter(same).map(([key]) => key));
  });
  #live = $derived.by(() => this.#all.filter((place) => this.#current.has(keyOf(place.part, place.id))));
  #ordinal = $derived.by(() => {
    const before = this.#all.slice(0, this.#at + 1);
    return Math.max(1, before.filter((place) => this.#current.has(keyOf(place.part, place.id))).length);
  });
  #byText = $derived.by(() => {
    const groups = new Map<string, Place[]>();
    for (const place of this.#live) {
      const key = keyOf(place.part, place.id);
      const group = groups.get(key);
      if (group) group.push(place);
      else groups.set(key, [place]);
    }
    return groups;
  });

  constructor(host: Host, open: OpenDocument) {
    this.#host = host;
    this.#open = open;
  }

  /** How many matches there are: those whose text changed drop out. */
  get count(): number {
    return this.#live.length;
  }

  /** Which of them is shown, counted from 1. */
  get ordinal(): number {
    return this.#ordinal;
  }

  /** The match that is shown. */
  get now(): Place | null {
    return this.#live[this.#ordinal - 1] ?? null;
  }

  /** The matches in a text of the document, in their order; none when another text is shown than was searched. */
  in(part: Part, id: string | null = null, text: string | null = null): readonly Place[] {
    const places = this.#byText.get(keyOf(part, id)) ?? NONE;
    return text === null || places[0]?.text === text ? places : NONE;
  }

  /** Reads what a search matches, and shows it from the passage on where one arrives. */
  async arrive({ part, query = "", snippet = "" }: Extract<Arrival, { part: Part }>) {
    this.leave();
    const asked = this.#asked;
    const { doc, draft, view } = this.#open;
    if (!doc || doc.deleted_at !== null) return;
    try {
      // What is not saved yet is not searched.
      await draft?.flush();
      const matches = await this.#host.call("search_matches", { id: doc.id, query });
      if (asked !== this.#asked) return;
      const texts = textsOf(this.#open.doc ?? doc, draft?.stored ?? "");
      this.#all = placesOf(matches, doc.kind, texts);
    } catch {
      // The document is there all the same.
      return;
    }
    if (this.#all.length === 0) return;
    this.query = query;
    this.#at = firstOf(this.#all, doc.kind, part, snippet);
    // By its title one comes to the whole, and goes on reading where one was; and whoever turned to another view meanwhile stays there.
    if (part !== "title" && this.#open.view === view) this.#turn();
  }

  /** Goes to the next match or the one before, around the end. */
  step(by: 1 | -1) {
    const { count } = this;
    const next = count > 0 && this.#live[(this.#ordinal - 1 + by + count) % count];
    if (!next) return;
    this.#at = this.#all.indexOf(next);
    this.#turn();
  }

  /** Takes where the matches of a part are after its text was edited, in their order; null for one that is gone. */
  take(part: Part, text: string, places: readonly ({ start: number; end: number } | null)[]) {
    let index = 0;
    let at = this.#at;
    this.#all = this.#all.flatMap((place, before) => {
      if (place.part !== part) return [place];
      const moved = places[index++];
      if (moved) return [{ ...place, ...moved, text }];
      if (before <= this.#at) at -= 1;
      return [];
    });
    this.#at = Math.max(0, at);
  }

  /** Removes all marks. */
  leave() {
    this.#asked += 1;
    this.query = null;
    this.#all = [];
    this.#at = 0;
  }

  #turn() {
    const { now } = this;
    if (now) this.#open.turnTo(now);
    this.turned += 1;
  }
}
