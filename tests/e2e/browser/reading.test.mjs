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

inRoom("a long list is virtual, and loaded as it is scrolled", {}, async (room) => {
  const { page } = room;
  await page.evaluate(async () => {
    for (let number = 1; number <= 230; number += 1) {
      const body = JSON.stringify({ title: `Note ${number}`, markdown: "" });
      await fetch("api/note_create", { method: "POST", headers: { "content-type": "application/json" }, body });
    }
  });
  await page.getByText("230 documents", { exact: true }).waitFor();
  const list = page.getByRole("listbox", { name: "Documents" });
  await list.getByRole("option", { name: "Note 230 " }).waitFor();
  assert.ok((await list.getByRole("option").count()) < 60, "only what is seen is drawn");
  await page.keyboard.press("j");
  await until(async () => {
    await page.keyboard.press("End");
    return (await list.getByRole("option", { name: "Note 1 ", exact: false }).filter({ hasText: /^Note 1\b/ }).count()) > 0;
  }, "the oldest note is reached");
});

inRoom("where one reads is kept, and what was read to its end is read", { sample: true }, async (room) => {
  const { page } = room;
  const title = "Small queues, short waits";
  const reading = async () => (await room.show(title)).reading;
  assert.deepEqual(await reading(), { state: "unread", position: 0 });
  await room.openDocument(title);
  await room.heading(title).waitFor();
  const reader = page.locator("#reader");
  await reader.evaluate((one) => (one.scrollTop = 700));
  await until(async () => (await reading()).state === "reading", "it is begun");
  const { position } = await reading();
  assert.ok(position > 300, `${position}`);
  const seen = () => page.locator("article").evaluate((article) => {
    const top = document.getElementById("reader").getBoundingClientRect().top;
    return [...article.children].find((one) => one.getBoundingClientRect().bottom > top + 24).textContent;
  });
  const before = await seen();
  await page.reload();
  await room.heading(title).waitFor({ state: "attached" });
  await until(async () => (await reader.evaluate((one) => one.scrollTop)) > 300, "one goes on where one left off");
  assert.equal(await seen(), before);
  await reader.evaluate((one) => (one.scrollTop = one.scrollHeight));
  await until(async () => (await reading()).state === "read", "it is read");
  await page.keyboard.press("e");
  await until(async () => (await reading()).state === "archived", "it is put away");
  await page.keyboard.press("u");
  await until(async () => (await reading()).state === "unread", "it is to be read again");
});
