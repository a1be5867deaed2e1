import type { Mark, Offer, QueryReader } from "./reader.svelte";
import { typeOver } from "./type-over";

/** A search that is being typed: what may stand at its cursor, and what is wrong in it. */
export type Typing = {
  field: HTMLInputElement;
  reader: QueryReader;
  offer: Offer | null;
  mark: Mark | null;
};

/** Puts a completion in the place of what is typed. */
export function accept({ field, offer }: Typing, index: number) {
  const choice = offer?.choices[index];
  if (!offer || !choice) return;
  const over = offer.filter !== null && offer.to === field.value.length;
  typeOver(field, offer, choice.text + (over ? " " : ""));
}

/** Puts what was meant in the place of what is wrong; the cursor stays where it is in the rest. */
export function mend({ field, reader, mark }: Typing) {
  if (!mark?.suggestion) return;
  const { length } = field.value;
  const behind = length - (field.selectionEnd ?? length);
  typeOver(field, mark, mark.suggestion);
  const caret = field.value.length - behind;
  if (caret > (field.selectionEnd ?? 0)) field.setSelectionRange(caret, caret);
  reader.close();
}

/** Answers a key if it is for the completions or for what is wrong. */
export function answered(event: KeyboardEvent, typing: Typing): boolean {
  const { field, reader, offer, mark } = typing;
  const { key } = event;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (key === "Enter" && event.altKey && mark?.suggestion) mend(typing);
  else if (key === " " && event.ctrlKey) void reader.read(field.value, field.selectionStart, true);
  else if (!offer || !bare) return false;
  else if (key === "ArrowDown" || key === "ArrowUp") reader.move(key === "ArrowDown" ? 1 : -1);
  else if (key === "Tab") accept(typing, Math.max(0, reader.active));
  else if (key === "Enter" && reader.active >= 0) accept(typing, reader.active);
  else if (key === "Escape") reader.close();
  else return false;
  return true;
}
