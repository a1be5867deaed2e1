import { createContext } from "svelte";
import type { DamagedText, Host } from "../host";
import type { OpenDocument } from "../reader/open.svelte";
import { plural } from "../shared/format";
import type { Toasts } from "../shared/toasts.svelte";

/** Repairing letters of the open document that an earlier program damaged: first they are shown, then it is done. */
export class Repairing {
  open: boolean = $state(false);
  damage: DamagedText | null = $state.raw(null);
  busy: boolean = $state(false);
  #host: Host;
  #opened: OpenDocument;
  #toasts: Toasts;

  constructor(host: Host, opened: OpenDocument, toasts: Toasts) {
    this.#host = host;
    this.#opened = opened;
    this.#toasts = toasts;
  }

  async show() {
    const { id } = this.#opened;
    if (!id) return;
    try {
      await this.#opened.draft?.flush();
      const damage = await this.#host.call("damage_show", { id });
      if (damage.count === 0) return this.#toasts.say("No damaged letters were found.");
      this.damage = damage;
      this.open = true;
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  async run() {
    if (!this.damage || this.busy) return;
    this.busy = true;
    try {
      const { count } = await this.#host.call("damage_repair", { id: this.damage.id });
      this.open = false;
      await this.#opened.reload();
      this.#toasts.say(`${plural(count, "place is", "places are")} repaired.`);
    } catch (thrown) {
      this.#toasts.problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export const [getRepairing, setRepairing] = createContext<Repairing>();
