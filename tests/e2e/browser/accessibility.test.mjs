import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inRoom, withBrowser } from "../support/room.mjs";

withBrowser();

const AXE = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const ARTICLE = "Small queues, short waits";

/** What axe has to say of the page as it is now. */
async function violations(page) {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const colorScheme of ["light", "dark"]) {
  inRoom(`axe finds nothing in margin, outline and highlights, ${colorScheme}`, { sample: true }, async (room) => {
    const { page } = room;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { text } = await room.show(ARTICLE);
    const paragraphs = text.split("\n\n").filter((one) => one.length > 120);
    const colours = ["yellow", "green", "blue", "pink"];
    for (const [at, colour] of colours.entries()) {
      const quote = paragraphs[at].slice(0, 80);
      await room.postil("highlight", ARTICLE, quote, "--colour", colour, "--comment", at % 2 ? "" : "A comment.");
    }
    await room.openDocument(ARTICLE);
    await room.heading(ARTICLE).waitFor();
    const margin = page.getByRole("complementary", { name: "Margin" });
    await margin.getByText("A comment.").first().waitFor();
    assert.deepEqual(await violations(page), [], "margin");
    await margin.getByText("A comment.").first().click();
    await page.getByRole("group", { name: "Highlight" }).first().waitFor();
    assert.deepEqual(await violations(page), [], "card");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+2");
    await page.getByRole("complementary", { name: "Outline" }).getByRole("textbox").first().waitFor();
    assert.deepEqual(await violations(page), [], "outline");
    await page.keyboard.press("Control+Shift+H");
    await page.getByRole("dialog").getByText("4 highlights").waitFor();
    assert.deepEqual(await violations(page), [], "list of highlights");
  });
}
