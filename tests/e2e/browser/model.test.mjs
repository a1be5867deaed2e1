// A language model that may draft outlines, from the settings to the outline.
import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { openModel } from "../support/model.mjs";
import { inRoom, until, withBrowser } from "../support/room.mjs";

withBrowser();

const ARTICLE = "A card index for the web";
const INVENTED = "The index was sold to a bank in Zurich for 900 million francs.";

const honestAndNot = (sentences) => [
  { level: 0, sentences: [1], text: sentences[0] },
  { level: 1, sentences: [2], text: sentences[1] },
  { level: 1, sentences: [2], text: INVENTED },
];

async function openSettings(page) {
  await page.keyboard.press("Control+,");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.waitFor();
  return dialog;
}

inRoom("a model is chosen, tested and asked for an outline", { sample: true }, async (room) => {
  const { page } = room;
  const model = await openModel(honestAndNot);
  try {
    await room.openDocument(ARTICLE);
    await room.heading(ARTICLE).waitFor();
    await page.keyboard.press("Alt+2");
    const outline = page.getByRole("complementary", { name: "Outline" });
    await outline.getByRole("textbox").first().waitFor();
    assert.equal(await outline.getByRole("button", { name: "Draft with the model" }).count(), 0);

    const dialog = await openSettings(page);
    assert.equal(await dialog.getByLabel("Let me ask a model").isChecked(), false);
    await dialog.getByLabel("Address").fill(model.address);
    await dialog.getByRole("button", { name: "Test", exact: true }).click();
    await dialog.getByText("No model is named.").waitFor();
    await dialog.getByRole("button", { name: "tiny" }).click();
    await dialog.getByRole("button", { name: "Test", exact: true }).click();
    await dialog.getByText("It works.").waitFor();
    await dialog.getByLabel("Let me ask a model").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.ok(!model.asked.some((told) => told.includes("card")), "no article was sent before it was asked");

    model.dawdle();
    await outline.getByRole("button", { name: "Draft with the model" }).click();
    const status = outline.getByRole("region", { name: "Draft by the model" });
    await status.getByRole("listitem").first().waitFor();
    model.hurry();
    await status.waitFor({ state: "detached" });
    const invented = outline.getByRole("textbox", { name: /^Unsupported point/ });
    await invented.waitFor();
    assert.equal(await invented.inputValue(), INVENTED);
    const { outline: points, text } = await room.show(ARTICLE);
    const [thesis] = points;
    assert.equal([...text].slice(thesis.anchor.start, thesis.anchor.end).join(""), thesis.anchor.quote);

    // Who writes it anew answers for it.
    await invented.fill("I cannot believe this.");
    await until(async () => JSON.stringify((await room.show(ARTICLE)).outline).includes("believe"), "it is saved");
    assert.equal(await outline.getByRole("textbox", { name: /^Unsupported point/ }).count(), 0);
  } finally {
    model.close();
  }
});

inRoom("a draft by the model is cancelled, and one that fails leaves the outline alone", { sample: true }, async (room) => {
  const { page } = room;
  const model = await openModel(honestAndNot);
  await room.postil("model", "set", model.address, "tiny");
  await page.reload();
  await room.openDocument(ARTICLE);
  await room.heading(ARTICLE).waitFor();
  await page.keyboard.press("Alt+2");
  const outline = page.getByRole("complementary", { name: "Outline" });
  const before = (await room.show(ARTICLE)).outline;
  model.dawdle();
  await outline.getByRole("button", { name: "Draft with the model" }).click();
  const status = outline.getByRole("region", { name: "Draft by the model" });
  await status.getByRole("listitem").first().waitFor();
  await status.getByRole("button", { name: "Cancel" }).click();
  await status.waitFor({ state: "detached" });
  model.close();
  await outline.getByRole("button", { name: "Draft with the model" }).click();
  await page.getByText(/Nothing answers at/).waitFor();
  assert.deepEqual((await room.show(ARTICLE)).outline, before);
});

for (const theme of ["light", "dark"]) {
  inRoom(`the settings are named and readable, ${theme}`, { sample: true }, async (room) => {
    const { page } = room;
    await page.emulateMedia({ colorScheme: theme });
    await openSettings(page);
    assert.deepEqual(await violations(page), []);
  });
}
