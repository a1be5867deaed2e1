import { createContext } from "svelte";
import { asCallError, type ApiError, type ExportFormat, type Host, type ImportProblem } from "../host";
import { plural } from "../shared/format";
import type { Toasts } from "../shared/toasts.svelte";

/** Giving the library back as plain files. */
export class Exporting {
  open: boolean = $state(false);
  format: ExportFormat = $state("markdown");
  query: string = $state("");
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  /** What could not be written into the files that it belongs to. */
  left: readonly ImportProblem[] = $state.raw([]);
  #host: Host;
  #toasts: Toasts;

  constructor(host: Host, toasts: Toasts) {
    this.#host = host;
    this.#toasts = toasts;
  }

  show(format: ExportFormat = "markdown") {
    this.format = format;
    this.error = null;
    this.left = [];
    this.open = true;
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    this.left = [];
    try {
      const made = await this.#host.call("library_export", { format: this.format, query: this.query });
      if (made.count === 0) {
        this.error = {
          code: "nothing",
          message: "There is nothing to export.",
          hint: "Search for something else, or for nothing.",
        };
        return;
      }
      // Who closed the dialog meanwhile wants no file.
      if (!this.open || !(await this.#host.saveFile(made.name, { base64: made.base64 }))) return;
      this.left = made.left;
      this.#toasts.say(`${plural(made.count, "file")} exported.`);
      if (made.left.length === 0) this.open = false;
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
    } finally {
      this.busy = false;
    }
  }
}

export const [getExporting, setExporting] = createContext<Exporting>();
