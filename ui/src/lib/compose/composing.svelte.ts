import { getLocalTimeZone, today } from "@internationalized/date";
import { createContext } from "svelte";
import { asCallError, type ApiError, type ComposedPost, type Host } from "../host";
import { copyHtml, copyText } from "../shared/copy";
import { plural } from "../shared/format";
import type { Navigation } from "../shared/navigation.svelte";
import { recall, remember } from "../shared/remember";
import type { ToastAction, Toasts } from "../shared/toasts.svelte";
import { emptyPost, moved, newOnes, readPost, requestOf, type Chosen, type Post } from "./post";

const KEY = "postil:post";

/** What of a post is shown; in a narrow window one of them alone. */
export type Pane = "edit" | "preview" | "markdown";

/** A post about articles: what it is made of, as it would be, and where it goes. It is kept until it is cleared. */
export class Composing {
  open: boolean = $state(false);
  post: Post = $state(readPost(recall(KEY)));
  /** As it would be. */
  shown: ComposedPost | null = $state.raw(null);
  pane: Pane = $state("edit");
  busy: boolean = $state(false);
  error: ApiError | null = $state.raw(null);
  /** What was done last, and what may be done about it. */
  said: { message: string; action: ToastAction | null } | null = $state.raw(null);
  /** Whether the title is to take the focus. */
  titleWanted: boolean = $state(false);
  #host: Host;
  #navigation: Navigation;
  #toasts: Toasts;
  #turn = 0;
  /** Whether the error is that it could not be looked at. */
  #unseen = false;

  constructor(host: Host, navigation: Navigation, toasts: Toasts) {
    this.#host = host;
    this.#navigation = navigation;
    this.#toasts = toasts;
  }

  get today(): string {
    return today(getLocalTimeZone()).toString();
  }

  get empty(): boolean {
    const { title, introduction, chosen, tags } = this.post;
    return chosen.length === 0 && [title, introduction, tags].every((text) => text.trim() === "");
  }

  show() {
    this.said = null;
    this.error = null;
    this.pane = "edit";
    this.open = true;
  }

  /** Remembers the post on this machine. */
  keep() {
    remember(KEY, this.empty && !this.post.saved ? null : JSON.stringify(this.post));
  }

  has(id: string): boolean {
    return this.post.chosen.some((one) => one.id === id);
  }

  /** Puts articles at the end, but for those that are there. */
  add(articles: readonly Chosen[]) {
    this.post.chosen = [...this.post.chosen, ...newOnes(this.post.chosen, articles)];
  }

  /** Puts all of what was found at the end, which can be undone at once. */
  addAll(articles: readonly Chosen[]) {
    const added = new Set(newOnes(this.post.chosen, articles).map(({ id }) => id));
    this.add(articles);
    this.#say(`${plural(added.size, "article")} added.`, {
      label: "Undo",
      run: () => {
        this.said = null;
        this.post.chosen = this.post.chosen.filter(({ id }) => !added.has(id));
      },
    });
  }

  /** Puts the article that is read into the post, from anywhere. */
  addFrom({ id, title }: Chosen) {
    const there = this.has(id);
    this.add([{ id, title }]);
    this.#toasts.say(there ? `“${title}” is in the post already.` : `“${title}” is in the post.`, {
      label: "Open the post",
      run: () => this.show(),
    });
  }

  /** Moves an article by so many places. */
  move(id: string, by: number) {
    const at = this.post.chosen.findIndex((one) => one.id === id);
    if (at < 0) return;
    this.post.chosen = moved(this.post.chosen, at, at + by);
  }

  /** Puts an article in the place of another. */
  place(id: string, at: number) {
    const from = this.post.chosen.findIndex((one) => one.id === id);
    if (from >= 0) this.post.chosen = moved(this.post.chosen, from, at);
  }

  remove(id: string) {
    const at = this.post.chosen.findIndex((one) => one.id === id);
    const gone = this.post.chosen[at];
    if (!gone) return;
    this.post.chosen = this.post.chosen.filter((one) => one.id !== id);
    this.#say(`“${gone.title}” is taken out.`, {
      label: "Undo",
      run: () => {
        this.said = null;
        if (!this.has(id)) this.post.chosen = moved([...this.post.chosen, gone], this.post.chosen.length, at);
      },
    });
  }

  /** Begins another post. */
  clear() {
    const before = $state.snapshot(this.post);
    this.post = emptyPost(before.flavour, before.drafted);
    this.error = null;
    this.pane = "edit";
    this.titleWanted = true;
    this.#say("This is a new post.", {
      label: "Undo",
      run: () => {
        this.said = null;
        this.post = before;
      },
    });
  }

  /** Reads how the post would be. */
  async look() {
    const turn = ++this.#turn;
    try {
      const shown = await this.#compose();
      if (turn !== this.#turn) return;
      this.shown = shown;
      // What went wrong with saving it is not put right by a look at it.
      if (this.#unseen || (this.error?.code === "no_title" && this.post.title.trim() !== ""))
        this.error = null;
      this.#unseen = false;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#fail(thrown);
      this.#unseen = true;
    }
  }

  async copyMarkdown() {
    await this.#do(async () => {
      await copyText(this.#compose().then(({ markdown }) => markdown));
      this.#say("Copied as Markdown.");
    });
  }

  async copyHtml() {
    await this.#do(async () => {
      await copyHtml(this.#compose().then(({ html, markdown }) => ({ html, text: markdown })));
      this.#say("Copied as HTML.");
    });
  }

  async export() {
    if (this.#nameless()) return;
    await this.#do(async () => {
      const { file_name, markdown } = await this.#compose();
      const name = file_name.slice(file_name.lastIndexOf("/") + 1);
      if (await this.#host.saveFile(name, { text: markdown })) this.#say(`Exported as ${name}.`);
    });
  }

  /** Keeps it as a post in the library: the one that it was saved as, if it was. */
  async save() {
    if (this.#nameless()) return;
    await this.#do(async () => {
      const saving = this.post;
      const compose = requestOf(saving, this.today);
      const before = $state.snapshot(saving.saved);
      const { post, markdown } = await this.#host
        .call("compose_save", { compose, before })
        .catch((thrown: unknown) => {
          // It was saved into another library.
          if (!before || asCallError(thrown).code !== "not_found") throw thrown;
          return this.#host.call("compose_save", { compose, before: null });
        });
      saving.saved = { id: post.id, title: compose.title, markdown };
      this.#say(`Saved as “${post.title}”.`, {
        label: "Open",
        run: () => {
          this.open = false;
          this.#navigation.open(post.id);
        },
      });
    });
  }

  #compose(): Promise<ComposedPost> {
    return this.#host.call("compose_preview", requestOf(this.post, this.today));
  }

  /** What has no title can be no file and no document. */
  #nameless(): boolean {
    if (this.post.title.trim() !== "") return false;
    this.error = { code: "no_title", message: "The post has no title.", hint: "Type one." };
    this.pane = "edit";
    this.titleWanted = true;
    return true;
  }

  async #do(work: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.#fail(thrown);
    } finally {
      this.busy = false;
    }
  }

  #say(message: string, action: ToastAction | null = null) {
    this.said = { message, action };
  }

  #fail(thrown: unknown) {
    const { code, message, hint } = asCallError(thrown);
    this.error = { code, message, hint };
    this.#unseen = false;
  }
}

export const [getComposing, setComposing] = createContext<Composing>();
