import { describe, expect, it } from "vitest";
import type { Document } from "../src/lib/host";
import { buildContent } from "../src/lib/reader/content";
import { pictureIn, Pictures, withdrawZoom } from "../src/lib/reader/pictures.svelte";
import { scalesOf, scrollFor } from "../src/lib/reader/scales";

function article(html: string) {
  const images = { a: "a", b: "b", c: "c" };
  const doc = { id: "1", html, text: "", images } as unknown as Document;
  const root = document.createElement("article");
  root.append(buildContent(doc, [], (hash) => `blob/${hash}`).fragment);
  return root;
}

describe("the pictures of an article", () => {
  it("are buttons with a name", () => {
    const root = article(
      `<img data-src="a" alt="A curve"><figure><img data-src="b" alt=""><figcaption>Waiting
       times</figcaption></figure>`,
    );
    const [first, second] = root.querySelectorAll("img");
    expect([first!.tabIndex, first!.getAttribute("role"), first!.alt]).toEqual([0, "button", "A curve"]);
    expect(second!.getAttribute("aria-label")).toBe("Waiting times");
  });

  it.each([
    [`<a href="https://a.example/x.PNG?w=1#y"><img data-src="a" alt="x"></a>`, true],
    [`<a href="https://a.example/page"><img data-src="a" alt="x"></a>`, false],
    [`<img data-src="a" alt="x" width="16" height="16">`, false],
    [`<img data-src="a" alt="x" width="600" height="400">`, true],
  ])("open from %s: %s", (html, opens) => {
    const root = article(html);
    const target = root.querySelector("a") ?? root.querySelector("img")!;
    expect(pictureIn(target) !== null).toBe(opens);
    expect(root.querySelector("a img[tabindex]")).toBeNull();
  });

  it("are shown from the one that was asked for, one after the other, to the last", () => {
    const root = article(
      `<img data-src="a" alt="one"><a href="/p"><img data-src="b" alt="no"></a><img data-src="c" alt="two">`,
    );
    const pictures = new Pictures();
    pictures.show(root.querySelectorAll("img")[2]!, root);
    expect(pictures.picture).toMatchObject({ alt: "two", caption: "two" });
    pictures.step(1);
    expect(pictures.picture!.alt).toBe("two");
    pictures.step(-1);
    pictures.step(-1);
    expect(pictures.picture!.alt).toBe("one");
    pictures.close();
    expect(pictures.open).toBe(false);
  });

  it("stay as they are when they turn out small", () => {
    const root = article(`<a href="/x.png"><img data-src="a" alt="x"></a><img data-src="b" alt="">`);
    // No picture is loaded here: all are of no size.
    for (const image of root.querySelectorAll("img")) withdrawZoom(image);
    expect(root.querySelector(".zoom, [role], [tabindex], [aria-haspopup], [aria-label]")).toBeNull();
  });
});

describe("the scales of a picture", () => {
  const room = { width: 1000, height: 600 };
  it.each([
    [{ width: 4000, height: 1000 }, [0.25, 1, 2]],
    [{ width: 1000, height: 1200 }, [0.5, 1, 2]],
    [{ width: 1010, height: 500 }, [1000 / 1010, 2]],
    [{ width: 300, height: 200 }, [1, 2]],
    [{ width: 0, height: 0 }, [1, 2]],
  ])("of %o are %o", (natural, scales) => {
    expect(scalesOf(natural, room)).toEqual(scales);
  });

  it("keep the point that was pointed at", () => {
    expect(scrollFor(100, 0, 4)).toBe(300);
    expect(scrollFor(100, 300, 1 / 4)).toBe(0);
  });
});
