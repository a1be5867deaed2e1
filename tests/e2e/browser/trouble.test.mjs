import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { postil, temporaryFolder } from "../support/postil.mjs";
import { inRoom, withBrowser } from "../support/room.mjs";

withBrowser();

inRoom("an address without its token says so", {}, async ({ context, serving }) => {
  const other = await context.browser().newContext();
  const page = await other.newPage();
  await page.goto(new URL("/", serving.address).href);
  await page.getByText("This address needs its token").waitFor();
  await other.close();
});

inRoom("another site cannot call a command", {}, async ({ page, site, serving }) => {
  const evil = await page.context().browser().newContext();
  const other = await evil.newPage();
  await other.goto(site.url("/tide-tables.html"));
  const answer = await other.evaluate(
    (address) => fetch(`${address}/api/library_status`, { method: "POST", body: "{}", credentials: "include" }).then(() => "read", () => "refused"),
    new URL(serving.address).origin,
  );
  assert.equal(answer, "refused");
  await evil.close();
});

test("a library that is no library is refused, and its file left alone", async () => {
  const folder = await temporaryFolder();
  const words = "somebody's words, and no database. ".repeat(100);
  await mkdir(`${folder.path}/library`);
  await writeFile(`${folder.path}/library/library.db`, words);
  await assert.rejects(postil(`${folder.path}/library`, "list"), /library_damaged/);
  assert.equal(await readFile(`${folder.path}/library/library.db`, "utf8"), words);
  await folder.close();
});
