import { describe, expect, it } from "vitest";
import { firstFrom, foldQuery, matchesOf, placeOf, readPage } from "../src/lib/reader/page-text";

function article(html: string) {
  const root = document.createElement("article");
  root.innerHTML = html;
  return root;
}

/** What a query finds, as it is written in the article. */
function found(html: string, query: string): string[] {
  const page = readPage(article(html));
  return matchesOf(page, query).map((match) => {
    const { startContainer, startOffset, endContainer, endOffset } = placeOf(page, match);
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range.toString();
  });
}

describe("finding in an article", () => {
  it.each([
    ["<p>The lamp. The LAMP.</p>", "lamp", ["lamp", "LAMP"]],
    ["<p>Désirée and Desiree</p>", "desiree", ["Désirée", "Desiree"]],
    ["<p>naïve</p>", "NAÏVE", ["naïve"]],
    ["<p>De\u0301sire\u0301e</p>", "désirée", ["De\u0301sire\u0301e"]],
    ["<p>the <em>sa</em>me lamp</p>", "same lamp", ["same lamp"]],
    ["<p>one\n   two</p>", "one two", ["one\n   two"]],
    ["<p>one\u00a0two</p>", "one  two", ["one\u00a0two"]],
    ["<p>one<br>two</p>", "one two", ["onetwo"]],
    ["<p>it isn’t “so”</p>", `isn't "so"`, ["isn’t “so”"]],
    ["<p>hy\u00adphen</p>", "hyphen", ["hy\u00adphen"]],
    ["<p>eﬃcient</p>", "efficient", ["eﬃcient"]],
    ["<p>aaaa</p>", "aa", ["aa", "aa"]],
    ["<p>한국어 하나</p>", "하", ["하"]],
    ["<p>𝐁old 🎈 balloon</p>", "🎈 b", ["🎈 b"]],
    ["<p>余白に書く</p>", "書", ["書"]],
    ["<p>one</p>", "", []],
    ["<p>one two</p>", " ", []],
  ])("in %s for %s", (html, query, expected) => {
    expect(found(html, query)).toEqual(expected);
  });

  it("does not reach from one block into the next", () => {
    expect(found("<p>one</p><p>two</p>", "one two")).toEqual([]);
    expect(found("<p>one</p><p>two</p>", "onetwo")).toEqual([]);
    expect(found("<ul><li>one<ul><li>two</li></ul>three</li></ul>", "twothree")).toEqual([]);
  });

  it("leaves out what is not shown", () => {
    const math = "<math><semantics><mi>x</mi><annotation>x^2</annotation></semantics></math>";
    expect(found(`<p>${math}</p>`, "x")).toEqual(["x"]);
  });

  it("begins where one reads, and at the beginning when nothing follows", () => {
    const root = article("<p>one lamp</p><p>two lamps</p><p>the end</p>");
    const page = readPage(root);
    const matches = matchesOf(page, "lamp");
    const [first, second, last] = [...root.querySelectorAll("p")].map((one) => one.firstChild!);
    expect(firstFrom(page, matches, first!, 0)).toBe(0);
    expect(firstFrom(page, matches, first!, 6)).toBe(1);
    expect(firstFrom(page, matches, second!, 0)).toBe(1);
    expect(firstFrom(page, matches, last!, 0)).toBe(0);
    expect(firstFrom(page, matches, document.body, 0)).toBe(0);
  });

  it("knows a query by what it says", () => {
    expect(foldQuery("  Où \n est")).toBe("ou est");
  });
});
