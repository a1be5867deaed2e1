import type { OutlineEdit, Point } from "../host";

/** What marks a reader's point in plain text. */
export const ME = "(Me)";

/** What an outline becomes by edits. An edit that does not fit it changes nothing: whoever keeps the outline will refuse it. */
export function edited(outline: readonly Point[], edits: readonly OutlineEdit[]): Point[] {
  return edits.reduce<Point[]>((points, edit) => edited1(points, edit), [...outline]);
}

/** An outline with a point folded or unfolded. */
export function folded(outline: readonly Point[], id: string, fold: boolean): Point[] {
  return changed(outline, id, (point) => ({ ...point, folded: fold }));
}

function edited1(points: Point[], edit: OutlineEdit): Point[] {
  switch (edit.do) {
    case "add": {
      const { text, voice } = voiced(edit.text, edit.voice);
      const point: Point = {
        id: edit.point,
        text,
        voice,
        level: 1,
        anchor: null,
        lost: null,
        drafted: false,
        unsupported: false,
        folded: false,
        children: [],
      };
      return put(points, point, edit.parent, edit.after);
    }
    case "text":
      return changed(points, edit.point, (point) => ({
        ...point,
        ...voiced(edit.text, point.voice),
        drafted: false,
        unsupported: false,
      }));
    case "voice":
      return changed(points, edit.point, (point) => ({ ...point, voice: edit.voice, drafted: false }));
    case "move": {
      const point = pointOf(points, edit.point);
      const inItself = point && edit.parent && pointOf([point], edit.parent);
      if (!point || inItself || edit.after === edit.point) return points;
      return put(without(points, edit.point), { ...point, drafted: false }, edit.parent, edit.after);
    }
    case "delete":
      return without(points, edit.point);
  }
}

function voiced(text: string, voice: Point["voice"]): Pick<Point, "text" | "voice"> {
  const line = text.replace(/[\r\n]/g, " ");
  const rest = line.trimStart();
  if (!rest.startsWith(ME)) return { text: line, voice };
  return { text: rest.slice(ME.length).trimStart(), voice: "me" };
}

function pointOf(points: readonly Point[], id: string): Point | null {
  for (const point of points) {
    const found = point.id === id ? point : pointOf(point.children, id);
    if (found) return found;
  }
  return null;
}

function changed(points: readonly Point[], id: string, change: (point: Point) => Point): Point[] {
  return points.map((point) =>
    point.id === id ? change(point) : { ...point, children: changed(point.children, id, change) },
  );
}

function without(points: readonly Point[], id: string): Point[] {
  return points
    .filter((point) => point.id !== id)
    .map((point) => ({ ...point, children: without(point.children, id) }));
}

function put(points: readonly Point[], point: Point, parent: string | null, after: string | null): Point[] {
  if (parent !== null) {
    return changed(points, parent, (above) => ({
      ...above,
      children: put(above.children, levelled(point, above.level + 1), null, after),
    }));
  }
  const at = after === null ? 0 : points.findIndex(({ id }) => id === after) + 1;
  const level = points[0]?.level ?? point.level;
  return [...points.slice(0, at), levelled(point, level), ...points.slice(at)];
}

function levelled(point: Point, level: number): Point {
  return { ...point, level, children: point.children.map((child) => levelled(child, level + 1)) };
}
