import { syntaxTree } from "@codemirror/language";
import { Prec, type EditorState, type Range, type Text } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { calloutHead } from "./callouts";
import { commentsIn, type Span } from "./comments";
import { TaskBox } from "./tasks";
import { inCode, textOf } from "./text";

/** The most lines of front matter. */
const LONGEST_FRONT = 200;
const line = (classes: string) => Decoration.line({ class: classes });
const FRONT = line("md-front");
const RULE = line("md-rule");
const TABLE = line("md-table");
const TABLE_HEAD = line("md-table md-table-head");
const DONE = Decoration.mark({ class: "md-done" });
const COMMENT = Decoration.mark({ class: "md-comment" });
const FOOTNOTE = Decoration.mark({ class: "md-footnote" });
const KIND = Decoration.mark({ class: "md-callout-kind" });

/** The lines between `---` at the head of a text, with them; none while they are not closed. */
export function frontMatter(doc: Text): Span | null {
  if (!/^---\s*$/.test(doc.line(1).text)) return null;
  for (let number = 2; number <= Math.min(doc.lines, LONGEST_FRONT); number += 1) {
    const { text, to } = doc.line(number);
    if (/^(---|\.\.\.)\s*$/.test(text)) return { from: 0, to };
  }
  return null;
}

/** Front matter, comments, callouts, tables, rules, tasks and footnotes, in what can be seen. Of low precedence, its marks stand around the others. */
export const blocks = Prec.low(
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      comments: readonly Span[];

      constructor(view: EditorView) {
        this.comments = comments(view.state);
        this.decorations = decorate(view, this.comments);
      }

      update(update: ViewUpdate) {
        const parsed = syntaxTree(update.state) !== syntaxTree(update.startState);
        if (update.docChanged || parsed) this.comments = comments(update.state);
        if (update.docChanged || parsed || update.viewportChanged || update.selectionSet)
          this.decorations = decorate(update.view, this.comments);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
);

function comments(state: EditorState): Span[] {
  const text = textOf(state.doc);
  return text.includes("%%") ? commentsIn(text, (at) => inCode(state, at)) : [];
}

function decorate(view: EditorView, comments: readonly Span[]): DecorationSet {
  const { state } = view;
  const { doc } = state;
  const found: Range<Decoration>[] = [];
  const front = frontMatter(doc);
  const eachLine = (from: number, to: number, shown: Decoration) => {
    for (let at = from; at <= to;) {
      const here = doc.lineAt(at);
      found.push(shown.range(here.from));
      at = here.to + 1;
    }
  };
  for (const visible of view.visibleRanges) {
    const [from, to] = [doc.lineAt(visible.from).from, visible.to];
    if (front && from <= front.to) eachLine(from, Math.min(to, front.to), FRONT);
    for (const comment of comments) {
      const [start, end] = [Math.max(from, comment.from), Math.min(to, comment.to)];
      if (start < end) found.push(COMMENT.range(start, end));
    }
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (front && node.to <= front.to && node.name !== "Document") return false;
        const first = doc.lineAt(node.from);
        if (node.name === "Blockquote") {
          const head = calloutHead(first.text);
          if (!head) return;
          const last = Math.min(node.to, to);
          eachLine(Math.max(first.from, from), last, line(`md-callout md-callout-${head.look}`));
          found.push(line("md-callout-head").range(first.from));
          found.push(KIND.range(first.from + head.from, first.from + head.to));
        } else if (node.name === "HorizontalRule") found.push(RULE.range(first.from));
        else if (node.name === "TableHeader") found.push(TABLE_HEAD.range(first.from));
        else if (node.name === "TableRow") found.push(TABLE.range(first.from));
        else if (node.name === "TableDelimiter" && node.to - node.from > 1)
          found.push(TABLE.range(first.from));
        else if (node.name === "TaskMarker") task(state, node, found);
        else if (node.name === "Link" && /^\[\^[^\]\s]+\]$/.test(state.sliceDoc(node.from, node.to)))
          found.push(FOOTNOTE.range(node.from, node.to));
      },
    });
  }
  return Decoration.set(found, true);
}

/** A box in the place of a task's marker, but where the marker is being edited. */
function task(state: EditorState, { from, to }: Span, found: Range<Decoration>[]) {
  const here = state.doc.lineAt(from);
  const done = state.sliceDoc(from, to).toLowerCase() === "[x]";
  if (done && to + 1 < here.to) found.push(DONE.range(to + 1, here.to));
  if (state.selection.ranges.some((range) => range.from <= to && range.to >= from)) return;
  const words = state.sliceDoc(to, here.to).trim();
  found.push(Decoration.replace({ widget: new TaskBox(done, words) }).range(from, to));
}
