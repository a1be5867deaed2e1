import { EditorState, Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { frontMatter } from "../src/lib/editor/blocks";
import { calloutHead } from "../src/lib/editor/callouts";
import { commentsIn } from "../src/lib/editor/comments";
import { picturesIn } from "../src/lib/editor/picture-links";
import { readMarkdown } from "../src/lib/links/markdown";

describe("pictures of a text", () => {
  const check = (text: string, wanted: [string, string, number | null][]) =>
    expect(picturesIn(text).map(({ target, alt, width }) => [target, alt, width])).toEqual(wanted);

  it("are files, in either spelling", () => {
    check("![[a b.png|300]] and ![At *dusk*|40x30](img/c%20d.jpg)", [
      ["a b.png", "", 300],
      ["img/c%20d.jpg", "At *dusk*", 40],
    ]);
    check('![](<e f.webp> "g") ![x](h\\(1\\).gif) ![[余白.PNG|白]]', [
      ["e f.webp", "", null],
      ["h(1).gif", "x", null],
      ["余白.PNG", "白", null],
    ]);
    check(
      "![a](https://a.example/i.png) ![[A note]] ![[t.pdf]] ![](data:image/png;base64,AA) [x](y.png)",
      [],
    );
  });

  it("are found in time in a long row of brackets", () => {
    check("![".repeat(2000) + "![](" + "(".repeat(2000), []);
  });
});

describe("comments of a text", () => {
  const check = (text: string, wanted: string[]) =>
    expect(commentsIn(text, () => false).map(({ from, to }) => text.slice(from, to))).toEqual(wanted);

  it("end on their line, unless they begin one", () => {
    check("a %%b%% c\n\n%%\nd\n\n%%\ne %% f", ["%%b%%", "%%\nd\n\n%%"]);
    check("50%% of one\n\nand 70%% of another", []);
    expect(commentsIn("%%a%% %%b%%", (at) => at < 5)).toEqual([{ from: 6, to: 11 }]);
  });
});

describe("callouts", () => {
  it("are told by their heads", () => {
    expect(calloutHead("> [!WARNING]- Mind the gap")).toMatchObject({
      look: "careful",
      from: 2,
      to: 13,
    });
    expect(calloutHead("> > [!my-own]")).toMatchObject({ look: "note" });
    expect(calloutHead("> [note] x")).toBeNull();
    expect(calloutHead("> [!note](x)")).toBeNull();
  });
});

describe("front matter", () => {
  it("is what stands between dashes at the head", () => {
    const doc = (text: string) => frontMatter(Text.of(text.split("\n")));
    expect(doc("---\ntitle: x\n---\n\ntext")).toEqual({ from: 0, to: 16 });
    expect(doc("---\ntitle: x\n\ntext")).toBeNull();
    expect(doc("text\n---\na\n---")).toBeNull();
    expect(frontMatter(EditorState.create().doc)).toBeNull();
  });
});

describe("marks and comments beside a passage", () => {
  it("are shown and hidden", () => {
    expect(readMarkdown("a ==b *c*== %%d%%`==e==` f == g")[0]!.inner).toEqual([
      { kind: "text", text: "a " },
      {
        kind: "mark",
        inner: [
          { kind: "text", text: "b " },
          { kind: "em", inner: [{ kind: "text", text: "c" }] },
        ],
      },
      { kind: "text", text: " " },
      { kind: "code", text: "==e==" },
      { kind: "text", text: " f == g" },
    ]);
  });
});
