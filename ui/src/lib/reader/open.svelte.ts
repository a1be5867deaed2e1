import { createContext } from "svelte";
import type { Draft } from "../editor/draft.svelte";
import type { Drafts } from "../editor/drafts.svelte";
import {
  asCallError,
  type ApiError,
  type Clip,
  type Document,
  type Host,
  type Margin,
  type Point,
  type ReadingState,
} from "../host";
import { Links } from "../links/links.svelte";
import type { Arrival, Navigation } from "../shared/navigation.svelte";
import { Found, type Place } from "./found.svelte";
import { Snapshots } from "./snapshots.svelte";

export type View = "margin" | "outline" | "commentary" | "links" | "snapshots";
export const VIEWS: readonly View[] = ["margin", "outline", "commentary", "links", "snapshots"];

/** How long the document before stays on the page while the next one is read. */
const STAY_MS = 150;

/** The document on the page, with its draft and its links. */
export class OpenDocument {
  doc: Document | null = $state.raw(null);
  draft: Draft | null = $state.raw(null);
  links: Links = $state.raw()!;
  snapshots: Snapshots = $state.raw()!;
  failure: ApiError | null = $state.raw(null);
  /** True from asking for a document until it is shown. */
  loading: boolean = $state(false);
  view: View = $state("margin");
  /** The point that was last followed between margin and text. */
  active: string | null = $state(null);
  from: "margin" | "text" = $state("margin");
  /** Grows with every point followed, the same one again too. */
  followed: number = $state(0);
  /** What the search matched by which one came here. */
  readonly found: Found;
  /** The highlight to arrive at, until the margin has opened it. */
  wanted: string | null = $state(null);
  /** Grow when the title, the tags or the editor are to take the focus. */
  titleFocus: number = $state(0);
  tagFocus: number = $state(0);
  editorFocus: number = $state(0);
  /** Whether the document was opened at a place in it. */
  sought = false;
  /** The heading or block at which to arrive; each time it is wanted, a new one. */
  place: { fragment: string } | null = $state.raw(null);
  #id: string | null = null;
  /** The draft after whose saving the document is to be read again. */
  #unread: Draft | null = null;
  /** The changes to what stands beside the article that are not answered yet. */
  #expected = new Set<symbol>();
  /** Grows with each of those changes, and each answer. */
  #marginAge = 0;
  #host: Host;
  #drafts: Drafts;
  #navigation: Navigation;

  constructor(host: Host, drafts: Drafts, navigation: Navigation) {
    this.#host = host;
    this.#drafts = drafts;
    this.#navigation = navigation;
    this.found = new Found(host, this);
    this.links = new Links(host);
    this.snapshots = new Snapshots(host);
  }

  get id(): string | null {
    return this.#id;
  }

  /** The view that suits the document: without a page there is no margin to show, a note has its links only. */
  get shownView(): View {
    if (this.view === "links") return "links";
    if (this.doc && this.doc.kind !== "article") return "margin";
    if (!this.doc?.clip) return this.view;
    // An outline that came without a page, or is older than it, is worth as much.
    const outlined = this.doc.outline.length > 0 && this.view !== "commentary" && this.view !== "snapshots";
    return outlined ? "outline" : "commentary";
  }

  /** Shows a document, saving what was written in the one before. */
  async show(id: string | null) {
    if (id === this.#id) return this.#arrive();
    this.#leave();
    this.#id = id;
    this.failure = null;
    this.active = null;
    this.found.leave();
    this.loading = id !== null;
    this.#expected.clear();
    if (id === null) {
      this.#clear();
      return;
    }
    const stay = setTimeout(() => this.#id === id && this.loading && this.#clear(), STAY_MS);
    try {
      const doc = await this.#host.call("document_show", { id });
      if (this.#id !== id) return;
      this.#take(doc);
      void this.links.load(id);
    } catch (thrown) {
      if (this.#id !== id) return;
      this.#clear();
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
    } finally {
      clearTimeout(stay);
      if (this.#id === id) this.loading = false;
    }
  }

  /** Reads the document again, in place: what is being typed and where one reads stay. */
  async reload() {
    const id = this.#id;
    if (id === null) return;
    if (this.failure) return this.again();
    const draft = this.draft;
    const age = draft?.age;
    const marginAge = this.#marginAge;
    try {
      const doc = await this.#host.call("document_show", { id });
      if (this.#id !== id || this.loading) return;
      // The page of a clip has come: its margin is shown, unless something is being written beside it.
      if (this.doc?.clip && !doc.clip && draft?.attended) this.view = "commentary";
      // What was read before or during a change to the margin is older than what is shown.
      const old = this.#expected.size > 0 || this.#marginAge !== marginAge;
      this.doc = old && this.doc ? { ...doc, ...marginOf(this.doc) } : doc;
      if (draft && !draft.receive(textOf(doc), age)) void this.#readOnceSettled(draft);
    } catch {
      // What is shown is still the best there is.
    }
    if (this.#id === id) await this.links.load(id);
  }

  /** What was read while something was being saved may be old, and nothing else will say that there is newer. */
  async #readOnceSettled(draft: Draft) {
    if (this.#unread === draft) return;
    this.#unread = draft;
    await draft.settled();
    this.#unread = null;
    if (this.draft === draft) await this.reload();
  }

  /** Tries once more to show what could not be shown. */
  async again() {
    const id = this.#id;
    this.#id = null;
    await this.show(id);
  }

  setView(view: View) {
    if (view !== "snapshots") this.snapshots.back();
    this.view = view;
  }

  /** Turns to the view that shows a match, and lets its highlight stand level with its passage. */
  turnTo({ part, id }: Pick<Place, "part" | "id">) {
    this.active = null;
    if (part === "outline" || part === "commentary") this.setView(part);
    else if (part === "highlight") {
      const lost = this.doc?.highlights.some((one) => one.id === id && one.lost);
      this.setView(lost ? "outline" : "margin");
      if (id && !lost) this.follow(id, "margin");
    } else if (this.view === "links" || this.view === "snapshots") this.setView("margin");
  }

  /** Turns to the other end of a point: from its gloss to the passage, or from the passage to its gloss. */
  follow(point: string, from: "margin" | "text") {
    this.active = point;
    this.from = from;
    this.followed += 1;
  }

  /** Shows at once the outline that a change will make; the answer to it is taken later, or missed. */
  expectMargin(outline: Point[] | null): symbol {
    const change = Symbol();
    this.#expected.add(change);
    this.#marginAge += 1;
    if (this.doc && outline) this.doc = { ...this.doc, outline };
    return change;
  }

  /** Takes what stands beside the article after a change, unless another is under way: the last answer counts. */
  takeMargin(change: symbol, margin: Margin) {
    this.#expected.delete(change);
    this.#marginAge += 1;
    if (this.doc?.id === margin.id && this.#expected.size === 0)
      this.doc = { ...this.doc, ...marginOf(margin) };
  }

  /** Takes back what a change that failed had promised. */
  async missMargin(change: symbol) {
    this.#expected.delete(change);
    this.#marginAge += 1;
    if (this.#expected.size === 0) await this.reload();
  }

  /** Notes whether the article is read. */
  async setReading(state: ReadingState) {
    await this.#noteReading(state, null);
  }

  /** Notes where one reads: what is scrolled is begun, and what was scrolled to its end is read. */
  async noteReading(position: number, read: number) {
    const { doc } = this;
    if (!doc?.reading || doc.deleted_at !== null) return;
    const now = doc.reading.state;
    const open = now === "unread" || now === "reading";
    const state: ReadingState =
      open && read > 0.97 ? "read" : now === "unread" && read > 0.02 ? "reading" : now;
    if (state === now && position === doc.reading.position) return;
    await this.#noteReading(state === now ? null : state, position);
  }

  async #noteReading(state: ReadingState | null, position: number | null) {
    const { doc } = this;
    if (!doc?.reading) return;
    try {
      const reading = await this.#host.call("reading_set", { id: doc.id, state, position });
      if (this.doc?.id === doc.id) this.doc = { ...this.doc, reading };
    } catch {
      // Where one reads is no loss; the next scrolling notes it again.
    }
  }

  /** Takes the state of a clip that was asked for again. */
  takeClip(clip: Clip) {
    if (this.doc?.id !== clip.id) return;
    this.doc = this.doc.clip ? { ...this.doc, clip } : { ...this.doc, refetch: clip };
  }

  clearMarks() {
    this.found.leave();
    this.active = null;
  }

  /** Shows what the last fetching changed. */
  async compare() {
    if (!this.doc) return;
    this.setView("snapshots");
    await this.snapshots.compare(this.doc.id);
  }

  write() {
    if (!this.doc) return;
    this.snapshots.back();
    this.view = this.doc.kind === "article" ? "commentary" : "margin";
    this.editorFocus += 1;
  }

  #take(doc: Document) {
    this.doc = doc;
    this.links = new Links(this.#host);
    this.snapshots = new Snapshots(this.#host);
    this.draft = this.#drafts.open(doc.kind === "article" ? "commentary" : "note", doc.id, textOf(doc));
    this.editorFocus = 0;
    this.place = null;
    this.sought = false;
    this.titleFocus = 0;
    this.tagFocus = 0;
    this.#arrive();
  }

  #arrive() {
    const id = this.#id;
    const arrival: Arrival | null = id ? this.#navigation.takeArrival(id) : null;
    if (!arrival || !this.doc) return;
    if ("fragment" in arrival) {
      if (this.view === "links" || this.view === "snapshots") this.view = "margin";
      this.place = { fragment: arrival.fragment };
      this.sought = true;
      return;
    }
    if ("focus" in arrival) {
      if (arrival.focus === "title") this.titleFocus += 1;
      else this.write();
      return;
    }
    const { part, highlight = null, query } = arrival;
    this.wanted = highlight;
    // Before its matches are known; titles are shown in every view.
    if (part !== "title") this.turnTo({ part, id: null });
    if (query === undefined) return;
    this.sought = part !== "title";
    void this.found.arrive(arrival);
  }

  #leave() {
    if (this.draft) void this.#drafts.leave(this.draft);
  }

  #clear() {
    this.doc = null;
    this.draft = null;
    this.links = new Links(this.#host);
    this.snapshots = new Snapshots(this.#host);
  }
}

const marginOf = ({ outline, highlights, undo, redo }: Margin) => ({ outline, highlights, undo, redo });
const textOf = (doc: Document) => (doc.kind === "article" ? doc.commentary : doc.markdown);

export const [getOpenDocument, setOpenDocument] = createContext<OpenDocument>();
