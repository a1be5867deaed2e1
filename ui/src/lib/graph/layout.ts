import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Entry, Shown } from "./around";

/** A document at its place; `r` is its radius. */
export type Spot = SimulationNodeDatum & { entry: Entry; r: number; x: number; y: number };
export type Line = SimulationLinkDatum<Spot> & { source: Spot; target: Spot };

const RING = 110;
const HEAT = 0.4;

/** Where the documents of a graph stand. They move with each tick until it is cool. */
export class Layout {
  readonly spots: readonly Spot[];
  readonly lines: readonly Line[];
  readonly byId: ReadonlyMap<string, Spot>;
  #simulation: Simulation<Spot, Line>;

  /** Those that stood somewhere before start from there. */
  constructor({ entries, links }: Shown, before: Layout | null = null) {
    const rings = [0, 1, 2].map((far) => entries.filter(({ node }) => node.distance === far).length);
    const seen = [0, 0, 0];
    this.spots = entries.map((entry) => {
      const far = entry.node.distance;
      const angle = (2 * Math.PI * seen[far]!++) / Math.max(1, rings[far]!);
      const links = entry.to.length + entry.from.length;
      const r = far === 0 ? 11 : Math.min(10, 4 + Math.sqrt(links));
      const there = before?.byId.get(entry.node.id);
      const distance = far * RING * Math.max(1, rings[far]! / 30);
      const { x = Math.cos(angle) * distance, y = Math.sin(angle) * distance } = there ?? {};
      return { entry, r, x, y };
    });
    this.byId = new Map(this.spots.map((spot) => [spot.entry.node.id, spot]));
    // Two that link to each other are held by one line.
    this.lines = links
      .filter(({ from, to }) => from.at < to.at || !to.to.includes(from))
      .map(({ from, to }) => ({ source: this.spots[from.at]!, target: this.spots[to.at]! }));
    const degree = ({ entry }: Spot) => entry.to.length + entry.from.length;
    this.#simulation = forceSimulation<Spot, Line>(this.spots as Spot[])
      .stop()
      .velocityDecay(0.35)
      .alphaDecay(0.03)
      .alpha(before ? HEAT : 1)
      .force(
        "link",
        forceLink<Spot, Line>(this.lines as Line[])
          .distance(({ source, target }) => 46 + 3 * Math.sqrt(Math.min(degree(source), degree(target))))
          .strength(({ source, target }) => 0.7 / Math.sqrt(Math.min(degree(source), degree(target)))),
      )
      .force("charge", forceManyBody<Spot>().strength(-170).distanceMax(420).theta(1))
      .force(
        "collide",
        forceCollide<Spot>(({ r }) => r + 5),
      )
      .force("x", forceX<Spot>(0).strength(0.045))
      .force("y", forceY<Spot>(0).strength(0.06));
  }

  get cool(): boolean {
    return this.#simulation.alpha() < this.#simulation.alphaMin();
  }

  tick() {
    this.#simulation.tick();
  }

  /** Ticks for so many milliseconds, or until it is cool. */
  tickFor(milliseconds: number) {
    const end = performance.now() + milliseconds;
    while (!this.cool && performance.now() < end) this.tick();
  }

  /** Holds a document at a place; the others make room when `warm`. */
  hold(spot: Spot, x: number, y: number, warm: boolean) {
    [spot.x, spot.y] = [x, y];
    [spot.fx, spot.fy] = [x, y];
    if (warm) this.#simulation.alphaTarget(0.25).alpha(Math.max(this.#simulation.alpha(), 0.25));
  }

  letGo(spot: Spot) {
    spot.fx = spot.fy = null;
    this.#simulation.alphaTarget(0);
  }

  /** The document at a place, or not farther from it than `reach`. */
  at(x: number, y: number, reach: number): Spot | null {
    let [nearest, least]: [Spot | null, number] = [null, Infinity];
    for (const spot of this.spots) {
      const far = Math.hypot(spot.x - x, spot.y - y) - spot.r;
      if (far <= reach && far < least) [nearest, least] = [spot, far];
    }
    return nearest;
  }
}
