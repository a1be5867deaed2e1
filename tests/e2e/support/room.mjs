// A whole Postil for one test: a site, a library, `postil serve` and a page in Chromium.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPostil } from "./browser.mjs";
import { postil, serve, temporaryFolder } from "./postil.mjs";
import { openSite } from "./site.mjs";

let browser;

/** Opens one browser for all tests of a file. */
export function withBrowser() {
  before(async () => (browser = await openBrowser()));
  after(() => browser.close());
}

/** Waits until something holds, looking again and again. */
export async function until(holds, what) {
  const patience = Date.now() + 15_000;
  while (Date.now() < patience) {
    const held = await holds();
    if (held) return held;
    await new Promise((again) => setTimeout(again, 40));
  }
  throw new Error(`It never came to this: ${what}`);
}

/** A test in a room of its own. With `sample`, the sample library is in it. */
export function inRoom(name, { sample = false } = {}, steps) {
  test(name, { timeout: 90_000 }, async () => {
    const room = new Room();
    try {
      await room.open(sample);
      await steps(room);
      assert.deepEqual(room.complaints, []);
    } finally {
      await room.close();
    }
  });
}

class Room {
  complaints = [];

  async open(sample) {
    this.site = await openSite();
    // No test asks the real archive for anything.
    process.env.POSTIL_ARCHIVE = this.site.url("/archive");
    this.folder = await temporaryFolder();
    this.library = `${this.folder.path}/library`;
    if (sample) await this.postil("sample");
    await this.start();
  }

  async start() {
    this.serving = await serve(this.library);
    this.context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
    this.page = await openPostil(this.context, this.serving.address);
    this.page.setDefaultTimeout(15_000);
    this.page.on("pageerror", (error) => this.complaints.push(error.message));
    this.page.on("console", (message) => {
      const expected = /Failed to load resource|net::ERR/;
      if (message.type() === "error" && !expected.test(message.text())) this.complaints.push(message.text());
    });
    this.page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      const ours = request.url().startsWith(new URL(this.serving.address).origin) || protocol === "data:";
      if (!ours) this.complaints.push(`A request went to ${hostname}: ${request.url()}`);
    });
  }

  async stop() {
    await this.context?.close();
    await this.serving?.stop();
  }

  async close() {
    await this.stop();
    await this.site?.close();
    await this.folder?.close();
  }

  postil(...args) {
    return postil(this.library, ...args);
  }

  show(id) {
    return this.postil("show", id);
  }

  heading(name) {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  /** Opens a document by the palette, as a person would. */
  async openDocument(title) {
    const { page } = this;
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search everything" }).fill(title);
    await page.getByRole("dialog").getByRole("option").filter({ has: page.locator("b", { hasText: title }) }).first().click();
  }

  /** The title of the note that is open. */
  noteTitle(title) {
    const field = this.page.getByRole("textbox", { name: "Title" });
    return until(async () => (await field.count()) > 0 && (await field.inputValue()) === title, `the note ${title} is open`);
  }
}
