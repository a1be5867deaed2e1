import { HighlightStyle, syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { highlightTag } from "./dialect";
import { tagsIn } from "./complete-tags";
import { wikilinks } from "./wikilinks";

/** How Markdown looks while it is written; the classes are in `styles/editor.css`. */
export const markdownStyle = HighlightStyle.define([
  { tag: tags.heading1, class: "md-h1" },
  { tag: tags.heading2, class: "md-h2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-h3" },
  { tag: tags.emphasis, class: "md-em" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: highlightTag, class: "md-highlight" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.quote, class: "md-quote" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], class: "md-mark" },
]);

const wikilinkMark = Decoration.mark({ class: "md-wikilink" });
const tagMark = Decoration.mark({ class: "md-tag" });
const bracketMark = Decoration.mark({ class: "md-mark" });
const codeLine = Decoration.line({ class: "md-code-line" });
const quoteLine = Decoration.line({ class: "md-quote-line" });

/** Wikilinks, and the lines of code blocks and quotations, in what can be seen. */
export const liveMarkdown = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate) {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.state) !== syntaxTree(update.startState)
      ) {
        this.decorations = decorate(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const tree = syntaxTree(view.state);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const block = blockAt(tree.resolveInner(line.from + /^\s*/.exec(line.text)![0].length, 1));
      if (block) builder.add(line.from, line.from, block === "code" ? codeLine : quoteLine);
      if (block !== "code") {
        const links = wikilinks(line.text).map((link) => ({
          ...link,
          from: line.from + link.from,
          to: line.from + link.to,
        }));
        const tags = tagsIn(view.state, line).filter(
          (tag) => !links.some(({ from, to }) => from < tag.to && tag.from < to),
        );
        for (const link of [...links, ...tags].sort((a, b) => a.from - b.from)) {
          if ("tag" in link) {
            builder.add(link.from, link.to, tagMark);
            continue;
          }
          const inner = link.from + (link.embed ? 3 : 2);
          builder.add(link.from, inner, bracketMark);
          builder.add(inner, link.to - 2, wikilinkMark);
          builder.add(link.to - 2, link.to, bracketMark);
        }
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

type Node = ReturnType<ReturnType<typeof syntaxTree>["resolveInner"]>;

function blockAt(start: Node): "code" | "quote" | null {
  for (let node: Node | null = start; node; node = node.parent) {
    if (node.name === "FencedCode" || node.name === "CodeBlock") return "code";
    if (node.name === "Blockquote") return "quote";
  }
  return null;
}
