import { describe, expect, it, vi } from "vitest";
import { PageWindows } from "../src/lib/clip/page-windows.svelte";
import { CallError, type Pages, type PageWindow } from "../src/lib/host";
import { Toasts } from "../src/lib/shared/toasts.svelte";
import { fakeHost } from "./helpers";

function withPages(pages: Partial<Pages>) {
  let tell: (shown: PageWindow[]) => void = () => {};
  const none = async () => {};
  const all: Pages = {
    open: none,
    clip: none,
    close: none,
    forget: none,
    listen: (listener) => {
      tell = listener;
      return () => (tell = () => {});
    },
    ...pages,
  };
  const toasts = new Toasts();
  const windows = new PageWindows({ ...fakeHost().host, pages: all }, toasts);
  return { windows, toasts, tell: (shown: PageWindow[]) => tell(shown) };
}

describe("windows for pages", () => {
  it("are not offered by a host that has none", async () => {
    const toasts = new Toasts();
    const windows = new PageWindows(fakeHost().host, toasts);
    expect(windows.offered).toBe(false);
    windows.listen()();
    await windows.open("a");
    expect(windows.of("a")).toBeNull();
    expect(toasts.shown).toEqual([]);
  });

  it("are known by their article, as long as they are open", () => {
    const { windows, tell } = withPages({});
    const stop = windows.listen();
    const page = { id: "a", clipping: true, problem: null };
    tell([page]);
    expect(windows.of("a")).toEqual(page);
    expect(windows.of("b")).toBeNull();
    expect(windows.of(undefined)).toBeNull();
    tell([]);
    expect(windows.of("a")).toBeNull();
    stop();
    tell([page]);
    expect(windows.of("a")).toBeNull();
  });

  it("say why one could not be opened", async () => {
    const refused = new CallError({
      code: "wrong_kind",
      message: "Only an article has a page to open",
      hint: null,
    });
    const { windows, toasts } = withPages({ open: vi.fn().mockRejectedValue(refused) });
    await windows.open("a");
    expect(toasts.shown.map((toast) => toast.message)).toEqual(["Only an article has a page to open"]);
  });
});
