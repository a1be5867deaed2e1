import type { Backlink, Backlinks, Host, OutgoingLink } from "../host";

/** Whether a link stands in your own words, not in the text of a saved article. */
export function isYours({ kind, part }: Backlink): boolean {
  return kind !== "article" || part !== "body";
}

/** What leads to a document, and where it leads. */
export class Links {
  backlinks: Backlinks | null = $state.raw(null);
  outgoing: OutgoingLink[] | null = $state.raw(null);
  #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get count(): number {
    const { linked = [], mentions = [] } = this.backlinks ?? {};
    return linked.length + mentions.length + (this.outgoing?.length ?? 0);
  }

  /** Reads both sides; what cannot be read now stays as it was. */
  async load(id: string) {
    const [backlinks, outgoing] = await Promise.allSettled([
      this.#host.call("backlink_list", { id }),
      this.#host.call("link_list", { id }),
    ]);
    if (backlinks.status === "fulfilled") this.backlinks = backlinks.value;
    if (outgoing.status === "fulfilled") this.outgoing = outgoing.value;
  }
}
