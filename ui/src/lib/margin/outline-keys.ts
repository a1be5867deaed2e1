import { pressed } from "../commands/keys";
import type { Caret, Line, Outliner } from "./outliner.svelte";

/** Does what a key means in a line of the outline. Other keys are left to the field. */
export function keyOf(outliner: Outliner, line: Line, event: KeyboardEvent) {
  if (event.isComposing) return;
  const field = event.currentTarget as HTMLTextAreaElement;
  const done = act(outliner, line, field, pressed(event));
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function act(outliner: Outliner, line: Line, field: HTMLTextAreaElement, keys: string): boolean {
  const { selectionStart: at, selectionEnd: end } = field;
  const caret: Caret = { id: line.point.id, at };
  const lines = outliner.range ? outliner.chosen : [line];
  const fixed = field.readOnly;
  switch (keys) {
    case "Up":
    case "Shift+Up":
    case "Down":
    case "Shift+Down":
      return step(outliner, line, field, keys);
    case "Mod+.":
      void outliner.fold(line.point);
      return true;
  }
  if (fixed) return false;
  switch (keys) {
    case "Enter":
      if (at !== end) return true;
      void outliner.split(line, at);
      return true;
    case "Tab":
      void outliner.indent(lines, caret);
      return true;
    case "Shift+Tab":
      void outliner.outdent(lines, caret);
      return true;
    case "Alt+Up":
      void outliner.shift(lines, -1, caret);
      return true;
    case "Alt+Down":
      void outliner.shift(lines, 1, caret);
      return true;
    case "Mod+M":
      void outliner.turn(lines, caret);
      return true;
    case "Mod+Z":
      void outliner.undo();
      return true;
    case "Mod+Shift+Z":
    case "Mod+Y":
      void outliner.redo();
      return true;
    case "Mod+Shift+Backspace":
      void outliner.remove(lines);
      return true;
    case "Backspace":
    case "Delete":
      if (outliner.range) {
        void outliner.remove(lines);
        return true;
      }
      if (keys === "Delete" || at !== 0 || end !== 0) return false;
      void outliner.join(line);
      return true;
    default:
      return false;
  }
}

/** Goes to the line above or below, where the caret cannot go further in this one; with Shift it selects lines as a whole. */
function step(outliner: Outliner, line: Line, field: HTMLTextAreaElement, keys: string): boolean {
  const up = keys.endsWith("Up");
  const { selectionStart: at, selectionEnd: end, value } = field;
  const atEdge = up ? !value.slice(0, at).includes("\n") && isFirstRow(field) : isLastRow(field);
  if (keys.startsWith("Shift+")) {
    const whole = up ? at === 0 : end === value.length;
    if (!outliner.range && !whole && !atEdge) return false;
    const { lines } = outliner;
    const from = outliner.range?.from ?? line.point.id;
    const here = lines.findIndex(({ point }) => point.id === (outliner.range?.to ?? line.point.id));
    const next = lines[here + (up ? -1 : 1)];
    if (next) outliner.range = { from, to: next.point.id };
    return true;
  }
  outliner.range = null;
  if (!atEdge) return false;
  const { lines } = outliner;
  const next = lines[lines.findIndex(({ point }) => point.id === line.point.id) + (up ? -1 : 1)];
  if (!next) return false;
  outliner.caret = { id: next.point.id, at: up ? outliner.textOf(next.point).length : 0 };
  return true;
}

/** Whether a field shows its text in one row, or the caret is in the first or last. What is wrapped is told by height. */
function isFirstRow(field: HTMLTextAreaElement): boolean {
  return rows(field) <= 1 || field.selectionStart === 0;
}

function isLastRow(field: HTMLTextAreaElement): boolean {
  return rows(field) <= 1 || field.selectionEnd === field.value.length;
}

function rows(field: HTMLTextAreaElement): number {
  const line = parseFloat(getComputedStyle(field).lineHeight) || 20;
  return Math.round(field.clientHeight / line);
}
