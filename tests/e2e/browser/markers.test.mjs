import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";
import { violations } from "../support/axe.mjs";

withBrowser();

const ARTICLE = "Small queues, short waits";

/** Opens the article in a window without room for a margin, with three of its passages marked: two of them begin on one line. */
async function narrow(room, width = 1000) {
  const { text } = await room.show(ARTICLE);
  const [first, second] = text.split("\n\n").filter((one) => one.length > 160);
  await room.postil("highlight", ARTICLE, first.slice(0, 60), "--comment", "Wilhelmina says so.");
  await room.postil("highlight", ARTICLE, first.slice(0, 20), "--colour", "pink");
  await room.postil("highlight", ARTICLE, second.slice(0, 30), "--colour", "green");
  const { page } = room;
  await page.setViewportSize({ width, height: 760 });
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  const margin = page.getByRole("complementary", { name: "Margin" });
  const markers = margin.getByRole("button", { name: /^\d+ notes?$/ });
  await markers.first().waitFor();
  const several = margin.getByRole("button", { name: /^[2-9] notes$/ }).first();
  return { margin, markers, several, open: margin.getByRole("group", { name: /note/ }) };
}

const focused = (page, locator, what) =>
  until(() => locator.evaluate((one) => one === document.activeElement).catch(() => false), what);

inRoom("without room for a margin, markers stand level with their passages and open what they mark in place", { sample: true }, async (room) => {
  const { page } = room;
  const { several, open } = await narrow(room);
  const level = () =>
    page.evaluate(() => {
      const boxes = [...document.querySelectorAll("aside[aria-label=Margin] button")].map((one) => one.getBoundingClientRect());
      const text = document.querySelector("article").getBoundingClientRect();
      return boxes.length > 4 && boxes.every((box, at) => box.left >= text.right && box.right <= innerWidth && (at === 0 || box.top >= boxes[at - 1].bottom));
    });
  await until(level, "they stand apart, beside the text");
  await several.focus();
  await page.keyboard.press("Enter");
  await open.getByText("Wilhelmina says so.").waitFor();
  assert.equal(await several.getAttribute("aria-expanded"), "true");
  const beneath = await page.evaluate(() => {
    const { startContainer } = [...CSS.highlights.get("postil-pink")][0];
    const block = startContainer.parentElement.closest("p").getBoundingClientRect();
    return document.getElementById("in-place").getBoundingClientRect().top - block.bottom;
  });
  assert.ok(beneath >= 0 && beneath < 20, `${beneath}`);

  await page.keyboard.press("Escape");
  await open.waitFor({ state: "detached" });
  await focused(page, several, "Escape gives the focus back");
  await several.click();
  await open.waitFor();
  await several.click();
  await open.waitFor({ state: "detached" });
  await several.click();
  await open.waitFor();
  await page.locator("article h2").first().click();
  await open.waitFor({ state: "detached" });
  await focused(page, several, "a click beside it gives the focus back");
});

inRoom("a marked passage is edited in place", { sample: true }, async (room) => {
  const { page } = room;
  const { markers, open } = await narrow(room, 700);
  const highlights = async () => (await room.show(ARTICLE)).highlights;
  const before = await markers.count();
  // The green one has no comment: there is nothing to be read, so it is there to be edited.
  const green = page.locator("aside[aria-label=Margin] button[data-colour=green]").first();
  await green.click();
  await open.getByRole("button", { name: "Blue" }).click();
  await until(async () => (await highlights()).some(({ colour }) => colour === "blue"), "it is blue");
  await open.getByRole("textbox", { name: "Comment" }).fill("Only on Sundays");
  await until(async () => (await highlights()).some(({ comment }) => comment === "Only on Sundays"), "the comment is saved");
  await page.keyboard.press("Escape");
  await open.waitFor({ state: "detached" });
  const blue = page.locator("aside[aria-label=Margin] button[data-colour=blue]");
  await focused(page, blue, "the marker has the focus");

  // Its passage leads to it as well.
  const spot = await page.evaluate(() => {
    const box = [...CSS.highlights.get("postil-blue")][0].getClientRects()[0];
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  });
  await page.mouse.click(spot.x, spot.y);
  await open.getByRole("textbox", { name: "Comment" }).waitFor();
  await open.getByRole("button", { name: "Remove the highlight" }).click();
  await until(async () => (await highlights()).length === 2, "it is gone");
  await open.waitFor({ state: "detached" });
  await until(async () => (await markers.count()) <= before, "its marker is gone");
});

inRoom("a passage is commented on and added to the outline where there is no room for a margin", { sample: true }, async (room) => {
  const { page } = room;
  const { open } = await narrow(room, 640);
  const select = (paragraph) =>
    page.evaluate((at) => {
      const one = document.querySelectorAll("article p")[at];
      one.scrollIntoView({ block: "center" });
      const node = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode();
      getSelection().setBaseAndExtent(node, 0, node, Math.min(30, node.data.length));
    }, paragraph);
  const bar = page.getByRole("toolbar", { name: "Mark the passage" });
  await select(4);
  await bar.waitFor();
  await page.keyboard.press("c");
  await focused(page, open.getByRole("textbox", { name: "Comment" }), "the comment has the focus");
  await page.keyboard.type("In place");
  await until(async () => (await room.show(ARTICLE)).highlights.some(({ comment }) => comment === "In place"), "it is saved");
  await page.keyboard.press("Escape");
  await open.waitFor({ state: "detached" });

  await select(5);
  await bar.waitFor();
  await page.keyboard.press("o");
  const added = page.locator("article p").nth(5).locator(".at").first();
  await added.waitFor();
  await added.click();
  await open.waitFor();
  await page.locator("article .at.active").first().waitFor();
  await page.keyboard.press("Escape");
  await open.waitFor({ state: "detached" });
  assert.equal(await page.locator("article .at.active").count(), 0);

  await page.setViewportSize({ width: 360, height: 760 });
  await select(2);
  await bar.waitFor();
  const { x, width } = await bar.getByRole("button", { name: "Quote" }).boundingBox();
  assert.ok(x >= 0 && x + width <= 360, `${x} ${width}`);
});

inRoom("markers become a margin when there is room, and what is open stays open", { sample: true }, async (room) => {
  const { page } = room;
  const { margin, markers, open } = await narrow(room);
  await markers.first().click();
  await open.waitFor();
  await page.setViewportSize({ width: 1280, height: 760 });
  await margin.getByText("Wilhelmina says so.").waitFor();
  await until(async () => (await markers.count()) === 0, "the markers are gone");
  await page.setViewportSize({ width: 360, height: 760 });
  await markers.first().waitFor();
  assert.ok(await page.evaluate(() => document.getElementById("reader").scrollWidth <= document.getElementById("reader").clientWidth));
});

for (const colorScheme of ["light", "dark"]) {
  inRoom(`axe finds nothing in open markers, ${colorScheme}`, { sample: true }, async (room) => {
    const { page } = room;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { several, open } = await narrow(room, 700);
    assert.deepEqual(await violations(page), [], "markers");
    await several.click();
    await open.getByText("Wilhelmina says so.").waitFor();
    assert.deepEqual(await violations(page), [], "open");
    await open.getByText("Wilhelmina says so.").click();
    await open.getByRole("textbox", { name: "Comment" }).waitFor();
    assert.deepEqual(await violations(page), [], "edited");
  });
}
