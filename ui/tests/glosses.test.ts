import { describe, expect, it } from "vitest";
import type { Anchor, Highlight, Point } from "../src/lib/host";
import { glossesOf, isMine, markedLines, type Gloss } from "../src/lib/reader/glosses";

const anchor = (start: number, end: number): Anchor => ({ quote: "", prefix: "", suffix: "", start, end });
const point = (id: string, start: number, end: number, voice: Point["voice"] = "author") =>
  ({ id, anchor: anchor(start, end), voice }) as Point;
const highlight = (id: string, start: number, end: number, comment = "") =>
  ({ id, anchor: anchor(start, end), comment }) as Highlight;
const ids = (glosses: readonly Gloss[]) => glosses.map(({ id }) => id).join(" ");
const all = () => true;

describe("the glosses of an article", () => {
  it("stand in the order of its text, whatever the order of the outline is", () => {
    const points = [point("thesis", 500, 520), point("a", 10, 20), point("b", 300, 320)];
    expect(ids(glossesOf(points, [highlight("h", 100, 120)], all))).toBe("a h b thesis");
  });

  it("that begin together have the longest first", () => {
    expect(ids(glossesOf([point("short", 5, 8)], [highlight("long", 5, 80)], all))).toBe("long short");
  });

  it("are only those whose passage is shown", () => {
    const lost = { ...point("lost", 0, 0), anchor: null };
    expect(ids(glossesOf([point("a", 1, 2), point("gone", 3, 4), lost], [], (id) => id !== "gone"))).toBe(
      "a",
    );
  });

  it("are a person's own by voice or comment", () => {
    const glosses = glossesOf(
      [point("theirs", 1, 2), point("mine", 3, 4, "me")],
      [highlight("bare", 5, 6), highlight("commented", 7, 8, "So?")],
      all,
    );
    expect(glosses.map(isMine)).toEqual([false, true, false, true]);
  });
});

describe("marked lines", () => {
  const glosses = glossesOf([point("a", 1, 2), point("b", 3, 4)], [highlight("c", 5, 6)], all);
  const lines = (tops: [string, number][]) =>
    markedLines(glosses, new Map(tops), 24).map(({ top, glosses }) => `${top}: ${ids(glosses)}`);

  it("have all glosses of a line in one", () => {
    expect(lines([["a", 100], ["b", 102], ["c", 130]])).toEqual(["100: a b", "130: c"]); // prettier-ignore
  });

  it("go down the page, also where the text does not", () => {
    expect(lines([["a", 200], ["b", 50], ["c", 201]])).toEqual(["50: b", "200: a c"]); // prettier-ignore
  });

  it("never lie over each other", () => {
    expect(lines([["a", 0], ["b", 20], ["c", 40]])).toEqual(["0: a b", "40: c"]); // prettier-ignore
  });

  it("leave out what stands nowhere", () => {
    expect(lines([["c", 7]])).toEqual(["7: c"]);
  });
});
