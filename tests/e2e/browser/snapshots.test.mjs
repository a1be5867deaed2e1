import assert from "node:assert/strict";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const sentence = "The keeper of the light writes down the hour at which each ship went by. ".repeat(8);
const page = (title, ...paragraphs) =>
  `<!doctype html><html lang=en><title>${title}</title><article><h1>${title}</h1>` +
  `${[...paragraphs, sentence, sentence, sentence].map((text) => `<p>${text}</p>`).join("")}</article>`;

inRoom("a page that changed is compared, and read as it was", {}, async (room) => {
  const { page: tab, site } = room;
  site.put("/lights", page("Harbour lights", "The tide is high at noon."));
  await room.postil("clip", site.url("/lights"));
  await tab.getByRole("listbox", { name: "Documents" }).getByRole("option").first().click();
  await room.heading("Harbour lights").waitFor();

  const menu = async (name) => {
    await tab.getByRole("button", { name: "More" }).click();
    await tab.getByRole("menuitem", { name }).click();
  };
  const messages = tab.getByRole("status", { name: "Messages" });
  await menu(/Fetch the page again/);
  await messages.getByText("The page is unchanged.").waitFor();

  site.put("/lights", page("Harbour lights", "The tide is low at noon."));
  await menu(/Fetch the page again/);
  await messages.getByText("The text has changed.").waitFor();
  await messages.getByRole("button", { name: "Compare" }).click();
  const comparison = tab.getByRole("region", { name: "Comparison" });
  await comparison.getByText("1 word added · 1 word removed · 1 paragraph changed.").waitFor();
  assert.equal(await comparison.locator("del").textContent(), "high");
  assert.equal(await comparison.locator("ins").textContent(), "low");
  await comparison.getByRole("button", { name: "Back to the article" }).click();

  // By the keyboard: the older one is read, and left again.
  await tab.keyboard.press("Alt+1");
  await tab.keyboard.press("Alt+5");
  const panel = tab.getByRole("complementary", { name: "Snapshots" });
  await panel.getByText(/^Checked .*: the text had changed\.$/).waitFor();
  await panel.getByRole("listitem").nth(1).getByRole("button").focus();
  await tab.keyboard.press("Enter");
  await tab.getByText("Not the current text.").waitFor();
  await tab.locator("article").getByText("The tide is high at noon.").waitFor();
  await tab.getByRole("button", { name: "Back to the current one" }).click();
  await tab.locator("article").getByText("The tide is low at noon.").waitFor();

  // What is less than the copy that is there stays beside it, and is said.
  site.put("/lights", "<title>Sign in</title><form><input type=password></form><p>Please sign in to continue.", 401);
  await panel.getByRole("button", { name: "Fetch again" }).click();
  await panel.getByText(/The last try failed: The page asks for a login/).waitFor();
  await panel.getByText(/Login page/).waitFor();
  await tab.locator("article").getByText("The tide is low at noon.").waitFor();
});

inRoom("two articles of the same text are merged and taken apart", {}, async (room) => {
  const { page: tab, site } = room;
  const text = Array.from({ length: 150 }, (_, at) => `The ${at}th ship carried salt. `).join("");
  site.put("/salt", page("Salt", text));
  site.put("/copy", page("Salt, copied", text));
  await room.postil("clip", site.url("/salt"), "--comment", "Mine.");
  await room.postil("clip", site.url("/copy"), "--tag", "sea");
  const shelves = tab.getByRole("navigation", { name: "Shelves" });
  await shelves.getByRole("link", { name: /^Duplicates\s*2$/ }).click();
  await tab.getByRole("listbox", { name: "Documents" }).getByRole("option").filter({ hasText: "copied" }).click();
  await room.heading("Salt, copied").waitFor();
  const notice = tab.getByRole("note", { name: "The same text elsewhere" });
  await notice.getByRole("button", { name: "Merge…" }).click();
  const dialog = tab.getByRole("dialog", { name: "Merge two articles" });
  assert.ok(await dialog.getByRole("radio", { name: /^Salt(?!,)/ }).isChecked(), "the one with commentary stays");
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await room.heading(/^Salt$/).waitFor();
  await notice.waitFor({ state: "detached" });
  const merged = await room.show(site.url("/copy"));
  assert.deepEqual([merged.title, merged.tags, merged.commentary, merged.snapshots.length], ["Salt", ["sea"], "Mine.\n", 2]);

  await tab.getByRole("status", { name: "Messages" }).getByRole("button", { name: "Undo" }).click();
  await room.heading("Salt, copied").waitFor();
  await until(async () => (await room.show(site.url("/salt"))).tags.length === 0, "the tag is back where it was");

  await notice.getByRole("button", { name: "Keep both" }).click();
  await notice.waitFor({ state: "detached" });
  await shelves.getByRole("link", { name: /Duplicates/ }).waitFor({ state: "detached" });
});
