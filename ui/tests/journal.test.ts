import { describe, expect, it } from "vitest";
import { dayInWords } from "../src/lib/journal/days";
import { Journal } from "../src/lib/journal/journal.svelte";
import type { JournalDay } from "../src/lib/host";
import { CallError } from "../src/lib/host";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { fakeHost } from "./helpers";

const day = (more: Partial<JournalDay> = {}): JournalDay => ({
  id: "day",
  date: "2026-03-09",
  markdown: "",
  previous: null,
  next: null,
  saved: [],
  years: [],
  ...more,
});

describe("a date in words", () => {
  it("names the weekday, wherever one is", () => {
    expect(dayInWords("2026-03-09")).toBe("Monday 9 March 2026");
    expect(dayInWords("2026-02-31")).toBe("2026-02-31");
    expect(dayInWords("Notes")).toBe("Notes");
  });
});

describe("an entry", () => {
  it("that cannot be added stays as it was typed", async () => {
    let full = true;
    const { host, calls } = fakeHost({
      journal_add: () => {
        if (full) throw new CallError({ code: "disk_full", message: "The disk is full", hint: null });
        return day();
      },
    });
    const toasts = new Toasts();
    const journal = new Journal(host, new Navigation(), toasts);
    journal.write();
    journal.text = "Read on.";
    await journal.add();
    expect([journal.open, journal.text, journal.error?.code]).toEqual([true, "Read on.", "disk_full"]);
    full = false;
    await journal.add();
    expect([journal.open, journal.text]).toEqual([false, ""]);
    expect(calls.at(-1)?.request).toEqual({ date: null, markdown: "Read on." });
    expect(toasts.shown[0]?.message).toBe("Added to Monday 9 March 2026.");
  });

  it("is offered for a day that has none", async () => {
    const { host } = fakeHost({ journal_day: ({ date }) => day({ id: null, date: date! }) });
    const journal = new Journal(host, new Navigation(), new Toasts());
    await journal.go("2026-03-09");
    expect([journal.open, journal.date]).toEqual([true, "2026-03-09"]);
  });
});
