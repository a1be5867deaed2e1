import type { Shown } from "./around";
import { Camera } from "./camera";
import { draw, FONT } from "./draw";
import { placeLabels, type Label } from "./labels";
import { Layout, type Spot } from "./layout";
import { coloursOf, type Colours } from "./shapes";

/** A graph that is to be seen at once is arranged so long before it is drawn first, in milliseconds. */
const HEAD_START = 40;
/** Of a frame, what may go to arranging before anything is drawn. */
const SLICE = 12;

/** Draws a graph on a canvas, frame by frame while it moves, and not at all while it rests. */
export class Stage {
  readonly camera = new Camera();
  layout: Layout | null = null;
  #canvas: HTMLCanvasElement;
  #context: CanvasRenderingContext2D | null;
  #colours: Colours;
  #labels: readonly Label[] = [];
  #widths = new Map<string, number>();
  #focus: Spot | null = null;
  #selected: Spot | null = null;
  #lit: ReadonlySet<Spot> | null = null;
  #ratio = 1;
  #frame = 0;
  #still: MediaQueryList = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#colours = coloursOf(canvas);
    const observer = new ResizeObserver(() => this.#measure());
    observer.observe(canvas);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => this.repaint();
    dark.addEventListener("change", repaint);
    this.#end = () => {
      observer.disconnect();
      dark.removeEventListener("change", repaint);
      cancelAnimationFrame(this.#frame);
    };
    void document.fonts?.load(FONT).then(() => {
      this.#widths.clear();
      this.settle();
    });
  }

  #end: () => void;

  destroy() {
    this.#end();
  }

  /** Whether nothing is to move by itself. */
  get still(): boolean {
    return this.#still.matches;
  }

  /** Shows other documents, or others of the same. */
  show(shown: Shown) {
    this.layout = new Layout(shown, this.layout);
    this.#labels = [];
    this.camera.follows = true;
    if (!this.still) this.layout.tickFor(HEAD_START);
    this.ask();
  }

  /** Lets one stand out with what it is linked with, and marks the one that is selected. */
  mark(focus: string | null, selected: string | null) {
    const { layout } = this;
    if (!layout) return;
    this.#selected = layout.byId.get(selected ?? "") ?? null;
    this.#focus = layout.byId.get(focus ?? "") ?? this.#selected;
    const { entry } = this.#focus ?? {};
    const around = entry && [entry, ...entry.to, ...entry.from].map(({ node }) => layout.byId.get(node.id)!);
    this.#lit = around ? new Set(around) : null;
    this.settle();
  }

  /** Brings a document into the window. While the camera follows, all of them are there. */
  reveal(id: string) {
    const spot = this.layout?.byId.get(id);
    if (spot && !this.camera.follows && this.camera.width > 0 && this.camera.reveal(spot)) this.settle();
  }

  /** Takes the colours of the theme anew. */
  repaint() {
    this.#colours = coloursOf(this.#canvas);
    this.ask();
  }

  /** Draws anew, with the labels for which there is room now. */
  settle() {
    if (this.layout?.cool) this.#place();
    else this.#keep();
    this.ask();
  }

  /** Asks for a frame. */
  ask() {
    this.#frame ||= requestAnimationFrame(() => this.#step());
  }

  #step() {
    this.#frame = 0;
    const { layout, camera } = this;
    if (!layout || !this.#context || camera.width === 0) return;
    const moving = !layout.cool;
    if (moving && this.still) {
      layout.tickFor(SLICE);
      if (!layout.cool) return this.ask();
    } else if (moving) layout.tick();
    if (moving && camera.follows) camera.fit(layout.spots);
    // Which labels there is room for is known when all stand still; until then those that were chosen move along.
    if (moving && layout.cool) this.#place();
    draw(this.#context, {
      layout,
      camera,
      colours: this.#colours,
      labels: this.#labels,
      lit: this.#lit,
      focus: this.#focus,
      selected: this.#selected,
      ratio: this.#ratio,
    });
    if (!layout.cool) this.ask();
  }

  get #first(): Spot[] {
    const root = this.layout?.spots[0];
    return [...new Set([this.#focus, this.#selected, root])].filter((spot) => spot != null);
  }

  #place() {
    this.#labels = placeLabels(this.layout!, this.camera, this.#first, this.#lit, (text) =>
      this.#width(text),
    );
  }

  /** While all moves, only the first labels are chosen anew. */
  #keep() {
    if (!this.layout) return;
    const first = new Set(this.#first);
    const placed = placeLabels(this.layout, this.camera, [...first], first, (text) => this.#width(text));
    this.#labels = [...placed, ...this.#labels.filter(({ spot }) => !first.has(spot))];
  }

  #width(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined && this.#context) {
      this.#context.font = FONT;
      this.#widths.set(text, (width = this.#context.measureText(text).width));
    }
    return width ?? 0;
  }

  #measure() {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(clientWidth * this.#ratio);
    this.#canvas.height = Math.round(clientHeight * this.#ratio);
    [this.camera.width, this.camera.height] = [clientWidth, clientHeight];
    if (this.layout && this.camera.follows && clientWidth > 0) this.camera.fit(this.layout.spots);
    this.settle();
  }
}
