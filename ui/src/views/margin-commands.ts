import { takesText } from "../lib/commands/keys";
import type { Command } from "../lib/commands/registry.svelte";
import type { Room } from "./room.svelte";

/** What is done in and beside the margin. */
export function marking({ marks, open, highlights, model }: Room): Command[] {
  const here = () => open.doc?.kind === "article" && open.doc.deleted_at === null;
  const meant = () => here() && marks.canMark;
  // In other fields these keys undo what is typed there.
  const free = () => here() && !takesText(document.activeElement);
  return [
    {
      id: "highlight.add",
      title: "Highlight the passage",
      group: "Margin",
      keys: ["h"],
      when: meant,
      run: () => void marks.highlight(),
    },
    {
      id: "highlight.comment",
      title: "Comment on the passage",
      group: "Margin",
      keys: ["c"],
      when: meant,
      run: () => void marks.highlight(marks.colour, true),
    },
    {
      id: "highlight.outline",
      title: "Add the passage to the outline",
      group: "Margin",
      keys: ["o"],
      when: meant,
      run: () => void marks.toOutline(),
    },
    {
      id: "highlight.quote",
      title: "Quote the passage in the commentary",
      group: "Margin",
      keys: ["q"],
      when: meant,
      run: () => void marks.quote(),
    },
    {
      id: "edit.undo",
      title: "Undo in outline and highlights",
      group: "Margin",
      keys: ["Mod+Z"],
      when: () => free() && open.doc?.undo !== null,
      run: () => void marks.undo(),
    },
    {
      id: "edit.redo",
      title: "Redo in outline and highlights",
      group: "Margin",
      keys: ["Mod+Shift+Z", "Mod+Y"],
      when: () => free() && open.doc?.redo !== null,
      run: () => void marks.redo(),
    },
    {
      id: "highlights.open",
      title: "All highlights",
      group: "Margin",
      keys: ["Mod+Shift+H"],
      run: () => highlights.show(),
    },
    {
      id: "outline.redraft",
      title: "Draft the outline anew",
      group: "Margin",
      when: () => here() && Boolean(open.doc?.html),
      run: () => void marks.redraft(),
    },
    {
      id: "outline.model",
      title: "Draft the outline with the model",
      group: "Margin",
      when: () => here() && model.on && Boolean(open.doc?.html) && !model.draftOf(open.doc!.id),
      run: () => void model.draft(open.doc!.id),
    },
    {
      id: "outline.model-cancel",
      title: "Stop the model’s draft",
      group: "Margin",
      when: () => open.doc !== null && model.draftOf(open.doc.id) !== null,
      run: () => void model.cancel(open.doc!.id),
    },
  ];
}
