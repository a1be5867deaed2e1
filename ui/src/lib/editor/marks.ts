import { EditorSelection } from "@codemirror/state";
import type { Command, EditorView } from "@codemirror/view";

/** Puts a mark such as `**` around the selection, or takes it away again. */
export function toggleMark(mark: string): Command {
  return (view) => {
    const change = view.state.changeByRange(({ from, to }) => {
      const size = mark.length;
      const around =
        view.state.sliceDoc(from - size, from) === mark && view.state.sliceDoc(to, to + size) === mark;
      if (around) {
        return {
          changes: [
            { from: from - size, to: from },
            { from: to, to: to + size },
          ],
          range: EditorSelection.range(from - size, to - size),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + size, to + size),
      };
    });
    view.dispatch(view.state.update(change, { userEvent: "input", scrollIntoView: true }));
    return true;
  };
}

/** An address pasted over a selection makes a link of it. */
export function pasteLink(event: ClipboardEvent, view: EditorView): boolean {
  const pasted = event.clipboardData?.getData("text/plain").trim() ?? "";
  const { from, to, empty } = view.state.selection.main;
  const selected = view.state.sliceDoc(from, to);
  if (empty || !/^https?:\/\/\S+$/i.test(pasted) || /[\n[\]]/.test(selected) || /^https?:/i.test(selected))
    return false;
  event.preventDefault();
  const insert = `[${selected}](${pasted})`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: "input.paste",
    scrollIntoView: true,
  });
  return true;
}
