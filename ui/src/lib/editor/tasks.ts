import { syntaxTree } from "@codemirror/language";
import { EditorView, WidgetType } from "@codemirror/view";

/** A box to tick in the place of `[ ]`. */
export class TaskBox extends WidgetType {
  constructor(
    readonly done: boolean,
    readonly words: string,
  ) {
    super();
  }

  override eq(other: TaskBox) {
    return this.done === other.done && this.words === other.words;
  }

  override toDOM(view: EditorView) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "md-task-box";
    box.checked = this.done;
    box.tabIndex = -1;
    box.setAttribute("aria-label", this.words || "Task");
    box.onmousedown = (event) => event.preventDefault();
    box.onclick = (event) => {
      event.preventDefault();
      toggleAt(view, view.posAtDOM(box));
    };
    return box;
  }

  override ignoreEvent() {
    return true;
  }
}

/** Ticks the task of the line at an offset, or takes the tick away; answers whether there is one. */
export function toggleTask(view: EditorView, offset: number): boolean {
  const line = view.state.doc.lineAt(offset);
  let at = -1;
  syntaxTree(view.state).iterate({
    from: line.from,
    to: line.to,
    enter: ({ name, from }) => {
      if (name === "TaskMarker" && from >= line.from) at = from;
    },
  });
  if (at < 0) return false;
  toggleAt(view, at);
  return true;
}

function toggleAt(view: EditorView, at: number) {
  const done = view.state.sliceDoc(at, at + 3).toLowerCase() === "[x]";
  view.dispatch({ changes: { from: at + 1, to: at + 2, insert: done ? " " : "x" }, userEvent: "input" });
}
