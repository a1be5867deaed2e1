import { createContext } from "svelte";
import { recall, remember } from "../shared/remember";

export type TextWidth = "narrow" | "normal" | "wide";

/** The sizes that a text can be read in, in pixels. */
export const SIZES: readonly number[] = [15, 16, 17.5, 19, 20.5, 22, 24];
export const NORMAL_SIZE = 17.5;
/** How wide a line may be, in characters. */
export const MEASURES: Record<TextWidth, number> = { narrow: 50, normal: 66, wide: 84 };

const SIZE = "postil:type-size";
const WIDTH = "postil:text-width";

/** How large the text is that one reads, and how wide; remembered on this machine. */
export class Typography {
  size: number = $state(SIZES.find((size) => String(size) === recall(SIZE)) ?? NORMAL_SIZE);
  width: TextWidth = $state(isWidth(recall(WIDTH)) ?? "normal");
  #hold: () => () => void;

  /** `hold` notes where one reads, and answers what goes back there once the text is set anew. */
  constructor(hold: () => () => void = () => () => {}) {
    this.#hold = hold;
    this.#apply();
  }

  get smallest(): boolean {
    return this.size === SIZES[0];
  }

  get largest(): boolean {
    return this.size === SIZES.at(-1);
  }

  get normal(): boolean {
    return this.size === NORMAL_SIZE && this.width === "normal";
  }

  /** Takes the next size, up or down, where there is one. */
  step(by: 1 | -1) {
    this.#set(SIZES[SIZES.indexOf(this.size) + by] ?? this.size, this.width);
  }

  setWidth(width: TextWidth) {
    this.#set(this.size, width);
  }

  /** Sets size and width as they were at first. */
  reset() {
    this.#set(NORMAL_SIZE, "normal");
  }

  #set(size: number, width: TextWidth) {
    if (size === this.size && width === this.width) return;
    const back = this.#hold();
    this.size = size;
    this.width = width;
    remember(SIZE, size === NORMAL_SIZE ? null : String(size));
    remember(WIDTH, width === "normal" ? null : width);
    this.#apply();
    back();
  }

  #apply() {
    const { style } = document.documentElement;
    if (this.size === NORMAL_SIZE) style.removeProperty("--read");
    else style.setProperty("--read", `${this.size}px`);
    if (this.width === "normal") style.removeProperty("--measure");
    else style.setProperty("--measure", `${MEASURES[this.width]}ch`);
  }
}

function isWidth(value: string | null): TextWidth | null {
  return value !== null && Object.hasOwn(MEASURES, value) ? (value as TextWidth) : null;
}

export const [getTypography, setTypography] = createContext<Typography>();
