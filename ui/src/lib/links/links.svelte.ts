import type { Backlink, Backlinks, Host, OutgoingLink, Related } from "../host";

/** Whether a link stands in your own words, not in the text of a saved article. */
export function isYours({ kind, part }: Backlink): boolean {
  return kind !== "article" || part !== "body";
}

const PAGE = 100;
const RELATED = 8;

/** What leads to a document, and where it leads. */
export class Links {
  backlinks: Backlinks | null = $state.raw(null);
  outgoing: OutgoingLink[] | null = $state.raw(null);
  /** What is like it, once that was asked for. */
  related: Related[] | null = $state.raw(null);
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get count(): number {
    const { total = 0, mentions = [] } = this.backlinks ?? {};
    return total + mentions.length + (this.outgoing?.length ?? 0);
  }

  /** Reads both sides; what cannot be read now stays as it was. */
  async load(id: string) {
    const [backlinks, outgoing] = await Promise.allSettled([
      this.#host.call("backlink_list", { id, skip: null, limit: Math.max(PAGE, this.#shown) }),
      this.#host.call("link_list", { id }),
    ]);
    if (backlinks.status === "fulfilled") this.backlinks = backlinks.value;
    if (outgoing.status === "fulfilled") this.outgoing = outgoing.value;
  }

  /** Reads what is related to it. */
  async relate(id: string) {
    try {
      this.related = await this.#host.call("related_list", { id, limit: RELATED });
    } catch {
      this.related ??= [];
    }
  }

  get #shown(): number {
    return this.backlinks?.linked.length ?? 0;
  }

  /** How many backlinks are not shown yet. */
  get left(): number {
    return this.backlinks ? this.backlinks.total - this.#shown : 0;
  }

  /** Reads the next page of backlinks. */
  async more(id: string) {
    const { backlinks } = this;
    if (!backlinks) return;
    const next = await this.#host.call("backlink_list", { id, skip: this.#shown, limit: PAGE });
    if (this.backlinks === backlinks)
      this.backlinks = { ...backlinks, total: next.total, linked: [...backlinks.linked, ...next.linked] };
  }
}
