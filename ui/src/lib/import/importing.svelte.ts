import { createContext } from "svelte";
import {
  asCallError,
  type ApiError,
  type Host,
  type ImportFormat,
  type ImportRun,
  type Imported,
  type ImportUndone,
} from "../host";
import { plural } from "../shared/format";
import type { Toasts } from "../shared/toasts.svelte";
import {
  base64Of,
  nameOf,
  NOTHING_CHOSEN,
  pathOf,
  readable,
  survey,
  takePictures,
  type Chosen,
} from "./folder";
import { batches, EMPTY, joined, undoneInWords } from "./reports";

/** Taking in files from elsewhere: first it is said what would come of it, then it is done. */
export class Importing {
  open: boolean = $state(false);
  chosen: Chosen = $state.raw(NOTHING_CHOSEN);
  /** As what the files are read; with null their content tells. */
  format: ImportFormat | null = $state(null);
  /** Whether damaged letters are repaired. */
  repair: boolean = $state(false);
  /** What would come of it. */
  preview: Imported | null = $state.raw(null);
  /** What came of it. */
  done: Imported | null = $state.raw(null);
  /** How many of the files are read, while something is under way. */
  progress: number | null = $state(null);
  error: ApiError | null = $state.raw(null);
  /** The imports that were made, newest first. */
  runs: readonly ImportRun[] = $state.raw([]);
  #run = 0;
  #host: Host;
  #toasts: Toasts;

  constructor(host: Host, toasts: Toasts) {
    this.#host = host;
    this.#toasts = toasts;
  }

  show() {
    if (this.progress === null) this.#reset();
    this.open = true;
    void this.#list();
  }

  /** Looks at files, and says what would come of them. */
  async choose(files: readonly File[]) {
    this.#reset();
    this.format = null;
    this.repair = false;
    if (files.length === 0) return;
    const run = this.#run;
    this.progress = 0;
    this.chosen = { ...NOTHING_CHOSEN, texts: files, name: nameOf(files) };
    const chosen = await survey(this.#host, files).catch((thrown: unknown) => this.#fail(run, thrown));
    if (!chosen || run !== this.#run) return;
    this.chosen = chosen;
    await this.#look();
  }

  /** Looks at the same files as something else. */
  async readAs(format: ImportFormat | null) {
    const { chosen } = this;
    this.#reset();
    this.format = format;
    this.chosen = chosen;
    await this.#look();
  }

  async run() {
    const done = await this.#all(false);
    if (!done) return;
    this.done = done;
    await this.#list();
  }

  /** Takes back an import, all of it. What was changed since stays. */
  async undo(id: string) {
    try {
      const undone: ImportUndone = await this.#host.call("import_undo", { id });
      const { message, hint } = undoneInWords(undone);
      if (hint) this.#toasts.problem({ message, hint });
      else this.#toasts.say(message);
      if (this.done?.import === id) this.#reset();
      await this.#list();
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  /** Lets the pages of an import's articles be fetched. */
  async fetch(id: string) {
    try {
      const { ids, paused } = await this.#host.call("import_fetch", { id });
      const message = `${plural(ids.length, "page is", "pages are")} being fetched.`;
      if (paused)
        this.#toasts.problem({ message: "The queue is paused.", hint: "Resume it among the clips." });
      else this.#toasts.say(message);
      if (this.done?.import === id) this.done = { ...this.done, waiting: 0 };
      await this.#list();
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async #list() {
    try {
      this.runs = await this.#host.call("import_list", {});
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  #reset() {
    this.#run += 1;
    this.chosen = NOTHING_CHOSEN;
    this.preview = null;
    this.done = null;
    this.error = null;
    this.progress = null;
  }

  async #look() {
    const preview = await this.#all(true);
    if (preview) this.preview = preview;
  }

  #fail(run: number, thrown: unknown): null {
    const { code, message, hint } = asCallError(thrown);
    if (run === this.#run) {
      this.error = { code, message, hint };
      this.progress = null;
    }
    return null;
  }

  async #all(dry: boolean): Promise<Imported | null> {
    const run = this.#run;
    this.error = null;
    this.progress = 0;
    const { files, tooLarge } = readable(this.chosen.texts);
    let report: Imported | null = tooLarge;
    let started: string | null = null;
    try {
      const pictures = [...this.chosen.pictures.keys()];
      for (const batch of batches(files)) {
        const encoded = await Promise.all(
          batch.map(async (file) => ({ name: pathOf(file), base64: await base64Of(file) })),
        );
        if (run !== this.#run) return null;
        const part: Imported = await this.#host.call("import_run", {
          files: encoded,
          pictures,
          import: started,
          name: this.chosen.name,
          dry_run: dry,
          format: this.format,
          repair: this.repair,
        });
        started = part.import;
        report = report ? joined(report, part) : part;
        this.progress += batch.length;
      }
      report = await takePictures(this.#host, this.chosen, report ?? EMPTY, dry, (count) => {
        this.progress = (this.progress ?? 0) + count;
        return run === this.#run;
      });
    } catch (thrown) {
      this.#fail(run, thrown);
    }
    if (run !== this.#run) return null;
    this.progress = null;
    return this.error ? null : report;
  }
}

export const [getImporting, setImporting] = createContext<Importing>();
