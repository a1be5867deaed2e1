/** What can be typed in a search beside words, and what it means: shown in the help. */
export const LANGUAGE: readonly (readonly [string, string])[] = [
  ["slow queue", "Both words"],
  ["slow OR queue", "Either word"],
  ['"small queues"', "These words in a row"],
  ["-queue", "What has it not"],
  ["queu*", "Words that begin so"],
  ["(a OR b) c", "Together"],
  ["tag:work", "This tag, or one below it"],
  ["site: author: lang:", "From, by, in a language"],
  ["title: in:outline", "Only in this part"],
  ["kind:note", "Only notes, articles…"],
  ["is:unread has:outline", "State, what it has"],
  ["before:2025 after:7d", "Saved before, since"],
  ["saved:7d published:2024", "When"],
  ["links-to:[[Title]]", "What links there"],
  ["sort:saved", "In this order"],
];

const NAMES = "tag|site|author|title|in|kind|is|has|before|after|saved|published|lang|links-to|sort";
const QUOTED = String.raw`["“”„][^"“”„]*["“”„]?`;
const VALUE = String.raw`(?:${QUOTED}|\[\[[^]*?(?:\]\]|$)|[^\s"“”„()]*)`;
const BEGIN = String.raw`(?<=^|[\s(])`;
const TOKEN = new RegExp(String.raw`(?<filter>${BEGIN}-?(?:${NAMES}):${VALUE})|${QUOTED}`, "gi");

/** A place in a search, in UTF-16 units. */
export type Place = { from: number; to: number };

/** The filters of a search, for the eye: what a search means is read by the library. */
export function filtersOf(query: string): Place[] {
  return [...query.matchAll(TOKEN)].flatMap(({ 0: text, index: from, groups }) =>
    groups?.filter ? [{ from, to: from + text.length }] : [],
  );
}

/** A search without the text at a place. */
export function without(query: string, { from, to }: Place): string {
  return `${query.slice(0, from).trimEnd()} ${query.slice(to).trimStart()}`.trim();
}

export const ORDERS = ["relevance", "saved", "published", "title"] as const;
export type Order = (typeof ORDERS)[number];

const sortsOf = (query: string) =>
  filtersOf(query).filter(({ from, to }) => /^-?sort:/i.test(query.slice(from, to)));

/** How a search sorts what it finds, and whether the other way round. */
export function orderOf(query: string): { order: Order; reversed: boolean } {
  const last = sortsOf(query).at(-1);
  const text = last ? query.slice(last.from, last.to).toLowerCase() : "";
  const order = ORDERS.find((one) => text.endsWith(`:${one}`)) ?? "relevance";
  return { order, reversed: text.startsWith("-") };
}

/** The same search, sorted otherwise; what is being typed stays at the end. */
export function ordered(query: string, order: Order): string {
  const bare = sortsOf(query).reduceRight(without, query);
  return order === "relevance" ? bare : `sort:${order} ${bare}`.trim();
}

/** The place in UTF-16 units of one that counts Unicode scalar values. */
export function unitsOf(text: string, { start, end }: { start: number; end: number }): Place {
  const scalars = [...text];
  const from = scalars.slice(0, start).join("").length;
  return { from, to: from + scalars.slice(start, end).join("").length };
}

/** How many Unicode scalar values stand before a UTF-16 unit. */
export const scalarsBefore = (text: string, unit: number): number => [...text.slice(0, unit)].length;

/** A stretch of a search that looks the same throughout. */
export type Piece = { from: number; text: string; filter: boolean; problem: boolean };

/** A search cut into stretches, to be shown beneath what is typed; cut at `at` too. */
export function piecesOf(query: string, problems: readonly Place[], at: number | null = null): Piece[] {
  const filters = filtersOf(query);
  const ends = [...filters, ...problems].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([0, at ?? 0, ...ends, query.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1]!;
    const within = (one: Place) => one.from <= from && to <= one.to;
    const problem = problems.some(within);
    return { from, text: query.slice(from, to), filter: !problem && filters.some(within), problem };
  });
}
