// Takes pictures of every view in Chromium, light and dark, at two sizes, into target/screenshots; and with --docs those of
// the README, in the real window, into docs.
import { mkdir, writeFile } from "node:fs/promises";
import { Key } from "selenium-webdriver";
import { openBrowser, openPostil } from "./support/browser.mjs";
import { postil, serve, temporaryFolder } from "./support/postil.mjs";
import { until } from "./support/room.mjs";
import { openSite } from "./support/site.mjs";
import { openWindow } from "./support/window.mjs";

const folder = await temporaryFolder();
const library = `${folder.path}/library`;
const site = await openSite();
await postil(library, "sample");

if (process.argv.includes("--docs")) await documents();
else await everything();

await site.close();
await folder.close();

async function everything() {
  const out = new URL("../../target/screenshots/", import.meta.url).pathname;
  await mkdir(out, { recursive: true });
  await postil(library, "clip", site.url("/evening-walk.html"), site.url("/windows-1251.html"), "http://127.0.0.1:1/gone");
  await postil(library, "delete", "Checkout dashboard");
  const empty = await serve(`${folder.path}/empty`);
  const full = await serve(library);
  const browser = await openBrowser();
  for (const [width, height] of [[1280, 800], [900, 700]]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "en-GB" });
      const shot = (page, name) => page.screenshot({ path: `${out}${name}-${width}-${colorScheme}.png` });
      const first = await openPostil(context, empty.address);
      await shot(first, "empty");
      await first.close();
      const page = await openPostil(context, full.address);
      await shot(page, "nothing");
      for (const [name, title] of [
        ["article", "Small queues, short waits"],
        ["article-cjk", "余白に書くということ"],
        ["article-odd", "evening"],
        ["note", "Two hands on one page"],
        ["waiting", "127.0.0.1:1/gone"],
      ]) {
        await open(page, title);
        await shot(page, name);
      }
      await open(page, "Small queues, short waits");
      for (const [key, name] of [["Alt+2", "outline"], ["Alt+3", "commentary"], ["Alt+4", "links"]]) {
        await page.keyboard.press(key);
        await page.evaluate(() => new Promise(requestAnimationFrame));
        await shot(page, name);
      }
      await page.keyboard.press("Alt+1");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("queue wait");
      await page.getByRole("dialog").locator("mark").first().waitFor();
      await shot(page, "search");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+l");
      await page.getByRole("dialog", { name: "Clip a link" }).waitFor();
      await shot(page, "clip");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+/");
      await page.getByRole("dialog").waitFor();
      await shot(page, "help");
      await page.keyboard.press("Escape");
      await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: /^Bin/ }).click();
      await page.getByRole("option", { name: /Checkout dashboard/ }).click();
      await page.locator("#reader").getByRole("button", { name: "Restore" }).waitFor();
      await shot(page, "bin");
      await context.close();
    }
  }
  await browser.close();
  await full.stop();
  await empty.stop();
  console.log(`The pictures are in ${out}`);
}

async function open(page, title) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search everything" }).fill(title);
  await page.getByRole("dialog").getByRole("option").filter({ has: page.locator("mark") }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
}

async function documents() {
  const out = new URL("../../docs/", import.meta.url).pathname;
  await mkdir(out, { recursive: true });
  const window = await openWindow(folder.path);
  const { driver } = window;
  const run = (script, ...args) => driver.executeScript(script, ...args);
  const has = (selector, text) =>
    until(() => run("return [...document.querySelectorAll(arguments[0])].some((one) => one.textContent.includes(arguments[1]))", selector, text), `${selector} with ${text}`);
  const chord = (modifier, key) => driver.actions().keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
  const painted = "const done = arguments[0]; let left = 20; (function frame() { left-- ? requestAnimationFrame(frame) : done(); })()";
  const shot = async (name) => (await driver.executeAsyncScript(painted), writeFile(`${out}${name}.png`, await driver.takeScreenshot(), "base64"));
  await until(() => run("return document.documentElement.dataset.ready === 'true'"), "ready");
  await chord(Key.CONTROL, "p");
  await has("[role=dialog]", "");
  await driver.actions().sendKeys("small queues short waits").perform();
  await until(() => run("return document.querySelector('[role=dialog] b mark') !== null"), "the title is found");
  await driver.actions().sendKeys(Key.ENTER).perform();
  await has("h1", "Small queues, short waits");
  await until(() => run("return document.querySelectorAll('article .at').length > 3"), "the margin is there");
  await shot("reading-light");
  await chord(Key.CONTROL, "k");
  await has("[role=dialog]", "");
  await driver.actions().sendKeys("queue wait").perform();
  await until(() => run("return document.querySelectorAll('[role=dialog] mark').length > 0"), "results");
  await shot("search");
  await driver.actions().sendKeys(Key.ESCAPE).perform();
  await chord(Key.ALT, "3");
  await until(() => run("return document.querySelector('.cm-content')?.textContent.length > 10"), "the editor");
  await run("document.documentElement.dataset.theme = 'dark'");
  await shot("commentary-dark");
  await window.close();
}
