import { describe, expect, it } from "vitest";
import {
  filtersOf,
  ordered,
  orderOf,
  piecesOf,
  scalarsBefore,
  unitsOf,
  without,
} from "../src/lib/search/language";

const filters = (query: string) => filtersOf(query).map(({ from, to }) => query.slice(from, to));

describe("the filters of a search", () => {
  it.each([
    ["queue tag:rust wait", ["tag:rust"]],
    ['-tag:"a b 🎈" site:a.example', ['-tag:"a b 🎈"', "site:a.example"]],
    ["(kind:note OR Kind:post)", ["kind:note", "Kind:post"]],
    ["links-to:[[Small queues, short]] x", ["links-to:[[Small queues, short]]"]],
    ["links-to:[[Small", ["links-to:[[Small"]],
    ['"tag:rust is" words', []],
    ["https://a.example/tag:b mytag:c 12:30", []],
    ["title:(a b)", ["title:"]],
    ["余白 tag:余白", ["tag:余白"]],
    ["tag:“a b” c", ["tag:“a b”"]],
    ["tag:", ["tag:"]],
    ["", []],
  ])("in %s are %j", (query, expected) => {
    expect(filters(query)).toEqual(expected);
  });

  it("are left out with the space around them", () => {
    const query = 'a tag:"b c" d';
    expect(without(query, filtersOf(query)[0]!)).toBe("a d");
    expect(without("tag:b", { from: 0, to: 5 })).toBe("");
  });
});

describe("the order of a search", () => {
  it.each([
    ["queue", "relevance", false],
    ["queue sort:saved", "saved", false],
    ["-sort:title queue", "title", true],
    ["sort:nonsense", "relevance", false],
    ['"sort:saved"', "relevance", false],
  ] as const)("of %s is %s", (query, order, reversed) => {
    expect(orderOf(query)).toEqual({ order, reversed });
  });

  it("is changed in its words", () => {
    expect(ordered("queue", "saved")).toBe("sort:saved queue");
    expect(ordered("sort:title queue -sort:saved", "published")).toBe("sort:published queue");
    expect(ordered("queue sort:saved tag:a", "relevance")).toBe("queue tag:a");
  });
});

describe("places in a search", () => {
  it("are counted in scalar values outside, in units here", () => {
    expect(unitsOf("🎈 is:x", { start: 2, end: 6 })).toEqual({ from: 3, to: 7 });
    expect(scalarsBefore("🎈 is:x", 3)).toBe(2);
  });

  it("cut it into stretches that bear its marks", () => {
    const pieces = piecesOf("a tag:b is:x c", [{ from: 8, to: 12 }], 13);
    expect(pieces.map(({ text, filter, problem }) => [text, filter, problem])).toEqual([
      ["a ", false, false],
      ["tag:b", true, false],
      [" ", false, false],
      ["is:x", false, true],
      [" ", false, false],
      ["c", false, false],
    ]);
    expect(piecesOf("", [])).toEqual([]);
  });
});
