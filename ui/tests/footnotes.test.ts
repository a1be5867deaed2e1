import { describe, expect, it } from "vitest";
import type { Document } from "../src/lib/host";
import { buildContent } from "../src/lib/reader/content";
import { contentOf, noteOf } from "../src/lib/reader/footnotes";

function article(html: string) {
  const doc = { id: "1", html, text: "", images: {} } as unknown as Document;
  const root = document.createElement("article");
  root.append(buildContent(doc, [], (hash) => hash).fragment);
  return root;
}

const REFERENCE = `<p>So it is.<sup id="p-fnref-1"><a href="#p-fn-1">1</a></sup></p>`;
const BACK = `<a href="#p-fnref-1">↩</a>`;
const shown = (note: Element) => {
  const box = document.createElement("div");
  box.append(contentOf(note));
  return box.innerHTML;
};

describe("a reference to a note", () => {
  it("leads to its note, and says that it opens something", () => {
    const root = article(`${REFERENCE}<ol><li id="p-fn-1">Ask them. ${BACK}</li></ol>`);
    const reference = root.querySelector("sup a")!;
    expect(noteOf(root, reference)).toBe(root.querySelector("li"));
    expect(reference.getAttribute("aria-haspopup")).toBe("dialog");
  });

  it("without a note is a link like any other", () => {
    const root = article(`${REFERENCE}<p><a href="#top">Up</a></p>`);
    const [reference, link] = root.querySelectorAll("a");
    expect(noteOf(root, reference!)).toBeNull();
    expect(reference!.hasAttribute("aria-haspopup")).toBe(false);
    expect(noteOf(root, link!)).toBeNull();
  });

  it("and the way back from a note is none", () => {
    const root = article(`${REFERENCE}<ol><li id="p-fn-1">Ask them. ${BACK}</li></ol>`);
    expect(noteOf(root, root.querySelector("li a")!)).toBeNull();
  });
});

describe("what a note says", () => {
  it("is shown without its way back and its ids, with its links", () => {
    const link = `<a href="https://a.example">this</a>`;
    const root = article(
      `${REFERENCE}<ol><li id="p-fn-1"><p id="x">See ${link}.</p><p>${BACK}</p></li></ol>`,
    );
    expect(shown(root.querySelector("li")!)).toBe(`<p>See ${link}.</p>`);
    expect(root.querySelector("li")!.textContent).toContain("↩");
  });

  it("bears no mark of the article", () => {
    const root = document.createElement("div");
    root.innerHTML = `<p>It is <span class="at" data-points="1">as <em>you</em></span> say.</p>`;
    expect(shown(root)).toBe("<p>It is as <em>you</em> say.</p>");
  });
});
