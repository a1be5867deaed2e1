import { Autolink, parser, Strikethrough, type InlineContext, type MarkdownConfig } from "@lezer/markdown";
import type { SyntaxNode } from "@lezer/common";
import { dialect } from "../editor/dialect";
import type { LinkTarget } from "../editor/link-at";
import { readWikilink } from "../editor/wikilinks";

/** A stretch of a line of Markdown. */
export type Inline =
  | { kind: "text" | "code"; text: string }
  | { kind: "em" | "strong" | "del" | "mark"; inner: Inline[] }
  | { kind: "link"; target: LinkTarget; inner: Inline[] }
  | { kind: "break" };

/** A block of Markdown; blocks within blocks are flattened. A `mark` stands before an item of a list. */
export type Block = { kind: "p" | "heading" | "quote" | "item" | "code"; mark: string; inner: Inline[] };

/** What is longer, or nested deeper, is shown as it is written. */
const LONGEST = 20_000;
const DEEPEST = 16;
const SAFE = /^(https?:\/\/|mailto:)/i;

/** `[[title]]` and `[[title|shown]]`. */
const wikilink: MarkdownConfig = {
  defineNodes: ["Wikilink"],
  parseInline: [
    {
      name: "Wikilink",
      before: "Link",
      parse(context: InlineContext, next: number, at: number) {
        if (next !== 91 || context.char(at + 1) !== 91) return -1;
        const found = /^\[\[[^[\]\n]+\]\]/.exec(context.slice(at, context.end));
        return found ? context.addElement(context.elt("Wikilink", at, at + found[0].length)) : -1;
      },
    },
  ],
};

// HTML is text like any other, and a line is underlined by no line below it.
const markdown = parser.configure([
  Strikethrough,
  Autolink,
  wikilink,
  ...dialect,
  { remove: ["HTMLBlock", "LinkReference", "SetextHeading"] },
]);

/** Reads Markdown of a person's own, as blocks that are shown one beneath the other. What it does not know stays text. */
export function readMarkdown(source: string): Block[] {
  if (source.length > LONGEST) return [plain(source)];
  const blocks: Block[] = [];
  readBlocks(source, markdown.parse(source).topNode, "p", "", blocks, 0);
  return blocks;
}

const plain = (text: string): Block => ({ kind: "p", mark: "", inner: [{ kind: "text", text }] });

function readBlocks(
  source: string,
  parent: SyntaxNode,
  kind: Block["kind"],
  mark: string,
  blocks: Block[],
  depth: number,
) {
  if (depth > DEEPEST) {
    blocks.push(plain(source.slice(parent.from, parent.to)));
    return;
  }
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const { name } = node;
    if (name === "Paragraph") {
      blocks.push({ kind, mark, inner: readInline(source, node, node.from, node.to, false, 0) });
      mark = "";
    } else if (/^ATXHeading/.test(name)) {
      const text = readInline(source, node, node.from, node.to, false, 0);
      blocks.push({ kind: "heading", mark, inner: trimmed(text) });
    } else if (name === "Blockquote") readBlocks(source, node, "quote", mark, blocks, depth + 1);
    else if (name === "BulletList" || name === "OrderedList")
      readBlocks(source, node, "item", "", blocks, depth + 1);
    else if (name === "ListItem") {
      const sign = node.getChild("ListMark");
      const own = sign && parent.name === "OrderedList" ? source.slice(sign.from, sign.to) : "•";
      readBlocks(source, node, "item", own, blocks, depth + 1);
    } else if (name === "FencedCode" || name === "CodeBlock") {
      const lines = node.getChildren("CodeText").map(({ from, to }) => source.slice(from, to));
      blocks.push({ kind: "code", mark: "", inner: [{ kind: "text", text: lines.join("") }] });
    } else if (!/Mark$/.test(name)) blocks.push({ ...plain(source.slice(node.from, node.to)), kind });
  }
}

/** Reads what stands in a node between two places. In a link there are no others. */
function readInline(
  source: string,
  node: SyntaxNode,
  from: number,
  to: number,
  linked: boolean,
  depth: number,
): Inline[] {
  const found: Inline[] = [];
  let at = from;
  const text = (end: number) => {
    if (end > at) found.push({ kind: "text", text: source.slice(at, end) });
  };
  if (depth > DEEPEST) {
    text(to);
    return found;
  }
  for (let child = node.firstChild; child && child.from < to; child = child.nextSibling) {
    if (child.from < at) continue;
    const shown = readNode(source, child, linked, depth + 1);
    if (!shown) continue;
    text(child.from);
    found.push(...shown);
    at = child.to;
  }
  text(to);
  return found;
}

/** What a node is shown as; null where it stays as it is written. */
function readNode(source: string, node: SyntaxNode, linked: boolean, depth: number): Inline[] | null {
  const written = source.slice(node.from, node.to);
  const within = (from = node.from, to = node.to, link = linked) =>
    readInline(source, node, from, to, link, depth);
  switch (node.name) {
    case "Emphasis":
      return [{ kind: "em", inner: within() }];
    case "StrongEmphasis":
      return [{ kind: "strong", inner: within() }];
    case "Strikethrough":
      return [{ kind: "del", inner: within() }];
    case "Highlight":
      return [{ kind: "mark", inner: within() }];
    case "Hidden":
    case "HighlightMark":
    case "EmphasisMark":
    case "StrikethroughMark":
    case "QuoteMark":
    case "HeaderMark":
      return [];
    case "InlineCode": {
      const [open, close] = node.getChildren("CodeMark");
      return open && close ? [{ kind: "code", text: source.slice(open.to, close.from) }] : null;
    }
    case "Escape":
      return [{ kind: "text", text: written.slice(1) }];
    case "HardBreak":
      return [{ kind: "break" }];
    case "Wikilink": {
      const link = readWikilink(written.slice(2, -2));
      if (linked || !link) return null;
      const { title, fragment, shown } = link;
      return [
        { kind: "link", target: { title, fragment, url: null }, inner: [{ kind: "text", text: shown }] },
      ];
    }
    case "URL":
      return linkTo(written, [{ kind: "text", text: written }], linked);
    case "Autolink": {
      const bare = written.slice(1, -1);
      return linkTo(bare, [{ kind: "text", text: bare }], linked);
    }
    case "Link":
    case "Image": {
      const [open, close] = node.getChildren("LinkMark");
      // An address may also be a part of what is shown.
      const url = close && node.getChildren("URL").find(({ from }) => from >= close.to);
      if (!open || !close || !url) return null;
      const inner = within(open.to, close.from, true);
      return linkTo(source.slice(url.from, url.to), inner, linked) ?? inner;
    }
    default:
      return null;
  }
}

/** A link to an address that may be followed; null for any other. */
function linkTo(written: string, inner: Inline[], linked: boolean): Inline[] | null {
  const bare = written.replace(/^<|>$/g, "");
  const url = /^www\./i.test(bare)
    ? `https://${bare}`
    : /^[^\s/:@]+@[^\s/:@]+$/.test(bare)
      ? `mailto:${bare}`
      : bare;
  return linked || !SAFE.test(url) || !URL.canParse(url)
    ? null
    : [{ kind: "link", target: { title: null, fragment: null, url }, inner }];
}

function trimmed(inner: Inline[]): Inline[] {
  const [first] = inner;
  return first?.kind === "text" ? [{ ...first, text: first.text.trimStart() }, ...inner.slice(1)] : inner;
}
