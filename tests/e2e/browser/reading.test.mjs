import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

inRoom("margin and text lead to each other, and links of the text stay in the library", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("A card index");
  await room.heading("A card index for the web").waitFor();
  const margin = page.getByRole("complementary", { name: "Margin" });
  const glosses = margin.getByRole("button");
  await glosses.first().waitFor();
  const apart = () =>
    glosses.evaluateAll((all) => {
      const boxes = all.map((one) => one.getBoundingClientRect());
      return boxes.length > 5 && boxes.every((box, at) => at === 0 || box.top >= boxes[at - 1].bottom);
    });
  await until(apart, "the glosses stand apart");
  await glosses.last().click();
  await until(() => page.locator("#reader").evaluate((one) => one.scrollTop > 300), "the passage is scrolled to");

  // Each gloss says what its passage says.
  const outline = (await room.postil("outline", "A card index for the web")).points;
  const text = [...(await room.show("A card index for the web")).text];
  for (const { anchor } of outline) assert.equal(text.slice(anchor.start, anchor.end).join(""), anchor.quote);

  await page.locator("article").getByRole("link", { name: /knot/i }).first().click();
  await room.heading("Why a knot holds").waitFor();
});

inRoom("the list moves by keys", { sample: true }, async (room) => {
  const { page } = room;
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const open = () => page.evaluate(() => location.hash);
  await until(async () => /doc\//.test(await open()), "a document is open");
});

inRoom("what changes elsewhere leaves where one reads alone", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument("Small queues");
  await room.heading("Small queues, short waits").waitFor();
  const reader = page.locator("#reader");
  await reader.evaluate((one) => (one.scrollTop = 500));
  await room.postil("tag", "Small queues, short waits", "changed");
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /changed/ }).waitFor();
  await reader.getByText("changed", { exact: true }).waitFor({ state: "attached" });
  assert.equal(await reader.evaluate((one) => one.scrollTop), 500);
});

inRoom("a page with scripts and remote images in it runs and loads nothing", {}, async (room) => {
  const { page, site } = room;
  await room.postil("clip", site.url("/evening-walk.html"));
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option").first().click();
  await page.locator("article").waitFor();
  assert.equal(await page.locator("article script, article iframe, article [onclick], article [src^=http]").count(), 0);
});
