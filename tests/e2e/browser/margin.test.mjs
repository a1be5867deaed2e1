import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const ARTICLE = "Small queues, short waits";

/** Selects the first words of a paragraph of the article, as a person would with the mouse. */
const select = (page, paragraph, length) =>
  page.evaluate(
    ([at, count]) => {
      const node = document
        .createTreeWalker(
          document.querySelectorAll("article p")[at],
          NodeFilter.SHOW_TEXT,
        )
        .nextNode();
      getSelection().setBaseAndExtent(
        node,
        0,
        node,
        Math.min(count, node.data.length),
      );
      return getSelection().toString();
    },
    [paragraph, length],
  );

inRoom(
  "a passage is highlighted, commented on, recoloured and taken away again",
  { sample: true },
  async (room) => {
    const { page } = room;
    await room.openDocument(ARTICLE);
    await room.heading(ARTICLE).waitFor();
    const quote = (await select(page, 2, 40)).trim();
    const bar = page.getByRole("toolbar", { name: "Mark the passage" });
    await bar.getByRole("button", { name: "Comment" }).click();
    const comment = page.getByRole("textbox", { name: "Comment" });
    await comment.waitFor();
    await until(
      () => comment.evaluate((one) => one === document.activeElement),
      "the comment has the focus",
    );
    await page.keyboard.type("Is this so, Wilhelmina?");
    const highlights = async () => (await room.show(ARTICLE)).highlights;
    await until(
      async () => (await highlights())[0]?.comment === "Is this so, Wilhelmina?",
      "the comment is saved",
    );
    const [saved] = await highlights();
    const text = [...(await room.show(ARTICLE)).text];
    assert.equal(
      text.slice(saved.anchor.start, saved.anchor.end).join(""),
      saved.anchor.quote,
    );
    assert.equal(saved.anchor.quote.trim(), quote);
    assert.ok(
      await page.evaluate(() => CSS.highlights.get("postil-yellow").size === 1),
    );
    await page.getByRole("button", { name: "Pink", exact: true }).click();
    await until(
      async () => (await highlights())[0].colour === "pink",
      "it is pink",
    );
    await page.keyboard.press("Escape");
    await page
      .getByRole("complementary", { name: "Margin" })
      .getByText("Is this so, Wilhelmina?")
      .click();
    await page.getByRole("button", { name: "Remove the highlight" }).click();
    await until(async () => (await highlights()).length === 0, "it is gone");
    await page.getByRole("button", { name: "Undo" }).click();
    await until(async () => (await highlights()).length === 1, "it is back");
    const found = await room.postil("search", "wilhelmina");
    assert.equal(found.hits[0].part, "highlight");
  },
);

inRoom(
  "a selected passage goes to the outline and to the commentary by keys",
  { sample: true },
  async (room) => {
    const { page } = room;
    await room.openDocument(ARTICLE);
    await room.heading(ARTICLE).waitFor();
    await select(page, 1, 30);
    await page.getByRole("toolbar", { name: "Mark the passage" }).waitFor();
    await page.keyboard.press("o");
    const all = (points) =>
      points.flatMap((point) => [point, ...all(point.children)]);
    const added = async () =>
      all((await room.show(ARTICLE)).outline).filter((point) => !point.drafted);
    await until(async () => (await added()).length === 1, "the point is there");
    const [point] = await added();
    assert.equal(point.text, point.anchor.quote.trim());
    await select(page, 2, 25);
    await page.getByRole("toolbar", { name: "Mark the passage" }).waitFor();
    await page.keyboard.press("q");
    await until(
      async () => (await room.show(ARTICLE)).commentary.includes("> "),
      "it is quoted",
    );
  },
);

inRoom(
  "the outline is written, moved, folded and undone by keys",
  { sample: true },
  async (room) => {
    const { page } = room;
    await room.openDocument(ARTICLE);
    await room.heading(ARTICLE).waitFor();
    await page.keyboard.press("Alt+2");
    const outline = page.getByRole("complementary", { name: "Outline" });
    const fields = outline.getByRole("textbox");
    await fields.first().waitFor();
    const lines = (points, depth = 0) =>
      points.flatMap(({ text, voice, children }) => [
        `${"  ".repeat(depth)}${voice === "me" ? "(Me) " : ""}${text}`,
        ...lines(children, depth + 1),
      ]);
    const saved = async () => lines((await room.show(ARTICLE)).outline);
    const before = await saved();
    const first = fields.first();
    await first.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await until(
      async () => (await saved()).length === before.length + 1,
      "a line is added",
    );
    await page.keyboard.type("(Me) My own point");
    await until(
      async () =>
        (await saved()).some((line) => line.endsWith("(Me) My own point")),
      "it is mine",
    );
    const mine = outline.getByRole("textbox", { name: /^Your point/ });
    assert.equal(await mine.inputValue(), "My own point");
    await page.keyboard.press("Control+m");
    await until(
      async () =>
        (await saved()).some((line) => line.trim() === "My own point"),
      "it is the author's",
    );
    const depth = async () =>
      (await saved()).find((line) => line.includes("My own")).search(/\S/);
    const at = await depth();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await until(
      async () => (await depth()) >= at,
      "it is where it was, or deeper",
    );
    await page.keyboard.press("Home");
    await page.keyboard.press("Backspace");
    await until(
      async () => (await saved()).length === before.length,
      "it is joined to the line above",
    );
    assert.ok((await saved()).some((line) => line.endsWith("My own point")));
    for (
      let step = 0;
      step < 12 && JSON.stringify(await saved()) !== JSON.stringify(before);
      step += 1
    ) {
      await outline.getByRole("button", { name: "Undo" }).click();
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await until(
      async () => JSON.stringify(await saved()) === JSON.stringify(before),
      "all is undone",
    );
    const count = await fields.count();
    await outline.getByRole("button", { name: "Fold" }).first().click();
    await until(
      async () => (await fields.count()) < count,
      "what is beneath is folded away",
    );
  },
);

inRoom(
  "what is not in a new text waits in a tray until a person places it",
  {},
  async (room) => {
    const { page, site } = room;
    const url = site.url("/changing.html");
    const words =
      "The keeper of the light wrote down the hour at which each ship went by, and what she carried. ".repeat(
        8,
      );
    const pageOf = (sentence) =>
      `<html><head><title>Changing</title></head><body><article><h1>Changing</h1><p>${words}</p><p>${sentence}</p><p>${words}</p></article></body></html>`;
    site.put(
      "/changing.html",
      pageOf(
        "On the third night of the storm the lamp went out, and nobody knew why.",
      ),
    );
    await room.postil("clip", url);
    await room.postil(
      "highlight",
      url,
      "On the third night of the storm the lamp went out, and nobody knew why.",
    );
    site.put(
      "/changing.html",
      pageOf(
        "On the third night of the great storm the lamp went out and no one knew why.",
      ),
    );
    await room.postil("fetch", url);
    await room.openDocument("Changing");
    await room.heading("Changing").waitFor();
    await page.keyboard.press("Alt+2");
    await page.getByRole("heading", { name: "Not in this text" }).waitFor();
    await page.getByRole("button", { name: "It is this" }).click();
    await until(
      async () =>
        (await room.show(url)).highlights[0].anchor?.quote.includes(
          "great storm",
        ),
      "it is placed",
    );
    await page
      .getByRole("heading", { name: "Not in this text" })
      .waitFor({ state: "detached" });
  },
);

inRoom("a point keeps its gloss when something is written beneath it, and a heading leads to its place", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  await page.keyboard.press("Alt+2");
  const outline = page.getByRole("complementary", { name: "Outline" });
  const first = outline.getByRole("textbox").first();
  const sentence = await first.inputValue();
  // However slow the library is, what is typed next goes to the new line.
  await page.route("**/api/outline_edit", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await first.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("(Me) Beneath it.");
  await page.keyboard.press("Tab");
  await until(async () => (await room.show(ARTICLE)).outline[0].children.length === 1, "it is beneath the sentence");
  await outline.getByRole("button", { name: "Show the passage" }).last().click();
  await page.locator("article .at.active").first().waitFor();
  await page.keyboard.press("Alt+1");
  await page.getByRole("complementary", { name: "Margin" }).getByText(sentence).waitFor();
});

inRoom("a comment is shown as its Markdown means it, and its links are followed in the app", { sample: true }, async (room) => {
  const { page } = room;
  const { text } = await room.show(ARTICLE);
  const quote = text.split("\n\n").find((one) => one.length > 160).slice(0, 60);
  const comment = "*Truly*, as in [[Two hands on one page]] <img src=x onerror=alert(1)>";
  await room.postil("highlight", ARTICLE, quote, "--comment", comment);
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  const margin = page.getByRole("complementary", { name: "Margin" });
  await margin.locator("em", { hasText: "Truly" }).waitFor();
  assert.equal(await margin.locator("img").count(), 0);
  await margin.getByText("<img src=x onerror=alert(1)>").waitFor();
  await margin.getByRole("link", { name: "Two hands on one page" }).click();
  await room.noteTitle("Two hands on one page");
  await page.keyboard.press("Alt+ArrowLeft");
  await room.heading(ARTICLE).waitFor();
  await margin.getByRole("button", { name: "Edit your comment" }).focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "Comment" });
  await field.waitFor();
  assert.equal(await field.inputValue(), comment);

  await page.keyboard.press("Control+Shift+H");
  const list = page.getByRole("dialog", { name: "Highlights" });
  await list.locator("em", { hasText: "Truly" }).waitFor();
  await list.getByRole("link", { name: "Two hands on one page" }).click();
  await list.waitFor({ state: "detached" });
  await room.noteTitle("Two hands on one page");
});
