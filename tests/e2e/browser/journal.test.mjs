// The journal: entries from anywhere, days, and what was saved on them.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const two = (n) => String(n).padStart(2, "0");
const iso = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

inRoom("entries are added from anywhere, and days are gone to", { sample: true }, async (room) => {
  const { page } = room;
  const now = new Date();
  const today = iso(now);
  const lastYear = `${now.getFullYear() - 1}-${today.slice(5)}`;
  await room.postil("journal", lastYear, "A year ago.");
  await room.postil("clip", room.site.url("/tide-tables.html"));
  await room.postil("journal", iso(new Date(now.getTime() - 86_400_000)), "Yesterday.");

  await page.keyboard.press("Control+j");
  const dialog = page.getByRole("dialog", { name: "Today" });
  await dialog.getByLabel("Journal entry").fill("Read [[A card index for the web]].");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Twice.");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Open" }).click();
  const heading = page.getByRole("main", { name: "Page" }).getByRole("heading", { level: 1 });
  await heading.filter({ hasText: String(now.getFullYear()) }).waitFor();
  const { markdown } = await room.postil("journal", today);
  assert.match(markdown, /^- \d\d:\d\d Read \[\[A card index for the web\]\]\.\n  Twice\.\n$/);

  await page.getByRole("region", { name: "Saved that day" }).getByRole("link").first().waitFor();
  await page.getByRole("region", { name: "On this day" }).getByText("A year ago.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "The day before" }).click();
  await page.getByText("Yesterday.").first().waitFor();
  await page.getByRole("button", { name: "Calendar" }).click();
  const calendar = page.getByRole("dialog", { name: "Calendar" });
  await calendar.getByTitle("Something is written").first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");

  // What is written on the page is saved like a note.
  await page.getByRole("textbox", { name: "Journal" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("More of it.");
  await until(
    async () => (await room.postil("journal", "yesterday")).markdown.includes("More of it."),
    "it is saved",
  );
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: "Journal" }).click();
  await page.getByRole("listbox").getByText(/\d{4}/).first().waitFor();
});

inRoom("who links, who cites and who only mentions stand apart, and a mention becomes a link", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Slack water", "");
  await room.postil("note", "new", "One", "Of slack water, and of [[Slack water]].");
  await room.postil("note", "new", "Two", "What slack water is.");
  await room.postil("journal", "2024-02-29", "Slack water again.");
  await page.reload();
  await room.openDocument("Slack water");
  await page.keyboard.press("Alt+4");
  const panel = page.getByRole("complementary", { name: "Links" });
  await panel.getByRole("button", { name: "Link it in Two" }).click();
  await until(async () => (await room.show("Two")).markdown === "What [[Slack water|slack water]] is.", "it is linked");
  await until(async () => (await panel.getByRole("button", { name: /^Link it/ }).count()) === 1, "one is left");
  await panel.getByRole("button", { name: "Link it in 2024-02-29" }).click();
  await panel.getByText("Mentioned in").waitFor({ state: "detached" });
  const linked = panel.getByRole("list").first();
  assert.equal(await linked.getByRole("link", { name: "Thursday 29 February 2024" }).count(), 1);
});
