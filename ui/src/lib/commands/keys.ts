/**
 * Keys are written `Mod+K`, `Alt+Left`, `Shift+F6` or `j`: modifiers in the order Mod, Alt, Shift, then the key
 * as the keyboard names it. `Mod` is Ctrl, on a Mac Cmd. A printed character (`?`) needs no Shift.
 */
const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

const NAMES: Record<string, string> = {
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  Escape: "Esc",
  " ": "Space",
};
const SHOWN: Record<string, string> = { Left: "←", Right: "→", Up: "↑", Down: "↓", "-": "−" };
const SHOWN_ON_MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };

/** Writes what was pressed the way commands write their keys. */
export function pressed(event: KeyboardEvent, mac = MAC): string {
  const modified = event.altKey || (mac ? event.metaKey : event.ctrlKey);
  const key = NAMES[event.key] ?? (event.key.length === 1 ? keyOf(event, modified) : event.key);
  const printed = event.key.length === 1 && event.key !== " " && !/[a-z]/i.test(key);
  const parts: string[] = [];
  if (mac ? event.metaKey : event.ctrlKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && !printed) parts.push("Shift");
  return [...parts, key].join("+");
}

/** The letter of a key: capital beside a modifier, as typed alone; by place when the layout has no Latin letters. */
function keyOf(event: KeyboardEvent, modified: boolean): string {
  if (!modified) return event.shiftKey ? event.key : event.key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(event.code)?.[1] ?? /^Digit(\d)$/.exec(event.code)?.[1];
  const latin = event.key.codePointAt(0)! < 0x80;
  return (latin ? event.key : (place ?? event.key)).toUpperCase();
}

/** Keys as a person reads them: `Ctrl K`, on a Mac `⌘K`. */
export function shown(keys: string, mac = MAC): string {
  const parts = keys.split(/\+(?=.)/).map((part) => SHOWN[part] ?? part);
  if (mac) return parts.map((part) => SHOWN_ON_MAC[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join(" ");
}

/** True where a plain key is text, or belongs to a menu or a dialog, rather than a command. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=menu], [role=dialog], dialog")) return true;
  return target.isContentEditable || target.matches("input, textarea, select, [contenteditable=true]");
}
