import { createContext } from "svelte";
import type { Part, Shelf } from "../host";

export const SHELVES: readonly Shelf[] = [
  "library",
  "articles",
  "notes",
  "journal",
  "posts",
  "clips",
  "duplicates",
  "bin",
];

/** What the address bar says: a shelf, perhaps one tag of it, or a search, and the open document. */
export type Route = {
  id: string | null;
  shelf: Shelf;
  tag: string | null;
  /** What is searched for; the shelf is then what one came from. */
  query: string | null;
  /** The saved search that it began as. */
  saved: string | null;
};
/** Typing changes the address this long after the last key: browsers allow only so many changes. */
const TYPING_MS = 400;

/** Where to arrive in a document, beyond opening it. */
export type Arrival =
  | { part: Part; query?: string; snippet?: string; highlight?: string }
  | { focus: "title" | "editor" }
  /** A heading, headings (`A#B`) or a `^block`. */
  | { fragment: string };

/** Reads a location hash; anything it does not know is the library. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?");
  const found = /^\/doc\/([^/]+)$/.exec(path);
  const params = new URLSearchParams(search);
  const shelf = SHELVES.find((name) => name === params.get("shelf")) ?? "library";
  const query = params.get("q") || null;
  return {
    id: found?.[1] ? decode(found[1]) : null,
    shelf,
    tag: params.get("tag") || null,
    query,
    saved: (query !== null && params.get("saved")) || null,
  };
}

/** Writes a route as a location hash; `parseRoute` reads it back. */
export function formatRoute({ id, shelf, tag, query, saved }: Route): string {
  const params = new URLSearchParams();
  if (query !== null) params.set("q", query);
  if (saved) params.set("saved", saved);
  if (shelf !== "library") params.set("shelf", shelf);
  if (tag) params.set("tag", tag);
  const search = params.size > 0 ? `?${params}` : "";
  const path = id ? `doc/${encodeURIComponent(id)}` : query === null ? "" : "search";
  return `#/${path}${search}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The open document and shelf, kept in the address so that a reload and the browser's history keep them. */
export class Navigation {
  route: Route = $state.raw(parseRoute(location.hash));
  /** Set by `open`, taken once by the document that arrives. */
  arrival: (Arrival & { id: string }) | null = $state.raw(null);
  /** Counts the documents opened before this one, so that going back never leaves Postil. */
  #depth: number = Number(history.state?.depth ?? 0);
  #typing: ReturnType<typeof setTimeout> | undefined;

  listen(): () => void {
    const read = () => {
      clearTimeout(this.#typing);
      this.#typing = undefined;
      this.#depth = Number(history.state?.depth ?? 0);
      this.route = parseRoute(location.hash);
    };
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }

  open(id: string, arrival?: Arrival) {
    this.arrival = arrival ? { ...arrival, id } : null;
    if (id !== this.route.id) this.#push({ ...this.route, id });
  }

  browse(shelf: Shelf, tag: string | null = null) {
    this.#push({ ...this.route, shelf, tag, query: null, saved: null });
  }

  /** Shows what a search finds in the list; a blank one leads back to the shelf. */
  search(query: string, saved: string | null = null) {
    const blank = query.trim() === "";
    this.#push({ ...this.route, query: blank ? null : query, saved: blank ? null : saved });
  }

  /** Follows what is typed: one step back leads to before the typing. */
  type(query: string) {
    if (this.route.query === null || query.trim() === "") return this.search(query);
    this.route = { ...this.route, query };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#settle(), TYPING_MS);
  }

  /** The address of a saved search, with the open document left open. */
  hrefOfSearch(query: string, saved: string): string {
    return formatRoute({ id: this.route.id, shelf: "library", tag: null, query, saved });
  }

  close() {
    if (this.route.id) this.#push({ ...this.route, id: null });
  }

  /** The address of a shelf, with the open document left open. */
  hrefOf(shelf: Shelf, tag: string | null = null): string {
    return formatRoute({ id: this.route.id, shelf, tag, query: null, saved: null });
  }

  takeArrival(id: string): Arrival | null {
    if (this.arrival?.id !== id) return null;
    const { arrival } = this;
    this.arrival = null;
    return arrival;
  }

  back() {
    if (this.#depth > 0) history.back();
  }

  forward() {
    history.forward();
  }

  #settle() {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    history.replaceState(history.state, "", formatRoute(this.route));
  }

  #push(route: Route) {
    if (this.#typing !== undefined) this.#settle();
    this.route = route;
    this.#depth += 1;
    history.pushState({ depth: this.#depth }, "", formatRoute(route));
  }
}

export const [getNavigation, setNavigation] = createContext<Navigation>();
