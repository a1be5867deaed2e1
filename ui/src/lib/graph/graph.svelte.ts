import { createContext } from "svelte";
import { asCallError, type ApiError, type Graph, type Host, type Kind } from "../host";
import type { OpenDocument } from "../reader/open.svelte";
import type { Navigation } from "../shared/navigation.svelte";
import { countKinds, countTags, nameOf, shownOf, type Entry } from "./around";

export type Depth = 1 | 2;

/** The graph around the open document: what is shown of it, and what is selected in canvas and list alike. */
export class LinkGraph {
  open: boolean = $state(false);
  title: string = $state("");
  graph: Graph | null = $state.raw(null);
  failure: ApiError | null = $state.raw(null);
  depth: Depth = $state(2);
  hidden: ReadonlySet<Kind> = $state.raw(new Set());
  tag: string | null = $state(null);
  selected: string | null = $state(null);
  hovered: string | null = $state(null);
  /** Which of both is shown where there is no room for both. */
  side: "graph" | "list" = $state("graph");
  #host: Host;
  #document: OpenDocument;
  #navigation: Navigation;
  #id: string | null = null;
  #asked = 0;

  readonly shown = $derived(this.graph ? shownOf(this.graph, { hidden: this.hidden, tag: this.tag }) : null);
  readonly kinds = $derived(this.graph ? countKinds(this.graph) : new Map<Kind, number>());
  readonly tags = $derived(this.graph ? countTags(this.graph) : []);

  constructor(host: Host, document: OpenDocument, navigation: Navigation) {
    this.#host = host;
    this.#document = document;
    this.#navigation = navigation;
  }

  /** The entry that is selected, if it is shown. */
  get entry(): Entry | null {
    return this.shown?.byId.get(this.selected ?? "") ?? null;
  }

  /** Shows the graph around the open document. */
  async show() {
    const { doc, draft } = this.#document;
    if (!doc) return;
    this.#id = doc.id;
    this.title = nameOf(doc);
    this.graph = null;
    this.hovered = null;
    this.selected = null;
    this.clear();
    this.open = true;
    // A link that was typed just now counts.
    await draft?.flush();
    await this.load();
  }

  async setDepth(depth: Depth) {
    this.depth = depth;
    await this.load();
  }

  /** Hides the documents of a kind, or shows them again. */
  toggle(kind: Kind) {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(kind)) hidden.add(kind);
    this.hidden = hidden;
  }

  /** Takes every filter away. */
  clear() {
    this.hidden = new Set();
    this.tag = null;
  }

  /** Opens a document in the place of the graph. */
  go(id: string) {
    this.open = false;
    this.#navigation.open(id);
  }

  async load() {
    const id = this.#id;
    if (id === null) return;
    const asked = ++this.#asked;
    this.failure = null;
    try {
      const graph = await this.#host.call("graph_show", { id, depth: this.depth });
      if (this.#asked !== asked) return;
      this.graph = graph;
      if (!this.tags.some(({ tag }) => tag === this.tag)) this.tag = null;
    } catch (thrown) {
      if (this.#asked !== asked) return;
      const { code, message, hint } = asCallError(thrown);
      this.failure = { code, message, hint };
    }
  }
}

export const [getLinkGraph, setLinkGraph] = createContext<LinkGraph>();
