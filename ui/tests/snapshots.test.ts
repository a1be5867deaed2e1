import { cleanup, render } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import type { Check, Comparison as Compared, Document, Snapshot, SnapshotText } from "../src/lib/host";
import Comparison from "../src/lib/reader/Comparison.svelte";
import { firstPair, Snapshots } from "../src/lib/reader/snapshots.svelte";
import { saysOf } from "../src/lib/reader/verdicts";
import { ago, moment } from "../src/lib/shared/format";
import { fakeHost, later } from "./helpers";

afterEach(cleanup);

const shot = (id: string, current = false): Snapshot => ({
  id,
  url: "https://a.example/",
  fetched_at: "2026-03-02T14:05:00Z",
  status: 200,
  verdict: "ok",
  word_count: 10,
  current,
});

describe("times", () => {
  it("are said as people say them", () => {
    const now = new Date("2026-03-10T12:00:00Z");
    const said = [
      "2026-03-10T11:59:30Z",
      "2026-03-10T11:58:00Z",
      "2026-03-10T09:00:00Z",
      "2026-03-09T11:00:00Z",
    ];
    expect(said.map((time) => ago(time, now))).toEqual([
      "just now",
      "2 minutes ago",
      "3 hours ago",
      "yesterday",
    ]);
    expect(ago("2024-01-10T12:00:00Z", now)).toBe("2 years ago");
    expect(ago("never", now)).toBe("");
    expect(moment("2026-03-02T14:05:00Z")).toMatch(/^2 Mar 2026, \d\d:05$/);
  });
});

describe("what came of a look at the page", () => {
  const check = (part: Partial<Check>): Check => ({
    checked_at: new Date(Date.now() - 7_300_000).toISOString(),
    finding: "unchanged",
    error: null,
    waiting: false,
    ...part,
  });
  it("is said in a sentence", () => {
    const error = { code: "login_wall", message: "The page asks for a login", hint: null };
    expect([
      saysOf(null),
      saysOf(check({})),
      saysOf(check({ finding: "same_text" })),
      saysOf(check({ finding: "changed" })),
      saysOf(check({ finding: "worse" })),
      saysOf(check({ finding: "worse", error })),
      saysOf(check({ waiting: true, error })),
    ]).toEqual([
      "Fetched once.",
      "Checked 2 hours ago: unchanged.",
      "Checked 2 hours ago: unchanged.",
      "Checked 2 hours ago: the text had changed.",
      "Checked 2 hours ago: what came was less than this copy, which stays.",
      "The last try failed: The page asks for a login. This copy stays.",
      "Fetching the page…",
    ]);
  });
});

describe("the pair offered first", () => {
  it("is the current one and the one before", () => {
    expect(firstPair([])).toBeNull();
    expect(firstPair([shot("a", true)])).toBeNull();
    expect(firstPair([shot("a"), shot("b", true), shot("wall")])).toEqual({ from: "a", to: "b" });
    expect(firstPair([shot("a", true), shot("wall")])).toEqual({ from: "a", to: "wall" });
  });
});

describe("looking at snapshots", () => {
  const text = (id: string): SnapshotText => ({
    snapshot: shot(id),
    text: id,
    html: `<p>${id}</p>`,
    markdown: id,
    images: {},
  });

  it("shows the last one that was asked for", async () => {
    const first = later<SnapshotText>();
    const { host } = fakeHost({
      snapshot_show: ({ snapshot }) => (snapshot === "slow" ? first.promise : text(snapshot)),
    });
    const snapshots = new Snapshots(host);
    const slow = snapshots.read("doc", "slow");
    await snapshots.read("doc", "quick");
    first.resolve(text("slow"));
    await slow;
    expect(snapshots.reading?.snapshot.id).toBe("quick");
    expect(snapshots.busy).toBe(false);
    const doc = { id: "doc", html: "<p>now</p>", text: "now", outline: [{}] } as unknown as Document;
    expect(snapshots.shown(doc)).toMatchObject({ html: "<p>quick</p>", text: "quick", outline: [] });
    snapshots.back();
    expect(snapshots.shown(doc)).toBe(doc);
  });

  it("says why it cannot", async () => {
    const { host } = fakeHost();
    const snapshots = new Snapshots(host);
    await snapshots.compare("doc");
    expect(snapshots.failure?.code).toBe("unexpected");
    expect(snapshots.looking).toBe(false);
  });
});

describe("a comparison", () => {
  const comparison: Compared = {
    from: shot("a"),
    to: shot("b", true),
    same: false,
    words_added: 1,
    words_removed: 2,
    paragraphs_added: 0,
    paragraphs_removed: 1,
    paragraphs_changed: 1,
    stretches: [
      { kind: "same", paragraphs: ["1", "2", "3", "4", "5"] },
      { kind: "removed", text: "gone" },
      {
        kind: "changed",
        pieces: [
          { change: "same", text: "The tide is " },
          { change: "removed", text: "high" },
          { change: "added", text: "low" },
        ],
      },
    ],
  };

  it("marks words by elements, not by colour alone, and folds what is the same", () => {
    Element.prototype.scrollIntoView = () => {};
    const { container } = render(Comparison, { comparison, lang: "en", onback: () => {} });
    expect([...container.querySelectorAll("del")].map((one) => one.textContent)).toEqual(["gone", "high"]);
    expect(container.querySelector("ins")!.textContent).toBe("low");
    expect(container.querySelector("summary")!.textContent).toBe("4 paragraphs the same");
    expect(container.querySelector("header p")!.textContent).toBe(
      "1 word added · 2 words removed · 1 paragraph changed · 1 paragraph gone.",
    );
  });
});
