import { describe, expect, it } from "vitest";
import type { Anchor } from "../src/lib/host";
import { countSolid, offsetsOf, pieces, spanOf, spansOf, textNodes, wrap } from "../src/lib/reader/anchors";

function anchor(text: string, quote: string): Anchor {
  const at = text.indexOf(quote);
  const start = [...text.slice(0, at)].length;
  return { quote, prefix: "", suffix: "", start, end: start + [...quote].length };
}

/** What is wrapped in `html` for quotes of `text`, joined by quote. */
function wrapped(html: string, text: string, quotes: string[]): string[] {
  const root = document.createElement("div");
  root.innerHTML = html;
  const before = root.textContent;
  const spans = spansOf(
    text,
    quotes.map((quote) => anchor(text, quote)),
  ).flatMap((span, key) => (span ? [{ key, ...span }] : []));
  const elements = wrap(pieces(textNodes(root), spans), (keys) => {
    const span = document.createElement("span");
    span.dataset.points = keys.join(" ");
    return span;
  });
  expect(root.textContent).toBe(before);
  return quotes.map((_, key) => (elements.get(key) ?? []).map((one) => one.textContent).join("|"));
}

describe("anchors", () => {
  it("find a sentence within one paragraph", () => {
    expect(wrapped("<p>One. Two. Three.</p>", "One. Two. Three.", ["Two."])).toEqual(["Two."]);
  });

  it("do not mind how white space differs", () => {
    const html = "<h2>Head</h2>\n\n<p>  One\n   two\tthree. </p><p>Four.</p>";
    expect(wrapped(html, "Head\n\nOne two three.\n\nFour.", ["One two three.", "Four."])).toEqual([
      "One\n   two\tthree.",
      "Four.",
    ]);
  });

  it("cross inline elements, a piece for each text node", () => {
    const html = "<p>A <em>very <b>small</b></em> queue is short.</p>";
    expect(wrapped(html, "A very small queue is short.", ["very small queue"])).toEqual([
      "very |small| queue",
    ]);
  });

  it("count emoji and other letters beyond the first plane as one", () => {
    const text = "📚📚 books. 👩‍🚀 flies. 𠮷野 blooms.";
    expect(wrapped(`<p>${text}</p>`, text, ["👩‍🚀 flies.", "𠮷野 blooms."])).toEqual([
      "👩‍🚀 flies.",
      "𠮷野 blooms.",
    ]);
  });

  it("find passages in a script without spaces", () => {
    const text = "静かな部屋で本を読む。余白に書いた言葉は、手紙である。";
    expect(
      wrapped(`<p>静かな部屋で本を読む。\u3000余白に書いた言葉は、手紙である。</p>`, text, [
        "余白に書いた言葉は、手紙である。",
      ]),
    ).toEqual(["余白に書いた言葉は、手紙である。"]);
  });

  it("let passages overlap and repeat", () => {
    const text = "One two three four five.";
    expect(wrapped(`<p>${text}</p>`, text, ["One two three", "three four", "three four"])).toEqual([
      "One two |three",
      "three| four",
      "three| four",
    ]);
  });

  it("that reach past the end are no span", () => {
    const beyond = { quote: "x", prefix: "", suffix: "", start: 40, end: 50 };
    const empty = { quote: "", prefix: "", suffix: "", start: 1, end: 1 };
    expect(spansOf("short", [beyond, empty])).toEqual([null, null]);
  });

  it("count what is solid before an offset in scalar values", () => {
    expect([...countSolid("a 😀 b", [0, 2, 3, 4, 5])]).toEqual([
      [0, 0],
      [2, 1],
      [3, 3],
      [4, 3],
      [5, 4],
    ]);
  });
});

describe("a selection", () => {
  const text = "Über 🙂 things.\n\nAnd  more here.";
  function selected(from: [number, number], to: [number, number]) {
    const root = document.createElement("div");
    root.innerHTML = "<p>Über <b>🙂 things</b>.</p>\n<p>And more\n here.</p>";
    const nodes = textNodes(root);
    const range = document.createRange();
    range.setStart(nodes[from[0]]!, from[1]);
    range.setEnd(nodes[to[0]]!, to[1]);
    const span = spanOf(root, range);
    const place = span && offsetsOf(text, span);
    return place && [...text].slice(place.start, place.end).join("");
  }

  it("leads to its place in the text", () => {
    expect(selected([0, 0], [0, 4])).toBe("Über");
    expect(selected([1, 0], [1, 9])).toBe("🙂 things");
    expect(selected([1, 3], [4, 8])).toBe("things.\n\nAnd  more");
  });

  it("does not mind white space at its ends", () => {
    expect(selected([0, 4], [1, 9])).toBe("🙂 things");
    expect(selected([3, 0], [4, 3])).toBe("And");
  });

  it("of white space alone is none", () => {
    expect(selected([0, 4], [0, 5])).toBeNull();
    expect(selected([3, 0], [3, 1])).toBeNull();
  });
});
