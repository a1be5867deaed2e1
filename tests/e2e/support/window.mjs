// The real window of the desktop app, under Xvfb, driven by WebKitWebDriver.
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { Capabilities, WebDriver } from "selenium-webdriver";
import { Executor, HttpClient } from "selenium-webdriver/http/index.js";
import { program, stop } from "./postil.mjs";

/** Starts a screen of its own; answers its name. */
async function openScreen() {
  const size = process.env.SCREEN ?? "1280x800x24";
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await new Promise((read, failed) => {
    screen.stdout.once("data", (data) => read(String(data).trim()));
    screen.once("error", failed);
  });
  return { display: `:${number}`, close: () => stop(screen) };
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Starts the app on a library, in a window of its own. `driver` is a WebDriver session in it. */
export async function openWindow(folder) {
  const screen = await openScreen();
  const own = (name) => `${folder}/${name}`;
  await Promise.all(["data", "config", "cache"].map((name) => mkdir(own(name), { recursive: true })));
  const environment = {
    ...process.env,
    DISPLAY: screen.display,
    POSTIL_LIBRARY: own("library"),
    TAURI_WEBVIEW_AUTOMATION: "true",
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    NO_AT_BRIDGE: "1",
    XDG_DATA_HOME: own("data"),
    XDG_CONFIG_HOME: own("config"),
    XDG_CACHE_HOME: own("cache"),
  };
  delete environment.WAYLAND_DISPLAY;
  const port = await freePort();
  const host = spawn("WebKitWebDriver", [`--port=${port}`], { env: environment, stdio: "ignore" });
  const driver = await session(port);
  return {
    driver,
    display: screen.display,
    async close() {
      await driver.quit().catch(() => {});
      await stop(host);
      await screen.close();
    },
  };
}

async function session(port) {
  const capabilities = new Capabilities({
    "webkitgtk:browserOptions": { binary: program("postil-desktop"), args: [] },
  });
  const executor = new Executor(new HttpClient(`http://127.0.0.1:${port}`));
  for (let tries = 0; ; tries += 1) {
    try {
      const driver = WebDriver.createSession(executor, capabilities);
      await driver.getSession();
      return driver;
    } catch (error) {
      // The driver needs a moment until it listens.
      if (tries > 100 || !/ECONNREFUSED/.test(String(error))) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}
