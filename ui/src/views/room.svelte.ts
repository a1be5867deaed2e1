import { tick } from "svelte";
import { ClipForm, setClipForm } from "../lib/clip/clip-form.svelte";
import { ClipQueue, setClipQueue } from "../lib/clip/queue.svelte";
import { PageWindows, setPageWindows } from "../lib/clip/page-windows.svelte";
import { Composing, setComposing } from "../lib/compose/composing.svelte";
import { Registry, setRegistry } from "../lib/commands/registry.svelte";
import { Merging, setMerging } from "../lib/duplicates/merging.svelte";
import { Drafts, setDrafts } from "../lib/editor/drafts.svelte";
import { browserKeep } from "../lib/editor/keep";
import { LinkGraph, setLinkGraph } from "../lib/graph/graph.svelte";
import type { Clip, Event, Host } from "../lib/host";
import { Exporting, setExporting } from "../lib/export/exporting.svelte";
import { Importing, setImporting } from "../lib/import/importing.svelte";
import { Repairing, setRepairing } from "../lib/import/repairing.svelte";
import { Journal, setJournal } from "../lib/journal/journal.svelte";
import { Library, setLibrary } from "../lib/library/library.svelte";
import { List, setList } from "../lib/library/list.svelte";
import { Highlights, setHighlights } from "../lib/margin/highlights.svelte";
import { Marks, setMarks } from "../lib/margin/marks.svelte";
import { Model, setModel } from "../lib/model/model.svelte";
import { Notes, setNotes } from "../lib/links/notes.svelte";
import { Finder, setFinder } from "../lib/reader/finder.svelte";
import { OpenDocument, setOpenDocument } from "../lib/reader/open.svelte";
import { Pictures, setPictures } from "../lib/reader/pictures.svelte";
import { holdPlace } from "../lib/reader/position";
import { setTypography, Typography } from "../lib/reader/typography.svelte";
import { QuickOpen, setQuickOpen } from "../lib/search/quick-open.svelte";
import { Palette, setPalette } from "../lib/search/palette.svelte";
import { Results, setResults } from "../lib/search/results.svelte";
import { SavedSearches, setSaved } from "../lib/search/saved.svelte";
import { readFaces } from "../lib/shared/fonts";
import { coalesce } from "../lib/shared/coalesce";
import { ConnectionState, setConnection } from "../lib/shared/connection.svelte";
import { setHost } from "../lib/shared/host-context";
import { Navigation, setNavigation } from "../lib/shared/navigation.svelte";
import { setTheme, Theme } from "../lib/shared/theme.svelte";
import { setToasts, Toasts } from "../lib/shared/toasts.svelte";
import { setVersions, Versions } from "../lib/versions/versions.svelte";
import { commandsOf } from "./commands";

/** Saved searches are counted again this long after the last change. */
const RECOUNT_MS = 1_000;

/** Everything the interface is made of, put together once. */
export class Room {
  readonly host: Host;
  readonly toasts = new Toasts();
  readonly theme = new Theme();
  readonly typography = new Typography(() => holdPlace(document.getElementById("reader")));
  readonly finder = new Finder();
  readonly pictures = new Pictures();
  readonly registry = new Registry();
  readonly navigation = new Navigation();
  readonly connection: ConnectionState;
  readonly library: Library;
  readonly list: List;
  readonly drafts: Drafts;
  readonly open: OpenDocument;
  readonly palette: Palette;
  readonly results: Results;
  readonly saved: SavedSearches;
  readonly clipForm: ClipForm;
  readonly queue: ClipQueue;
  readonly notes: Notes;
  readonly quickOpen: QuickOpen;
  readonly merging: Merging;
  readonly pages: PageWindows;
  readonly marks: Marks;
  readonly highlights: Highlights;
  readonly versions: Versions;
  readonly model: Model;
  readonly journal: Journal;
  readonly importing: Importing;
  readonly composing: Composing;
  readonly graph: LinkGraph;
  readonly repairing: Repairing;
  readonly exporting: Exporting;
  /** The rows of the list that can be seen. */
  view: { first: number; last: number } = $state.raw({ first: 0, last: 0 });
  help: boolean = $state(false);
  /** Shelves and list put away, to read. */
  reading: boolean = $state(false);
  /** The article that is being fetched again, and what was known of it before. */
  #awaited: { id: string; before: string; waited: boolean } | null = null;

  constructor(host: Host) {
    this.host = host;
    this.connection = new ConnectionState(host);
    this.library = new Library(host);
    this.list = new List(host);
    this.drafts = new Drafts(host, browserKeep());
    this.open = new OpenDocument(host, this.drafts, this.navigation);
    this.palette = new Palette(host, this.navigation, this.registry);
    this.results = new Results(host, this.navigation, this.palette.past);
    this.saved = new SavedSearches(host, this.navigation, this.toasts);
    this.clipForm = new ClipForm(host, this.navigation, this.toasts);
    this.queue = new ClipQueue(host, this.toasts);
    this.notes = new Notes(host, this.navigation, this.toasts);
    this.quickOpen = new QuickOpen(host, this.navigation, this.notes);
    this.merging = new Merging(host, this.open, this.navigation, this.toasts);
    this.pages = new PageWindows(host, this.toasts);
    this.highlights = new Highlights(host, this.navigation, this.toasts);
    this.marks = new Marks(host, this.open, this.toasts);
    this.versions = new Versions(host, this.open, this.toasts);
    this.model = new Model(host, this.navigation, this.toasts);
    this.journal = new Journal(host, this.navigation, this.toasts);
    this.importing = new Importing(host, this.toasts);
    this.composing = new Composing(host, this.navigation, this.toasts);
    this.graph = new LinkGraph(host, this.open, this.navigation);
    this.repairing = new Repairing(host, this.open, this.toasts);
    this.exporting = new Exporting(host, this.toasts);
    this.registry.register(commandsOf(this));
    this.registry.paused = () =>
      this.help ||
      this.palette.open ||
      this.saved.form !== null ||
      this.clipForm.open ||
      this.merging.open ||
      this.highlights.open ||
      this.versions.open ||
      this.model.open ||
      this.journal.open ||
      this.importing.open ||
      this.notes.choice !== null ||
      this.quickOpen.open ||
      this.composing.open ||
      this.graph.open ||
      this.repairing.open ||
      this.exporting.open ||
      this.pictures.open;
  }

  /** Gives every part to the components below; called while the top one is made. */
  provide() {
    setHost(this.host);
    setToasts(this.toasts);
    setTheme(this.theme);
    setTypography(this.typography);
    setFinder(this.finder);
    setPictures(this.pictures);
    setRegistry(this.registry);
    setNavigation(this.navigation);
    setConnection(this.connection);
    setLibrary(this.library);
    setList(this.list);
    setDrafts(this.drafts);
    setOpenDocument(this.open);
    setPalette(this.palette);
    setResults(this.results);
    setSaved(this.saved);
    setClipForm(this.clipForm);
    setClipQueue(this.queue);
    setNotes(this.notes);
    setQuickOpen(this.quickOpen);
    setMerging(this.merging);
    setPageWindows(this.pages);
    setMarks(this.marks);
    setHighlights(this.highlights);
    setVersions(this.versions);
    setModel(this.model);
    setJournal(this.journal);
    setImporting(this.importing);
    setComposing(this.composing);
    setLinkGraph(this.graph);
    setRepairing(this.repairing);
    setExporting(this.exporting);
  }

  /** Listens to everything outside; answers what stops it. */
  listen(): () => void {
    const changed = coalesce((events: Event[]) => this.#refresh(events));
    const indexed = coalesce(() => this.#searchAgain());
    // Each count is a search of its own.
    const recount = coalesce(() => this.saved.load(), RECOUNT_MS, 4 * RECOUNT_MS);
    const keydown = (event: KeyboardEvent) => this.registry.handle(event);
    const hide = () => {
      if (document.visibilityState === "hidden") this.drafts.hide();
    };
    const leave = () => this.drafts.hide();
    addEventListener("keydown", keydown, { capture: true });
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    const stop = [
      () => removeEventListener("keydown", keydown, { capture: true }),
      () => removeEventListener("pagehide", leave),
      () => document.removeEventListener("visibilitychange", hide),
      this.navigation.listen(),
      this.connection.listen(),
      this.host.onEvent((event) => {
        if (event.type === "model_draft" || event.type === "model_tested") return this.model.take(event);
        if (event.type === "queue") this.queue.take(event);
        if (event.type === "searches") return void this.saved.load();
        if (event.type === "index") this.library.indexing = event.total > 0 ? event : null;
        else changed(event);
        if (event.type !== "queue") {
          indexed(event);
          recount(event);
        }
      }),
      this.pages.listen(),
    ];
    return () => stop.forEach((one) => one());
  }

  /** Tells the page that the first list is there, then saves what an earlier run could not. */
  async ready() {
    await tick();
    document.documentElement.dataset.ready = "true";
    readFaces();
    void import("../lib/editor/codemirror");
    void this.model.load();
    await this.drafts.restore();
  }

  async restart() {
    this.library.failure = null;
    const { shelf, tag } = this.navigation.route;
    await Promise.all([this.library.load(), this.list.show(shelf, tag)]);
  }

  /** Fetches the open article, for the first time or again. */
  async fetch() {
    const doc = this.open.doc;
    if (!doc) return;
    if (!doc.clip) this.#awaited = { id: doc.id, before: JSON.stringify(doc.check), waited: false };
    try {
      this.open.takeClip(await this.host.call("article_fetch", { id: doc.id }));
    } catch (thrown) {
      this.#awaited = null;
      this.toasts.problem(thrown);
    }
  }

  /** Opens the PDF that the open article was saved from. */
  async openPdf() {
    if (!this.open.doc?.pdf) return;
    try {
      await this.host.openPdf(this.open.doc.id);
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  /** Says what came of fetching the open article again, once that is known. */
  #tellFetched() {
    const { doc } = this.open;
    const awaited = this.#awaited;
    if (!awaited || !doc || doc.id !== awaited.id || !doc.check) return;
    awaited.waited ||= doc.check.waiting;
    if (doc.check.waiting || (!awaited.waited && JSON.stringify(doc.check) === awaited.before)) return;
    this.#awaited = null;
    const { error, finding } = doc.check;
    // What went wrong is said at the foot of the page.
    if (error) return;
    if (finding === "worse")
      this.toasts.problem({ message: "What came is less than what was saved, which stays.", hint: null });
    else if (finding === "changed")
      this.toasts.say("The text has changed.", { label: "Compare", run: () => void this.open.compare() });
    else this.toasts.say("The page is unchanged.");
  }

  async delete() {
    const row = this.#target();
    if (!row) return;
    // Among the clips it is the clip that goes: an article that has its page stays.
    if (this.navigation.route.shelf === "clips" && this.#row) return this.queue.cancel([row.id]);
    try {
      if (row.id === this.open.id) await this.open.draft?.flush();
      await this.host.call("document_delete", { id: row.id });
      const wasOpen = row.id === this.navigation.route.id;
      if (wasOpen) this.navigation.close();
      this.toasts.say(`“${row.title}” is in the bin.`, {
        label: "Undo",
        run: () => void this.restore(row.id, wasOpen),
      });
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  async restore(id: string | null = this.open.id, show = false) {
    if (!id) return;
    try {
      const { title } = await this.host.call("document_restore", { id });
      if (show) this.navigation.open(id);
      else this.toasts.say(`“${title}” is back.`);
      await this.open.reload();
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  async report(name: "library_check" | "library_reindex") {
    this.toasts.say(name === "library_check" ? "Checking the library…" : "Rebuilding the search index…");
    try {
      const { ok, problems } =
        name === "library_check"
          ? await this.host.call(name, { repair: false })
          : await this.host.call(name, {});
      if (ok)
        this.toasts.say(name === "library_check" ? "The library is sound." : "The search index is rebuilt.");
      else this.toasts.problem({ message: "The library has problems.", hint: problems.join(" ") });
    } catch (thrown) {
      this.toasts.problem(thrown);
    }
  }

  /** What “delete” means now: the row that the keyboard is on, else the open document. */
  #target(): { id: string; title: string } | null {
    return this.#row ?? this.#hit ?? this.open.doc;
  }

  get #onList(): boolean {
    return document.activeElement?.id === "documents";
  }

  get #row() {
    if (!this.#onList || this.navigation.route.query !== null) return null;
    return this.list.rows.find((row) => row.id === this.list.cursor) ?? null;
  }

  get #hit() {
    if (!this.#onList || this.navigation.route.query === null) return null;
    return this.results.cursor === null ? null : this.results.hit(this.results.cursor);
  }

  /** The clip that is meant now: that of the row that the keyboard is on, else that of the open document. */
  get clip(): Clip | null {
    const of = this.#row ?? this.open.doc;
    return of?.clip ?? of?.refetch ?? null;
  }

  async #searchAgain() {
    await Promise.all([this.results.refresh(), this.palette.again()]);
  }

  async #refresh(events: Event[]) {
    const changes = events.flatMap((event) => (event.type === "changed" ? [event.documents] : []));
    if (changes.length === 0) return this.library.load();
    const all = changes.some((documents) => documents.length === 0);
    const ids = all ? [] : [...new Set(changes.flat())];
    const { id } = this.open;
    const mine = id !== null && (all || ids.includes(id));
    await Promise.all([
      this.library.load(),
      this.list.refresh(ids, this.view.first, this.view.last),
      this.composing.open ? this.composing.look() : null,
      mine ? this.open.reload() : id ? this.open.links.load(id) : null,
    ]);
    this.#tellFetched();
  }
}
