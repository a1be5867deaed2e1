import type { Place } from "./language";

/** Types a text in the place of another, so that it can be undone like what was typed by hand. */
export function typeOver(field: HTMLInputElement, { from, to }: Place, text: string) {
  field.focus();
  field.setSelectionRange(from, to);
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input"));
}
