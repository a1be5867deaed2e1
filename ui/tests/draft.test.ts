import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, LONGEST_MS, QUIET_MS } from "../src/lib/editor/draft.svelte";
import { Drafts } from "../src/lib/editor/drafts.svelte";
import { CallError, type Saved } from "../src/lib/host";
import { apply, type Change } from "../src/lib/editor/rebase";
import { fakeHost, later, memoryKeep } from "./helpers";

const ok = (markdown: string): Saved => ({ id: "1", markdown, saved_at: "2026-03-02T00:00:00Z" });
const refused = () => new CallError({ code: "busy", message: "The library is busy.", hint: null });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function draftOf(
  text: string,
  save: (markdown: string, base: string) => Promise<Saved> = async (text) => ok(text),
) {
  const keep = memoryKeep();
  const saves = vi.fn(save);
  return { draft: new Draft("note:1", text, saves, keep), saves, keep };
}

describe("a draft", () => {
  it("is saved when typing rests", async () => {
    const { draft, saves } = draftOf("");
    draft.edit("a");
    draft.edit("ab");
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect(saves).not.toHaveBeenCalled();
    expect(draft.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(saves.mock.calls).toEqual([["ab", ""]]);
    expect(draft.state).toBe("clean");
  });

  it("is saved within a second while typing goes on", async () => {
    const { draft, saves } = draftOf("");
    let text = "";
    for (let typed = 0; typed < LONGEST_MS / 100; typed += 1) {
      draft.edit((text += "x"));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saves).toHaveBeenCalledTimes(1);
  });

  it("is never saved twice at once, and what is typed meanwhile follows on what was saved", async () => {
    const first = later<Saved>();
    let flying = 0;
    let most = 0;
    const { draft, saves } = draftOf("", async (text) => {
      most = Math.max(most, ++flying);
      const answer = text === "a" ? await first.promise : ok(text);
      flying -= 1;
      return answer;
    });
    draft.edit("a");
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    draft.edit("ab");
    const flushed = draft.flush();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(saves).toHaveBeenCalledTimes(1);
    first.resolve(ok("a"));
    await flushed;
    expect(saves.mock.calls).toEqual([
      ["a", ""],
      ["ab", "a"],
    ]);
    expect(most).toBe(1);
    expect(draft.dirty).toBe(false);
  });

  it("that could not be saved keeps its text, says why, and tries again", async () => {
    let fail = true;
    const { draft, saves, keep } = draftOf("old", async (text) => {
      if (fail) throw refused();
      return ok(text);
    });
    draft.edit("new");
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(draft.state).toBe("failed");
    expect(draft.error?.message).toBe("The library is busy.");
    expect(draft.text).toBe("new");
    expect(keep.all.get("note:1")).toMatchObject({ base: "old", text: "new" });
    fail = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saves).toHaveBeenCalledTimes(2);
    expect(draft.state).toBe("clean");
    expect(keep.all.size).toBe(0);
  });

  it("waits longer after each failure", async () => {
    const { draft, saves } = draftOf("", async () => {
      throw refused();
    });
    draft.edit("a");
    await vi.advanceTimersByTimeAsync(QUIET_MS + 1_000 + 2_000 + 4_000);
    expect(saves).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(7_900);
    expect(saves).toHaveBeenCalledTimes(4);
  });

  it("takes over what an earlier run left, over the text it was written on", async () => {
    const keep = memoryKeep();
    keep.put("note:1", { base: "old", text: "written", at: 0 });
    const saves = vi.fn(async (text: string) => ok(text));
    const draft = new Draft("note:1", "changed elsewhere", saves, keep);
    expect(draft.text).toBe("written");
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(saves).toHaveBeenCalledWith("written", "old");
    expect(keep.all.size).toBe(0);
  });

  it("takes in a merge, and keeps what was typed since it was sent", async () => {
    const answer = later<Saved>();
    const { draft, saves } = draftOf("one\ntwo\n", (text) =>
      text === "one\ntwo, more\n" ? answer.promise : Promise.resolve(ok(text)),
    );
    let shown = draft.text;
    draft.onRewrite((changes: readonly Change[]) => (shown = apply(shown, changes)));
    const type = (text: string) => draft.edit((shown = text));
    type("one\ntwo, more\n");
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    type("one\ntwo, more and more\n");
    answer.resolve(ok("ZERO\none\ntwo, more\n"));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toBe("ZERO\none\ntwo, more and more\n");
    await vi.advanceTimersByTimeAsync(LONGEST_MS);
    expect(saves.mock.lastCall).toEqual(["ZERO\none\ntwo, more and more\n", "ZERO\none\ntwo, more\n"]);
    expect(draft.text).toBe(shown);
  });

  it("shows what was saved elsewhere only while it has nothing unsaved", () => {
    const { draft } = draftOf("one");
    const rewrites = vi.fn();
    draft.onRewrite(rewrites);
    draft.receive("one two");
    expect(draft.text).toBe("one two");
    expect(rewrites).toHaveBeenCalledWith([{ from: 3, to: 3, insert: " two" }]);
    draft.edit("one two three");
    draft.receive("other");
    expect(draft.text).toBe("one two three");
  });

  it("is not taken back by a reading that began before it was saved", async () => {
    const { draft } = draftOf("old");
    draft.edit("new");
    const age = draft.age;
    await draft.flush();
    draft.receive("old", age);
    expect(draft.text).toBe("new");
  });

  it("keeps line ends as the library has them", async () => {
    const { draft, saves } = draftOf("one\r\ntwo\r\n");
    expect(draft.text).toBe("one\ntwo\n");
    draft.edit("one\ntwo\nthree\n");
    await draft.flush();
    expect(saves).toHaveBeenCalledWith("one\r\ntwo\r\nthree\r\n", "one\r\ntwo\r\n");
    expect(draft.dirty).toBe(false);
  });
});

describe("drafts", () => {
  it("save the one that is left for another document", async () => {
    const { host, calls } = fakeHost({ commentary_save: ({ markdown }) => ok(markdown) });
    const drafts = new Drafts(host, memoryKeep());
    const draft = drafts.open("commentary", "a", "");
    draft.edit("typed");
    await drafts.leave(draft);
    expect(calls).toEqual([{ name: "commentary_save", request: { id: "a", markdown: "typed", base: "" } }]);
  });

  it("give back the one that is still unsaved", async () => {
    const { host } = fakeHost({
      note_save: () => {
        throw refused();
      },
    });
    const drafts = new Drafts(host, memoryKeep());
    const draft = drafts.open("note", "a", "");
    draft.edit("typed");
    await drafts.leave(draft);
    expect(drafts.open("note", "a", "")).toBe(draft);
  });

  it("save what an earlier run left, and drop the copy", async () => {
    const { host, calls } = fakeHost({ note_save: ({ markdown }) => ok(markdown) });
    const keep = memoryKeep();
    keep.put("note:b", { base: "old", text: "left", at: Date.now() - 60_000 });
    await new Drafts(host, keep).restore();
    expect(calls).toEqual([{ name: "note_save", request: { id: "b", markdown: "left", base: "old" } }]);
    expect(keep.all.size).toBe(0);
  });

  it("copy everything unsaved before the page goes", () => {
    const { host } = fakeHost({ note_save: () => new Promise(() => {}) });
    const keep = memoryKeep();
    const drafts = new Drafts(host, keep);
    drafts.open("note", "a", "old").edit("new");
    drafts.hide();
    expect(keep.all.get("note:a")).toMatchObject({ base: "old", text: "new" });
  });
});
