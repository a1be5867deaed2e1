import { describe, expect, it, vi } from "vitest";
import type { Graph, GraphNode, Kind } from "../src/lib/host";
import { byDistance, countTags, shownOf, tell, type Filter } from "../src/lib/graph/around";
import { Camera } from "../src/lib/graph/camera";
import { LinkGraph } from "../src/lib/graph/graph.svelte";
import { LABEL_HEIGHT, placeLabels, shorten } from "../src/lib/graph/labels";
import { Layout } from "../src/lib/graph/layout";
import type { OpenDocument } from "../src/lib/reader/open.svelte";
import { Navigation } from "../src/lib/shared/navigation.svelte";
import { CallError } from "../src/lib/host";
import { fakeHost, later } from "./helpers";

const ALL: Filter = { hidden: new Set(), tag: null };

function node(id: string, distance: number, kind: Kind = "note", tags: string[] = []): GraphNode {
  return { id, kind, title: id, tags, distance };
}

function graphOf(nodes: GraphNode[], edges: string[]): Graph {
  const ends = edges.map((edge) => edge.split(">") as [string, string]);
  return { nodes, edges: ends.map(([from, to]) => ({ from, to })), left_out: 0 };
}

/** A document in the middle, so many around it, and each of those linked with the next. */
function wheel(count: number): Graph {
  const rim = Array.from({ length: count }, (_, at) => node(`n${at}`, 1));
  const edges = rim.flatMap(({ id }, at) => [`mid>${id}`, `${id}>n${(at + 1) % count}`]);
  return graphOf([node("mid", 0), ...rim], edges);
}

function settled(graph: Graph) {
  const layout = new Layout(shownOf(graph, ALL));
  while (!layout.cool) layout.tick();
  return layout;
}

const small = graphOf(
  [
    node("mid", 0, "article"),
    node("2026-03-09", 1, "journal", ["sea/tides"]),
    node("near", 1, "article", ["sea"]),
    node("far", 2, "post", ["Ink"]),
  ],
  ["mid>near", "near>mid", "2026-03-09>mid", "far>near"],
);

describe("what is shown of a graph", () => {
  it("is all of it, until something is filtered", () => {
    const names = (filter: Filter) => shownOf(small, filter).entries.map(({ name }) => name);
    expect(names(ALL)).toEqual(["mid", "Monday 9 March 2026", "near", "far"]);
    expect(names({ hidden: new Set(["article"]), tag: null })).toEqual(["mid", "Monday 9 March 2026", "far"]);
    expect(names({ hidden: new Set(), tag: "sea" })).toEqual(["mid", "Monday 9 March 2026", "near"]);
    expect(shownOf(small, { hidden: new Set(["journal"]), tag: null }).links).toHaveLength(3);
  });

  it("counts tags with those nested below them", () => {
    expect(countTags(small)).toEqual([
      { tag: "Ink", count: 1 },
      { tag: "sea", count: 2 },
      { tag: "sea/tides", count: 1 },
    ]);
  });

  it("is told by distance, in both directions", () => {
    const groups = byDistance(shownOf(small, ALL).entries);
    expect(groups.map(({ title, entries }) => [title, entries.length])).toEqual([
      ["This document", 1],
      ["Linked directly", 2],
      ["One step further", 1],
    ]);
    const told = tell(groups[0]!.entries[0]!).map(({ words, named }) => [
      words,
      named.map(({ name }) => name),
    ]);
    expect(told).toEqual([
      ["links to", ["near"]],
      ["linked from", ["Monday 9 March 2026", "near"]],
    ]);
    const { to, from } = groups[1]!.entries[1]!;
    expect([...new Set([...to, ...from])].map(({ name }) => name)).toEqual(["mid", "far"]);
  });

  it("names each link somewhere, however many there are", () => {
    const { entries, links } = shownOf(wheel(40), ALL);
    const named = new Set(
      entries.flatMap((entry) =>
        tell(entry).flatMap(({ words, named }) =>
          named.map((other) =>
            words === "links to" ? `${entry.name}>${other.name}` : `${other.name}>${entry.name}`,
          ),
        ),
      ),
    );
    expect(named.size).toBe(links.length);
    const [hub] = tell(entries[0]!);
    expect([hub!.named.length, hub!.more]).toEqual([6, 34]);
  });
});

describe("the layout", () => {
  it("comes to rest with documents beside one another, the same each time", () => {
    const layout = settled(wheel(60));
    for (const [at, one] of layout.spots.entries())
      for (const other of layout.spots.slice(at + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.r + other.r);
    const again = settled(wheel(60));
    expect(again.spots.map(({ x, y }) => [x, y])).toEqual(layout.spots.map(({ x, y }) => [x, y]));
  });

  it("holds two that link to each other by one line", () => {
    expect(new Layout(shownOf(small, ALL)).lines).toHaveLength(3);
  });

  it("goes on from where documents stood, and holds what is dragged", () => {
    const before = settled(small);
    const after = new Layout(shownOf(small, { hidden: new Set(["post"]), tag: null }), before);
    expect(after.spots.map(({ x, y }) => [x, y])).toEqual(before.spots.slice(0, 3).map(({ x, y }) => [x, y]));
    const [spot] = after.spots;
    after.hold(spot!, 500, 300, true);
    for (let ticks = 0; ticks < 50; ticks++) after.tick();
    expect([spot!.x, spot!.y, after.cool]).toEqual([500, 300, false]);
    expect(after.at(507, 300, 4)).toBe(spot);
    expect(after.at(520, 300, 4)).toBe(null);
    after.letGo(spot!);
    while (!after.cool) after.tick();
    expect(spot!.x).not.toBe(500);
  });
});

describe("the camera", () => {
  function over(graph: Graph) {
    const layout = settled(graph);
    const camera = new Camera();
    [camera.width, camera.height] = [800, 600];
    camera.fit(layout.spots);
    return { camera, layout };
  }

  it("shows all, and keeps what is zoomed at where it is", () => {
    const { camera, layout } = over(wheel(100));
    for (const spot of layout.spots) {
      const { x, y } = camera.seen(spot);
      expect(x >= 0 && x <= 800 && y >= 0 && y <= 600).toBe(true);
    }
    const there = camera.place(200, 100);
    camera.zoom(2, 200, 100);
    expect(camera.seen(there).x).toBeCloseTo(200);
    expect(camera.seen(there).y).toBeCloseTo(100);
    expect(camera.follows).toBe(false);
  });

  it("moves only to what cannot be seen", () => {
    const { camera, layout } = over(wheel(100));
    expect(camera.reveal(layout.spots[0]!)).toBe(false);
    camera.pan(5000, 0);
    expect(camera.reveal(layout.spots[0]!)).toBe(true);
    expect(camera.seen(layout.spots[0]!).x).toBeLessThan(800);
  });

  it("leaves out labels for which there is no room, but never the first", () => {
    const { camera, layout } = over(wheel(200));
    const width = (text: string) => text.length * 7;
    const labels = placeLabels(layout, camera, [layout.spots[7]!], null, width);
    expect(labels[0]!.spot).toBe(layout.spots[7]);
    expect(labels.length).toBeGreaterThan(1);
    expect(labels.length).toBeLessThan(200);
    const middles = labels.map(({ spot, dx, dy, text }) => {
      const { x, y } = camera.seen(spot);
      return { x: x + dx, y: y + dy, half: width(text) / 2 };
    });
    for (const [at, one] of middles.entries())
      for (const other of middles.slice(at + 1))
        expect(
          Math.abs(one.x - other.x) >= one.half + other.half || Math.abs(one.y - other.y) >= LABEL_HEIGHT,
        ).toBe(true);
    const only = placeLabels(layout, camera, [], new Set(layout.spots.slice(3, 6)), width);
    expect(only).toHaveLength(3);
    expect([...shorten("📚".repeat(40))]).toHaveLength(30);
  });
});

describe("the graph of the open document", () => {
  const open = { doc: { id: "mid", kind: "note", title: "Mid" }, draft: null } as unknown as OpenDocument;

  it("is read anew for another depth, and keeps what is filtered if it is there", async () => {
    const { host, calls } = fakeHost({ graph_show: () => small });
    const graph = new LinkGraph(host, open, new Navigation());
    await graph.show();
    expect([graph.open, graph.title, graph.shown?.entries.length]).toEqual([true, "Mid", 4]);
    graph.toggle("post");
    graph.tag = "sea";
    expect([graph.shown?.entries.length, graph.tag]).toEqual([3, "sea"]);
    await graph.setDepth(1);
    expect(calls.map(({ request }) => request)).toEqual([
      { id: "mid", depth: 2 },
      { id: "mid", depth: 1 },
    ]);
    expect(graph.tag).toBe("sea");
    graph.toggle("post");
    graph.selected = "far";
    expect(graph.entry).toBe(null);
    graph.clear();
    expect(graph.entry?.name).toBe("far");
  });

  it("shows the last that was asked for, and says what went wrong", async () => {
    const slow = later<Graph>();
    let asked = 0;
    const { host } = fakeHost({ graph_show: () => (asked++ === 0 ? slow.promise : wheel(3)) });
    const graph = new LinkGraph(host, open, new Navigation());
    const first = graph.show();
    await vi.waitFor(() => expect(asked).toBe(1));
    await graph.setDepth(1);
    slow.resolve(small);
    await first;
    expect(graph.shown?.entries).toHaveLength(4);
    expect(graph.shown?.entries[1]?.name).toBe("n0");

    const failing = fakeHost({
      graph_show: () => {
        throw new CallError({ code: "database", message: "It cannot be read.", hint: "Look it over." });
      },
    });
    const other = new LinkGraph(failing.host, open, new Navigation());
    await other.show();
    expect([other.failure?.message, other.failure?.hint]).toEqual(["It cannot be read.", "Look it over."]);
  });

  it("gives way to a document that is opened", () => {
    const navigation = new Navigation();
    const graph = new LinkGraph(fakeHost().host, open, navigation);
    graph.open = true;
    graph.go("far");
    expect([graph.open, navigation.route.id]).toEqual([false, "far"]);
  });
});
