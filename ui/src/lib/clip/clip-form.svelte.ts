import { createContext } from "svelte";
import { asCallError, type ApiError, type Clip, type Host } from "../host";
import { parseTags, plural } from "../shared/format";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";
import { addressesIn, addressIn } from "./state";

/** The dialog that clips links, and the clips made without it. */
export class ClipForm {
  open: boolean = $state(false);
  /** The address, or several: one on each line, or anywhere in a text. */
  url: string = $state("");
  tags: string = $state("");
  comment: string = $state("");
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  readonly addresses: string[] = $derived(addressesIn(this.url));
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
    const wanted = this.addresses.length > 0 ? this.addresses : [this.url.trim()];
    const clips: Clip[] = [];
    try {
      const rest = { tags: parseTags(this.tags), comment: this.comment.trim() === "" ? null : this.comment };
      for (const url of wanted) clips.push(await this.#host.call("article_clip", { url, ...rest }));
      this.open = false;
    } catch (thrown) {
      const { code, message, hint } = asCallError(thrown);
      this.error = { code, message, hint };
      // What is clipped is clipped: what stays in the field is what still has to be.
      if (clips.length > 0) this.url = wanted.slice(clips.length).join("\n");
    } finally {
      this.busy = false;
    }
    this.#tell(clips, wanted.length);
  }

  #tell(clips: Clip[], wanted: number) {
    const [first] = clips;
    if (!first) return;
    const known = clips.filter((clip) => clip.state === "known").length;
    if (wanted === 1) {
      if (known) this.#toasts.say("Already in your library");
      this.#navigation.open(first.id);
      return;
    }
    const there = known > 0 ? `, of which ${known === clips.length ? "all" : known} you had already` : "";
    this.#toasts.say(`Clipped ${plural(clips.length, "link")}${there}.`);
    if (!this.open && known < clips.length) this.#navigation.browse("clips");
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
