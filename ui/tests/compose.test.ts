import { beforeEach, describe, expect, it } from "vitest";
import { Candidates } from "../src/lib/compose/candidates.svelte";
import { Composing } from "../src/lib/compose/composing.svelte";
import { emptyPost, moved, newOnes, readPost, requestOf } from "../src/lib/compose/post";
import { CallError, type ComposedPost, type KeepPostRequest } from "../src/lib/host";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { fakeHost } from "./helpers";

const a = { id: "a", title: "A" };
const b = { id: "b", title: "B" };
const c = { id: "c", title: "C" };
const composed: ComposedPost = {
  markdown: "# T\n",
  html: "<h1>T</h1>",
  file_name: "_posts/2024-04-01-t.md",
  articles: [],
  problems: [],
};

function made(answers: Parameters<typeof fakeHost>[0] = {}) {
  const { host, calls } = fakeHost({ compose_preview: () => composed, ...answers });
  const toasts = new Toasts();
  return { host, calls, toasts, composing: new Composing(host, new Navigation(), toasts) };
}

const order = (composing: Composing) => composing.post.chosen.map(({ id }) => id).join("");

beforeEach(() => localStorage.clear());

describe("a list", () => {
  it("has one of it moved, and never out of it", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 2, -5)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 0, 9)).toEqual(["b", "c", "a"]);
    expect(moved(["a"], -1, 0)).toEqual(["a"]);
  });

  it("gets each article once", () => {
    expect(newOnes([a], [b, a, b])).toEqual([b]);
  });
});

describe("a post that was remembered", () => {
  it("is read as it was, and what cannot be read is empty", () => {
    const post = { ...emptyPost("plain", false), title: "T", date: "2024-04-01", chosen: [a, b] };
    expect(readPost(JSON.stringify(post))).toEqual(post);
    expect(readPost("{")).toEqual(emptyPost());
    expect(readPost('{"title":3,"date":"soon","chosen":[{"id":1},null],"saved":{"id":"x"}}')).toEqual(
      emptyPost(),
    );
  });

  it("is of today unless it has a date", () => {
    const post = { ...emptyPost(), tags: "one, #two, ", chosen: [b, a] };
    expect(requestOf(post, "2026-03-09")).toMatchObject({
      date: "2026-03-09",
      tags: ["one", "two"],
      articles: ["b", "a"],
    });
    expect(requestOf({ ...post, date: "2024-04-01" }, "2026-03-09").date).toBe("2024-04-01");
  });
});

describe("composing", () => {
  it("survives being closed and started anew", () => {
    const { composing } = made();
    composing.post.title = "T";
    composing.add([a, b]);
    composing.keep();
    expect(order(made().composing)).toBe("ab");
    composing.clear();
    composing.keep();
    expect(made().composing.empty).toBe(true);
    expect(composing.said?.action?.label).toBe("Undo");
    composing.said?.action?.run();
    expect([composing.post.title, order(composing)]).toEqual(["T", "ab"]);
  });

  it("orders articles, and puts back what was taken out", () => {
    const { composing } = made();
    composing.add([a, b, c]);
    composing.move("c", -1);
    expect(order(composing)).toBe("acb");
    composing.place("a", 2);
    expect(order(composing)).toBe("cba");
    composing.remove("b");
    expect(order(composing)).toBe("ca");
    composing.said?.action?.run();
    expect(order(composing)).toBe("cba");
  });

  it("takes back all that was added at once", () => {
    const { composing } = made();
    composing.add([b]);
    composing.addAll([a, b, c]);
    expect([order(composing), composing.said?.message]).toEqual(["bac", "2 articles added."]);
    composing.said?.action?.run();
    expect(order(composing)).toBe("b");
  });

  it("adds the article that is read from anywhere, once", () => {
    const { composing, toasts } = made();
    composing.addFrom(a);
    composing.addFrom(a);
    expect(order(composing)).toBe("a");
    expect(toasts.shown.map(({ message }) => message)).toEqual([
      "“A” is in the post.",
      "“A” is in the post already.",
    ]);
    toasts.answer();
    expect(composing.open).toBe(true);
  });

  it("saves the same post again, with what it was composed as before", async () => {
    const asked: KeepPostRequest[] = [];
    const { composing } = made({
      compose_save: (request) => {
        asked.push(request);
        return { post: { id: "p", kind: "post", title: "T 2" }, markdown: `text ${asked.length}` };
      },
    });
    await composing.save();
    expect([asked.length, composing.error?.code]).toEqual([0, "no_title"]);
    composing.post.title = "T";
    await composing.save();
    composing.post.title = "Other";
    await composing.save();
    expect(asked.map(({ before }) => before)).toEqual([null, { id: "p", title: "T", markdown: "text 1" }]);
    expect(composing.post.saved).toEqual({ id: "p", title: "Other", markdown: "text 2" });
  });

  it("saves a new post where the one before is not in this library", async () => {
    const { composing, calls } = made({
      compose_save: ({ before }) => {
        if (before) throw new CallError({ code: "not_found", message: "No", hint: null });
        return { post: { id: "new", kind: "post", title: "T" }, markdown: "text" };
      },
    });
    composing.post = { ...emptyPost(), title: "T", saved: { id: "old", title: "T", markdown: "" } };
    await composing.save();
    expect([composing.post.saved?.id, composing.error, calls.length]).toEqual(["new", null, 2]);
  });

  it("exports a file by the last part of its name", async () => {
    const { composing, host } = made();
    composing.post.title = "T";
    await composing.export();
    expect(host.saveFile).toHaveBeenCalledWith("2024-04-01-t.md", { text: "# T\n" });
    expect(composing.said?.message).toBe("Exported as 2024-04-01-t.md.");
  });
});

describe("articles to choose from", () => {
  it("are asked for by one source at a time", async () => {
    const { host, calls } = fakeHost({
      compose_candidates: () => ({ total: 0, items: [], from: null, to: null }),
    });
    const candidates = new Candidates(host, "2026-03-11");
    await candidates.look();
    expect(calls).toEqual([]);
    candidates.query = "ink";
    await candidates.look();
    candidates.source = "week";
    candidates.turnWeek(-1);
    await candidates.look();
    expect(calls.map(({ request }) => request)).toEqual([
      { tag: null, query: "ink", week: null },
      { tag: null, query: null, week: "2026-03-04" },
    ]);
    expect(candidates.week).toEqual(["2026-03-02", "2026-03-08"]);
  });
});
