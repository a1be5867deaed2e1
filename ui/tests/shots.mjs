// Pictures of every view, light and dark, in three sizes: CHROMIUM=… node tests/shots.mjs FOLDER [name…]
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { start } from "./fake-server.mjs";

const [folder = "shots", ...only] = process.argv.slice(2);
const SIZES = [
  [1280, 800],
  [900, 700],
  [1600, 1000],
];
const server = await start({ documents: 1200 });
const bare = await start({ empty: true });
const id = (title) => server.find(title).id;
const at = (title) => `${server.url}#/doc/${id(title)}`;
const press = (keys) => (page) => page.keyboard.press(keys);

const VIEWS = {
  margin: { url: at("Small queues") },
  outline: { url: at("Small queues"), then: press("Alt+2") },
  commentary: { url: at("Small queues"), then: press("Alt+3") },
  links: { url: at("Small queues"), then: press("Alt+4") },
  foot: {
    url: at("Small queues"),
    then: (page) => page.locator("#reader").evaluate((one) => (one.scrollTop = 1e6)),
  },
  gloss: { url: at("Small queues"), then: (page) => page.locator(".at").nth(1).click() },
  note: { url: at("Five queues") },
  cjk: { url: at("余白") },
  long: { url: at("On the curious") },
  fetching: { url: at("https://slow") },
  failed: { url: at("An essay behind") },
  bin: { url: `${at("Thrown away")}?shelf=bin` },
  find: {
    url: at("Small queues"),
    then: (page) => page.keyboard.press("Control+k").then(() => page.keyboard.type("batch lat")),
  },
  clip: { url: server.url, then: press("Control+l") },
  help: { url: server.url, then: press("Control+/") },
  nothing: { url: server.url },
  empty: { url: bare.url },
};

await mkdir(folder, { recursive: true });
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
for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of SIZES) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    for (const [name, { url, then }] of Object.entries(VIEWS)) {
      if (only.length > 0 && !only.includes(name) && !only.includes(`${name}-${width}-${colorScheme}`))
        continue;
      const page = await context.newPage();
      page.on(
        "console",
        (message) => message.type() === "error" && console.log(`${name}: ${message.text()}`),
      );
      page.on("pageerror", (error) => console.log(`${name}: ${error.stack}`));
      await page.goto(url);
      await page.waitForSelector("html[data-ready=true]");
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(350);
      await then?.(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await server.stop();
await bare.stop();
