import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

inRoom("finding from the keyboard alone, with the match shown in its place", { sample: true }, async (room) => {
  const { page } = room;
  await page.keyboard.press("/");
  await page.keyboard.type("\"buffer without a bound\"");
  const option = page.getByRole("dialog").getByRole("option");
  await option.filter({ hasText: "Small queues" }).waitFor();
  await page.keyboard.press("Enter");
  await room.heading("Small queues, short waits").waitFor();
  await until(() => page.evaluate(() => (CSS.highlights.get("postil-match")?.size ?? 0) > 0), "the matches are marked");
  await until(() => page.locator("#reader").evaluate((one) => one.scrollTop > 100), "the first match is scrolled to");
});

inRoom("every part is found, in any script, and yours is told apart", { sample: true }, async ({ page }) => {
  for (const [typed, title, part] of [
    ["embroidered", "Was eine Minute im Fahrplan kostet", "Commentary"],
    ["角筆", "余白に書くということ", "Text|Outline"],
    ["余白", "余白に書くということ", "Title"],
    ["envelope", "How messages travel", "Note"],
  ]) {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search everything" }).fill(typed);
    // A list of recent documents stands there until the answer comes.
    const option = page.getByRole("dialog").getByRole("option").filter({ has: page.locator("mark") }).first();
    await option.filter({ hasText: title }).waitFor();
    assert.match(await option.innerText(), new RegExp(part), typed);
    assert.ok((await option.locator("mark").count()) > 0, typed);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

inRoom("what is not there is said", { sample: true }, async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("xyzzyplugh");
  await page.getByRole("dialog").getByText(/Nothing|No /).first().waitFor();
});
