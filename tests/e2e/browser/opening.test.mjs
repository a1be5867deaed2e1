import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const ARTICLE = "Small queues, short waits";

/** Searches, and opens what is found first of a document. */
async function find({ page }, query, title) {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search everything" });
  const found = page.getByRole("dialog").getByRole("option").filter({ has: page.locator("mark") }).filter({ hasText: title });
  // What was just written by another process takes a moment to be found.
  await until(async () => {
    await field.fill("");
    await field.fill(query);
    return found.first().waitFor({ timeout: 500 }).then(() => true, () => false);
  }, `${query} is found`);
  await found.first().click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

const barOf = (page) => page.getByRole("search", { name: "What was searched for" });
const says = (page, words) =>
  until(async () => (await barOf(page).getByRole("status").textContent()) === words, `${words} is said`);
const total = async (page) => Number((await barOf(page).getByRole("status").textContent()).split(" of ")[1]);

/** What is marked as the match that is gone to, in whichever part, if it can be seen. */
const shown = (page) =>
  page.evaluate(() => {
    const seen = ({ top, bottom, width }) => width > 0 && top > 40 && bottom < innerHeight;
    const elements = [...document.querySelectorAll(".found-now")].filter((one) => seen(one.getBoundingClientRect()));
    const ranges = [...(CSS.highlights.get("postil-match-now") ?? [])].filter((one) => seen(one.getBoundingClientRect()));
    return [...elements.map((one) => one.textContent), ...ranges.map(String)].join("|");
  });
const showing = (page, words) => until(async () => words.test(await shown(page)), `${words} is shown`);
const marked = (page) =>
  page.evaluate(() => document.querySelectorAll(".found, .found-now").length + (CSS.highlights.get("postil-match")?.size ?? 0));
const view = (page) => page.locator("#reader .spread").getAttribute("data-view");

inRoom("a document is opened by a few letters of its title, or by an alias", { sample: true }, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Second note", "---\naliases: [Zweitschrift]\n---\nText.");
  await page.keyboard.press("Control+p");
  const field = page.getByRole("combobox", { name: "Open by title" });
  const options = page.getByRole("dialog").getByRole("option");
  await options.filter({ hasText: "Second note" }).waitFor();
  assert.match(await options.first().innerText(), /Second note/, "what changed last comes first");
  assert.equal(await page.getByText("New note “").count(), 0);

  await field.fill("smqsw");
  await options.filter({ hasText: ARTICLE }).locator("mark").first().waitFor();
  const letters = await options.filter({ hasText: ARTICLE }).locator("mark").allTextContents();
  assert.equal(letters.join("").toLowerCase(), "smqsw");
  assert.match(await options.filter({ hasText: ARTICLE }).innerText(), /Article.*tidewater/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Enter");
  await room.heading(ARTICLE).waitFor();

  await page.keyboard.press("Control+p");
  await field.fill("zwschr");
  await options.filter({ hasText: "Zweitschrift" }).waitFor();
  assert.match(await options.first().innerText(), /→.*Second note/s);
  await page.keyboard.press("Enter");
  await room.noteTitle("Second note");
});

inRoom("keys choose among titles, and a title that nothing has becomes a note", { sample: true }, async (room) => {
  const { page } = room;
  await page.keyboard.press("Control+p");
  const field = page.getByRole("combobox", { name: "Open by title" });
  const options = page.getByRole("dialog").getByRole("option");
  const chosen = () => field.evaluate((one) => document.getElementById(one.getAttribute("aria-activedescendant"))?.ariaSelected);
  await options.nth(9).waitFor();
  const at = () => options.evaluateAll((all) => all.findIndex((one) => one.ariaSelected === "true"));
  for (const [key, index] of [["ArrowDown", 1], ["Control+p", 2], ["ArrowUp", 1], ["PageDown", 9], ["PageUp", 1], ["PageUp", 0]]) {
    await page.keyboard.press(key);
    await until(async () => (await at()) === index, `${key} chooses ${index}`);
    assert.equal(await chosen(), "true");
  }
  await field.fill("small queues, short WAITS");
  await until(async () => (await options.count()) === 1, "what is called that is there alone");
  await field.fill("small queues, short wait");
  await options.filter({ hasText: "New note “small queues, short wait”" }).waitFor();
  await field.fill("Nothing is called this");
  await until(async () => (await options.count()) === 1, "a new note is offered");
  await page.keyboard.press("Enter");
  await room.noteTitle("Nothing is called this");
  await page.keyboard.press("Control+p");
  await field.fill("queues");
  await options.filter({ hasText: ARTICLE }).waitFor();
  await page.keyboard.press("Control+Enter");
  await room.noteTitle("queues");
});

inRoom("all matches of a search are stepped through, part by part", { sample: true }, async (room) => {
  const { page } = room;
  const { text, commentary } = await room.show(ARTICLE);
  const quote = text.split("\n\n").find((one) => one.length > 120).slice(0, 60);
  await room.postil("highlight", ARTICLE, quote, "--comment", "The *batch* of [batches](https://batch.example/batch).");
  await find(room, "batch", ARTICLE);
  await barOf(page).waitFor();
  const count = await total(page);
  const counted = (words) => [...words.matchAll(/batch/gi)].length;
  const [first] = (await barOf(page).getByRole("status").textContent()).split(" ");
  assert.equal(Number(first), count, "the hit is the commentary, which comes last");
  assert.equal(await view(page), "commentary");
  await showing(page, /^batch$/i);
  assert.deepEqual(await violations(page), []);

  // Around the end, through text, highlight, outline and commentary.
  const views = [];
  for (let at = 1; at <= count; at += 1) {
    await page.keyboard.press("F3");
    await says(page, `${at} of ${count}`);
    await showing(page, /atch/i);
    views.push(await view(page));
  }
  assert.ok(counted(text) + counted(commentary) <= count);
  assert.deepEqual([...new Set(views)], ["commentary", "margin", "outline"]);
  assert.equal(views.at(-1), "commentary");
  await page.keyboard.press("Shift+F3");
  await says(page, `${count - 1} of ${count}`);
  await page.locator("#reader").focus();
  await page.keyboard.press("Enter");
  await says(page, `${count} of ${count}`);
  await page.keyboard.press("Shift+Enter");
  await barOf(page).getByRole("button", { name: "Next match" }).click();
  await says(page, `${count} of ${count}`);

  // What is open in the margin is closed first.
  await page.keyboard.press("Alt+1");
  await page.getByRole("complementary", { name: "Margin" }).getByRole("button", { name: "Edit your comment" }).click();
  const card = page.getByRole("group", { name: "Highlight" });
  await card.getByRole("button", { name: "Pink", exact: true }).click();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await page.locator("#reader").focus();
  await page.keyboard.press("Escape");
  await barOf(page).waitFor({ state: "detached" });
  assert.equal(await marked(page), 0);
  await page.keyboard.press("Control+f");
  await page.getByRole("search", { name: "Find in the article" }).waitFor();
});

inRoom("one begins at the passage of the result, also where there is room for one column", { sample: true }, async (room) => {
  const { page } = room;
  await page.setViewportSize({ width: 900, height: 700 });
  await find(room, "doorway", ARTICLE);
  await says(page, `1 of ${await total(page)}`);
  await showing(page, /^doorway$/);
  await page.keyboard.press("Alt+4");
  await page.keyboard.press("Shift+F3");
  await page.keyboard.press("F3");
  await showing(page, /^doorway$/);
  assert.equal(await view(page), "margin");
  // Searching again goes on from the words.
  await barOf(page).getByRole("button", { name: /Search again/ }).click();
  assert.equal(await page.getByRole("combobox", { name: "Search everything" }).inputValue(), "doorway");
  await page.keyboard.press("Escape");
  // The words in the text are the other bar's when they are looked for there.
  await page.keyboard.press("Control+f");
  await page.getByRole("search", { name: "Find in the article" }).waitFor();
  assert.equal(await barOf(page).count(), 0);
});

inRoom("matches that are edited away drop out, and the others stay in their places", {}, async (room) => {
  const { page } = room;
  await room.postil("note", "new", "Lamps", "One lantern 🎈.\n\nTwo lanterns.\n\nThree lanterns.");
  await find(room, "lantern", "Lamps");
  await says(page, "1 of 3");
  await showing(page, /^lantern$/);
  const editor = page.getByRole("textbox", { name: "Note" });
  await editor.getByText("Two").click();
  await page.keyboard.press("Home");
  await page.keyboard.type("Now ");
  assert.equal(await marked(page), 3);
  await page.keyboard.press("End");
  for (let left = 0; left < 4; left += 1) await page.keyboard.press("Backspace");
  await says(page, "1 of 2");
  await page.keyboard.press("F3");
  await says(page, "2 of 2");
  await showing(page, /^lanterns$/);
  // Esc out of the text, too.
  await page.keyboard.press("Escape");
  await barOf(page).waitFor({ state: "detached" });
  assert.equal(await marked(page), 0);
  assert.equal(await editor.evaluate((one) => one.contains(document.activeElement)), true);
});

inRoom("a match in what is folded away is unfolded, and one in a title is marked in its field", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  await page.keyboard.press("Alt+2");
  const outline = page.getByRole("complementary", { name: "Outline" });
  const folds = outline.getByRole("button", { name: "Fold", exact: true });
  await folds.first().waitFor();
  while (await folds.count()) await folds.last().click();
  await find(room, "in:outline reporting", ARTICLE);
  await says(page, "1 of 1");
  await showing(page, /^reporting$/);
  await find(room, "hands", "Two hands on one page");
  await room.noteTitle("Two hands on one page");
  await says(page, `1 of ${await total(page)}`);
  assert.equal(await page.locator("h1 .found-now").textContent(), "hands");
});

inRoom("what is related is shown beside the links, with why", { sample: true }, async (room) => {
  const { page } = room;
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  const asked = [];
  page.on("request", (request) => request.url().endsWith("related_list") && asked.push(request.url()));
  await page.keyboard.press("Alt+4");
  const panel = page.getByRole("complementary", { name: "Links" });
  await panel.getByRole("heading", { name: "Related" }).waitFor();
  assert.ok(asked.length > 0);
  const related = panel.getByRole("heading", { name: "Related" }).locator("xpath=following-sibling::ul[1]");
  const first = related.getByRole("listitem").first();
  assert.match(await first.innerText(), /linked|#|similar words|same links/);
  assert.deepEqual(await violations(page), []);
  const title = await first.getByRole("link").innerText();
  await first.getByRole("link").click();
  await until(async () => (await page.title()).startsWith(title), `${title} is open`);
  await room.postil("note", "new", "Qwxyz", "Xyzzy.");
  await find(room, "xyzzy", "Qwxyz");
  await room.noteTitle("Qwxyz");
  await page.keyboard.press("Alt+4");
  await panel.getByText("Nothing is related yet.").waitFor();
});
