import { describe, expect, it } from "vitest";
import type { Imported } from "../src/lib/host";
import { nameOf, pathOf, readable } from "../src/lib/import/folder";
import { batches, EMPTY, inWords, joined, undoneInWords } from "../src/lib/import/reports";

const report = (more: Partial<Imported> = {}): Imported => ({ ...EMPTY, ...more });

const file = (path: string, size = 0) => {
  const made = new File([""], path.split("/").at(-1)!);
  Object.defineProperty(made, "webkitRelativePath", { value: path.includes("/") ? path : "" });
  Object.defineProperty(made, "size", { value: size });
  return made;
};

describe("files to import", () => {
  it("have their names beneath the folder that was chosen", () => {
    const files = ["v/b.md", "v/deep/a.md"].map((path) => file(path));
    expect(files.map(pathOf)).toEqual(["b.md", "deep/a.md"]);
    expect(nameOf(files)).toBe("v");
    expect([pathOf(file("c.md")), nameOf([file("c.md")]), nameOf([])]).toEqual(["c.md", "c.md", ""]);
    expect(nameOf([file("c.md"), file("d.md"), file("e.md")])).toBe("c.md and 2 others");
  });

  it("are not read when they are too large", () => {
    const { files, tooLarge } = readable([file("v/b.md", 5), file("v/deep/a.md", 200 * 1024 * 1024)]);
    expect(files.map(({ name }) => name)).toEqual(["b.md"]);
    expect(tooLarge?.failed).toEqual([
      {
        where: "deep/a.md",
        reason: "This file has 200 MB; files of up to 32 MB are read. Import it in parts",
      },
    ]);
    expect(readable(files).tooLarge).toBe(null);
  });

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

  it("is undone, and what stays is named", () => {
    const ref = (title: string) => ({ id: title, kind: "note" as const, title });
    expect(undoneInWords({ binned: [ref("a"), ref("b")], reverted: 1, left: [] })).toEqual({
      message: "Undone: 2 documents are in the bin, 1 other is as before.",
      hint: null,
    });
    expect(undoneInWords({ binned: [], reverted: 0, left: ["a", "b", "c", "d"].map(ref) })).toEqual({
      message: "The import is undone.",
      hint: "Changed since, and left: “a”, “b”, “c” and 1 more.",
    });
  });
});
