import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { typedTag } from "../src/lib/editor/complete-tags";
import { acceptTag, matchingTags, tagAt } from "../src/lib/shared/tags";

const known = [
  { tag: "café", count: 2 },
  { tag: "Carpentry", count: 9 },
  { tag: "oceans", count: 30 },
  { tag: "rust/cargo", count: 4 },
  { tag: "sea-cave", count: 4 },
];

describe("tags that match", () => {
  it.each([
    ["ca", ["Carpentry", "café", "rust/cargo", "sea-cave"]],
    ["CAFE", ["café"]],
    ["cé", []],
    ["céa", ["oceans"]],
    ["ocean", ["oceans"]],
    ["cargo", ["rust/cargo"]],
    ["café", []],
    ["x", []],
  ])("%s", (typed, wanted) => {
    expect(matchingTags(known, typed).map(({ tag }) => tag)).toEqual(wanted);
  });

  it("are few, and all when nothing is typed", () => {
    expect(matchingTags(known, "", 2).map(({ tag }) => tag)).toEqual(["oceans", "Carpentry"]);
  });
});

describe("a tag among others", () => {
  it("is the one at the caret", () => {
    expect(tagAt("a, #se, c", 6)).toEqual({ from: 2, to: 6, typed: "se", others: ["a", "c"] });
    expect(tagAt("", 0)).toEqual({ from: 0, to: 0, typed: "", others: [] });
  });

  it("is replaced by the one that is chosen", () => {
    expect(acceptTag("a, se", 5, "sea")).toEqual({ text: "a, sea, ", caret: 8 });
    expect(acceptTag("a, se, c", 5, "sea")).toEqual({ text: "a, sea, c", caret: 6 });
    expect(acceptTag("se", 2, "sea")).toEqual({ text: "sea, ", caret: 5 });
  });
});

describe("a tag that is typed in a text", () => {
  it.each([
    ["#se|", "se"],
    ["See #Séa/c|", "Séa/c"],
    ["- (#se|)", "se"],
    ["*emphasis #se|*", "se"],
    ["#|", null],
    ["# se|", null],
    ["## A heading #se|", "se"],
    ["a#se|", null],
    ["&#x2|", null],
    ["`#se|`", null],
    ["```\n#se|\n```", null],
    ["    #se|", null],
    ["https://a.example/ #se|", "se"],
    ["https://a.example/#se|", null],
    ["<https://a.example/#se|>", null],
    ["[there](#se|)", null],
    ["<!-- #se| -->", null],
    ["#se |", null],
  ])("%s", (text, wanted) => {
    const offset = text.indexOf("|");
    const state = EditorState.create({
      doc: text.replace("|", ""),
      extensions: [markdown({ base: markdownLanguage })],
    });
    expect(typedTag(state, offset)).toBe(wanted);
  });
});
