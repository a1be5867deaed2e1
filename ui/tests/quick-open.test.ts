import { describe, expect, it, vi } from "vitest";
import type { QuickHit } from "../src/lib/host";
import type { Notes } from "../src/lib/links/notes.svelte";
import { cutAt } from "../src/lib/search/letters";
import { QuickOpen } from "../src/lib/search/quick-open.svelte";
import type { Navigation } from "../src/lib/shared/navigation.svelte";
import { fakeHost, later } from "./helpers";

const hit = (id: string, title: string, alias: string | null = null): QuickHit => ({
  id,
  kind: "note",
  title,
  alias,
  site: null,
  places: [],
});

function quickOpen(answer: (query: string) => QuickHit[] | Promise<QuickHit[]>) {
  const { host, calls } = fakeHost({ quick_open: ({ query }) => answer(query) });
  const navigation = { open: vi.fn() };
  const notes = { create: vi.fn() };
  const quick = new QuickOpen(host, navigation as unknown as Navigation, notes as unknown as Notes);
  return { quick, navigation, notes, calls };
}

describe("opening by title", () => {
  it("offers what was used last, and nothing new, before anything is typed", async () => {
    const { quick, calls } = quickOpen(() => [hit("1", "One")]);
    quick.show();
    await vi.waitFor(() => expect(quick.hits).toHaveLength(1));
    expect(calls[0]!.request).toMatchObject({ query: "" });
    expect(quick.title).toBeNull();
    await quick.create();
    expect(quick.open).toBe(true);
  });

  it("opens what is chosen", async () => {
    const { quick, navigation } = quickOpen(() => [hit("1", "One"), hit("2", "Two")]);
    quick.show();
    await quick.search("o");
    quick.move(1);
    await quick.choose();
    expect(navigation.open).toHaveBeenCalledWith("2");
    expect(quick.open).toBe(false);
  });

  it("goes around by one line, and stops at the ends by many", async () => {
    const { quick } = quickOpen(() => [hit("1", "One"), hit("2", "Two")]);
    await quick.search("x");
    expect(quick.length).toBe(3);
    quick.move(-1);
    expect(quick.chosen).toBe(2);
    quick.move(1);
    expect(quick.chosen).toBe(0);
    quick.move(8);
    expect(quick.chosen).toBe(2);
    quick.move(-8);
    expect(quick.chosen).toBe(0);
  });

  it("makes a note of a title that nothing has", async () => {
    const { quick, notes } = quickOpen(() => []);
    await quick.search("  A new   thing ");
    expect(quick.title).toBe("A new thing");
    await quick.choose();
    expect(notes.create).toHaveBeenCalledWith("A new thing");
  });

  it("opens rather than makes what is there, by an alias too", async () => {
    const { quick, navigation, notes } = quickOpen(() => [hit("1", "Other"), hit("2", "Two", "Deux")]);
    await quick.search("deux");
    expect(quick.title).toBeNull();
    await quick.create();
    expect(navigation.open).toHaveBeenCalledWith("2");
    expect(notes.create).not.toHaveBeenCalled();
  });

  it("drops the answer to what is no longer typed, and waits for the one that counts", async () => {
    const slow = later<QuickHit[]>();
    const { quick, navigation } = quickOpen((query) => (query === "a" ? slow.promise : [hit("2", "Two")]));
    const first = quick.search("a");
    quick.query = "tw";
    const chosen = quick.choose();
    slow.resolve([hit("1", "One")]);
    await Promise.all([first, chosen]);
    expect(navigation.open).toHaveBeenCalledWith("2");
  });

  it("makes nothing while it cannot be known what is there", async () => {
    const { quick, notes } = quickOpen(() => Promise.reject(new Error("The library is busy.")));
    await quick.search("a");
    expect(quick.problem).toBe("The library is busy.");
    await quick.choose();
    await quick.create();
    expect(notes.create).not.toHaveBeenCalled();
  });
});

describe("the letters of a name that matched", () => {
  it.each([
    ["Small queues", [0, 6], "[S]mall [q]ueues"],
    ["🎈 余白", [0, 2, 3], "[🎈] [余白]"],
    ["plain", [], "plain"],
  ])("%s", (name, places, expected) => {
    const pieces = cutAt(name, places).map(({ text, marked }) => (marked ? `[${text}]` : text));
    expect(pieces.join("")).toBe(expected);
  });
});
