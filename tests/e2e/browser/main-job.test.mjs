import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

inRoom("clip, read, comment, find, see what links to it, and all is there after a restart", {}, async (room) => {
  const { site } = room;
  let { page } = room;
  await page.keyboard.press("Control+l");
  const dialog = page.getByRole("dialog", { name: "Clip a link" });
  await dialog.getByRole("textbox", { name: "Address" }).fill(site.url("/harbour-lights.html"));
  await dialog.getByRole("textbox", { name: "Tags" }).fill("sea");
  await page.keyboard.press("Enter");
  await room.heading("Harbour lights, and how to read them").waitFor();

  // Its image is there; the one that the site does not have left its words, and nothing was asked of the site again.
  const asked = site.asked.length;
  const image = page.locator("article img").first();
  await until(() => image.evaluate((one) => one.complete && one.naturalWidth > 0), "the image is shown");
  assert.match(await image.getAttribute("src"), /blob\//);
  assert.equal(site.asked.length, asked);

  await page.keyboard.press("Alt+3");
  const commentary = page.getByRole("textbox", { name: "Commentary" });
  await commentary.click();
  await page.keyboard.type(`See [[Ink and light]] and ${site.url("/tide-tables.html")} for the hours.`);
  await until(
    async () => (await room.show(site.url("/harbour-lights.html"))).commentary.endsWith("for the hours."),
    "the commentary is saved",
  );
  await page.getByText("Saved", { exact: true }).first().waitFor();

  await page.keyboard.press("Control+l");
  await dialog.getByRole("textbox", { name: "Address" }).fill(`${site.url("/tide-tables.html")}?utm_source=test#times`);
  await page.keyboard.press("Enter");
  await room.heading("Tide tables: a short manual").waitFor();
  const linked = page.getByRole("region", { name: "Linked from" });
  await linked.getByText("for the hours.").first().waitFor();
  await linked.getByRole("link", { name: /Harbour lights/ }).first().waitFor();

  await page.keyboard.press("Alt+n");
  const title = page.getByRole("textbox", { name: "Title" });
  await until(() => title.evaluate((one) => one === document.activeElement).catch(() => false), "the title has the focus");
  await page.keyboard.type("Ink and light");
  await page.keyboard.press("Enter");
  await page.keyboard.type("A note that was cited before it was.");
  await linked.getByRole("link", { name: /Harbour lights/ }).first().waitFor();
  await until(async () => (await room.postil("search", "cited before"))["total"] === 1, "the note is saved");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ink hou");
  const hit = page.getByRole("dialog").getByRole("option").first();
  await hit.filter({ hasText: "Harbour lights" }).waitFor();
  assert.match(await hit.innerText(), /Commentary/);
  assert.equal(await hit.locator("mark").first().innerText(), "Ink");
  await page.keyboard.press("Enter");
  await room.heading("Harbour lights, and how to read them").waitFor();

  await room.stop();
  await site.close();
  await room.start();
  page = room.page;
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option").nth(2).waitFor();
  await room.openDocument("Harbour lights");
  await room.heading("Harbour lights, and how to read them").waitFor();
  await until(
    () => page.locator("article img").first().evaluate((one) => one.complete && one.naturalWidth > 0),
    "the image is shown without its site",
  );
  await page.keyboard.press("Alt+3");
  await page.getByRole("textbox", { name: "Commentary" }).getByText("for the hours.").waitFor();
  await room.openDocument("Ink and light");
  await page.getByRole("region", { name: "Linked from" }).getByRole("link", { name: /Harbour lights/ }).first().waitFor();
});

inRoom("an empty library offers a beginning", {}, async ({ page }) => {
  await page.getByRole("button", { name: "Add the sample library" }).click();
  const list = page.getByRole("listbox", { name: "Documents" });
  await list.getByRole("option").filter({ hasText: "Small queues, short waits" }).first().waitFor();
  await page.getByText("14 documents", { exact: true }).waitFor();
});
