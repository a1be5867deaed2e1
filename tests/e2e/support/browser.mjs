// Chromium, as Debian ships it.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

function executable() {
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      continue;
    }
  }
  throw new Error(`None of ${names.join(", ")} is installed`);
}

/** Starts Chromium without anything that would reach for the network by itself. */
export function openBrowser() {
  const args = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ];
  return chromium.launch({ executablePath: executable(), headless: true, args });
}

/** Opens Postil in a page and waits until its first list is shown. */
export async function openPostil(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector("html[data-ready=true]");
  return page;
}
