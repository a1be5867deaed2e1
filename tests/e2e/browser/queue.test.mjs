import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const clipsShelf = (page) => page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /^Clips/ });
const row = (page, name) => page.getByRole("listbox", { name: "Clips" }).getByRole("option").filter({ hasText: name });

inRoom("clips are listed, paused, resumed, tried again and cancelled", {}, async (room) => {
  const { page, site } = room;
  await clipsShelf(page).click();
  await page.getByText("No clip waits, and none failed.").waitFor();

  // Several at once: one waits for its bytes, one is not there, one is refused.
  site.holds.add("/harbour-lights.html");
  await page.keyboard.press("Control+l");
  const addresses = ["/harbour-lights.html", "/gone.html"].map(site.url).join("\n");
  await page.getByRole("textbox", { name: "Address" }).fill(addresses);
  await page.getByRole("button", { name: "Clip 2 links" }).click();
  await row(page, "gone.html").getByText("The site says that there is no such page").waitFor();
  await row(page, "harbour-lights.html").getByText("Fetching the page…").waitFor();
  await page.getByRole("toolbar", { name: "All clips" }).getByText("1 running · 1 failed").waitFor();

  // The whole queue is paused: what was under way is given up, and the other process knows.
  await page.getByRole("button", { name: "Pause all" }).click();
  await row(page, "harbour-lights.html").getByText("Paused").waitFor();
  assert.equal((await room.postil("clips")).queue.paused, true);
  await page.getByRole("button", { name: "Resume all" }).click();
  await until(() => site.asked.filter((path) => path === "/harbour-lights.html").length === 2, "it is asked for again");
  site.release("/harbour-lights.html");
  await row(page, "harbour-lights.html").waitFor({ state: "detached" });

  // By the keyboard: the failed one is opened, tried again, and cancelled; undo brings it back.
  await page.locator("#documents").focus();
  await page.keyboard.press("Home");
  const asked = site.asked.length;
  await page.keyboard.press("r");
  await until(() => site.asked.length > asked, "it is tried again");
  await row(page, "gone.html").getByText("The site says that there is no such page").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#page").getByRole("button", { name: "Get the Wayback Machine’s copy" }).waitFor();
  await page.locator("#page").getByRole("button", { name: "Cancel" }).click();
  await page.getByText("No clip waits, and none failed.").waitFor();
  await page.keyboard.press("Alt+Enter");
  await row(page, "gone.html").waitFor();
});

inRoom("a page that cannot be fetched again is told of, and the one that is there stays", {}, async (room) => {
  const { page, site } = room;
  await room.postil("clip", site.url("/harbour-lights.html"));
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option", { name: /Harbour lights/ }).click();
  await room.heading("Harbour lights, and how to read them").waitFor();
  site.down = true;
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Fetch the page again" }).click();
  const notice = page.locator("#page").getByRole("alert");
  await notice.getByText("The page could not be fetched again.").waitFor();
  await page.locator("article").first().waitFor();
  site.down = false;
  await notice.getByRole("button", { name: "Try again" }).click();
  await notice.waitFor({ state: "detached" });
  await until(async () => (await room.postil("clips")).clips.length === 0, "all is well");
});

inRoom("the archive's copy of a page that is gone is taken when it is asked for, and says where it is from", {}, async (room) => {
  const { page, site } = room;
  const gone = site.url("/gone.html");
  site.archived.set(gone, "/harbour-lights.html");
  await room.postil("clip", gone).catch(() => {});
  await clipsShelf(page).click();
  await row(page, "gone.html").click();
  assert.ok(!site.asked.some((path) => path.startsWith("/archive/")), "it is never taken unasked");
  await page.locator("#page").getByRole("button", { name: "Get the Wayback Machine’s copy" }).click();
  await room.heading("Harbour lights, and how to read them").waitFor();
  await page.getByText("A copy of 3 February 2019").waitFor();
  const kept = await room.show(gone);
  assert.equal(kept.url, gone);
  assert.equal(kept.archive.taken_at, "2019-02-03T04:05:06Z");
});
