import { describe, expect, it } from "vitest";
import { OpenDocument } from "../src/lib/reader/open.svelte";
import { Drafts } from "../src/lib/editor/drafts.svelte";
import type { Document, Restored, Version, VersionComparison } from "../src/lib/host";
import { CallError } from "../src/lib/host";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { byDay } from "../src/lib/versions/days";
import { Versions } from "../src/lib/versions/versions.svelte";
import { fakeHost, memoryKeep } from "./helpers";

const version = (id: string, written_at = "2026-03-02T10:00:00Z") =>
  ({ id, written_at, words_added: 0, words_removed: 0, first_line: id }) as Version;

/** A library of one note, with the versions that the present text became. */
async function desk(text: string, texts: Record<string, string>, refuse: string[] = []) {
  let now = text;
  let kept = 0;
  const all = { ...texts };
  const saved: string[] = [];
  const restore = (version: string): Restored => {
    const before = now;
    now = all[version]!;
    let name: string | null = null;
    if (before !== "" && before !== now) all[(name = `kept-${++kept}`)] = before;
    return { id: "n", markdown: now, changed: before !== now, kept: name };
  };
  const { host, calls } = fakeHost({
    document_show: () =>
      ({
        id: "n",
        kind: "note",
        markdown: now,
        deleted_at: null,
        clip: null,
        snapshots: [],
      }) as unknown as Document,
    document_versions: () => Object.keys(all).map((id) => version(id)),
    version_compare: ({ version: id }) =>
      ({ id, same: false, stretches: [] }) as unknown as VersionComparison,
    version_show: ({ version: id }) => ({ id, written_at: "", markdown: all[id]! }),
    version_restore: ({ version: id }) => restore(id),
    note_save: ({ markdown }) => {
      if (refuse.includes(markdown)) throw new CallError({ code: "disk_full", message: "Full", hint: null });
      saved.push(markdown);
      now = markdown;
      return { id: "n", markdown, saved_at: "" };
    },
  });
  const drafts = new Drafts(host, memoryKeep());
  const open = new OpenDocument(host, drafts, new Navigation());
  const toasts = new Toasts();
  await open.show("n");
  return { versions: new Versions(host, open, toasts), open, toasts, calls, saved, now: () => now };
}

describe("versions", () => {
  it("are listed by the day on which they were written", () => {
    const now = new Date(2026, 2, 3, 0, 30);
    const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();
    const days = byDay([at(3, 0), at(2, 23), at(2, 1), at(1, 12)], (time) => time, now);
    expect(days.map(({ name, items }) => [name, items.length])).toEqual([
      ["Today", 1],
      ["Yesterday", 2],
      ["1 March 2026", 1],
    ]);
  });

  it("show the newest first, and what is chosen by the keys", async () => {
    const { versions } = await desk("now", { a: "A", b: "B" });
    await versions.show();
    expect([versions.chosen, versions.comparison?.id]).toEqual(["a", "a"]);
    await versions.move(5);
    expect(versions.comparison?.id).toBe("b");
    await versions.showWhole(true);
    expect(versions.text).toBe("B");
    await versions.move(-1);
    expect(versions.text).toBe("A");
  });

  it("are restored over what is saved first, and that can be undone", async () => {
    const { versions, open, toasts, saved, now } = await desk("now", { a: "A" });
    open.draft!.edit("now, and more");
    await versions.show();
    expect(saved).toEqual(["now, and more"]);
    await versions.restore();
    expect([now(), open.draft!.text, versions.open]).toEqual(["A", "A", false]);
    expect(toasts.shown[0]!.message).toMatch(/^Restored the version of 2 Mar 2026/);
    toasts.answer();
    await expect.poll(() => open.draft!.text).toBe("now, and more");
  });

  it("are undone to nothing when nothing was there, but for what was written since", async () => {
    const { versions, open, toasts, calls, now } = await desk("", { a: "A" });
    await versions.show();
    await versions.restore();
    toasts.answer();
    await expect.poll(() => open.draft!.text).toBe("");
    expect(now()).toBe("");
    expect(calls.find(({ name }) => name === "note_save")!.request).toEqual({
      id: "n",
      markdown: "",
      base: "A",
    });
  });

  it("are not restored while what was typed cannot be saved", async () => {
    const { versions, open, toasts, calls } = await desk("now", { a: "A" }, ["unsaved"]);
    await versions.show();
    open.draft!.edit("unsaved");
    await versions.restore();
    expect(open.draft!.text).toBe("unsaved");
    expect(calls.some(({ name }) => name === "version_restore")).toBe(false);
    expect(toasts.shown[0]!.message).toBe("Nothing was restored.");
  });

  it("offer no undo when the text is that already", async () => {
    const { versions, toasts } = await desk("A", { a: "A" });
    await versions.show();
    await versions.restore();
    expect(toasts.shown.map(({ message, action }) => [message, action])).toEqual([
      ["The text is that already.", null],
    ]);
  });
});
