import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const clip = async (page, address) => {
  await page.keyboard.press("Control+l");
  await page.getByRole("textbox", { name: "Address" }).fill(address);
  await page.keyboard.press("Enter");
};

inRoom("what is no address is told so in its place", {}, async ({ page }) => {
  await clip(page, "not an address");
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

inRoom("the address in the clipboard is filled in", {}, async ({ page, context, serving, site }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(serving.address).origin });
  await page.evaluate((text) => navigator.clipboard.writeText(text), site.url("/evening-walk.html"));
  await page.keyboard.press("Control+l");
  const address = page.getByRole("textbox", { name: "Address" });
  await until(async () => (await address.inputValue()) === site.url("/evening-walk.html"), "the address is there");
});

inRoom("a page that cannot be reached waits, with what was written beside it, until it can", {}, async (room) => {
  const { page, site } = room;
  site.down = true;
  await clip(page, site.url("/tide-tables.html"));
  await page.locator("#page").getByRole("button", { name: "Try again" }).waitFor();
  await page.getByRole("textbox", { name: "Commentary" }).click();
  await page.keyboard.type("Written while it waits.");
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /^Clips/ }).waitFor();
  await until(async () => (await room.show(site.url("/tide-tables.html"))).commentary !== "", "it is saved");
  site.down = false;
  await page.locator("#page").getByRole("button", { name: "Try again" }).click();
  await room.heading("Tide tables: a short manual").waitFor();
  await page.keyboard.press("Alt+3");
  await page.getByRole("textbox", { name: "Commentary" }).getByText("Written while it waits.").waitFor();
});

inRoom("a page that is known under another spelling is opened", {}, async (room) => {
  const { page, site } = room;
  await room.postil("clip", site.url("/harbour-lights.html"));
  await clip(page, `${site.url("/harbour-lights.html")}?utm_campaign=x#rhythm`);
  await page.getByText("Already in your library").waitFor();
  await room.heading("Harbour lights, and how to read them").waitFor();
  assert.equal((await room.postil("list")).total, 1);
});

inRoom("a page in another encoding is read as it was meant", {}, async (room) => {
  await clip(room.page, room.site.url("/windows-1251.html"));
  await room.heading("Письмо с маяка").waitFor();
});
