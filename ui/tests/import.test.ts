import { describe, expect, it } from "vitest";
import type { Imported } from "../src/lib/host";
import { batches, EMPTY, inWords, joined } from "../src/lib/import/reports";

const report = (more: Partial<Imported> = {}): Imported => ({ ...EMPTY, ...more });

describe("files to import", () => {
  it("go in batches that are not too large", () => {
    const sizes = (all: { size: number }[][]) => all.map((batch) => batch.length);
    expect(sizes(batches(Array.from({ length: 130 }, () => ({ size: 10 }))))).toEqual([64, 64, 2]);
    expect(sizes(batches([{ size: 3e6 }, { size: 3e6 }, { size: 9e6 }, { size: 1 }]))).toEqual([1, 1, 1, 1]);
    expect(batches([])).toEqual([]);
  });
});

describe("what came of an import", () => {
  it("is joined, and said in words", () => {
    const one = report({ format: "post", added: { ...report().added, posts: 1 }, known: 1, created: ["a"] });
    const two = report({
      format: "markdown",
      added: { ...report().added, notes: 2, articles: 1 },
      created: ["b"],
    });
    const both = joined(one, two);
    expect([both.format, both.known, both.created]).toEqual(["mixed", 1, ["a", "b"]]);
    expect(inWords(both)).toBe("1 article, 1 post, 2 notes");
    expect(inWords(report({ pictures: 12 }))).toBe("12 pictures");
    expect(joined(report(), one).format).toBe("post");
    expect(inWords(report())).toBe("");
  });
});
