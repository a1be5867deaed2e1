import { describe, expect, it, vi } from "vitest";
import { ClipForm } from "../src/lib/clip/clip-form.svelte";
import { ClipQueue } from "../src/lib/clip/queue.svelte";
import { addressesIn, clipStateText, stageText, triesText, underWay } from "../src/lib/clip/state";
import { CallError, type Clip, type ClipsChanged } from "../src/lib/host";
import type { Navigation } from "../src/lib/shared/navigation.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { fakeHost } from "./helpers";

const clip: Clip = {
  id: "1",
  url: "https://a.example/x",
  title: "a.example/x",
  state: "queued",
  fetching: false,
  verdict: null,
  error: null,
  attempts: 0,
  next_attempt_at: "2026-03-12T14:05:00",
  stage: "waiting",
  images_done: 0,
  images_total: 0,
  paused: false,
  waits_for_network: false,
  from_archive: false,
};
const error = { code: "timeout", message: "a.example took too long to answer", hint: null };

describe("the addresses in a text", () => {
  const check = (text: string, ...wanted: string[]) =>
    it(JSON.stringify(text), () => expect(addressesIn(text)).toEqual(wanted));
  check("https://a.example/x", "https://a.example/x");
  check("  a.example/x ", "a.example/x");
  check("not an address", "not an address");
  check("", ...[]);
  check("https://a.example/x\nhttps://b.example/y\n", "https://a.example/x", "https://b.example/y");
  check("https://a.example/x https://b.example/y", "https://a.example/x", "https://b.example/y");
  check("https://a.example/x\nhttps://a.example/x", "https://a.example/x");
  check("a.example/x\nb.example/y", "a.example/x", "b.example/y");
  check(
    "- [One](https://a.example/x_(y)), and\n- <http://b.example/?q=1>. Then https://c.example/z!",
    "https://a.example/x_(y)",
    "http://b.example/?q=1",
    "https://c.example/z",
  );
});

describe("the state of a clip", () => {
  it("says what is being done, and how far it is", () => {
    expect(stageText({ ...clip, stage: "images", images_done: 3, images_total: 12 })).toBe(
      "Fetching images: 3 of 12…",
    );
    expect(stageText({ ...clip, stage: "fetching", from_archive: true })).toBe(
      "Fetching the Wayback Machine’s copy…",
    );
    expect(stageText({ ...clip, waits_for_network: true })).toBe("Waiting for a network");
    expect(clipStateText({ ...clip, error }).problem).toBe(true);
    expect(clipStateText({ ...clip, error, fetching: true, stage: "fetching" }).problem).toBe(false);
  });

  it("says when it is tried next, and how often it was", () => {
    expect(triesText(clip)).toBe("");
    expect(triesText({ ...clip, error, attempts: 3 })).toMatch(/^Next try at 14:05.*, tried 3 times$/);
    expect(triesText({ ...clip, error, waits_for_network: true })).toMatch(
      /or as soon as there is a network$/,
    );
    expect(triesText({ ...clip, error, attempts: 2, stage: "paused" })).toBe("Paused, tried 2 times");
    expect(triesText({ ...clip, error, attempts: 1, state: "failed", next_attempt_at: null })).toBe("");
  });

  it("is under way until something goes wrong or a person pauses it", () => {
    expect(underWay(clip)).toBe(true);
    expect(underWay({ ...clip, error })).toBe(false);
    expect(underWay({ ...clip, error, fetching: true })).toBe(true);
    expect(underWay({ ...clip, stage: "paused" })).toBe(false);
  });
});

describe("the queue", () => {
  it("knows how far a clip is before its row is read again", () => {
    const queue = new ClipQueue(fakeHost().host, new Toasts());
    const running = { ...clip, fetching: true, stage: "fetching" as const };
    queue.take({
      type: "queue",
      paused: false,
      running: [{ id: "1", stage: "images", images_done: 2, images_total: 5 }],
    });
    expect(queue.live(running)).toMatchObject({ stage: "images", images_done: 2, images_total: 5 });
    expect(queue.live(clip).stage).toBe("waiting");
    queue.take({ type: "queue", paused: false, running: [] });
    expect(queue.live(running).stage).toBe("fetching");
  });

  it("offers to take back what went to the bin", async () => {
    const binned = [{ id: "1", kind: "article" as const, title: "One" }];
    const answer: ClipsChanged = {
      changed: 1,
      binned,
      queue: { waiting: 0, running: 0, failed: 0, paused: false },
    };
    const { host, calls } = fakeHost({ clip_cancel: () => answer, document_restore: () => binned[0]! });
    const toasts = new Toasts();
    await new ClipQueue(host, toasts).cancel(["1"]);
    expect(toasts.shown[0]?.message).toBe("Cancelled. “One” is in the bin.");
    toasts.answer();
    await vi.waitFor(() => expect(calls.at(-1)).toEqual({ name: "document_restore", request: { id: "1" } }));
  });
});

describe("several links in the dialog", () => {
  const navigation = () => ({ open: vi.fn(), browse: vi.fn() }) as unknown as Navigation;

  it("are clipped each, with the same tags, and the clips are shown", async () => {
    const { host, calls } = fakeHost({
      article_clip: ({ url }) => ({ ...clip, url, state: url.endsWith("y") ? "known" : "queued" }),
    });
    const toasts = new Toasts();
    const to = navigation();
    const form = new ClipForm(host, to, toasts);
    form.url = "https://a.example/x\nhttps://b.example/y";
    form.tags = "sea";
    await form.submit();
    expect(calls.map((call) => call.request)).toEqual([
      { url: "https://a.example/x", tags: ["sea"], comment: null },
      { url: "https://b.example/y", tags: ["sea"], comment: null },
    ]);
    expect(toasts.shown[0]?.message).toBe("Clipped 2 links, of which 1 you had already.");
    expect(to.browse).toHaveBeenCalledWith("clips");
  });

  it("leave in the field what could not be clipped", async () => {
    const { host } = fakeHost({
      article_clip: ({ url }) => {
        if (url === "nonsense")
          throw new CallError({ code: "invalid_address", message: "No address", hint: null });
        return { ...clip, url };
      },
    });
    const form = new ClipForm(host, navigation(), new Toasts());
    form.open = true;
    form.url = "a.example/x\nnonsense\nb.example/y";
    await form.submit();
    expect([form.open, form.url, form.error?.message]).toEqual([true, "nonsense\nb.example/y", "No address"]);
  });
});
