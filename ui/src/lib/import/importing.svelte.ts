import { createContext } from "svelte";
import { asCallError, type ApiError, type Host, type Imported } from "../host";
import type { Toasts } from "../shared/toasts.svelte";
import { batches, joined } from "./reports";

/** Taking in files from elsewhere: first it is said what would come of it, then it is done. */
export class Importing {
  open: boolean = $state(false);
  files: readonly File[] = $state.raw([]);
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
    if (this.progress === null) this.#reset([]);
    this.open = true;
  }

  /** Looks at files, and says what would come of them. */
  async choose(files: readonly File[]) {
    this.#reset(files);
    if (files.length === 0) return;
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

  #reset(files: readonly File[]) {
    this.#run += 1;
    this.files = files;
    this.preview = null;
    this.done = null;
    this.error = null;
    this.progress = null;
  }

  async #all(dry: boolean): Promise<Imported | null> {
    const run = this.#run;
    this.error = null;
    this.progress = 0;
    let report: Imported | null = null;
    try {
      for (const batch of batches(this.files)) {
        const files = await Promise.all(batch.map(encoded));
        if (run !== this.#run) return null;
        const part = await this.#host.call("import_run", { files, dry_run: dry });
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
  return { name: file.webkitRelativePath || file.name, base64: url.slice(url.indexOf(",") + 1) };
}

export const [getImporting, setImporting] = createContext<Importing>();
