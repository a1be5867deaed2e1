import { createContext } from "svelte";
import type { Colour, HighlightRow, Host, Request } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import { copyText } from "../shared/copy";
import type { Toasts } from "../shared/toasts.svelte";

type Wanted = Request<"highlight_list">;

const PAGE = 60;

/** The list of all highlights: filtered, read page by page, and written into a file. */
export class Highlights {
  open: boolean = $state(false);
  query: string = $state("");
  colour: Colour | null = $state(null);
  commented: boolean = $state(false);
  lost: boolean = $state(false);
  rows: readonly HighlightRow[] = $state.raw([]);
  total: number | null = $state(null);
  loading: boolean = $state(false);
  #cursor: string | null = null;
  #turn = 0;
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  get filtered(): boolean {
    return this.query.trim() !== "" || this.colour !== null || this.commented || this.lost;
  }

  get more(): boolean {
    return this.#cursor !== null;
  }

  show() {
    this.open = true;
    void this.load();
  }

  /** Reads the first page anew. */
  async load() {
    this.#cursor = null;
    await this.#read([]);
  }

  /** Reads the next page. */
  async next() {
    if (this.more && !this.loading) await this.#read(this.rows);
  }

  async #read(before: readonly HighlightRow[]) {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await this.#host.call("highlight_list", this.#wanted());
      if (turn !== this.#turn) return;
      this.rows = [...before, ...page.items];
      this.total = page.total;
      this.#cursor = page.cursor;
    } catch (thrown) {
      if (turn === this.#turn) this.#toasts.problem(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }

  /** Opens the article of a highlight at its passage. */
  go({ document_id, id }: HighlightRow) {
    this.open = false;
    this.#navigation.open(document_id, { part: "highlight", highlight: id });
  }

  async copy() {
    try {
      const exported = this.#export("markdown");
      await copyText(exported.then(({ text }) => text));
      const { count } = await exported;
      this.#toasts.say(count === 1 ? "One highlight copied." : `${count} highlights copied.`);
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async save() {
    try {
      const { text } = await this.#export("markdown");
      await this.#host.saveFile("highlights.md", { text });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  #export(format: "markdown" | "json") {
    return this.#host.call("highlight_export", { wanted: { ...this.#wanted(), cursor: null }, format });
  }

  #wanted(): Wanted {
    const { query, colour, commented, lost } = this;
    return { query, colour, commented, lost, cursor: this.#cursor, limit: PAGE };
  }
}

export const [getHighlights, setHighlights] = createContext<Highlights>();
