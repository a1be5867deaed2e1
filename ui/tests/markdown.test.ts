import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readMarkdown, type Inline } from "../src/lib/links/markdown";
import Markdown from "../src/lib/links/Markdown.svelte";

const follow = vi.fn();
const openExternal = vi.fn();
vi.mock("../src/lib/links/notes.svelte", () => ({ getNotes: () => ({ follow }) }));
vi.mock("../src/lib/shared/host-context", () => ({ getHost: () => ({ openExternal }) }));

afterEach(cleanup);

/** Inline Markdown, written so that a line of a test can be read. */
function written(inner: readonly Inline[]): string {
  return inner
    .map((one) => {
      if (one.kind === "text") return one.text;
      if (one.kind === "code") return `<code ${one.text}>`;
      if (one.kind === "break") return "<br>";
      if (one.kind === "link")
        return `<${one.target.url ?? `title ${one.target.title}`}: ${written(one.inner)}>`;
      return "inner" in one ? `<${one.kind} ${written(one.inner)}>` : "";
    })
    .join("");
}
const blocks = (source: string) =>
  readMarkdown(source).map(({ kind, mark, inner }) => `${kind}${mark && ` ${mark}`}: ${written(inner)}`);

describe("Markdown of a person's own", () => {
  it.each([
    ["*a* **b** ~~c~~ `d`", "<em a> <strong b> <del c> <code d>"],
    ["**a *b* c**", "<strong a <em b> c>"],
    [String.raw`\*a\* 2 < 3 & 4`, "*a* 2 < 3 & 4"],
    ["[a *b*](https://a.example/x)", "<https://a.example/x: a <em b>>"],
    ["see https://a.example/x.", "see <https://a.example/x: https://a.example/x>."],
    ["www.a.example", "<https://www.a.example: www.a.example>"],
    ["<https://a.example>", "<https://a.example: https://a.example>"],
    ["[[A title]] and [[A title|it]]", "<title A title: A title> and <title A title: it>"],
    ["`[[A title]]` [[]] [[a", "<code [[A title]]> [[]] [[a"],
    ["![a picture](https://a.example/x.png)", "<https://a.example/x.png: a picture>"],
    ["[https://a.example](https://b.example)", "<https://b.example: https://a.example>"],
    ["[x] and [x][y]", "[x] and [x][y]"],
    ["a\nb", "a\nb"],
  ])("reads %s", (source, expected) => {
    expect(blocks(source)).toEqual([`p: ${expected}`]);
  });

  it("lays blocks one beneath the other", () => {
    expect(
      blocks("# So\n\none\n\n- two\n  - *three*\n\n1. four\n\n> five\n\n```js\nsix\n  seven\n```"),
    ).toEqual([
      "heading: So",
      "p: one",
      "item •: two",
      "item •: <em three>",
      "item 1.: four",
      "quote: five",
      "code: six\n  seven",
    ]);
  });

  it.each([
    "<script>x()</script>",
    "<img src=x onerror=x()>",
    "[a](javascript:x())",
    "[a](JaVaScRiPt:x())",
    "[a](data:text/html,x)",
    "[a](file:///etc/passwd)",
    "[a](/api/library_check)",
    "<javascript:x()>",
    `[a](https://a.example/"onmouseover="x())`,
    `[[<img src=x onerror=x()>]]`,
    "```\n<script>x()</script>\n```",
    "`<svg onload=x()>`",
    "&lt;script&gt;x()&lt;/script&gt;",
  ])("neither runs nor loads %s", (source) => {
    const { container } = render(Markdown, { text: source });
    expect(
      container.querySelector("script, img, svg, iframe, [onerror], [onload], [onmouseover]"),
    ).toBeNull();
    for (const link of container.querySelectorAll("a"))
      expect(link.getAttribute("href")).toMatch(/^(https:\/\/|#$)/);
    expect(container.textContent!.trim()).not.toBe("");
  });

  it.each([
    "*".repeat(5000) + "a",
    "[".repeat(5000) + "a" + "](b)".repeat(5000),
    ">".repeat(3000) + "a",
    "- ".repeat(1000) + "a",
    "**a *b ".repeat(2000),
    "a".repeat(30_000),
  ])("bears what is built to break it", (source) => {
    const { container } = render(Markdown, { text: source });
    expect(container.textContent).toContain("a");
  });

  it("has links that are followed within the app", async () => {
    render(Markdown, { text: "[[A title]] https://a.example/x" });
    await fireEvent.click(screen.getByRole("link", { name: "A title" }));
    expect(follow).toHaveBeenLastCalledWith({ title: "A title", fragment: null, url: null });
    await fireEvent.click(screen.getByRole("link", { name: "https://a.example/x" }));
    expect(follow).toHaveBeenLastCalledWith({ title: null, fragment: null, url: "https://a.example/x" });
    expect(openExternal).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByRole("link", { name: "https://a.example/x" }), { ctrlKey: true });
    expect(openExternal).toHaveBeenCalledWith("https://a.example/x");
  });
});
