import { createContext } from "svelte";
import { asCallError, type ApiError, type Host, type JournalDay } from "../host";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";
import { dayInWords } from "./days";

/** The journal: entries that are added from anywhere, and the day on the page. */
export class Journal {
  /** Whether an entry is being written. */
  open: boolean = $state(false);
  /** The day that the entry is for; `null` is today. */
  date: string | null = $state(null);
  text: string = $state("");
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  /** The day on the page, with what was saved on it. */
  day: JournalDay | null = $state.raw(null);
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  /** Lets an entry be written. What was being written for the same day is still there. */
  write(date: string | null = null) {
    if (date !== this.date) this.text = "";
    this.date = date;
    this.error = null;
    this.open = true;
  }

  /** Adds the entry that was written. */
  async add() {
    if (this.busy || this.text.trim() === "") return;
    this.busy = true;
    this.error = null;
    try {
      const day = await this.#host.call("journal_add", { date: this.date, markdown: this.text });
      this.text = "";
      this.open = false;
      const here = this.#navigation.route.id === day.id;
      const action = here || !day.id ? null : { label: "Open", run: () => this.#navigation.open(day.id!) };
      if (!here) this.#toasts.say(`Added to ${dayInWords(day.date)}.`, action);
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
    } finally {
      this.busy = false;
    }
  }

  /** Goes to a day; where nothing is written yet, an entry can be. */
  async go(date: string | null) {
    try {
      const day = await this.#host.call("journal_day", { date });
      if (day.id) this.#navigation.open(day.id);
      else this.write(date);
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  /** Reads the day on the page. */
  async show(date: string) {
    try {
      this.day = await this.#host.call("journal_day", { date });
    } catch {
      // The text of the day is there all the same.
      this.day = null;
    }
  }

  /** The dates of a month, `2026-03`, on which something was written. */
  async daysOf(month: string): Promise<ReadonlySet<string>> {
    try {
      return new Set((await this.#host.call("journal_month", { month })).days);
    } catch {
      return new Set();
    }
  }
}

export const [getJournal, setJournal] = createContext<Journal>();
