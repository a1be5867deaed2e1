import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Draft } from "../src/lib/editor/draft.svelte";
import SaveState from "../src/lib/editor/SaveState.svelte";
import { CallError, type DocumentRow as Row } from "../src/lib/host";
import DocumentRow from "../src/lib/library/DocumentRow.svelte";
import Context from "../src/lib/links/Context.svelte";
import Segmented from "../src/lib/shared/Segmented.svelte";
import { memoryKeep } from "./helpers";

afterEach(cleanup);

const row: Row = {
  id: "1",
  kind: "article",
  title: "Small queues",
  url: "https://a.example",
  site_name: "a.example",
  excerpt: "Why people wait.",
  saved_at: "2020-03-12T09:00:00Z",
  updated_at: "2020-03-12T09:00:00Z",
  deleted_at: null,
  word_count: 2000,
  tags: [],
  commented: true,
  points: 11,
  reading: null,
  backlinks: 1,
  clip: null,
  refetch: null,
};
const words = (element: Element) => element.textContent!.replace(/\s+/g, " ").trim();

describe("a row of the list", () => {
  it("says what a document is", () => {
    const { container } = render(DocumentRow, { row });
    expect(words(container)).toBe(
      "Small queues a.example · 12 Mar 2020 · 9 min Why people wait. ¶ commented · 11 points · 1 link here",
    );
  });

  it("of a clip that failed says why", () => {
    const error = { code: "unreachable", message: "It does not answer.", hint: null };
    const clip = {
      id: "1",
      url: "https://a.example",
      title: "",
      state: "failed" as const,
      fetching: false,
      verdict: null,
      error,
      attempts: 3,
      next_attempt_at: null,
      stage: "failed" as const,
      images_done: 0,
      images_total: 0,
      paused: false,
      waits_for_network: false,
      from_archive: false,
    };
    const { container } = render(DocumentRow, { row: { ...row, clip } });
    expect(words(container)).toContain("It does not answer.");
    expect(words(container)).not.toContain("Why people wait.");
  });
});

describe("the state of a draft", () => {
  it("is said, with a way to try again", async () => {
    const save = vi
      .fn()
      .mockRejectedValue(new CallError({ code: "busy", message: "The disk is full.", hint: null }));
    const draft = new Draft("note:1", "", save, memoryKeep());
    const { container } = render(SaveState, { draft });
    expect(words(container)).toBe("");
    draft.edit("a");
    await vi.waitFor(() => expect(words(container)).toBe("Saving…"));
    await draft.flush();
    await vi.waitFor(() => expect(words(container)).toBe("Not saved: The disk is full. Try again"));
    save.mockImplementation(async (markdown: string) => ({ id: "1", markdown, saved_at: "" }));
    screen.getByRole("button", { name: "Try again" }).click();
    await vi.waitFor(() => expect(words(container)).toBe("Saved"));
  });
});

describe("the context of a link", () => {
  it("is marked by scalar values", () => {
    const { container } = render(Context, { text: "📚📚 see [[A]] there", start: 7, end: 12 });
    expect(container.querySelector("em")!.textContent).toBe("[[A]]");
  });
});

describe("the views", () => {
  it("are buttons, of which one is pressed", () => {
    const onchange = vi.fn();
    const options = [
      { value: "a", label: "One" },
      { value: "b", label: "Links", count: 3 },
    ];
    render(Segmented, { label: "View", options, value: "a", onchange });
    expect(screen.getByRole("button", { name: "One" }).getAttribute("aria-pressed")).toBe("true");
    screen.getByRole("button", { name: /Links.3/ }).click();
    expect(onchange).toHaveBeenCalledWith("b");
  });
});
