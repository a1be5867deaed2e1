import { createContext } from "svelte";
import { paintMatches, reveal } from "./match-paint";
import { firstFrom, matchesOf, placeOf, readPage, type Match, type PageText } from "./page-text";
import { firstSeen } from "./position";

/** How long after the last letter the page is looked through. */
const REST_MS = 60;
/** The longest selection that is taken for what one looks for. */
const SELECTED = 80;

/** Finding words in the article that is read. */
export class Finder {
  open: boolean = $state(false);
  query: string = $state("");
  /** The matches of the query, once it was looked for. */
  matches: readonly Match[] = $state.raw([]);
  /** The index of the match that is shown; -1 without any. */
  at: number = $state(-1);
  /** What was last looked for. */
  asked: string = $state("");
  /** Grows when the field is to take the focus. */
  focusRequest: number = $state(0);
  #root: HTMLElement | null = $state.raw(null);
  #page: PageText | null = null;
  #from: { node: Node; offset: number } | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #unpaint = () => {};

  /** Whether there is an article to look through. */
  get available(): boolean {
    return this.#root !== null;
  }

  /** Takes the article that is shown; answers what lets it go. */
  attach(root: HTMLElement): () => void {
    this.#root = root;
    this.#page = null;
    // The same article, built again, is looked through again, and stays where it is.
    if (this.open) this.#look(this.at);
    return () => {
      this.#page = null;
      if (this.#root === root) this.#root = null;
      this.#unpaint();
    };
  }

  /** Opens, or goes back to the field; what is selected in the article is looked for. */
  show() {
    if (!this.#root) return;
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const words = selection?.toString().trim() ?? "";
    const taken =
      range && this.#root.contains(range.commonAncestorContainer) && words !== "" && words.length <= SELECTED;
    this.#from = taken ? { node: range.startContainer, offset: range.startOffset } : this.#here();
    if (taken) this.query = words;
    this.open = true;
    this.focusRequest += 1;
    this.#look();
  }

  /** Looks for what was typed, a moment after the last letter. */
  type(query: string) {
    this.query = query;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#look(), REST_MS);
  }

  /** Goes to the next match or the one before, around the end; opens when it is closed. */
  step(by: 1 | -1) {
    if (!this.open) return this.show();
    // What was just typed is looked for first.
    if (this.query !== this.asked) return this.#look();
    const { length } = this.matches;
    if (length > 0) this.#turn((this.at + by + length) % length);
  }

  /** Closes, and selects the match that was shown; answers whether there was one. */
  close(): boolean {
    const match = this.open ? this.matches[this.at] : undefined;
    const place = match && this.#page && placeOf(this.#page, match);
    this.leave();
    if (!place) return false;
    getSelection()?.setBaseAndExtent(
      place.startContainer,
      place.startOffset,
      place.endContainer,
      place.endOffset,
    );
    return true;
  }

  /** Closes, and leaves the page as it is. */
  leave() {
    clearTimeout(this.#rest);
    this.open = false;
    this.matches = [];
    this.at = -1;
    this.asked = "";
    this.#unpaint();
  }

  #look(at: number | null = null) {
    clearTimeout(this.#rest);
    if (!this.#root) return;
    this.#page ??= readPage(this.#root);
    this.asked = this.query;
    this.matches = matchesOf(this.#page, this.query);
    if (this.matches.length === 0) {
      this.at = -1;
      return this.#unpaint();
    }
    if (at !== null && at >= 0) {
      this.at = Math.min(at, this.matches.length - 1);
      return this.#paint();
    }
    const from = this.#from;
    this.#turn(from ? firstFrom(this.#page, this.matches, from.node, from.offset) : 0);
  }

  #turn(at: number) {
    this.at = at;
    const place = placeOf(this.#page!, this.matches[at]!);
    this.#from = { node: place.startContainer, offset: place.startOffset };
    this.#paint();
    reveal(place, this.#root!);
  }

  #paint() {
    const { matches } = this;
    const page = this.#page!;
    this.#unpaint();
    this.#unpaint = paintMatches(matches.length, (index) => placeOf(page, matches[index]!), this.at);
  }

  /** Where one reads now. */
  #here(): { node: Node; offset: number } | null {
    const scroller = this.#root!.closest<HTMLElement>(".scroll");
    const seen = scroller && firstSeen(this.#root!, scroller.getBoundingClientRect().top);
    return seen instanceof Range ? { node: seen.startContainer, offset: seen.startOffset } : null;
  }
}

export const [getFinder, setFinder] = createContext<Finder>();
