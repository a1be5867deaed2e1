// What a person does in the real window, by WebDriver.
import { By, Key } from "selenium-webdriver";
import { until } from "./room.mjs";

export const run = (driver, script, ...args) => driver.executeScript(script, ...args);

/** Waits until an element stands there whose text, or accessible name, holds `text`. */
export const find = (driver, selector, text = "") =>
  until(async () => {
    for (const element of await driver.findElements(By.css(selector))) {
      const words = await run(
        driver,
        "return (arguments[0].getAttribute('aria-label') ?? '') + arguments[0].textContent",
        element,
      ).catch(() => "");
      if (words.includes(text)) return element;
    }
    return null;
  }, `${selector} with ${text || "anything"}`);

export const press = (driver, ...keys) => driver.actions().sendKeys(...keys).perform();

export const chord = (driver, modifier, key) =>
  driver.actions().keyDown(modifier).sendKeys(key).keyUp(modifier).perform();

export const ready = (driver) =>
  until(() => run(driver, "return document.documentElement.dataset.ready === 'true'"), "ready");

/** Clips an address by the dialog. */
export async function clip(driver, address) {
  await chord(driver, Key.CONTROL, "l");
  const field = await find(driver, "[role=dialog] textarea");
  await until(() => run(driver, "return document.activeElement === arguments[0]", field), "the address has the focus");
  await run(driver, "arguments[0].select()", field);
  await field.sendKeys(address, Key.ENTER);
}
