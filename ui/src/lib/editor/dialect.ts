import { Tag, tags } from "@lezer/highlight";
import type { InlineContext, MarkdownConfig } from "@lezer/markdown";

/** The style of `==marks==`. */
export const highlightTag = Tag.define();
const HIGHLIGHT = { resolve: "Highlight", mark: "HighlightMark" };
const EQUALS = 61;
const PERCENT = 37;

const highlight: MarkdownConfig = {
  defineNodes: [
    { name: "Highlight", style: { "Highlight/...": highlightTag } },
    { name: "HighlightMark", style: tags.processingInstruction },
  ],
  parseInline: [
    {
      name: "Highlight",
      after: "Emphasis",
      parse(context: InlineContext, next: number, at: number) {
        const alone = context.char(at - 1) !== EQUALS && context.char(at + 2) !== EQUALS;
        if (next !== EQUALS || context.char(at + 1) !== EQUALS || !alone) return -1;
        const isWord = (text: string) => text !== "" && !/\s/.test(text);
        const opens = isWord(context.slice(at + 2, Math.min(at + 3, context.end)));
        const closes = at > context.offset && isWord(context.slice(at - 1, at));
        return context.addDelimiter(HIGHLIGHT, at, at + 2, opens, closes);
      },
    },
  ],
};

/** Whether nothing but white space stands before a place in its line. */
function beginsLine(context: InlineContext, at: number): boolean {
  let before = at - 1;
  while (before >= context.offset && [32, 9].includes(context.char(before))) before -= 1;
  return before < context.offset || context.char(before) === 10;
}

/** `%%comments%%`: one ends on its line, unless it begins a line. */
const hidden: MarkdownConfig = {
  defineNodes: [{ name: "Hidden" }],
  parseInline: [
    {
      name: "Hidden",
      before: "Escape",
      parse(context: InlineContext, next: number, at: number) {
        if (next !== PERCENT || context.char(at + 1) !== PERCENT) return -1;
        const found = (beginsLine(context, at) ? /^%%[^]*?%%/ : /^%%.*?%%/).exec(
          context.slice(at, context.end),
        );
        return found ? context.addElement(context.elt("Hidden", at, at + found[0].length)) : -1;
      },
    },
  ],
};

/** What people write that Markdown does not know: `==marks==` and `%%comments%%`. */
export const dialect: MarkdownConfig[] = [highlight, hidden];
