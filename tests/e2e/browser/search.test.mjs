// Searching: the language in the box, completions and what is wrong, results in the list, saved searches and history.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

/** A test in the sample library, once all of it can be found. */
const inLibrary = (name, steps) =>
  inRoom(name, { sample: true }, async (room) => {
    await room.postil("search", "queue");
    await steps(room);
  });

const palette = (page) => page.getByRole("combobox", { name: "Search everything" });
const box = (page) => page.getByRole("combobox", { name: "Search in the list" });
const offer = (page) => page.getByRole("listbox", { name: "Completions" });
const results = (page) => page.getByRole("listbox", { name: "Results" });
const shelves = (page) => page.getByRole("navigation", { name: "Shelves" });

/** Waits until so many results are shown in the list. */
const counted = (page, pattern) =>
  until(async () => pattern.test(await page.locator(".list .total").innerText()), `the list says ${pattern}`);

/** Shows the dark theme, and waits until its colours are there. */
async function darken(page) {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  });
}

/** Shows what a search finds in the list. */
async function searchInList(page, query) {
  await page.keyboard.press("Control+Shift+F");
  await box(page).fill(query);
  await results(page).getByRole("option").first().waitFor();
}

inLibrary("filters are completed by their names and by what the library has", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  await page.keyboard.type("queue ta");
  await offer(page).getByRole("option", { name: "tag:" }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await palette(page).inputValue(), "queue tag:");
  await offer(page).getByRole("option", { name: /^performance 5/ }).waitFor();
  await page.keyboard.type("perf");
  await until(async () => (await offer(page).getByRole("option").count()) === 2, "two tags begin so");
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await palette(page).getAttribute("aria-activedescendant"), /offer-1$/);
  await page.keyboard.press("Enter");
  assert.equal(await palette(page).inputValue(), "queue tag:performance/latency ");
  await offer(page).waitFor({ state: "detached" });
  await page.getByRole("dialog").getByText(/^2 results/).waitFor();
  await page.keyboard.press("Control+z");
  assert.notEqual(await palette(page).inputValue(), "queue tag:performance/latency ");

  // Esc closes the completions only; without one chosen, Enter opens what was found.
  await palette(page).fill("");
  await page.keyboard.type("site:tide");
  await offer(page).waitFor();
  await page.keyboard.press("Escape");
  await offer(page).waitFor({ state: "detached" });
  await page.getByRole("dialog").getByRole("option", { name: /Small queues/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Small queues, short waits", level: 1 }).waitFor();
});

inLibrary("a wrong filter is underlined, with what would be right", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await palette(page).fill("queue is:unred ");
  const sheet = page.getByRole("dialog");
  const meant = sheet.getByRole("button", { name: "Did you mean is:unread?" });
  await meant.waitFor();
  assert.equal(await sheet.locator(".under .problem").innerText(), "is:unred");
  assert.deepEqual(await violations(page), []);
  // What stands before a change stays marked while one types on.
  await page.keyboard.type("wait");
  assert.equal(await sheet.locator(".under .problem").count(), 1);
  await page.keyboard.press("Alt+Enter");
  await until(async () => (await palette(page).inputValue()) === "queue is:unread wait", "the filter is mended");
  await until(async () => (await sheet.locator(".under .problem").count()) === 0, "nothing is wrong any more");
  assert.equal(await sheet.locator(".under .filter").innerText(), "is:unread");

  // The marks follow a long search, and lie under its letters.
  await palette(page).fill(`${"tag:writing 余白 والبحث ".repeat(16)}is:unred `);
  await sheet.locator(".under .problem").waitFor();
  await page.keyboard.press("End");
  await until(
    () =>
      page.evaluate(() => {
        const field = document.querySelector("#palette");
        const under = field.parentElement.querySelector(".under");
        return field.scrollLeft > 100 && Math.abs(field.scrollLeft - under.scrollLeft) <= 2;
      }),
    "the marks are scrolled with the text",
  );
});

inLibrary("all results in the list, narrowed by what is counted beside them", async (room) => {
  const { page } = room;
  await page.keyboard.press("Control+k");
  await palette(page).fill("queue");
  await page.getByRole("dialog").locator("mark").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await results(page).getByRole("option").first().waitFor();
  assert.match(page.url(), /#\/search\?q=queue$/);
  assert.equal(await box(page).inputValue(), "queue");
  const all = Number.parseInt(await page.locator(".list .total").innerText(), 10);
  assert.deepEqual(await violations(page), []);

  const notes = page.getByRole("group", { name: "Kind" }).getByRole("button", { name: /^Notes? / });
  const of = Number.parseInt(/\d+/.exec(await notes.innerText())[0], 10);
  await notes.click();
  await counted(page, new RegExp(`^${of} results?`));
  assert.ok(of < all);
  assert.equal(await box(page).inputValue(), "kind:note queue");
  await until(async () => (await notes.getAttribute("aria-pressed")) === "true", "the filter is shown as chosen");
  await page.goBack();
  await counted(page, new RegExp(`^${all} results?`));
  await page.goForward();
  await counted(page, new RegExp(`^${of} results?`));
  await notes.click();
  await counted(page, new RegExp(`^${all} results?`));
  assert.equal(await box(page).inputValue(), "queue");

  await notes.focus();
  await page.keyboard.press("ArrowRight");
  await until(() => page.evaluate(() => document.activeElement.innerText.startsWith("Article")), "the arrows lead along");

  await page.getByRole("combobox", { name: "Sort" }).selectOption("title");
  await until(async () => (await box(page).inputValue()) === "sort:title queue", "the order stands in the search");
  await until(async () => {
    const titles = await results(page).locator("b").allInnerTexts();
    return titles.length === all && titles.join() === titles.toSorted((a, b) => a.localeCompare(b)).join();
  }, "they are sorted by title");
  await darken(page);
  assert.deepEqual(await violations(page), []);
});

inLibrary("results from the keyboard, opened where they match", async (room) => {
  const { page } = room;
  await searchInList(page, "buffer");
  await page.keyboard.press("Enter");
  await until(() => page.evaluate(() => location.hash.startsWith("#/doc/")), "the first result is open");
  assert.match(page.url(), /q=buffer/);
  await until(() => page.evaluate(() => (CSS.highlights.get("postil-find")?.size ?? 0) > 0 || document.querySelector("mark, .cm-found") !== null), "its matches are marked");
  await box(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  await until(async () => (await results(page).getAttribute("aria-activedescendant")) === "row-1", "j goes on");
  await page.keyboard.press("k");
  await until(async () => (await results(page).getAttribute("aria-activedescendant")) === "row-0", "k goes back");
  await page.keyboard.press("Escape");
  await box(page).focus();
  await page.keyboard.press("Escape");
  await until(() => page.evaluate(() => !location.hash.includes("q=")), "Esc leads back to the shelf");
  await page.getByRole("listbox", { name: "Documents" }).waitFor();
});

inLibrary("results follow what is typed and what changes, without a jump", async (room) => {
  const { page } = room;
  await searchInList(page, "zqxjk OR queue");
  const before = Number.parseInt(await page.locator(".list .total").innerText(), 10);
  await results(page).evaluate((one) => (one.scrollTop = 40));
  await room.postil("note", "new", "Zebra", "A zqxjk in a queue.");
  await counted(page, new RegExp(`^${before + 1} results`));
  assert.equal(await results(page).evaluate((one) => one.scrollTop), 40);
  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("zqxjk");
  await counted(page, /^1 result\b/);
  await until(() => page.evaluate(() => location.hash === "#/search?q=zqxjk"), "the address follows");
  await page.reload();
  await results(page).getByRole("option", { name: /Zebra/ }).waitFor();
  await page.goBack();
  await page.getByRole("listbox", { name: "Documents" }).waitFor();
});

inLibrary("a search is saved, counted, changed, removed and brought back", async (room) => {
  const { page } = room;
  await searchInList(page, "queue kind:note");
  await page.keyboard.press("Alt+s");
  const dialog = page.getByRole("dialog", { name: "Save this search" });
  assert.equal(await dialog.getByLabel("Name").inputValue(), "queue kind:note");
  assert.deepEqual(await violations(page), []);
  await dialog.getByLabel("Name").fill("Queues 🎈");
  await page.keyboard.press("Enter");
  const link = shelves(page).getByRole("link", { name: /^Queues 🎈/ });
  await link.waitFor();
  assert.equal(await link.getAttribute("aria-current"), "page");
  const total = Number.parseInt(await page.locator(".list .total").innerText(), 10);
  await until(async () => (await link.locator("data").innerText()) === String(total), "it says how many it finds");
  await room.postil("note", "new", "One more", "About a queue, zqxjk.");
  await until(async () => (await link.locator("data").innerText()) === String(total + 1), "it is counted again");

  await page.keyboard.press("Control+Shift+F");
  await page.keyboard.press("End");
  await page.keyboard.type(" zqxjk");
  await counted(page, /^1 result\b/);
  await page.getByRole("button", { name: "Update" }).click();
  await until(async () => (await link.locator("data").innerText()) === "1", "it finds what it was changed to");
  await shelves(page).getByRole("link", { name: "Notes" }).click();
  await page.getByRole("listbox", { name: "Documents" }).waitFor();
  await link.click();
  assert.equal(await box(page).inputValue(), "queue kind:note zqxjk");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("One queue");
  await page.keyboard.press("Enter");
  await shelves(page).getByRole("link", { name: /^One queue/ }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await page.getByRole("button", { name: "Remove" }).click();
  await shelves(page).getByText("Saved searches").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await shelves(page).getByRole("link", { name: /^One queue/ }).waitFor();
});

inLibrary("earlier searches are offered, and forgotten one by one or all", async ({ page }) => {
  for (const query of ["envelope", "embroidered"]) {
    await page.keyboard.press("Control+k");
    await palette(page).fill(query);
    await page.getByRole("dialog").locator("mark").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  await page.keyboard.press("Control+k");
  const past = page.getByRole("dialog").getByRole("option", { name: /Searched before/ });
  await until(async () => (await past.count()) === 2, "both are there");
  assert.match(await past.first().innerText(), /embroidered/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(async () => (await palette(page).inputValue()) === "envelope", "it is searched for again");
  await page.getByRole("dialog").locator("mark").first().waitFor();
  await palette(page).fill("");
  await past.first().waitFor();
  await page.keyboard.press("Shift+Delete");
  await until(async () => (await past.count()) === 1, "one is forgotten");
  await page.getByRole("button", { name: "Clear history" }).click();
  await until(async () => (await past.count()) === 0, "all are forgotten");
  assert.ok((await page.getByRole("dialog").getByRole("option").count()) > 0, "recent documents stay");
});

inLibrary("what is spelled differently is said to be", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await palette(page).fill("embroidred");
  await page.getByRole("dialog").getByRole("option", { name: /spelled differently/ }).first().waitFor();
  await page.keyboard.press("Control+Enter");
  await results(page).getByText("spelled differently").first().waitFor();
  await box(page).fill("embroidered");
  await until(async () => (await results(page).getByText("spelled differently").count()) === 0, "and what is not, is not");
});

inLibrary("where nothing is found, what to leave out is offered", async ({ page }) => {
  await page.keyboard.press("Control+Shift+F");
  await box(page).fill("queue tag:nature is:unread");
  await page.getByText("Nothing matches this search.").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Without tag:nature" }).click();
  await until(async () => (await box(page).inputValue()) === "queue is:unread", "it is left out");
  await box(page).fill("xyzzyplugh");
  await page.getByText("Try fewer words").waitFor();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("listbox", { name: "Documents" }).waitFor();
  await darken(page);
  assert.deepEqual(await violations(page), []);
});

inLibrary("the help lists the language of searches", async ({ page }) => {
  await page.keyboard.press("Control+/");
  await page.getByRole("dialog").getByText("links-to:[[Title]]").waitFor();
});
