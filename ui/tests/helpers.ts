import { vi } from "vitest";
import { CallError, type Answer, type Commands, type Host, type Request } from "../src/lib/host";
import type { Keep, Kept } from "../src/lib/editor/keep";

type Answers = { [K in keyof Commands]?: (request: Request<K>) => Answer<K> | Promise<Answer<K>> };

/** A host that answers what a test gives it, and refuses everything else. */
export function fakeHost(answers: Answers = {}) {
  const calls: { name: keyof Commands; request: unknown }[] = [];
  const host: Host = {
    desktop: false,
    pages: null,
    async call(name, request) {
      calls.push({ name, request });
      const answer = answers[name] as ((request: unknown) => Answer<typeof name>) | undefined;
      if (!answer) throw new CallError({ code: "unexpected", message: `no answer for ${name}`, hint: null });
      return answer(request);
    },
    onEvent: () => () => {},
    onConnection: () => () => {},
    blobUrl: (hash) => `blob/${hash}`,
    openExternal: vi.fn(async () => {}),
    openPdf: vi.fn(async () => {}),
    saveFile: vi.fn(async () => true),
    readClipboard: async () => null,
  };
  return { host, calls };
}

export function memoryKeep(): Keep & { all: Map<string, Kept> } {
  const all = new Map<string, Kept>();
  return {
    all,
    put: (key, kept) => void all.set(key, kept),
    take: (key) => all.get(key) ?? null,
    drop: (key) => void all.delete(key),
    keys: () => [...all.keys()],
  };
}

/** A promise, and the two ends of it. */
export function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
