import type { Camera } from "./camera";
import type { Label } from "./labels";
import type { Layout, Line, Spot } from "./layout";
import { SHAPES, type Colours } from "./shapes";

export const FONT = '500 12px "Inter Variable", Inter, system-ui, sans-serif';
const FADED = 0.22;
const OUTLINES = Object.fromEntries(
  Object.entries(SHAPES).map(([kind, path]) => [
    kind,
    typeof Path2D === "undefined" ? null : new Path2D(path),
  ]),
);

export type Scene = {
  layout: Layout;
  camera: Camera;
  colours: Colours;
  labels: readonly Label[];
  /** What stands out, while something does. */
  lit: ReadonlySet<Spot> | null;
  focus: Spot | null;
  selected: Spot | null;
  ratio: number;
};

/** Draws a graph as it stands now. */
export function draw(context: CanvasRenderingContext2D, scene: Scene) {
  const { camera, layout, lit, ratio } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, camera.width, camera.height);
  drawLines(context, scene);
  for (const spot of layout.spots) {
    const { x, y } = camera.seen(spot);
    const r = camera.radius(spot);
    if (x < -r || y < -r || x > camera.width + r || y > camera.height + r) continue;
    context.globalAlpha = lit && !lit.has(spot) ? FADED : 1;
    drawSpot(context, scene, spot, x, y, r);
  }
  context.globalAlpha = 1;
  drawLabels(context, scene);
}

function drawLines(context: CanvasRenderingContext2D, { layout, camera, colours, focus, lit }: Scene) {
  const stroke = (lines: readonly Line[], colour: string, width: number, alpha: number) => {
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const { source, target } of lines) {
      const [from, to] = [camera.seen(source), camera.seen(target)];
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
  };
  stroke(layout.lines, colours["rule-strong"], 1, lit ? 0.4 : 1);
  if (!focus) return;
  const mine = layout.lines.filter(({ source, target }) => source === focus || target === focus);
  stroke(mine, colours["ink-2"], 1.4, 1);
  context.fillStyle = colours["ink-2"];
  for (const { source, target } of mine) {
    if (source.entry.to.includes(target.entry)) drawHead(context, camera, source, target);
    if (target.entry.to.includes(source.entry)) drawHead(context, camera, target, source);
  }
}

/** The head of an arrow, where a line comes to the document it leads to. */
function drawHead(context: CanvasRenderingContext2D, camera: Camera, from: Spot, to: Spot) {
  const [start, end] = [camera.seen(from), camera.seen(to)];
  const angle = Math.atan2(end.y - start.y, end.x - start.x);
  const back = camera.radius(to) * 1.25 + 1;
  const point = (far: number, aside: number) =>
    [
      end.x - Math.cos(angle) * far + Math.sin(angle) * aside,
      end.y - Math.sin(angle) * far - Math.cos(angle) * aside,
    ] as const;
  context.beginPath();
  context.moveTo(...point(back, 0));
  context.lineTo(...point(back + 8, 3.6));
  context.lineTo(...point(back + 8, -3.6));
  context.fill();
}

function drawSpot(
  context: CanvasRenderingContext2D,
  { colours, selected, focus, camera, ratio }: Scene,
  spot: Spot,
  x: number,
  y: number,
  r: number,
) {
  const { kind, distance } = spot.entry.node;
  const outline = OUTLINES[kind];
  if (!outline) return;
  const colour = kind === "article" ? colours["ink-2"] : colours.rubric;
  context.setTransform(ratio * r, 0, 0, ratio * r, ratio * x, ratio * y);
  context.fillStyle = colour;
  context.fill(outline);
  context.strokeStyle = colours.paper;
  context.lineWidth = 1.5 / r;
  context.stroke(outline);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  // A ring for the one in the middle, and another for the one that is selected.
  const ring = (far: number, width: number, ringColour: string) => {
    context.strokeStyle = ringColour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, r * 1.25 + far, 0, 2 * Math.PI);
    context.stroke();
  };
  if (distance === 0) ring(2 * Math.min(1, camera.scale) + 1, 1.5, colour);
  if (spot === selected) ring(5, 2.5, colours.focus);
  else if (spot === focus) ring(5, 1.5, colours["ink-3"]);
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { labels, camera, colours, focus, selected, lit }: Scene,
) {
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colours.paper;
  for (const { spot, text, dx, dy } of labels) {
    if (lit && !lit.has(spot)) continue;
    const { x, y } = camera.seen(spot);
    const main = spot === focus || spot === selected || spot.entry.node.distance === 0;
    context.fillStyle = main ? colours.ink : colours["ink-2"];
    context.strokeText(text, x + dx, y + dy);
    context.fillText(text, x + dx, y + dy);
  }
}
