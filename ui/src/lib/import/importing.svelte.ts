import { createContext } from "svelte";
import { asCallError, type ApiError, type Host, type Imported } from "../host";
import type { Toasts } from "../shared/toasts.svelte";
import { base64Of, NOTHING_CHOSEN, pathOf, survey, takePictures, type Chosen } from "./folder";
import { batches, EMPTY, joined } from "./reports";

/** Taking in files from elsewhere: first it is said what would come of it, then it is done. */
export class Importing {
  open: boolean = $state(false);
  chosen: Chosen = $state.raw(NOTHING_CHOSEN);
  /** What would come of it. */
  preview: Imported | null = $state.raw(null);
  /** What came of it. */
  done: Imported | null = $state.raw(null);
  /** How many of the files are read, while something is under way. */
  progress: number | null = $state(null);
  error: ApiError | null = $state.raw(null);
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
  }

  /** Looks at files, and says what would come of them. */
  async choose(files: readonly File[]) {
    this.#reset();
    if (files.length === 0) return;
    const run = this.#run;
    this.progress = 0;
    this.chosen = { ...NOTHING_CHOSEN, texts: files };
    const chosen = await survey(this.#host, files).catch((thrown: unknown) => this.#fail(run, thrown));
    if (!chosen || run !== this.#run) return;
    this.chosen = chosen;
    const preview = await this.#all(true);
    if (preview) this.preview = preview;
  }

  async run() {
    const done = await this.#all(false);
    if (done) this.done = done;
  }

  /** Moves what was made to the bin. Entries that were added to days that were there stay. */
  async undo() {
    const { done } = this;
    if (!done) return;
    try {
      for (const id of done.created) await this.#host.call("document_delete", { id });
      this.open = false;
      this.#toasts.say("What was imported is in the bin.");
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
    let report: Imported | null = null;
    try {
      const pictures = [...this.chosen.pictures.keys()];
      for (const batch of batches(this.chosen.texts)) {
        const files = await Promise.all(
          batch.map(async (file) => ({ name: pathOf(file), base64: await base64Of(file) })),
        );
        if (run !== this.#run) return null;
        const part = await this.#host.call("import_run", { files, pictures, dry_run: dry });
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
