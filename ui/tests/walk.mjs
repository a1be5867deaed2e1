// Walks through the interface in a real browser, on the in-memory library: node tests/walk.mjs
// Not part of `npm test`, which needs no browser. CHROMIUM names the one to use.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { start } from "./fake-server.mjs";

const only = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const problems = [];

async function walk(name, options, steps) {
  if (only && !name.includes(only)) return;
  const server = await start(options);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(6_000);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text()))
      errors.push(message.text());
  });
  try {
    await page.goto(server.url);
    await steps(page, server, context);
    assert.deepEqual(errors, []);
    console.log(`ok    ${name}`);
  } catch (error) {
    problems.push(name);
    console.log(
      `FAIL  ${name}\n      ${String(error.stack).split("\n").slice(0, 12).join("\n      ")}\n      ${errors.join("\n      ")}`,
    );
  } finally {
    await context.close();
    await server.stop();
  }
}

const ready = (page) => page.waitForSelector("html[data-ready=true]");
const open = async (page, server, title) => {
  await page.goto(`${server.url}#/doc/${server.find(title).id}`);
  await page.reload();
  await ready(page);
};
/** Waits until something holds. */
async function until(holds, what) {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

await walk("the list is virtual, and moves by keys", { documents: 3000 }, async (page) => {
  await ready(page);
  const list = page.getByRole("listbox", { name: "Documents" });
  assert.ok((await list.getByRole("option").count()) < 40);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Reading a flame graph" }).waitFor();
  await page.keyboard.press("End");
  await until(async () => (await list.getByText("Document 88").count()) > 0, "the end of the first page");
  await page.keyboard.press("End");
  await until(async () => (await list.getByText("Document 188").count()) > 0, "the end of the second page");
});

await walk("a link is clipped, and the page arrives by itself", {}, async (page, server) => {
  await ready(page);
  await page.keyboard.press("Control+l");
  const dialog = page.getByRole("dialog", { name: "Clip a link" });
  const address = dialog.getByRole("textbox", { name: "Address" });
  await address.fill("nonsense");
  await page.keyboard.press("Enter");
  await dialog.getByText("This is not the address of a web page.").waitFor();
  await address.fill("https://fresh.example/page");
  await dialog.getByRole("textbox", { name: "Tags" }).fill("new, fresh");
  await page.keyboard.press("Enter");
  await page.locator("#page").getByText("Fetching the page…").waitFor();
  const commentary = page.getByRole("textbox", { name: "Commentary" });
  await commentary.click();
  await page.keyboard.type("Typed while it is fetched.");
  await page.getByRole("heading", { name: "A page that arrived" }).waitFor();
  await page.locator("article").getByText("reads well").waitFor();
  await page.keyboard.type(" And after.");
  await until(
    () => server.find("A page that arrived").commentary === "Typed while it is fetched. And after.",
    "both halves",
  );
});

await walk("a link that is known is opened", {}, async (page) => {
  await ready(page);
  await page.getByRole("button", { name: "Clip a link" }).click();
  await page.getByRole("textbox", { name: "Address" }).fill("https://tidewater.example/small-queues");
  await page.keyboard.press("Enter");
  await page.getByText("Already in your library").waitFor();
  await page.getByRole("heading", { name: "Small queues" }).waitFor();
});

await walk(
  "commentary is saved as it is typed, and merged, and survives a reload",
  {},
  async (page, server) => {
    await open(page, server, "Reading a flame");
    const doc = server.find("Reading a flame");
    await page.keyboard.press("Alt+3");
    const editor = page.getByRole("textbox", { name: "Commentary" });
    await editor.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n- one\ntwo\n\nEnd.");
    await page.getByRole("status").filter({ hasText: "Saving…" }).waitFor();
    await page
      .getByRole("status")
      .filter({ hasText: /^\s*Saved/ })
      .waitFor();
    assert.match(doc.commentary, /before blaming the lock\.\n- one\n- two\n/);
    doc.commentary = `Written elsewhere.\n${doc.commentary}`;
    server.changed(doc.id);
    await editor.getByText("Written elsewhere.").waitFor();
    await page.keyboard.type("!");
    await until(
      () => doc.commentary.startsWith("Written elsewhere.") && doc.commentary.endsWith("End.!"),
      "both texts",
    );
    await page.reload();
    await page.getByRole("heading", { name: "Reading a flame" }).waitFor();
    await page.keyboard.press("Alt+3");
    await editor.getByText("Written elsewhere.").waitFor();
  },
);

await walk("what cannot be saved is kept, said, and saved later", {}, async (page, server) => {
  await open(page, server, "Checkout dashboard");
  const doc = server.find("Checkout dashboard");
  server.state.fail = { note_save: ["busy", "The library is busy.", null] };
  await page.getByRole("textbox", { name: "Note" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Kept.");
  await page.getByText("Not saved: The library is busy.").waitFor();
  await page.reload();
  await page.getByRole("textbox", { name: "Note" }).getByText("Kept.").waitFor();
  server.state.fail = null;
  await until(() => doc.markdown.endsWith("Kept."), "saved after the reload");
});

await walk("titles are completed, and links opened and created", {}, async (page, server) => {
  await open(page, server, "Checkout dashboard");
  const editor = page.getByRole("textbox", { name: "Note" });
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nSee [[small qu");
  await page.getByRole("option", { name: "Small queues" }).last().waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await page.keyboard.type(" and [[A thought");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Nothing is called “A thought” yet.").waitFor();
  assert.match(server.find("Checkout").markdown + "", /./);
  await until(
    () => /\[\[Small queues, short waits\]\] and \[\[A thought\]\]$/.test(server.find("Checkout").markdown),
    "the completed link",
  );
  await page.getByRole("button", { name: "Create note" }).click();
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await until(
    async () => (await page.getByRole("textbox", { name: "Title" }).inputValue()) === "A thought",
    "the new note",
  );
  await page.keyboard.type("Straight away.");
  await until(() => server.find("A thought").markdown === "Straight away.", "typed into the new note");
  await page
    .getByRole("region", { name: "Linked from" })
    .getByRole("link", { name: "Checkout dashboard" })
    .click();
  await until(
    async () => (await page.getByRole("textbox", { name: "Title" }).inputValue()) === "Checkout dashboard",
    "back at the note",
  );
  await page
    .locator(".md-wikilink")
    .first()
    .click({ modifiers: ["Control"] });
  await page.getByRole("heading", { name: "Small queues" }).waitFor();
  await page.keyboard.press("Alt+ArrowLeft");
  await until(
    async () => (await page.getByRole("textbox", { name: "Title" }).inputValue()) === "Checkout dashboard",
    "back by keys",
  );
  await page.keyboard.press("Alt+ArrowRight");
  await page.getByRole("heading", { name: "Small queues" }).waitFor();
});

await walk("a note is created, named, deleted and restored", {}, async (page, server) => {
  await ready(page);
  await page.keyboard.press("Alt+n");
  const title = page.getByRole("textbox", { name: "Title" });
  await until(
    async () => title.evaluate((field) => field === document.activeElement).catch(() => false),
    "the focus on the title",
  );
  await page.keyboard.type("My first note");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Its text.");
  await until(() => server.find("My first note")?.markdown === "Its text.", "the note");
  await page.keyboard.press("F6");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByText("“My first note” is in the bin.").waitFor();
  assert.notEqual(server.find("My first note").deleted_at, null);
  await page.getByRole("link", { name: /^Bin/ }).click();
  await page.getByRole("option", { name: "My first note" }).click();
  await page.locator("#reader").getByRole("button", { name: "Restore" }).click();
  await until(() => server.find("My first note").deleted_at === null, "restored");
});

await walk("searching finds, shows and highlights", {}, async (page, server) => {
  await ready(page);
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search everything" });
  await field.fill("decoration bound");
  await page.getByRole("dialog").getByText("1 result in").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Small queues" }).waitFor();
  await until(() => page.evaluate(() => (CSS.highlights.get("postil-find")?.size ?? 0) > 0), "highlights");
  await until(() => page.locator("#reader").evaluate((one) => one.scrollTop > 200), "scrolled to the match");
  await page.getByRole("searchbox", { name: "Search everything" }).fill("flame");
  await page
    .getByRole("dialog")
    .getByRole("option", { name: /Reading a flame/ })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await until(async () => (await page.getByRole("dialog").count()) === 0, "closed");
  await page.keyboard.press("Control+Shift+p");
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

await walk("margin and text lead to each other", {}, async (page, server) => {
  await open(page, server, "Small queues");
  const margin = page.getByRole("complementary", { name: "Margin" });
  await margin.getByRole("button", { name: /Three numbers/ }).click();
  await until(
    () => page.locator("#reader").evaluate((one) => one.scrollTop > 300),
    "scrolled to the passage",
  );
  const boxes = await margin
    .getByRole("button")
    .evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
    );
  for (let at = 1; at < boxes.length; at += 1)
    assert.ok(boxes[at].top >= boxes[at - 1].bottom, "glosses do not overlap");
  await page.locator(".at").first().click();
  assert.equal(
    await margin.getByRole("button", { name: /Waiting grows/ }).getAttribute("aria-pressed"),
    "true",
  );
  await page.getByRole("link", { name: "a talk on politeness" }).click();
  await page.getByRole("heading", { name: "How much of latency" }).waitFor();
});

await walk(
  "what changes elsewhere leaves where one reads, and what has the focus, alone",
  { documents: 300 },
  async (page, server) => {
    await open(page, server, "Small queues");
    const reader = page.locator("#reader");
    const list = page.getByRole("listbox", { name: "Documents" });
    await reader.evaluate((one) => (one.scrollTop = 500));
    await list.evaluate((one) => (one.scrollTop = 900));
    await list.focus();
    const before = server.state.calls.length;
    server.find("Small queues").tags = ["changed"];
    server.changed(server.find("Small queues").id);
    await page
      .getByRole("navigation", { name: "Shelves" })
      .getByRole("link", { name: /changed/ })
      .waitFor();
    await until(
      () => server.state.calls.slice(before).some(({ name }) => name === "backlink_list"),
      "read again",
    );
    await page.locator("#reader").getByText("changed", { exact: true }).waitFor({ state: "attached" });
    assert.equal(await reader.evaluate((one) => one.scrollTop), 500);
    assert.equal(await list.evaluate((one) => one.scrollTop), 900);
    assert.equal(await page.evaluate(() => document.activeElement.id), "documents");
    server.changed();
    await until(
      () => server.state.calls.slice(before).filter(({ name }) => name === "backlink_list").length > 1,
      "read again whole",
    );
    assert.equal(await reader.evaluate((one) => one.scrollTop), 500);
    assert.equal(await list.evaluate((one) => one.scrollTop), 900);
  },
);

await walk("tags are edited in place", {}, async (page, server) => {
  await open(page, server, "A card index");
  await page.keyboard.press("Alt+t");
  const field = page.getByRole("textbox", { name: "Tags" });
  await field.fill("writing, cards");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /cards/ }).click();
  await page.getByText("1 document", { exact: true }).waitFor();
});

await walk(
  "a lost connection is said, and what is typed is saved when it is back",
  {},
  async (page, server) => {
    await open(page, server, "Checkout dashboard");
    await page.getByRole("textbox", { name: "Note" }).click();
    await page.route("**/api/**", (route) => route.abort());
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Offline.");
    await page.getByText("Postil is not answering. What you type is kept here.").waitFor();
    await page.unroute("**/api/**");
    await page.locator(".banner").getByRole("button", { name: "Try again" }).click();
    await until(() => server.find("Checkout").markdown.endsWith("Offline."), "saved");
    await until(async () => (await page.locator(".banner").count()) === 0, "no banner");
  },
);

await walk("a library that cannot be read says so, and can be tried again", {}, async (page, server) => {
  server.state.fail = {
    library_status: ["newer", "This library is from a newer Postil.", "Update Postil."],
    document_list: ["newer", "This library is from a newer Postil.", "Update Postil."],
  };
  await page.reload();
  await page.getByRole("alert").getByText("This library is from a newer Postil.").waitFor();
  server.state.fail = null;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option").first().waitFor();
});

await walk("an address without its token says so", {}, async (page, server) => {
  server.state.fail = { library_status: ["no_token", "", null], document_list: ["no_token", "", null] };
  await page.reload();
  await page.getByText("This address needs its token").waitFor();
});

await walk("an empty library offers a beginning", { empty: true }, async (page) => {
  await ready(page);
  await page.getByRole("button", { name: "Add the sample library" }).click();
  await page.getByRole("listbox", { name: "Documents" }).getByRole("option").first().waitFor();
});

await browser.close();
if (problems.length > 0) process.exitCode = 1;
