import { describe, expect, it } from "vitest";
import type { DocumentRow } from "../src/lib/host";
import { List, PAGE_SIZE } from "../src/lib/library/list.svelte";
import { mergePage, type Page } from "../src/lib/library/pages";
import { Rows, within } from "../src/lib/library/virtual";
import { fakeHost } from "./helpers";

const row = (id: string) => ({ id, title: id }) as DocumentRow;
const rows = (...ids: string[]) => ids.map(row);
const ids = (pages: readonly Page[]) => pages.map((page) => page.rows.map(({ id }) => id).join(""));
const two: Page[] = [
  { rows: rows("a", "b"), next: "b", stale: true },
  { rows: rows("c", "d"), next: null, stale: true },
];

describe("a page that is read again", () => {
  it("keeps the row that a new one pushed over its end", () => {
    const merged = mergePage(two, 0, { total: 5, items: rows("n", "a"), cursor: "a" }, new Set(["n"]));
    expect(ids(merged)).toEqual(["nab", "cd"]);
    expect(merged[0]!.stale).toBe(false);
  });

  it("does not keep a row that was deleted", () => {
    const merged = mergePage(two, 0, { total: 3, items: rows("b", "c"), cursor: "c" }, new Set(["a"]));
    expect(ids(merged)).toEqual(["bc", "d"]);
  });

  it("takes a row that moved up from the page it was in", () => {
    const merged = mergePage(two, 0, { total: 4, items: rows("d", "a"), cursor: "a" }, new Set(["d"]));
    expect(ids(merged)).toEqual(["dab", "c"]);
  });

  it("drops what follows when anything may have changed", () => {
    const merged = mergePage(two, 0, { total: 9, items: rows("x", "y"), cursor: "y" }, new Set());
    expect(ids(merged)).toEqual(["xy"]);
  });

  it("that is the last drops what followed it", () => {
    const merged = mergePage(two, 0, { total: 1, items: rows("a"), cursor: null }, new Set(["b"]));
    expect(ids(merged)).toEqual(["a"]);
  });
});

describe("the list", () => {
  function library(count: number) {
    let all = Array.from({ length: count }, (_, index) => `d${index}`);
    const { host, calls } = fakeHost({
      document_list: ({ cursor, limit }) => {
        const from = cursor === null ? 0 : all.indexOf(cursor) + 1;
        const items = all.slice(from, from + limit).map(row);
        return { total: all.length, items, cursor: from + limit < all.length ? items.at(-1)!.id : null };
      },
    });
    return { list: new List(host), calls, change: (to: (all: string[]) => string[]) => (all = to(all)) };
  }

  it("is read a page at a time, as it is scrolled to", async () => {
    const { list, calls } = library(250);
    await list.show("library", null);
    expect(list.rows).toHaveLength(PAGE_SIZE);
    expect(list.total).toBe(250);
    await list.ensure(0, 10);
    expect(calls).toHaveLength(1);
    await list.ensure(80, 95);
    await list.ensure(180, 195);
    expect(list.rows).toHaveLength(250);
    expect(list.more).toBe(false);
  });

  it("shows a new document without reading what cannot be seen", async () => {
    const { list, calls, change } = library(250);
    await list.show("library", null);
    await list.ensure(80, 95);
    await list.ensure(180, 195);
    calls.length = 0;
    change((all) => ["new", ...all]);
    await list.refresh(["new"], 0, 10);
    expect(calls).toHaveLength(1);
    expect(list.rows.map(({ id }) => id)).toEqual([
      "new",
      ...Array.from({ length: 250 }, (_, at) => `d${at}`),
    ]);
    expect(list.total).toBe(251);
  });

  it("forgets a document that was deleted far below", async () => {
    const { list, change } = library(250);
    await list.show("library", null);
    await list.ensure(80, 95);
    await list.ensure(180, 195);
    change((all) => all.filter((id) => id !== "d240"));
    await list.refresh(["d240"], 0, 10);
    expect(list.rows.some(({ id }) => id === "d240")).toBe(false);
    expect(list.rows).toHaveLength(249);
  });

  it("reads down to where one is when anything may have changed", async () => {
    const { list, change } = library(250);
    await list.show("library", null);
    await list.ensure(80, 95);
    change((all) => all.slice(5));
    await list.refresh([], 100, 120);
    expect(list.rows[0]!.id).toBe("d5");
    expect(list.rows).toHaveLength(200);
  });

  it("moves from the open document when the keyboard was nowhere yet", async () => {
    const { list } = library(5);
    await list.show("library", null);
    list.move(1, "d2");
    expect(list.cursor).toBe("d3");
    list.move(Infinity);
    expect(list.cursor).toBe("d4");
    list.move(-Infinity);
    expect(list.cursor).toBe("d0");
  });
});

describe("rows of different heights", () => {
  it("stand below each other, the unmeasured ones as estimated", () => {
    const heights = new Rows(100);
    expect(heights.measure("b", 40)).toBe(true);
    expect(heights.measure("b", 40)).toBe(false);
    expect(heights.tops(["a", "b", "c"])).toEqual([0, 100, 140, 240]);
  });

  it("are found by where they stand", () => {
    const tops = [0, 100, 140, 240];
    expect(within(tops, 0, 100)).toEqual([0, 0]);
    expect(within(tops, 99, 101)).toEqual([0, 1]);
    expect(within(tops, 120, 500)).toEqual([1, 2]);
    expect(within(tops, -400, -1)).toEqual([0, 0]);
  });
});
