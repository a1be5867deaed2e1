import { createContext } from "svelte";
import type { Event, Host, KeyPlace, ModelDraft, ModelRequest, ModelSettings, ModelTested } from "../host";
import { plural } from "../shared/format";
import type { Navigation } from "../shared/navigation.svelte";
import type { Toasts } from "../shared/toasts.svelte";

type ModelEvent = Event & { type: "model_draft" | "model_tested" };

/** The optional model that drafts outlines: what was chosen of it, and what it is doing. */
export class Model {
  /** Whether the settings are open. */
  open: boolean = $state(false);
  settings: ModelSettings | null = $state.raw(null);
  /** Where the key is; looked up only while the settings are open, since a keychain may ask its owner. */
  key: KeyPlace | null = $state(null);
  /** What came of the last test; none while one runs. */
  tested: ModelTested | null = $state.raw(null);
  testing: boolean = $state(false);
  #drafts: ReadonlyMap<string, ModelDraft> = $state.raw(new Map());
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  get on(): boolean {
    return this.settings?.on ?? false;
  }

  /** Reads what was chosen, and what is being drafted. What cannot be read is no loss: it is asked for again. */
  async load() {
    try {
      const [settings, drafts] = await Promise.all([
        this.#host.call("model_show", {}),
        this.#host.call("model_drafts", {}),
      ]);
      this.settings = settings;
      this.#drafts = new Map(drafts.map((draft) => [draft.id, draft]));
    } catch {
      this.settings = null;
    }
  }

  async show() {
    this.tested = null;
    this.key = null;
    if (!this.settings) await this.load();
    this.open = true;
    try {
      this.key = (await this.#host.call("model_key", {})).place;
    } catch {
      this.key = "none";
    }
  }

  /** Keeps what was chosen; answers whether it was kept. */
  async save(request: ModelRequest): Promise<boolean> {
    try {
      this.settings = await this.#host.call("model_set", request);
      return true;
    } catch (thrown) {
      this.#toasts.problem(thrown);
      return false;
    }
  }

  async test(request: ModelRequest) {
    this.tested = null;
    this.testing = true;
    try {
      await this.#host.call("model_test", request);
    } catch (thrown) {
      this.testing = false;
      this.#toasts.problem(thrown);
    }
  }

  /** How far the model is with the outline of an article, while it works on it. */
  draftOf(id: string): ModelDraft | null {
    return this.#drafts.get(id) ?? null;
  }

  async draft(id: string) {
    try {
      this.#put(await this.#host.call("model_draft", { id }));
    } catch (thrown) {
      this.#toasts.problem(thrown, { label: "Settings", run: () => void this.show() });
    }
  }

  async cancel(id: string) {
    try {
      await this.#host.call("model_cancel", { id });
    } catch (thrown) {
      this.#toasts.problem(thrown);
    }
  }

  take(event: ModelEvent) {
    if (event.type === "model_tested") {
      this.tested = event.tested;
      this.testing = false;
      return;
    }
    const { draft } = event;
    this.#put(draft);
    if (draft.state === "failed" && draft.error) {
      const { message } = draft.error;
      const hint = `The outline is as it was. ${draft.error.hint ?? ""}`.trim();
      this.#toasts.problem(
        { ...draft.error, message, hint },
        { label: "Try again", run: () => void this.draft(draft.id) },
      );
    }
    if (draft.state === "done") this.#tell(draft);
  }

  #tell({ id, points }: ModelDraft) {
    const doubtful = points.filter(({ unsupported }) => unsupported).length;
    const doubt = doubtful > 0 ? ` ${plural(doubtful, "point")} without support in the text.` : "";
    const elsewhere = this.#navigation.route.id !== id;
    const action = elsewhere ? { label: "Open", run: () => this.#navigation.open(id) } : null;
    this.#toasts.say(`The model drafted the outline.${doubt}`, action);
  }

  #put(draft: ModelDraft) {
    const drafts = new Map(this.#drafts);
    const works = draft.state === "waiting" || draft.state === "reading" || draft.state === "writing";
    if (works) drafts.set(draft.id, draft);
    else drafts.delete(draft.id);
    this.#drafts = drafts;
  }
}

export const [getModel, setModel] = createContext<Model>();
