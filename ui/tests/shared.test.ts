import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressIn, clipStateText } from "../src/lib/clip/state";
import { address } from "../src/lib/editor/link-at";
import { sectionStart } from "../src/lib/editor/section";
import { wikilinks } from "../src/lib/editor/wikilinks";
import type { Clip } from "../src/lib/host";
import { parseSnippet } from "../src/lib/search/snippet";
import { coalesce } from "../src/lib/shared/coalesce";
import { minutes, parseTags, plural, shortDay, siteOf } from "../src/lib/shared/format";
import { formatRoute, parseRoute, type Route } from "../src/lib/shared/navigation.svelte";

describe("a route", () => {
  it.each<Route>([
    { id: null, shelf: "library", tag: null, query: null, saved: null },
    { id: "0198-a", shelf: "library", tag: null, query: null, saved: null },
    { id: "a/b?c", shelf: "bin", tag: null, query: null, saved: null },
    { id: null, shelf: "notes", tag: "c++ & more", query: null, saved: null },
    { id: null, shelf: "library", tag: null, query: 'tag:"a b" #1? & 余白', saved: null },
    { id: "0198-a", shelf: "notes", tag: null, query: "-lamp", saved: "0199" },
  ])("comes back from the address: %o", (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it("of nonsense is the library", () => {
    expect(parseRoute("#/elsewhere?shelf=cellar")).toEqual({
      id: null,
      shelf: "library",
      tag: null,
      query: null,
      saved: null,
    });
    expect(parseRoute("#/search?q=&saved=1")).toMatchObject({ query: null, saved: null });
    expect(parseRoute("#/doc/%E0%A4%A")).toMatchObject({ id: "%E0%A4%A" });
  });
});

describe("a snippet", () => {
  it("is text with marks", () => {
    expect(parseSnippet("a &lt;b&gt; <mark>c&amp;d</mark> &#39;e&#x27;")).toEqual([
      { text: "a <b> ", marked: false },
      { text: "c&d", marked: true },
      { text: " 'e'", marked: false },
    ]);
  });

  it("is never more than text", () => {
    expect(parseSnippet("<img src=x onerror=y>")).toEqual([{ text: "<img src=x onerror=y>", marked: false }]);
    expect(parseSnippet("&#xD800;&unknown;")).toEqual([{ text: "&#xD800;&unknown;", marked: false }]);
  });
});

describe("words for people", () => {
  it("say when, how long and how many", () => {
    const now = new Date("2026-05-01T12:00:00Z");
    expect(shortDay("2026-03-12T09:00:00Z", now)).toBe("12 Mar");
    expect(shortDay("2024-03-12T09:00:00Z", now)).toBe("12 Mar 2024");
    expect(minutes(0)).toBe(0);
    expect(minutes(30)).toBe(1);
    expect(minutes(2000)).toBe(9);
    expect(plural(1, "document")).toBe("1 document");
    expect(plural(1284, "document")).toBe("1,284 documents");
    expect(siteOf("https://www.a.example/b")).toBe("a.example");
  });

  it("read tags as they are typed", () => {
    expect(parseTags(" a, #b ,, a,  c d ")).toEqual(["a", "b", "c d"]);
  });
});

describe("a clip", () => {
  const clip: Clip = {
    id: "1",
    url: "https://a.example",
    title: "",
    state: "queued",
    fetching: false,
    verdict: null,
    error: null,
    attempts: 0,
    next_attempt_at: null,
    stage: "waiting",
    images_done: 0,
    images_total: 0,
    paused: false,
    waits_for_network: false,
    from_archive: false,
  };

  it("says what it is at", () => {
    expect(clipStateText(clip)).toEqual({ text: "Waiting to be fetched", problem: false });
    expect(clipStateText({ ...clip, fetching: true, stage: "fetching" }).text).toBe("Fetching the page…");
    const error = { code: "unreachable", message: "It does not answer.", hint: null };
    expect(clipStateText({ ...clip, state: "failed", error })).toEqual({
      text: "It does not answer.",
      problem: true,
    });
  });

  it("takes from the clipboard one address and nothing else", () => {
    expect(addressIn(" https://a.example/b \n")).toBe("https://a.example/b");
    expect(addressIn("see https://a.example")).toBeNull();
    expect(addressIn("javascript:x()")).toBeNull();
    expect(addressIn(null)).toBeNull();
  });
});

describe("wikilinks", () => {
  it("are found with their titles", () => {
    const plain = { fragment: null, embed: false };
    expect(wikilinks("a [[One two]] b [[Three|shown]] [[]] [[ ]]")).toEqual([
      { ...plain, from: 2, to: 13, title: "One two", shown: "One two" },
      { ...plain, from: 16, to: 31, title: "Three", shown: "shown" },
    ]);
    expect(wikilinks("[[#Part]] ![[A#B#C|x]] ![[^]] ![[p.png]]")).toEqual([
      { from: 0, to: 9, title: "", fragment: "Part", shown: "#Part", embed: false },
      { from: 10, to: 22, title: "A", fragment: "B#C", shown: "x", embed: true },
      { from: 23, to: 29, title: "^", fragment: null, shown: "^", embed: true },
    ]);
  });
});

describe("a burst", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is one piece of work, never two at once", async () => {
    const batches: number[][] = [];
    let running = 0;
    const push = coalesce<number>(async (items) => {
      expect(++running).toBe(1);
      batches.push(items);
      await new Promise((resolve) => setTimeout(resolve, 500));
      running -= 1;
    });
    push(1);
    push(2);
    await vi.advanceTimersByTimeAsync(100);
    push(3);
    push(4);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("that does not end is worked off all the same", async () => {
    const work = vi.fn(async () => {});
    const push = coalesce<number>(work);
    for (let at = 0; at < 10; at += 1) {
      push(at);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(work.mock.calls.length).toBeGreaterThan(0);
  });
});

describe("what a link leads to", () => {
  it("is an address, or a text beside this one", () => {
    expect(address("www.a.example/b")).toEqual({
      title: null,
      fragment: null,
      url: "https://www.a.example/b",
    });
    expect(address("<https://a.example/x.md#b>").url).toBe("https://a.example/x.md#b");
    expect(address("../notes/Small%20queues.md#Part")).toEqual({
      title: "notes/Small queues",
      fragment: "Part",
      url: null,
    });
  });

  it("begins where a heading or a block stands", () => {
    const text = "# One\n\n```\n# Two\n```\n\n## *Two* ^h\n\nA claim. ^id-1\n\n# Three\n\n## Two\n";
    const from = (fragment: string) => {
      const at = sectionStart(text, fragment);
      return at === null ? null : text.slice(at).split("\n")[0];
    };
    expect(from("two")).toBe("## *Two* ^h");
    expect(from("Three#Two")).toBe("## Two");
    expect(from("One#Three")).toBeNull();
    expect(from("^id-1")).toBe("A claim. ^id-1");
    expect(from("^id")).toBeNull();
    expect(from("#")).toBeNull();
  });
});
