import type { Graph, GraphNode, Kind } from "../host";
import { dayInWords } from "../journal/days";

export const KINDS: readonly Kind[] = ["article", "note", "journal", "post"];
export const KIND_NAMES: Record<Kind, { one: string; many: string }> = {
  article: { one: "article", many: "Articles" },
  note: { one: "note", many: "Notes" },
  journal: { one: "journal day", many: "Journal days" },
  post: { one: "post", many: "Posts" },
};

/** Up to so many names are told of links that are told below as well. */
const NAMED = 6;

/** A document among those that are shown. `at` is its place among them, nearest first. */
export type Entry = {
  node: GraphNode;
  name: string;
  at: number;
  /** Those it links to, nearest first. */
  to: Entry[];
  /** Those that link to it. */
  from: Entry[];
};

export type Filter = { hidden: ReadonlySet<Kind>; tag: string | null };

export type Shown = {
  entries: Entry[];
  byId: ReadonlyMap<string, Entry>;
  links: { from: Entry; to: Entry }[];
};

const nested = (tag: string, above: string) => tag === above || tag.startsWith(`${above}/`);

/** What is left of a graph: the document itself, and those of the wanted kinds with the wanted tag, or one nested below it. */
export function shownOf({ nodes, edges }: Graph, { hidden, tag }: Filter): Shown {
  const wanted = (node: GraphNode) =>
    node.distance === 0 ||
    (!hidden.has(node.kind) && (tag === null || node.tags.some((one) => nested(one, tag))));
  const entries = nodes
    .filter(wanted)
    .map((node, at): Entry => ({ node, name: nameOf(node), at, to: [], from: [] }));
  const byId = new Map(entries.map((entry) => [entry.node.id, entry]));
  const links = edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from && to ? [{ from, to }] : [];
  });
  for (const { from, to } of links) {
    from.to.push(to);
    to.from.push(from);
  }
  for (const { to, from } of entries) for (const side of [to, from]) side.sort((a, b) => a.at - b.at);
  return { entries, byId, links };
}

export function nameOf({ kind, title }: Pick<GraphNode, "kind" | "title">): string {
  return (kind === "journal" ? dayInWords(title) : title) || "Untitled";
}

/** How many documents of each kind there are around the one in the middle. */
export function countKinds({ nodes }: Graph): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const { kind, distance } of nodes) if (distance > 0) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The tags around the document in the middle, and how many documents have each, or one nested below it. */
export function countTags({ nodes }: Graph): { tag: string; count: number }[] {
  const around = nodes.filter(({ distance }) => distance > 0);
  const tags = [...new Set(around.flatMap((node) => node.tags))].sort((a, b) => a.localeCompare(b));
  const has = (node: GraphNode, tag: string) => node.tags.some((one) => nested(one, tag));
  return tags.map((tag) => ({ tag, count: around.filter((node) => has(node, tag)).length }));
}

/** Entries by how far they are from the document in the middle. */
export function byDistance(entries: readonly Entry[]): { title: string; entries: Entry[] }[] {
  return ["This document", "Linked directly", "One step further"]
    .map((title, distance) => ({ title, entries: entries.filter(({ node }) => node.distance === distance) }))
    .filter((group) => group.entries.length > 0);
}

/** One direction of an entry's links in words. `more` are those that are left to their own entries, further below. */
export type Told = { words: "links to" | "linked from"; named: Entry[]; more: number };

/** What an entry is linked with. Each link is named in the entry of its end that stands lower, if not in both. */
export function tell(entry: Entry): Told[] {
  const sides = [
    { words: "links to" as const, all: entry.to },
    { words: "linked from" as const, all: entry.from },
  ];
  return sides
    .filter(({ all }) => all.length > 0)
    .map(({ words, all }) => {
      const named = all.filter((other, index) => other.at < entry.at || index < NAMED);
      return { words, named, more: all.length - named.length };
    });
}
