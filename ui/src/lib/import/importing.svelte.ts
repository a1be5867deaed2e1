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
import { batches, joined, nameOf, pathOf, readable, undoneInWords } from "./reports";

/** Taking in files from elsewhere: first it is said what would come of it, then it is done. */
export class Importing {
  open: boolean = $state(false);
  files: readonly File[] = $state.raw([]);
  /** As what the files are read; with null their content tells. */
  format: ImportFormat | null = $state(null);
  /** Whether spoilt characters are repaired. */
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
    if (this.progress === null) this.#reset([]);
    this.open = true;
    void this.#list();
  }

  /** Looks at files, and says what would come of them. */
  async choose(files: readonly File[]) {
    this.#reset(files);
    this.format = null;
    this.repair = false;
    await this.#look();
  }

  /** Looks at the same files as something else. */
  async readAs(format: ImportFormat | null) {
    this.format = format;
    this.#reset(this.files);
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
      if (this.done?.import === id) this.#reset([]);
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

  #reset(files: readonly File[]) {
    this.#run += 1;
    this.files = files;
    this.preview = null;
    this.done = null;
    this.error = null;
    this.progress = null;
  }

  async #look() {
    if (this.files.length === 0) return;
    const preview = await this.#all(true);
    if (preview) this.preview = preview;
  }

  async #all(dry: boolean): Promise<Imported | null> {
    const run = this.#run;
    this.error = null;
    this.progress = 0;
    const { files, tooLarge } = readable(this.files);
    let report: Imported | null = tooLarge;
    let started: string | null = null;
    try {
      for (const batch of batches(files)) {
        const encodedFiles = await Promise.all(batch.map(encoded));
        if (run !== this.#run) return null;
        const part: Imported = await this.#host.call("import_run", {
          files: encodedFiles,
          import: started,
          name: nameOf(this.files),
          dry_run: dry,
          format: this.format,
          repair: this.repair,
        });
        started = part.import;
        report = report ? joined(report, part) : part;
        this.progress += batch.length;
      }
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      if (run === this.#run) this.error = { code, message, hint };
    }
    if (run !== this.#run) return null;
    this.progress = null;
    return this.error ? null : report;
  }
}

/** A file's name with its folders, and its bytes. */
async function encoded(file: File): Promise<{ name: string; base64: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
  return { name: pathOf(file), base64: url.slice(url.indexOf(",") + 1) };
}

export const [getImporting, setImporting] = createContext<Importing>();
