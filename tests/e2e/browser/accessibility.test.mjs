import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { inRoom, withBrowser } from "../support/room.mjs";

withBrowser();

const ARTICLE = "Small queues, short waits";

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

for (const colorScheme of ["light", "dark"]) {
  inRoom(`axe finds nothing in what opens over an article, ${colorScheme}`, {}, async (room) => {
    const { page, site } = room;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await room.postil("clip", site.url("/lamp-keepers.html"));
    await page.getByRole("option", { name: "What the lamp keepers wrote down" }).click();
    await room.heading("What the lamp keepers wrote down").waitFor();
    assert.deepEqual(await violations(page), [], "article");
    await page.getByRole("button", { name: "Type", exact: true }).click();
    await page.getByRole("dialog", { name: "Type" }).waitFor();
    assert.deepEqual(await violations(page), [], "type");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Note 1" }).first().click();
    await page.getByRole("dialog", { name: "Note 1" }).waitFor();
    assert.deepEqual(await violations(page), [], "note");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+f");
    await page.keyboard.type("keeper");
    await page.getByRole("search").getByText(/^1 of/).waitFor();
    assert.deepEqual(await violations(page), [], "find");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^The harbour in the evening/ }).click();
    const picture = page.getByRole("dialog", { name: "Picture" });
    await picture.getByText("2 of 2").waitFor();
    assert.deepEqual(await violations(page), [], "picture");
    await page.keyboard.press("+");
    await picture.getByText("200%").waitFor();
    assert.deepEqual(await violations(page), [], "picture, zoomed");
  });
}
