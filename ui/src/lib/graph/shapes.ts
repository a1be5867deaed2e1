import type { Kind } from "../host";

/** What stands for each kind, around 0 0 and about 1 in radius: told apart without colour. */
export const SHAPES: Record<Kind, string> = {
  article: "M-.88-.88H.88V.88H-.88Z",
  note: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  journal: "M0-1.25L1.25 0L0 1.25L-1.25 0Z",
  post: "M0-1.2L1.2.9H-1.2Z",
};

const NAMES = ["ink", "ink-2", "ink-3", "rule-strong", "rubric", "paper", "focus"] as const;
export type Colours = Record<(typeof NAMES)[number], string>;

/** The colours of the theme as they are at an element now. */
export function coloursOf(element: HTMLElement): Colours {
  const before = element.style.color;
  const read = NAMES.map((name) => {
    element.style.color = `var(--${name})`;
    return [name, getComputedStyle(element).color] as const;
  });
  element.style.color = before;
  return Object.fromEntries(read) as Colours;
}
