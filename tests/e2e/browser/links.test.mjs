// Links between documents: aliases, parts, embeds, ambiguous ones, renaming with undo, and tags in the words.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const openNote = async (page, title) => {
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: "Notes" }).click();
  await page.getByRole("listbox").getByText(title, { exact: true }).first().click();
  await page.getByRole("textbox", { name: "Note" }).waitFor();
};

inRoom("a document has other names, and links lead to parts of it", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Slack water", "# First\n\none\n\n# Turning\n\nIt waits.\n");
  await room.postil("note", "new", "Reading", "See [[still water]] and [[Slack water#Turning]].");
  await openNote(page, "Slack water");
  await page.getByRole("button", { name: /^Links/ }).or(page.getByRole("radio", { name: /^Links/ })).first().click();
  const links = page.getByRole("complementary", { name: "Links" });
  await links.getByLabel("Another alias").fill("Still water");
  await page.keyboard.press("Enter");
  await links.getByText("Still water", { exact: true }).waitFor();
  await until(async () => (await room.postil("backlinks", "Slack water")).linked.length === 2, "both links lead here");
  assert.deepEqual(await violations(page), []);

  await openNote(page, "Reading");
  await page.getByRole("textbox", { name: "Note" }).getByText("Slack water#Turning").click({ modifiers: ["Control"] });
  await page.getByRole("textbox", { name: "Note" }).getByText("It waits.").waitFor();
  await page.keyboard.type("§");
  await until(async () => (await room.postil("show", "Slack water")).markdown.includes("§# Turning"), "the heading was gone to");

  await openNote(page, "Reading");
  await page.getByRole("textbox", { name: "Note" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" And [[still");
  await page.getByRole("option", { name: /Still water/ }).waitFor();
  await page.keyboard.press("Enter");
  await until(async () => (await room.postil("show", "Reading")).markdown.includes("And [[Slack water|Still water]]"), "the alias was completed");
});

inRoom("links lead within a text, to what is not there, and tags to what has them", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Long", `See [[#Far]] and #tides.\n\n${"x\n\n".repeat(100)}# Far\n\nhere\n`);
  await room.postil("note", "new", "Other", "About [[Long#Nowhere]] and #tides.");
  await openNote(page, "Long");
  await page.locator(".md-wikilink").first().click({ modifiers: ["Control"] });
  await page.keyboard.type("§");
  await until(async () => (await room.postil("show", "Long")).markdown.includes("§# Far"), "the heading was gone to");
  await openNote(page, "Other");
  await page.locator(".md-wikilink").first().click({ modifiers: ["Control"] });
  await page.getByText("There is no heading or block “Nowhere” in it.").waitFor();
  await openNote(page, "Other");
  await page.locator(".md-tag").first().click({ modifiers: ["Control"] });
  await page.waitForURL(/tag=tides/);
  await until(async () => (await page.getByRole("listbox").getByRole("option").count()) === 2, "both have the tag");
});

inRoom("what is embedded is shown, never within itself", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Outer", "Before.\n\n![[Inner]]\n\n![[Inner#Second]]\n\n![[Nobody]]\n");
  await room.postil("note", "new", "Inner", "# First\n\nfirst words\n\n# Second\n\nsecond words ![[Outer]] and [[Outer]]\n");
  await openNote(page, "Outer");
  const whole = page.getByRole("group", { name: "Embedded: Inner", exact: true });
  await whole.getByText("first words").waitFor();
  const part = page.getByRole("group", { name: "Embedded: Inner#Second" });
  await part.getByText("second words").waitFor();
  assert.equal(await part.getByText("first words").count(), 0);
  await page.getByRole("group", { name: "Embedded: Nobody" }).getByText("Nothing is called this yet.").waitFor();
  assert.deepEqual(await violations(page), []);
  await room.postil("note", "edit", "Inner", "-", { input: "# First\n\nother words\n" });
  await room.postil("note", "edit", "Outer", "-", { input: "Before it.\n\n![[Inner]]\n\n![[Nobody]]\n" });
  await whole.getByText("other words").waitFor();
  await whole.getByRole("button", { name: "Inner" }).click();
  await page.getByRole("textbox", { name: "Note" }).getByText("other words").waitFor();
});

inRoom("an ambiguous link is shown as such, and one of its documents chosen", { sample: true }, async (room) => {
  const { page } = room;
  const article = (await room.postil("list")).items.find(({ kind }) => kind === "article");
  await room.postil("note", "new", article.title, "A note of that name.");
  await room.postil("note", "new", "Asking", `Which [[${article.title}]]?`);
  await openNote(page, "Asking");
  await page.getByRole("button", { name: /^Links/ }).or(page.getByRole("radio", { name: /^Links/ })).first().click();
  await page.getByText("ambiguous: 2 documents are called this").waitFor();
  await page.getByRole("button", { name: "Choose" }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole("button", { name: /note/ }).click();
  await page.getByRole("textbox", { name: "Note" }).getByText("A note of that name.").waitFor();
});

inRoom("a renaming is undone with its links, and a tag goes with its words", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Slack water", "On #tides/slack.");
  await room.postil("note", "new", "Reading", "See [[slack water|it]].");
  await openNote(page, "Slack water");
  await page.getByTitle("Written in the text").getByText("tides/slack").waitFor();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Still water");
  await page.keyboard.press("Enter");
  await until(async () => (await room.postil("show", "Reading")).markdown.includes("[[Still water|it]]"), "the link follows");
  await page.getByRole("button", { name: "Undo" }).click();
  await until(async () => (await room.postil("show", "Reading")).markdown.includes("[[slack water|it]]"), "it is undone");
  await until(async () => (await title.inputValue()) === "Slack water", "the title is back");
  await title.fill("Ebb");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Keep the old title as an alias" }).click();
  await until(async () => (await room.postil("show", "Slack water")).title === "Ebb", "the old title leads there");
  await page.getByRole("textbox", { name: "Note" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("No tag.");
  await until(async () => (await room.postil("show", "Ebb")).tags.length === 0, "the tag went with its words");
});

inRoom("an entry of the journal links to what there is", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Slack water", "");
  await page.keyboard.press("Control+j");
  await page.getByLabel("Journal entry").click();
  await page.keyboard.type("Read [[sla");
  const completion = page.locator(".cm-tooltip-autocomplete");
  await completion.waitFor();
  await page.keyboard.press("Escape");
  await completion.waitFor({ state: "detached" });
  await page.keyboard.press("Tab");
  await until(() => page.evaluate(() => document.activeElement.textContent.trim() === "Cancel"), "Tab goes on");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("c");
  await completion.waitFor();
  const field = page.getByRole("textbox", { name: "Journal entry" });
  await until(async () => {
    await page.keyboard.press("Enter");
    return (await field.innerText()).includes("Slack water");
  }, "the title is completed");
  await page.keyboard.type(" today.");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const { markdown } = await room.postil("journal", "today");
  assert.match(markdown, /^- \d\d:\d\d Read \[\[Slack water\]\] today\.\n$/);
});
