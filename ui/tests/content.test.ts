import { describe, expect, it } from "vitest";
import type { Document, Point } from "../src/lib/host";
import { buildContent, pointsOf } from "../src/lib/reader/content";

function built(html: string, fields: Partial<Document> = {}) {
  const doc = { id: "1", html, text: "", images: {}, ...fields } as Document;
  const content = buildContent(doc, pointsOf(fields.outline ?? []), (hash) => `blob/${hash}`);
  const root = document.createElement("div");
  root.append(content.fragment);
  return { root, passages: content.passages };
}

describe("an article", () => {
  it.each([
    `<p onclick="x()">a</p>`,
    `<img src="https://evil.example/x.png" onerror="x()" alt="">`,
    `<script>x()</script>`,
    `<iframe src="https://evil.example"></iframe>`,
    `<style>body { display: none }</style>`,
    `<p style="background: url(https://evil.example/x)">a</p>`,
    `<video poster="https://evil.example/x" src="https://evil.example/y"></video>`,
    `<img srcset="https://evil.example/x.png 2x" alt="">`,
    `<form action="https://evil.example"><input name="q"></form>`,
  ])("neither runs nor loads %s", (html) => {
    const { root } = built(html);
    expect(root.innerHTML).not.toMatch(/x\(\)|evil\.example|<script|<iframe|<style|<form/);
  });

  it("shows the pictures it has, by their hash", () => {
    const { root } = built(`<img data-src="https://a.example/x.png" alt="A curve">`, {
      images: { "https://a.example/x.png": "abc" },
    });
    expect(root.querySelector("img")).toHaveProperty("loading", "lazy");
    expect(root.querySelector("img")!.getAttribute("src")).toBe("blob/abc");
  });

  it("shows the words of a picture it has not, and nothing where there are none", () => {
    const { root } = built(
      `<img data-src="https://a.example/x.png" alt="A curve"><img data-src="https://a.example/y.png">`,
    );
    expect(root.querySelector("img")).toBeNull();
    expect(root.querySelector("[role=img]")!.getAttribute("aria-label")).toBe("A curve");
    expect(root.textContent).toBe("");
  });

  it("shows pictures that are in it, of known kinds only", () => {
    const { root } = built(
      `<img data-src="data:image/png;base64,AAAA" alt=""><img data-src="data:image/svg+xml,x" alt="no">`,
    );
    expect(root.querySelectorAll("img")).toHaveLength(1);
    expect(root.querySelector("img")!.getAttribute("src")).toBe("data:image/png;base64,AAAA");
  });

  it("shows pictures that the page held itself by their hash", () => {
    const { root } = built(`<img data-src="inline:abc" alt="">`, { images: { "inline:abc": "abc" } });
    expect(root.querySelector("img")!.getAttribute("src")).toBe("blob/abc");
  });

  it("says where the numbers of its notes lead", () => {
    const { root } = built(
      `<p>a<sup id="p-fnref-1"><a href="#p-fn-1">1</a></sup></p><ol><li id="p-fn-1">b <a href="#p-fnref-1">↩</a></li></ol>`,
    );
    const [there, back] = root.querySelectorAll("a");
    expect(there!.getAttribute("aria-label")).toBe("Note 1");
    expect(back!.getAttribute("aria-label")).toBe("Back to the text");
    expect(root.querySelector("li")!.id).toBe("in-article-p-fn-1");
  });

  it("unfolds what the page had folded away, and names its formulas", () => {
    const { root } = built(
      `<details><summary>a</summary>b</details><math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>`,
    );
    expect(root.querySelector("details")!.open).toBe(true);
    expect(root.querySelector("math")!.getAttribute("aria-label")).toBe("x^2");
  });

  it("cannot give our ids to its elements", () => {
    expect(built(`<p id="documents">a</p>`).root.querySelector("#documents")).toBeNull();
  });

  it("marks the passages of its points, whatever stands beneath them, and leaves those without a place", () => {
    const text = "One. Two.";
    const point = (id: string, start: number, end: number): Point => ({
      id,
      text: id,
      voice: "author",
      level: 0,
      anchor: { quote: "", prefix: "", suffix: "", start, end },
      lost: null,
      drafted: true,
      unsupported: false,
      folded: false,
      children: [],
    });
    const { root, passages } = built("<p>One. <b>Two.</b></p>", {
      text,
      outline: [{ ...point("h", 0, 4), children: [point("a", 5, 9)] }, point("gone", 90, 99)],
    });
    expect([...passages.keys()].sort()).toEqual(["a", "h"]);
    expect([...root.querySelectorAll(".at")].map((one) => one.textContent)).toEqual(["One.", "Two."]);
  });
});
