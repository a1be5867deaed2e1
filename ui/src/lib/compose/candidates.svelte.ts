import { endOfWeek, parseDate, startOfWeek } from "@internationalized/date";
import { asCallError, type ApiError, type Host, type PostCandidates } from "../host";

/** Where articles for a post are looked for. */
export type Source = "tag" | "search" | "week";

/** The articles of a tag, a search or a week, to choose from. */
export class Candidates {
  source: Source = $state("search");
  tag: string = $state("");
  query: string = $state("");
  /** A day of the week. */
  day: string = $state("");
  found: PostCandidates | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  #host: Host;
  #turn = 0;

  constructor(host: Host, day: string) {
    this.#host = host;
    this.day = day;
  }

  /** The Monday and the Sunday of the week. */
  get week(): [string, string] {
    const day = parseDate(this.day);
    return [startOfWeek(day, "en-GB").toString(), endOfWeek(day, "en-GB").toString()];
  }

  /** Whether there is something to look for. */
  get asked(): boolean {
    return this.source === "week" || (this.source === "tag" ? this.tag : this.query).trim() !== "";
  }

  turnWeek(by: number) {
    this.day = parseDate(this.day).add({ weeks: by }).toString();
  }

  async look() {
    const turn = ++this.#turn;
    if (!this.asked) {
      this.found = null;
      this.error = null;
      return;
    }
    const { source, tag, query, day } = this;
    try {
      const found = await this.#host.call("compose_candidates", {
        tag: source === "tag" ? tag : null,
        query: source === "search" ? query : null,
        week: source === "week" ? day : null,
      });
      if (turn !== this.#turn) return;
      this.found = found;
      this.error = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const { code, message, hint } = asCallError(thrown);
      this.found = null;
      this.error = { code, message, hint };
    }
  }
}
