import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { httpHost } from "../src/lib/host/http";
import { CallError, mayOpen, type Connection, type Event } from "../src/lib/host";

class FakeEventSource {
  static all: FakeEventSource[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  constructor(readonly url: string) {
    FakeEventSource.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

const answer = (status: number, body: unknown) =>
  vi.fn(async () => new Response(JSON.stringify(body), { status }));

beforeEach(() => {
  FakeEventSource.all = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the host over HTTP", () => {
  it("posts a command and gives its answer", async () => {
    const fetch = answer(200, { tags: ["a"] });
    vi.stubGlobal("fetch", fetch);
    expect(await httpHost().call("document_tag", { id: "1", tags: ["a"] })).toEqual({ tags: ["a"] });
    expect(fetch).toHaveBeenCalledWith(
      "api/document_tag",
      expect.objectContaining({ method: "POST", body: `{"id":"1","tags":["a"]}` }),
    );
  });

  it("rejects with what the command said", async () => {
    vi.stubGlobal(
      "fetch",
      answer(400, { error: { code: "invalid_url", message: "No address.", hint: "Try https." } }),
    );
    const refused = await httpHost()
      .call("article_fetch", { id: "1" })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CallError);
    expect(refused).toMatchObject({ code: "invalid_url", message: "No address.", hint: "Try https." });
  });

  it("says that it is locked without a token, and lost without an answer", async () => {
    const host = httpHost();
    const states: Connection[] = [];
    host.onConnection((state) => states.push(state));
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("failed")));
    await host.call("library_status", {}).catch(() => null);
    vi.stubGlobal("fetch", answer(200, {}));
    await host.call("library_status", {});
    vi.stubGlobal("fetch", answer(401, { error: { code: "no_token", message: "", hint: null } }));
    await host.call("library_status", {}).catch(() => null);
    expect(states).toEqual(["open", "lost", "open", "locked"]);
  });

  it("listens again after the line broke, and takes it that anything may have changed", async () => {
    const heard: Event[] = [];
    const host = httpHost();
    host.onEvent((event) => heard.push(event));
    const [first] = FakeEventSource.all;
    first!.onopen?.();
    first!.onmessage?.({ data: `{"type":"changed","documents":["a"]}` });
    first!.onerror?.();
    expect(first!.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(600);
    FakeEventSource.all[1]!.onopen?.();
    expect(heard).toEqual([
      { type: "changed", documents: ["a"] },
      { type: "changed", documents: [] },
    ]);
  });

  it("opens nothing outside but pages and mail", () => {
    expect(["https://a.example", "http://a.example", "mailto:a@b.example"].every(mayOpen)).toBe(true);
    expect(["javascript:x()", "file:///etc", "data:text/html,x", "nonsense"].some(mayOpen)).toBe(false);
  });
});
