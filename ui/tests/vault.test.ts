import { describe, expect, it } from "vitest";
import type { ShownPicture } from "../src/lib/host";
import { pathOf, survey, takePictures } from "../src/lib/import/folder";
import { EMPTY } from "../src/lib/import/reports";
import { fakeHost } from "./helpers";

function file(path: string, size = 3): File {
  const made = new File(["x".repeat(size)], path.split("/").at(-1)!);
  if (path.includes("/")) Object.defineProperty(made, "webkitRelativePath", { value: path });
  return made;
}

const found = {
  texts: ["a.md", "d/b.md"],
  pictures: ["d/p.png", "q.png", "big.png"],
  left_out: [{ where: ".obsidian", reason: "Hidden" }],
  largest_picture: 10,
};
const shown = (path: string, document: string, known = false): ShownPicture => ({
  path,
  document,
  target: path,
  known,
});

describe("a folder that is chosen", () => {
  const files = ["v/a.md", "v/d/b.md", "v/d/p.png", "v/q.png", "v/.obsidian/x.json"].map((path) =>
    file(path),
  );

  it("is told apart by the library, and its files are called by what is beneath it", async () => {
    const { host, calls } = fakeHost({ import_survey: () => found });
    const chosen = await survey(host, files);
    expect(calls[0]!.request).toEqual({ names: ["a.md", "d/b.md", "d/p.png", "q.png", ".obsidian/x.json"] });
    expect(chosen.texts.map(pathOf)).toEqual(["a.md", "d/b.md"]);
    expect([...chosen.pictures.keys()]).toEqual(["d/p.png", "q.png"]);
    expect(chosen.leftOut).toEqual(found.left_out);
  });

  it("leaves nothing out of files that are chosen one by one", async () => {
    const answer = {
      texts: [],
      pictures: ["q.png"],
      left_out: [{ where: "log", reason: "?" }],
      largest_picture: 1,
    };
    const { host } = fakeHost({ import_survey: () => answer });
    const chosen = await survey(host, [file("log"), file("q.png")]);
    expect(chosen.texts.map(pathOf)).toEqual(["log"]);
    expect(chosen.leftOut).toEqual([]);
  });
});

describe("the pictures of a folder", () => {
  const pictures = new Map(
    [file("v/d/p.png"), file("v/q.png"), file("v/big.png", 11)].map((one) => [pathOf(one), one]),
  );
  const chosen = { name: "v", texts: [], pictures, leftOut: found.left_out, largestPicture: 10 };

  it("are counted first, each once", async () => {
    const report = { ...EMPTY, shown: [shown("d/p.png", "1"), shown("d/p.png", "2"), shown("", "2", true)] };
    const { host } = fakeHost();
    const counted = await takePictures(host, chosen, report, true, () => true);
    expect(counted.pictures).toBe(1);
    expect(counted.left_out.map(({ where }) => where)).toEqual([".obsidian", "q.png", "big.png"]);
  });

  it("are sent with all their places, but for those that are there or too large", async () => {
    const report = {
      ...EMPTY,
      shown: [shown("d/p.png", "1"), shown("d/p.png", "2"), shown("q.png", "1", true), shown("big.png", "1")],
    };
    const { host, calls } = fakeHost({
      import_pictures: ({ files }) => ({ taken: files.length, failed: [] }),
    });
    const done = await takePictures(host, chosen, report, false, () => true);
    expect(calls.map(({ request }) => request)).toEqual([
      { files: [{ path: "d/p.png", base64: "eHh4" }], shown: [shown("d/p.png", "1"), shown("d/p.png", "2")] },
    ]);
    expect(done.pictures).toBe(1);
    expect(done.failed.map(({ where }) => where)).toEqual(["big.png"]);
  });
});
