import { describe, expect, it, vi } from "vitest";
import { CallError, type Margin, type OutlineEdit, type Point } from "../src/lib/host";
import { Marks } from "../src/lib/margin/marks.svelte";
import { linesOf, Outliner, type Line } from "../src/lib/margin/outliner.svelte";
import type { OpenDocument } from "../src/lib/reader/open.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { newId } from "../src/lib/shared/uuid";
import { fakeHost } from "./helpers";

function point(id: string, children: Point[] = [], more: Partial<Point> = {}): Point {
  return {
    id,
    text: `Text ${id}`,
    voice: "author",
    level: 1,
    anchor: null,
    lost: null,
    drafted: true,
    unsupported: false,
    folded: false,
    children,
    ...more,
  };
}

/** An outliner over a tree, and every edit that it asked for. */
function outliner(outline: Point[], refuse: () => boolean = () => false) {
  const asked: OutlineEdit[][] = [];
  const { host } = fakeHost({
    outline_edit: ({ edits }): Margin => {
      if (refuse()) throw new CallError({ code: "disk_full", message: "The disk is full", hint: null });
      asked.push(edits);
      return { id: "doc", outline, highlights: [], undo: null, redo: null };
    },
  });
  const open = {
    doc: { id: "doc", outline, highlights: [] },
    expectMargin: (outline: Point[] | null) => {
      if (outline) open.doc!.outline = outline;
      return Symbol();
    },
    takeMargin: () => {},
    missMargin: async () => {},
  } as unknown as OpenDocument;
  const marks = new Marks(host, open, new Toasts());
  const made = new Outliner(open, marks);
  const line = (id: string) => made.lines.find(({ point }) => point.id === id)!;
  return { made, asked, line };
}

const tree = () => [point("a", [point("b"), point("c", [point("d")])]), point("e")];

describe("an outline that is edited", () => {
  it("shows what is not folded away", () => {
    const folded = [point("a", [point("b")], { folded: true }), point("e")];
    expect(linesOf(folded).map(({ point: { id }, depth }) => `${depth}${id}`)).toEqual(["1a", "1e"]);
    expect(linesOf(tree()).map(({ point: { id }, depth }) => `${depth}${id}`)).toEqual([
      "1a",
      "2b",
      "2c",
      "3d",
      "1e",
    ]);
  });

  it("cuts a line in two at the caret", async () => {
    const { made, asked, line } = outliner(tree());
    await made.split(line("b"), 4);
    const [add, text] = asked[0]!;
    expect(add).toMatchObject({ do: "add", parent: "a", after: "b", text: "b" });
    expect(text).toEqual({ do: "text", point: "b", text: "Text" });
    expect(made.caret).toMatchObject({ at: 0 });
  });

  it("goes on beneath a line that has lines beneath it", async () => {
    const { made, asked, line } = outliner(tree());
    await made.split(line("a"), "Text a".length);
    expect(asked[0]).toEqual([expect.objectContaining({ do: "add", parent: "a", after: null, text: "" })]);
  });

  it("joins a line to the one above, and takes along what is beneath it", async () => {
    const { made, asked, line } = outliner(tree());
    await made.join(line("c"));
    expect(asked[0]).toEqual([
      { do: "move", point: "d", parent: "b", after: null },
      { do: "text", point: "b", text: "Text bText c" },
      { do: "delete", point: "c" },
    ]);
    expect(made.caret).toEqual({ id: "b", at: 6 });
  });

  it("moves lines in, out, up and down", async () => {
    const all: OutlineEdit[] = [];
    const on = async (id: string, act: (made: Outliner, line: Line) => Promise<void>) => {
      const { made, asked, line } = outliner(tree());
      await act(made, line(id));
      all.push(...asked.flat());
    };
    await on("e", (made, line) => made.indent([line], null));
    await on("d", (made, line) => made.outdent([line], null));
    await on("c", (made, line) => made.shift([line], -1, null));
    await on("a", (made, line) => made.shift([line], 1, null));
    await on("e", (made, line) => made.shift([line], 1, null));
    expect(all).toEqual([
      { do: "move", point: "e", parent: "a", after: "c" },
      { do: "move", point: "d", parent: "a", after: "c" },
      { do: "move", point: "b", parent: "a", after: "c" },
      { do: "move", point: "e", parent: null, after: null },
    ]);
  });

  it("treats lines that are selected together as one", async () => {
    const { made, asked } = outliner(tree());
    made.range = { from: "e", to: "b" };
    expect(made.chosen.map(({ point: { id } }) => id)).toEqual(["b", "c", "e"]);
    await made.remove(made.chosen);
    expect(asked[0]!.map((edit) => edit.do === "delete" && edit.point)).toEqual(["b", "c", "e"]);
    expect(made.range).toBeNull();
  });

  it("saves what is typed before anything else is done", async () => {
    const { made, asked, line } = outliner(tree());
    made.type("b", "Typed");
    expect(made.textOf(line("b").point)).toBe("Typed");
    await made.turn([line("b")], null);
    expect(asked.flat()).toEqual([
      { do: "text", point: "b", text: "Typed" },
      { do: "voice", point: "b", voice: "me" },
    ]);
  });
});

describe("what cannot be saved", () => {
  it("stays as it was typed, and is saved in its order once it can be", async () => {
    vi.useFakeTimers();
    let full = true;
    const { made, asked, line } = outliner(tree(), () => full);
    made.type("b", "Typed");
    void made.split(line("b"), 5);
    const added = made.caret!.id;
    made.type(added, "Beneath");
    void made.flush();
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([]);
    expect(made.lines.map(({ point: { text } }) => text)).toEqual([
      "Text a",
      "Typed",
      "Beneath",
      "Text c",
      "Text d",
      "Text e",
    ]);
    full = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.flat()).toEqual([
      { do: "text", point: "b", text: "Typed" },
      expect.objectContaining({ do: "add", point: added, after: "b" }),
      { do: "text", point: added, text: "Beneath" },
    ]);
    vi.useRealTimers();
  });
});

describe("the mark of a reader's point", () => {
  it("waits for the words after it, however slowly they are typed", async () => {
    vi.useFakeTimers();
    const { made, asked, line } = outliner(tree());
    made.type("b", "(Me)");
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([]);
    made.type("b", "(Me) Mine");
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([[{ do: "text", point: "b", text: "(Me) Mine" }]]);
    expect(line("b").point).toMatchObject({ text: "Mine", voice: "me" });
    vi.useRealTimers();
  });
});

describe("keys that follow each other quickly", () => {
  it("each find the outline that the one before made", () => {
    const { made, line } = outliner(tree());
    void made.split(line("e"), "Text e".length);
    const { id } = made.caret!;
    made.type(id, "(Me) Beneath it.");
    void made.indent([line(id)], { id, at: 12 });
    const [, last] = made.lines.filter(({ depth }) => depth === 1);
    expect(last!.point).toMatchObject({
      id: "e",
      children: [{ id, text: "Beneath it.", voice: "me", level: 2 }],
    });
    void made.join(line(id));
    expect(made.lines.at(-1)!.point.text).toBe("Text eBeneath it.");
  });
});

describe("a new identity", () => {
  it("is a UUID of version 7 that sorts by time", () => {
    const [early, late] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(early < late).toBe(true);
    expect(newId()).not.toBe(newId());
  });
});
