import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { Drafts } from "../src/lib/editor/drafts.svelte";
import type { Document, Matches, Part } from "../src/lib/host";
import { firstOf, placesOf, textsOf } from "../src/lib/reader/found-places";
import { rangesInOrder } from "../src/lib/reader/match-paint";
import { OpenDocument } from "../src/lib/reader/open.svelte";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { fakeHost, memoryKeep } from "./helpers";

const none: Matches = { title: [], body: [], commentary: [], points: [], highlights: [] };
const point = (id: string, text: string, children: unknown[] = []) => ({ id, text, children });
const article = (parts: object) =>
  ({ kind: "article", title: "", text: "", highlights: [], outline: [], ...parts }) as unknown as Document;
const note = (parts: object = {}) => article({ kind: "note", ...parts });

/** What is marked, as it is written. */
function marked(matches: Partial<Matches>, doc: Document, written = "") {
  const places = placesOf({ ...none, ...matches }, doc.kind, textsOf(doc, written));
  return places.map(({ part, text, start, end }) => [part, text.slice(start, end)]);
}

describe("what a search matched in a document", () => {
  it("comes in the order in which it is read", () => {
    const doc = article({
      title: "A lamp",
      text: "lamp",
      highlights: [
        { id: "h1", comment: "late lamp", anchor: { start: 9 } },
        { id: "h2", comment: "lamp", anchor: { start: 2 } },
      ],
      outline: [point("p1", "my lamp", [point("p2", "lamp")])],
    });
    const one = [{ start: 0, end: 4 }];
    const places = placesOf(
      {
        title: [{ start: 2, end: 6 }],
        body: one,
        commentary: one,
        highlights: [
          { id: "h1", spans: [{ start: 5, end: 9 }] },
          { id: "h2", spans: one },
        ],
        points: [
          { id: "p2", spans: one },
          { id: "p1", spans: [{ start: 3, end: 7 }] },
        ],
      },
      "article",
      textsOf(doc, "lamp"),
    );
    expect(places.map(({ part, id }) => id ?? part)).toEqual([
      "title",
      "body",
      "h2",
      "h1",
      "p1",
      "p2",
      "commentary",
    ]);
    expect(places.every(({ text, start, end }) => text.slice(start, end) === "lamp")).toBe(true);
  });

  it("is counted in characters, whatever they take, and whatever the line ends are", () => {
    expect(marked({ body: [{ start: 3, end: 5 }] }, note(), "🎈\r\n余白")).toEqual([["body", "余白"]]);
    expect(marked({ title: [{ start: 1, end: 2 }] }, note({ title: "🎈🎈x" }))).toEqual([["title", "🎈"]]);
  });

  it("of an article is counted without white space", () => {
    const doc = article({ text: "one  two three" });
    const [place] = placesOf({ ...none, body: [{ start: 5, end: 8 }] }, "article", textsOf(doc, ""));
    expect(place).toMatchObject({ start: 3, end: 6 });
  });

  it("leaves out what is not there any more", () => {
    expect(marked({ points: [{ id: "gone", spans: [{ start: 0, end: 1 }] }] }, article({}))).toEqual([]);
    expect(marked({ title: [{ start: 7, end: 9 }] }, article({ title: "short" }))).toEqual([]);
    // A day is shown by its name, not by its date.
    expect(marked({ title: [{ start: 0, end: 4 }] }, note({ kind: "journal", title: "2026-03-09" }))).toEqual(
      [],
    );
  });
});

describe("the match to begin with", () => {
  const text = "A lamp. And then,\nmuch later, a lamp again.";
  const matches = { ...none, title: [{ start: 0, end: 4 }], body: [] as { start: number; end: number }[] };
  matches.body = [
    { start: 2, end: 6 },
    { start: 32, end: 36 },
  ];
  for (const kind of ["article", "note"] as const) {
    const doc = article({ kind, title: "Lamp", text });
    const places = placesOf(matches, kind, textsOf(doc, text));
    it.each([
      ["body", "…later, a <mark>lamp</mark> again.…", 2],
      ["body", "And then, much later, a <mark>lamp</mark> again.", 2],
      ["body", "…<mark>lamp</mark> again.", 2],
      ["body", "A <mark>lamp</mark>. And then, much", 1],
      ["body", "words that are gone", 1],
      ["body", "", 1],
      ["title", "<mark>Lamp</mark>", 0],
      ["commentary", "", 0],
    ] as const)(`is in a ${kind} that of the passage: %s %s`, (part, snippet, index) => {
      expect(firstOf(places, kind, part, snippet)).toBe(index);
    });
  }
});

it("begins in the line of an outline that the snippet marks, and in Markdown as its words say", () => {
  const outline = [point("p1", "A lamp"), point("p2", "Not a lamp"), point("p3", "Yet a lamp, to read by")];
  const spans = [{ start: 2, end: 6 }];
  const points = [
    { id: "p1", spans },
    { id: "p2", spans: [{ start: 6, end: 10 }] },
    { id: "p3", spans: [{ start: 6, end: 10 }] },
  ];
  const doc = article({ outline });
  const written = "A lamp. It says *when* to [[lamp|light]] a lamp.";
  const commentary = [
    { start: 2, end: 6 },
    { start: 43, end: 47 },
  ];
  const places = placesOf({ ...none, points, commentary }, "article", textsOf(doc, written));
  const snippet = "…Not a thing · Yet a <mark>lamp</mark>, to read by · A <mark>lamp</mark>";
  expect(places[firstOf(places, "article", "outline", snippet)]?.id).toBe("p3");
  expect(firstOf(places, "article", "commentary", "It says when to light a <mark>lamp</mark>.")).toBe(4);
});

describe("words in what is shown of a comment", () => {
  it("are found one after the other, across elements", () => {
    const root = document.createElement("div");
    root.innerHTML = "<p>a <em>la</em>mp and a <a>lamp</a></p>";
    const found = rangesInOrder(root, ["lamp", "unseen", "lamp", "lamp"]);
    expect(found.map((range) => range?.toString() ?? null)).toEqual(["lamp", null, "lamp", null]);
    expect(found[2]!.startContainer.parentElement!.localName).toBe("a");
  });
});

describe("stepping through what was found", () => {
  const outline = [point("p1", "a lamp"), point("p2", "a second lamp")];
  const doc = article({
    id: "d",
    kind: "article",
    deleted_at: null,
    title: "Lamp",
    text: "a lamp",
    outline,
    commentary: "lamp, lamp",
  });
  const matches: Matches = {
    ...none,
    title: [{ start: 0, end: 4 }],
    points: [
      { id: "p1", spans: [{ start: 2, end: 6 }] },
      { id: "p2", spans: [{ start: 9, end: 13 }] },
    ],
    commentary: [
      { start: 0, end: 4 },
      { start: 6, end: 10 },
    ],
  };

  async function opened(part: Part, answer: Matches | Error = matches) {
    const { host } = fakeHost({
      document_show: () => doc,
      backlink_list: () => ({ total: 0, linked: [], mentions: [] }),
      link_list: () => [],
      search_matches: () => (answer instanceof Error ? Promise.reject(answer) : answer),
    });
    const navigation = new Navigation();
    const open = new OpenDocument(host, new Drafts(host, memoryKeep()), navigation);
    navigation.open("d", { part, query: "lamp", snippet: "" });
    await open.show("d");
    await tick();
    await vi.waitFor(() => expect(open.found.query).toBe(answer instanceof Error ? null : "lamp"));
    return open;
  }
  const at = ({ found }: OpenDocument) => [found.ordinal, found.count, found.now?.part, found.now?.id];

  it("begins in the part of the result, turns to the view of each, and goes around", async () => {
    const open = await opened("outline");
    expect(at(open)).toEqual([2, 5, "outline", "p1"]);
    expect(open.view).toBe("outline");
    open.found.step(1);
    open.found.step(1);
    expect(at(open)).toEqual([4, 5, "commentary", null]);
    expect(open.view).toBe("commentary");
    open.found.step(1);
    open.found.step(1);
    expect(at(open)).toEqual([1, 5, "title", null]);
    open.found.step(-1);
    expect(at(open)).toEqual([5, 5, "commentary", null]);
    open.clearMarks();
    expect([open.found.query, open.found.count, open.found.in("commentary")]).toEqual([null, 0, []]);
  });

  it("leaves the place where one reads alone when one came by the title", async () => {
    const open = await opened("title");
    expect(at(open)).toEqual([1, 5, "title", null]);
    expect([open.found.turned, open.sought]).toEqual([0, false]);
  });

  it("drops what is edited away", async () => {
    const open = await opened("commentary");
    open.found.step(1);
    open.found.take("commentary", "and lamp", [null, { start: 4, end: 8 }]);
    expect(at(open)).toEqual([4, 4, "commentary", null]);
    expect(open.found.in("commentary")).toMatchObject([{ text: "and lamp", start: 4, end: 8 }]);
    open.doc = { ...open.doc!, outline: [{ ...outline[1]!, text: "a third lamp" }] as Document["outline"] };
    expect(at(open)).toEqual([2, 2, "commentary", null]);
    open.found.take("commentary", "", [null]);
    expect(at(open)).toEqual([1, 1, "title", null]);
  });

  it("shows a document all the same when its matches cannot be read", async () => {
    const open = await opened("body", new Error("gone"));
    expect([open.doc?.id, open.found.count]).toEqual(["d", 0]);
  });
});
