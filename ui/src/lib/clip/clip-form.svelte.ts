import { createContext } from "svelte";
import { asCallError, type ApiError, type Host } from "../host";
import { parseTags } from "../shared/format";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";
import { addressIn } from "./state";

/** The dialog that clips a link, and the clips made without it. */
export class ClipForm {
  open: boolean = $state(false);
  url: string = $state("");
  tags: string = $state("");
  comment: string = $state("");
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  /** Opens the dialog; an address on the clipboard is filled in once it is known, unless one was typed. */
  async show() {
    this.open = true;
    this.error = null;
    this.url = "";
    this.tags = "";
    this.comment = "";
    const address = addressIn(await this.#host.readClipboard());
    if (address && this.open && this.url === "") this.url = address;
  }

  async submit() {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      const request = {
        url: this.url.trim(),
        tags: parseTags(this.tags),
        comment: this.comment.trim() === "" ? null : this.comment,
      };
      const clip = await this.#host.call("article_clip", request);
      this.open = false;
      if (clip.state === "known") this.#toasts.say("Already in your library");
      this.#navigation.open(clip.id);
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
    } finally {
      this.busy = false;
    }
  }

  /** Clips an address in the background, saying so in a toast that leads to it. */
  async clip(url: string) {
    try {
      const clip = await this.#host.call("article_clip", { url, tags: [], comment: null });
      this.#toasts.say(clip.state === "known" ? "Already in your library" : `Clipped ${clip.title || url}`, {
        label: "Open",
        run: () => this.#navigation.open(clip.id),
      });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }
}

export const [getClipForm, setClipForm] = createContext<ClipForm>();
