import { describe, expect, it } from "vitest";
import { apply, diff, rebase } from "../src/lib/editor/rebase";

describe("diff", () => {
  it.each([
    ["", "abc"],
    ["abc", ""],
    ["one\ntwo\nthree\n", "one\n2\nthree\nfour\n"],
    ["a\nb\nc\nd\n", "a\nx\nb\nd\ny\n"],
    ["same tail", "other tail"],
    ["😀 one", "😁 one"],
    ["aaa", "aa"],
  ])("makes %j of %j", (before, after) => {
    expect(apply(before, diff(before, after))).toBe(after);
  });

  it("makes any text of any other, and rebases over any third", () => {
    // A small generator with a fixed seed: the same texts in every run.
    let seed = 7;
    const roll = (sides: number) => (seed = (seed * 48271) % 2147483647) % sides;
    const text = () => Array.from({ length: roll(14) }, () => "ab\n\n😀"[roll(4)]).join("");
    for (let run = 0; run < 3_000; run += 1) {
      const [base, theirs, mine] = [text(), text(), text()];
      expect(apply(base, diff(base, theirs))).toBe(theirs);
      const changes = rebase(diff(base, theirs), diff(base, mine));
      let end = 0;
      for (const { from, to } of changes) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThanOrEqual(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(mine.length);
      expect(apply(base, rebase(diff(base, theirs), []))).toBe(theirs);
      expect(apply(mine, rebase([], diff(base, mine)))).toBe(mine);
    }
  });

  it("leaves lines alone that both have", () => {
    const changes = diff("one\ntwo\nthree\nfour\n", "zero\none\ntwo\nthree\nfive\n");
    expect(changes).toEqual([
      { from: 0, to: 0, insert: "zero\n" },
      { from: 15, to: 18, insert: "ive" },
    ]);
  });

  it("does not cut a surrogate pair", () => {
    const [change] = diff("a😀b", "a😁b");
    expect(change).toEqual({ from: 1, to: 3, insert: "😁" });
  });
});

/** Both sides from one text; the answer is the text with both. */
function merged(base: string, theirs: string, mine: string): string {
  return apply(mine, rebase(diff(base, theirs), diff(base, mine)));
}

describe("rebase", () => {
  it("keeps changes in different places", () => {
    expect(merged("one\ntwo\n", "ONE\ntwo\n", "one\ntwo, and more\n")).toBe("ONE\ntwo, and more\n");
    expect(merged("one\ntwo\n", "one\ntwo\nthree\n", "zero\none\ntwo\n")).toBe("zero\none\ntwo\nthree\n");
  });

  it("keeps both when both add in the same place", () => {
    const text = merged("one\n", "one\ntheirs\n", "one\nmine\n");
    expect(text).toContain("theirs\n");
    expect(text).toContain("mine\n");
  });

  it("keeps what was typed within what the other replaced", () => {
    expect(merged("abcdef", "aXf", "abc!def")).toContain("!");
    expect(merged("abcdef", "aXf", "abc!def")).toContain("X");
  });

  it("never loses what was typed, whatever the other side did", () => {
    const base = "alpha beta gamma\ndelta epsilon\nzeta\n";
    const theirs = [
      "",
      "alpha\n",
      base + "new\n",
      "top\n" + base,
      base.replace("delta", "D"),
      base.replace(/\n/g, "\n\n"),
    ];
    for (let at = 0; at <= base.length; at += 1) {
      for (const other of theirs) {
        expect(merged(base, other, `${base.slice(0, at)}MINE${base.slice(at)}`)).toContain("MINE");
      }
    }
  });

  it("deletes what one side deleted", () => {
    expect(merged("one\ntwo\nthree\n", "one\nthree\n", "one\ntwo\nthree\nfour\n")).toBe("one\nthree\nfour\n");
    expect(merged("one\ntwo\nthree\n", "one\ntwo\nTHREE\n", "one\nthree\n")).toBe("one\nTHREE\n");
  });
});
