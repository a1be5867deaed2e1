import { openBrowser, openPostil } from "./support/browser.mjs";
import { postil, serve, temporaryFolder } from "./support/postil.mjs";
const folder = await temporaryFolder();
const library = `${folder.path}/library`;
await postil(library, "sample");
const serving = await serve(library);
const browser = await openBrowser();
for (const colorScheme of ["light", "dark"]) for (const [w, h] of [[1280, 800], [700, 800]]) {
  const context = await browser.newContext({ viewport: { width: w, height: h }, colorScheme, locale: "en-GB" });
  const page = await openPostil(context, serving.address);
  const shot = (name) => page.screenshot({ path: `/tmp/shots-compose/${name}-${w}-${colorScheme}.png` });
  await page.keyboard.press("Alt+p");
  const dialog = page.getByRole("dialog", { name: "Compose a post" });
  await dialog.waitFor();
  await page.waitForTimeout(300);
  await shot("empty");
  await page.keyboard.type("What I read about waiting, queues and the people who stand in them");
  await dialog.getByLabel("Introduction").fill("Some pieces on *waiting*, with [[Five queues]] in mind.");
  await dialog.getByLabel("Tags").fill("reading, queues");
  await dialog.getByLabel("Search articles").fill("the");
  await page.waitForTimeout(600);
  await dialog.getByRole("button", { name: /Add all/ }).click();
  await page.waitForTimeout(700);
  await shot("full");
  await dialog.getByRole("button", { name: /^Take/ }).nth(1).click();
  await dialog.getByRole("button", { name: "Week", exact: true }).click();
  await dialog.getByRole("button", { name: /^Week: / }).scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  await dialog.getByRole("button", { name: /^Week: / }).click();
  await page.waitForTimeout(300);
  await shot("week");
  await page.keyboard.press("Escape");
  if (w === 700) { await dialog.getByRole("button", { name: "Preview", exact: true }).click(); await page.waitForTimeout(400); await shot("preview"); }
  await dialog.getByRole("button", { name: "Markdown", exact: true }).click();
  await page.waitForTimeout(400);
  await shot("markdown");
  if (w === 1280) {
    await dialog.getByRole("button", { name: "Save as post" }).click();
    await page.waitForTimeout(400);
    await shot("saved");
    await page.keyboard.press("Escape");
    await page.getByRole("navigation", { name: "Shelves" }).getByRole("link", { name: "Posts" }).click();
    await page.waitForTimeout(400);
    await shot("shelf");
    const { items } = await postil(library, "list");
    for (const { id, kind } of items) if (kind === "post") await postil(library, "delete", id);
    await page.waitForTimeout(600);
    await shot("noposts");
  }
  await context.close();
}
await browser.close(); await serving.stop(); await folder.close();
