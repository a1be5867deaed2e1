import type { Spot } from "./layout";
import type { Stage } from "./stage";

/** A pointer that moved farther than this drags, in pixels. */
const DRAG = 4;
/** How far beside a document it is still meant, in pixels. */
const REACH = 8;
const STEP = 1.35;

type Asked = {
  hover: (id: string | null) => void;
  select: (id: string | null) => void;
  open: (id: string) => void;
};
type Drag = { x: number; y: number; spot: Spot | null; moved: boolean };

/** What pointer, wheel and keys do to a graph on its canvas. */
export class Hand {
  #stage: Stage;
  #asked: Asked;
  #drag: Drag | null = null;

  constructor(stage: Stage, asked: Asked) {
    this.#stage = stage;
    this.#asked = asked;
  }

  down(event: PointerEvent) {
    if (event.button !== 0 || !event.isPrimary) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { x: event.offsetX, y: event.offsetY, spot: this.#at(event), moved: false };
  }

  /** Answers what the pointer is over. */
  move(event: PointerEvent): Spot | null {
    const { camera, layout, still } = this.#stage;
    const drag = this.#drag;
    if (!drag) {
      const spot = this.#at(event);
      this.#asked.hover(spot?.entry.node.id ?? null);
      return spot;
    }
    const [right, down] = [event.offsetX - drag.x, event.offsetY - drag.y];
    if (!drag.moved && Math.hypot(right, down) < DRAG) return drag.spot;
    this.#drag = { x: event.offsetX, y: event.offsetY, spot: drag.spot, moved: true };
    if (drag.spot) {
      const { x, y } = camera.place(event.offsetX, event.offsetY);
      camera.follows = false;
      layout?.hold(drag.spot, x, y, !still);
      this.#stage.ask();
    } else {
      camera.pan(right, down);
      this.#stage.settle();
    }
    return drag.spot;
  }

  up() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag) return;
    if (!drag.moved) this.#asked.select(drag.spot?.entry.node.id ?? null);
    else if (drag.spot) {
      this.#stage.layout?.letGo(drag.spot);
      this.#stage.settle();
    }
  }

  leave() {
    if (!this.#drag) this.#asked.hover(null);
  }

  double(event: MouseEvent) {
    const spot = this.#at(event);
    if (spot) this.#asked.open(spot.entry.node.id);
  }

  wheel(event: WheelEvent) {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // Fingers that are spread on a pad come as a wheel with Ctrl, in small steps.
    const pace = event.ctrlKey ? 0.01 : 0.0018;
    this.#stage.camera.zoom(Math.exp(-event.deltaY * lines * pace), event.offsetX, event.offsetY);
    this.#stage.settle();
  }

  /** Comes nearer, or goes farther away. */
  zoom(nearer: boolean) {
    this.#stage.camera.zoom(nearer ? STEP : 1 / STEP);
    this.#stage.settle();
  }

  fit() {
    const { camera, layout } = this.#stage;
    camera.follows = true;
    if (layout) camera.fit(layout.spots);
    this.#stage.settle();
  }

  /** The document that is reached from one by an arrow: of those that it is linked with, else of all. */
  beside(id: string | null, key: string): string | null {
    const { layout } = this.#stage;
    const from = layout?.byId.get(id ?? "");
    if (!layout || !from) return layout?.spots[0]?.entry.node.id ?? null;
    const { to, from: sources } = from.entry;
    const linked = [...to, ...sources].flatMap(({ node }) => layout.byId.get(node.id) ?? []);
    return (nearest(from, linked, key) ?? nearest(from, layout.spots, key) ?? from).entry.node.id;
  }

  #at({ offsetX, offsetY }: MouseEvent): Spot | null {
    const { camera, layout } = this.#stage;
    const { x, y } = camera.place(offsetX, offsetY);
    return layout?.at(x, y, REACH / camera.scale) ?? null;
  }
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** True of the keys by which `beside` goes. */
export const leads = (key: string) => key in WAYS;

function nearest(from: Spot, spots: readonly Spot[], key: string): Spot | null {
  const [right, down] = WAYS[key]!;
  let [best, least]: [Spot | null, number] = [null, Infinity];
  for (const spot of spots) {
    const [x, y] = [spot.x - from.x, spot.y - from.y];
    const along = x * right + y * down;
    const aside = Math.abs(x * down - y * right);
    const far = along + 2 * aside;
    if (spot !== from && along > 0 && aside <= 2 * along && far < least) [best, least] = [spot, far];
  }
  return best;
}
