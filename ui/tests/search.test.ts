import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Registry } from "../src/lib/commands/registry.svelte";
import type { Hit, PastSearch, QueryReading, SavedSearch, SearchAnswer } from "../src/lib/host";
import { Palette } from "../src/lib/search/palette.svelte";
import { Past } from "../src/lib/search/past.svelte";
import { QueryReader } from "../src/lib/search/reader.svelte";
import { HITS, Results } from "../src/lib/search/results.svelte";
import { SavedSearches } from "../src/lib/search/saved.svelte";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { fakeHost, later } from "./helpers";

const READING: QueryReading = { canonical: "", problems: [], pending: null, completing: null };
const choice = (text: string) => ({ text, label: text, count: null, about: null });
const hit = (id: string): Hit => ({
  id,
  kind: "article",
  part: "body",
  title: id,
  url: null,
  snippet: `<mark>${id}</mark>`,
  near: false,
});
const answer = (total: number, offset = 0, limit: number, name = "d"): SearchAnswer => ({
  total,
  took_ms: 1,
  hits: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
    hit(`${name}${offset + at}`),
  ),
  counts: { kinds: [], tags: [], sites: [], years: [] },
  reading: READING,
});

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, "", "#/");
});
afterEach(() => vi.useRealTimers());
const rest = () => vi.advanceTimersByTimeAsync(1_000);

describe("what is typed in a search", () => {
  it("has its values completed at once, the names of filters after a rest", async () => {
    let completing: QueryReading["completing"] = {
      filter: "tag",
      typed: "",
      start: 6,
      end: 6,
      choices: [choice("a")],
    };
    const { host, calls } = fakeHost({ query_read: () => ({ ...READING, completing }) });
    const reader = new QueryReader(host);
    await reader.read("🎈 tag:", 7);
    expect(calls[0]!.request).toEqual({ query: "🎈 tag:", cursor: 6 });
    expect(reader.offer).toMatchObject({ from: 7, to: 7, filter: "tag" });
    reader.move(-1);
    expect(reader.active).toBe(0);
    reader.move(1);
    expect(reader.active).toBe(-1);

    completing = { filter: null, typed: "ta", start: 0, end: 2, choices: [choice("tag:")] };
    await reader.read("ta", 2);
    expect(reader.offer).toBeNull();
    await rest();
    expect(reader.offer).toMatchObject({ from: 0, to: 2 });

    completing = { ...completing, typed: "t", end: 1 };
    await reader.read("t", 1);
    await rest();
    expect(reader.offer).toBeNull();
    await reader.read("t", 1, true);
    expect(reader.offer).not.toBeNull();
  });

  it("keeps its marks before a change until it is read anew", async () => {
    const wrong = { start: 0, end: 4, message: "is: takes unread", suggestion: "is:unread", as_words: true };
    let waiting = later<QueryReading>();
    const { host } = fakeHost({ query_read: () => waiting.promise });
    const reader = new QueryReader(host);
    const first = reader.read("is:x ", 5);
    waiting.resolve({ ...READING, problems: [wrong] });
    await first;
    waiting = later();
    const second = reader.read("is:x a", 6);
    expect(reader.marks).toHaveLength(1);
    const third = reader.read("is:y a", 4);
    expect(reader.marks).toHaveLength(0);
    waiting.resolve(READING);
    await Promise.all([second, third]);
  });

  it("offers nothing after it was closed, though its answer comes late", async () => {
    const waiting = later<QueryReading>();
    const { host } = fakeHost({ query_read: () => waiting.promise });
    const reader = new QueryReader(host);
    const read = reader.read("tag:", 4);
    reader.close();
    waiting.resolve({
      ...READING,
      completing: { filter: "tag", typed: "", start: 4, end: 4, choices: [choice("a")] },
    });
    await read;
    expect(reader.offer).toBeNull();
  });
});

describe("results", () => {
  function library() {
    let total = 100_000;
    const navigation = new Navigation();
    const { host, calls } = fakeHost({
      search_run: ({ query, offset, limit }) => answer(total, offset, limit, query),
      search_remember: () => null,
    });
    const results = new Results(host, navigation, new Past(host));
    const runs = () => calls.filter(({ name }) => name === "search_run");
    return { results, navigation, calls, runs, shrink: (to: number) => (total = to) };
  }

  it("are read where they can be seen, however far down", async () => {
    const { results, runs } = library();
    results.ask("d");
    expect(results.loading).toBe(true);
    await rest();
    expect(results.hit(0)!.id).toBe("d0");
    expect(results.keys).toHaveLength(100_000);
    await results.ensure(60_010, 60_020);
    expect(results.hit(60_015)!.id).toBe("d60015");
    expect(runs()).toHaveLength(2);
    await results.ensure(60_010, 60_020);
    expect(runs()).toHaveLength(2);
  });

  it("stay until the next search is answered, and only the last is", async () => {
    const { results, runs } = library();
    results.ask("d");
    await rest();
    results.ask("e");
    results.ask("f");
    expect(results.hit(0)!.id).toBe("d0");
    const { turn } = results;
    await rest();
    expect(results.hit(0)!.id).toBe("f0");
    expect(results.turn).toBe(turn + 1);
    expect(runs()).toHaveLength(2);
  });

  it("are read again in their place when documents change", async () => {
    const { results, runs, shrink } = library();
    results.ask("d");
    await rest();
    await results.ensure(500, 510);
    const { turn } = results;
    shrink(505);
    await results.refresh();
    expect([results.total, results.turn]).toEqual([505, turn]);
    expect(runs().at(-1)!.request).toMatchObject({ offset: 500, limit: HITS });
    results.move(Infinity);
    expect(results.cursor).toBe(504);
    shrink(0);
    await results.refresh();
    expect([results.total, results.cursor]).toEqual([0, null]);
    shrink(3);
    await results.refresh();
    expect(results.hit(2)!.id).toBe("d2");
  });

  it("open where they match, and the search is remembered", async () => {
    const { results, navigation, calls } = library();
    results.ask("d");
    await rest();
    results.open(2);
    expect(navigation.route.id).toBe("d2");
    expect(navigation.arrival).toMatchObject({ part: "body", query: "d", snippet: "<mark>d2</mark>" });
    expect(calls.at(-1)).toEqual({ name: "search_remember", request: { query: "d" } });
  });

  it("say what went wrong, and come when asked again", async () => {
    let broken = true;
    const { host } = fakeHost({
      search_run: ({ offset, limit }) => {
        if (broken) throw new Error("The index is gone.");
        return answer(1, offset, limit);
      },
    });
    const results = new Results(host, new Navigation(), new Past(host));
    results.ask("d");
    await rest();
    expect(results.failure?.message).toBe("The index is gone.");
    broken = false;
    results.ask("d");
    await rest();
    expect([results.failure, results.total]).toEqual([null, 1]);
  });
});

describe("the address of a search", () => {
  it("follows what is typed, after one step in the history", async () => {
    const navigation = new Navigation();
    const { length } = history;
    navigation.type("a");
    navigation.type("ab");
    navigation.type("abc");
    expect(navigation.route.query).toBe("abc");
    expect(location.hash).toBe("#/search?q=a");
    await rest();
    expect([location.hash, history.length]).toEqual(["#/search?q=abc", length + 1]);
    navigation.type(" ");
    expect([navigation.route.query, location.hash]).toEqual([null, "#/"]);
  });

  it("is written before another takes its place", () => {
    const navigation = new Navigation();
    const replace = vi.spyOn(history, "replaceState");
    navigation.search("a", "1");
    navigation.type("ab");
    navigation.open("x");
    expect(replace).toHaveBeenCalledWith(expect.anything(), "", "#/search?q=ab&saved=1");
    expect(location.hash).toBe("#/doc/x?q=ab&saved=1");
    navigation.browse("notes");
    expect(navigation.route).toMatchObject({ query: null, saved: null, shelf: "notes" });
    replace.mockRestore();
  });
});

describe("the palette", () => {
  function opened() {
    let past: PastSearch[] = ["one", "two"].map((query) => ({ query, searched_at: "" }));
    const { host, calls } = fakeHost({
      search_run: ({ query, offset, limit }) => answer(3, offset, limit, query),
      search_history: () => past,
      search_remember: () => null,
      search_forget_history: ({ query }) => {
        past = past.filter((one) => query !== null && one.query !== query);
        return null;
      },
      document_list: () => ({ total: 0, items: [], cursor: null }),
    });
    const navigation = new Navigation();
    return { palette: new Palette(host, navigation, new Registry()), navigation, calls };
  }

  it("begins with earlier searches, which can be made again or forgotten", async () => {
    const { palette } = opened();
    palette.show();
    await rest();
    expect(palette.entries.map(({ key }) => key)).toEqual(["past:one", "past:two"]);
    palette.move(1);
    await palette.forget(palette.entries[1]);
    expect(palette.entries.map(({ key }) => key)).toEqual(["past:one"]);
    palette.choose();
    expect([palette.open, palette.query]).toEqual([true, "one"]);
    await rest();
    expect(palette.total).toBe(3);
    palette.show();
    await palette.forget("all");
    expect(palette.entries).toEqual([]);
  });

  it("opens what Enter means, even when that is still to come", async () => {
    const { palette, navigation, calls } = opened();
    palette.show();
    await rest();
    palette.search("queue");
    palette.choose();
    expect(palette.open).toBe(true);
    await rest();
    expect([palette.open, navigation.route.id]).toEqual([false, "queue0"]);
    expect(calls.at(-1)).toEqual({ name: "search_remember", request: { query: "queue" } });
  });

  it("searches again when more can be found, and keeps what is chosen", async () => {
    let ids = ["a", "b", "c"];
    const { host } = fakeHost({
      search_run: ({ limit }) => ({ ...answer(ids.length, 0, limit), hits: ids.map(hit) }),
    });
    const palette = new Palette(host, new Navigation(), new Registry());
    palette.show("queue");
    await rest();
    palette.move(1);
    ids = ["new", ...ids];
    await palette.again();
    expect([palette.total, palette.chosen]).toEqual([4, 2]);
  });

  it("shows all results in the list", () => {
    const { palette, navigation } = opened();
    palette.show("queue");
    palette.chooseAll();
    expect([palette.open, navigation.route.query]).toEqual([false, "queue"]);
  });
});

describe("saved searches", () => {
  it("are named, edited, removed and brought back", async () => {
    let all: SavedSearch[] = [];
    let gone: SavedSearch | null = null;
    const { host } = fakeHost({
      search_list: () => all,
      search_save: (one) => (all = [...all, { ...one, id: "1", total: 6 }]).at(-1)!,
      search_edit: ({ id, name, query }) => (all = [{ id, name: name!, query: query!, total: 6 }])[0]!,
      search_forget: () => {
        [gone] = all as [SavedSearch];
        all = [];
        return gone;
      },
      search_restore: () => (all = [gone!])[0]!,
    });
    const navigation = new Navigation();
    const toasts = new Toasts();
    const saved = new SavedSearches(host, navigation, toasts);
    saved.ask();
    expect(saved.form).toBeNull();
    navigation.search("queue is:unread");
    saved.ask();
    expect(saved.form).toEqual({ id: null, name: "queue is:unread", query: "queue is:unread" });
    saved.form!.name = "  Queues ";
    await saved.submit();
    expect(saved.open).toMatchObject({ name: "Queues" });
    expect([navigation.route.saved, saved.edited]).toEqual(["1", false]);

    navigation.type("queue is:read");
    expect(saved.edited).toBe(true);
    await saved.update();
    expect([saved.open!.query, saved.edited]).toEqual(["queue is:read", false]);
    toasts.answer();
    await rest();
    expect(saved.open!.query).toBe("queue is:unread");

    await saved.forget(saved.open!);
    expect(saved.open).toBeNull();
    expect(toasts.shown.at(-1)!.message).toBe("“Queues” is removed.");
    toasts.answer();
    await rest();
    expect(saved.all).toHaveLength(1);
  });
});
