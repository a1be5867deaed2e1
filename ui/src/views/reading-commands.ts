import { flushSync } from "svelte";
import type { Command } from "../lib/commands/registry.svelte";
import type { Room } from "./room.svelte";

/** The commands that find words in what is read, and set how it is read. */
export function reading(room: Room): Command[] {
  const { open, finder, typography } = room;
  const shown = () => open.doc !== null;
  // An editor finds in its own text, by the same keys; a popover keeps the focus until it is closed.
  const elsewhere = () => !document.activeElement?.closest(".cm-editor, [role=dialog]");
  const stepping = () => open.found.query !== null && !finder.open;
  const steppable = () => {
    const here = document.activeElement;
    const own = here?.closest("[role=dialog]") ?? here?.closest(".cm-editor")?.querySelector(".cm-search");
    return stepping() ? !own : finder.available && elsewhere();
  };
  const step = (by: 1 | -1) => (stepping() ? open.found.step(by) : finder.step(by));

  function find() {
    open.found.leave();
    if (!finder.available) {
      const editor = document.querySelector<HTMLElement>("#reader .note .cm-editor");
      if (editor) void import("../lib/editor/codemirror").then(({ findIn }) => findIn(editor));
      return;
    }
    // Where only the side is shown there is nothing to find in.
    const article = document.querySelector("#reader article.prose");
    if (article?.getClientRects().length === 0) flushSync(() => open.setView("margin"));
    finder.show();
  }

  return [
    {
      id: "find.open",
      title: "Find in the text",
      group: "View",
      keys: ["Mod+F"],
      when: () => elsewhere() && (finder.available || (shown() && open.doc?.kind !== "article")),
      run: find,
    },
    {
      id: "find.next",
      title: "Next match",
      group: "View",
      keys: ["F3", "Mod+G"],
      when: steppable,
      run: () => step(1),
    },
    {
      id: "find.previous",
      title: "Previous match",
      group: "View",
      keys: ["Shift+F3", "Mod+Shift+G"],
      when: steppable,
      run: () => step(-1),
    },
    {
      id: "type.larger",
      title: "Larger type",
      group: "View",
      keys: ["Mod+=", "Mod++"],
      when: shown,
      run: () => typography.step(1),
    },
    {
      id: "type.smaller",
      title: "Smaller type",
      group: "View",
      keys: ["Mod+-"],
      when: shown,
      run: () => typography.step(-1),
    },
    {
      id: "type.reset",
      title: "Reset size and width",
      group: "View",
      keys: ["Mod+0"],
      when: shown,
      run: () => typography.reset(),
    },
    ...(["narrow", "normal", "wide"] as const).map((width): Command => ({
      id: `type.${width}`,
      title: { narrow: "Narrow text", normal: "Text of normal width", wide: "Wide text" }[width],
      group: "View",
      when: () => shown() && typography.width !== width,
      run: () => typography.setWidth(width),
    })),
  ];
}
