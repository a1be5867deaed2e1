// The built programs, on a library of their own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const TARGET = new URL("../../../target/debug/", import.meta.url).pathname;

/** The path of a built program. */
export const program = (name) => join(process.env.CARGO_TARGET_DIR ? join(process.env.CARGO_TARGET_DIR, "debug") : TARGET, name);

/** A folder that is gone when `close` is called. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "postil-"));
  return { path, close: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs `postil` on a library and answers its JSON; a last argument of `{ input }` is its standard input. */
export async function postil(library, ...args) {
  const { input } = typeof args.at(-1) === "object" ? args.pop() : {};
  const run = promisify(execFile)(program("postil"), ["--json", "--library", library, ...args]);
  run.child.stdin.end(input);
  const { stdout } = await run;
  return JSON.parse(stdout);
}

/** Starts `postil serve` on a library. */
export async function serve(library) {
  const child = spawn(program("postil"), ["--json", "--library", library, "serve", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise((first, failed) => {
    lines.once("line", first);
    child.once("exit", () => failed(new Error("postil serve ended before it printed its address")));
  });
  const { address } = JSON.parse(line);
  return { address, stop: () => stop(child) };
}

/** Ends a process and waits until it has ended. */
export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((exit) => child.once("exit", exit));
  child.kill(signal);
  await ended;
}
