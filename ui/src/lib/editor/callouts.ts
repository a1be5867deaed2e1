/** The head of a callout: `> [!note]- Title`. */
export type CalloutHead = { look: CalloutLook; from: number; to: number };
export type CalloutLook = "note" | "good" | "careful" | "bad" | "said";

const HEAD = /^[\s>]*>\s*\[!([^\]\n|]+)(?:\|[^\]\n]*)?\][+-]?(?=\s|$)/;
const LOOKS: Record<CalloutLook, string> = {
  note: "note info todo abstract summary tldr example",
  good: "tip hint important success check done",
  careful: "question help faq warning caution attention",
  bad: "failure fail missing danger error bug",
  said: "quote cite",
};

/** Reads the first line of a quotation; `from` and `to` are where its kind stands, with the brackets. */
export function calloutHead(line: string): CalloutHead | null {
  const found = HEAD.exec(line);
  if (!found) return null;
  const kind = found[1]!.trim().toLowerCase();
  const look = (Object.keys(LOOKS) as CalloutLook[]).find((one) => LOOKS[one].split(" ").includes(kind));
  return { look: look ?? "note", from: line.indexOf("[!"), to: found[0].length };
}
