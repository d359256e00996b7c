// A surface over two axes, as quadrilaterals drawn from back to front (the painter's algorithm). Drawn from shapes, it prints
// sharp, is saved as SVG like any chart, and needs no graphics hardware. Dragging or the arrow keys turn it.
import { niceTicks, tooltip, withinRange } from '../axes';
import type { Chart, Look } from '../chart';
import { finite, type SurfaceItem } from '../data';
import type { EChartsOption, Instance } from '../echarts';
import { short } from '../format';
import { font, mix } from '../theme';

const maxCells = 48, turn = 0.12;
const lowest = 0.08, steepest = 1.45;

interface View { angle: number; tilt: number }
type Point = [number, number, number]; // in the unit cube, the height up

export function surfaceChart(item: SurfaceItem, redraw: () => void): Chart {
  const view: View = { angle: -0.65, tilt: 0.5 };
  const values = item.values.flatMap(row => row.flatMap(value => finite(value) ?? []));
  const low = Math.min(...values), high = Math.max(...values);
  const columns = thinned(item.x.values.length), rows = thinned(item.y.values.length);
  const quads = cells(item, columns, rows, low, high);
  return {
    title: item.title,
    note: 'Drag, or focus and press the arrow keys, to turn it.',
    label: `Surface: ${item.valueTitle} over ${item.x.title} and ${item.y.title}, from ${short(low)} to ${short(high)}.`,
    height: look => Math.min(look.width * 0.85, 460) + 40,
    table: () => ({
      columns: [item.x.title, item.y.title, item.valueTitle],
      rows: rows.flatMap(y => columns.map(x => [short(item.x.values[x]), short(item.y.values[y]), short(finite(item.values[y]?.[x]))])),
    }),
    wire: instance => wireTurning(instance, view, redraw),
    option: look => surfaceOption(item, look, view, quads, low, high),
  };
}

interface Quad { corners: Point[]; center: Point; value: number }

function thinned(length: number): number[] {
  const step = Math.max(1, Math.ceil((length - 1) / maxCells));
  return Array.from({ length }, (_, i) => i).filter(i => i % step === 0 || i === length - 1);
}

function cells(item: SurfaceItem, columns: number[], rows: number[], low: number, high: number): Quad[] {
  const along = (axis: number[], i: number): number => (axis[i]! - axis[0]!) / (axis.at(-1)! - axis[0]! || 1);
  const quads: Quad[] = [];
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let c = 0; c + 1 < columns.length; c++) {
      const around = [[r, c], [r, c + 1], [r + 1, c + 1], [r + 1, c]] as const;
      const heights = around.map(([y, x]) => finite(item.values[rows[y]!]?.[columns[x]!]));
      if (heights.some(height => height === null)) continue;
      const value = heights.reduce<number>((sum, height) => sum + height!, 0) / 4;
      const scaled = (height: number): number => (height - low) / (high - low || 1);
      const corners = around.map(([y, x], i): Point => [along(item.x.values, columns[x]!), along(item.y.values, rows[y]!), scaled(heights[i]!)]);
      const mean = (i: 0 | 1 | 2): number => corners.reduce((sum, corner) => sum + corner[i], 0) / 4;
      quads.push({ corners, center: [mean(0), mean(1), mean(2)], value });
    }
  }
  return quads;
}

/** Turns a point of the unit cube and drops its depth: [right, up, depth]. */
function project(view: View, [x, y, z]: Point): Point {
  const [u, v, w] = [x - 0.5, y - 0.5, (z - 0.5) * 0.75];
  const right = u * Math.cos(view.angle) - v * Math.sin(view.angle), depth = u * Math.sin(view.angle) + v * Math.cos(view.angle);
  return [right, w * Math.cos(view.tilt) + depth * Math.sin(view.tilt), depth * Math.cos(view.tilt) - w * Math.sin(view.tilt)];
}

function surfaceOption(item: SurfaceItem, look: Look, view: View, quads: Quad[], low: number, high: number): EChartsOption {
  const height = Math.min(look.width * 0.85, 460) + 40, scale = Math.min(look.width * 0.58, (height - 70) * 0.72);
  const middle = [look.width / 2, (height - 56) / 2] as const;
  // Where the chart is saved with its title, the grid begins below that.
  const pixelFrom = (place: unknown) => (point: Point): [number, number] => {
    const [right, up] = project(view, point);
    return [middle[0] + scale * right, (place as { y: number }).y + middle[1] - scale * up];
  };
  const sorted = quads.map(quad => ({ quad, depth: project(view, quad.center)[2] })).sort((a, b) => b.depth - a.depth);
  const frame = frameLines(item, view, low, high);
  return {
    tooltip: tooltip(look, { formatter: (point: { value: number[]; seriesName: string }) => (point.seriesName === 'surface' ? `${item.valueTitle} ${short(point.value[2])}\nat ${short(point.value[0])}, ${short(point.value[1])}` : '') }),
    xAxis: { show: false, min: 0, max: 1, type: 'value' },
    yAxis: { show: false, min: 0, max: 1, type: 'value' },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    visualMap: {
      type: 'continuous', min: low, max: high, dimension: 2, seriesIndex: 1, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 12, itemHeight: Math.min(look.width * 0.4, 200),
      text: [short(withinRange(high, low, high)), `${item.valueTitle}: ${short(withinRange(low, low, high))}`], textStyle: { color: look.colors.muted }, inRange: { color: look.colors.field },
    },
    series: [
      {
        type: 'custom', name: 'frame', silent: true, data: frame.map((_, i) => [i]), tooltip: { show: false },
        renderItem: ({ dataIndex, coordSys }) => {
          const line = frame[dataIndex]!, pixel = pixelFrom(coordSys);
          return line.text === undefined
            ? { type: 'line', shape: ends(pixel(line.from), pixel(line.to)), style: { stroke: look.colors.muted, lineWidth: 1 } }
            : { type: 'text', style: { text: line.text, x: pixel(line.from)[0], y: pixel(line.from)[1], fill: line.title ? look.colors.ink : look.colors.muted, fontFamily: font, fontSize: line.title ? 12 : 10, align: 'center', verticalAlign: 'middle' } };
        },
      },
      {
        type: 'custom', name: 'surface',
        data: sorted.map(({ quad }) => [at(item.x.values, quad.center[0]), at(item.y.values, quad.center[1]), quad.value]),
        renderItem: ({ dataIndex, coordSys }) => {
          const { quad } = sorted[dataIndex]!;
          const [red, green, blue] = mix(look.colors.field, (quad.value - low) / (high - low || 1));
          return { type: 'polygon', shape: { points: quad.corners.map(pixelFrom(coordSys)) }, style: { fill: `rgb(${red},${green},${blue})`, stroke: `rgba(${red > 128 ? '0,0,0' : '255,255,255'},0.18)`, lineWidth: 0.5 } };
        },
      },
    ],
  };
}

function at(axis: number[], share: number): number {
  return axis[0]! + share * (axis.at(-1)! - axis[0]!);
}

function ends([x1, y1]: [number, number], [x2, y2]: [number, number]): { x1: number; y1: number; x2: number; y2: number } {
  return { x1, y1, x2, y2 };
}

interface FrameLine { from: Point; to: Point; text?: string; title?: boolean }

/** The floor's border, the height's axis, numbers and titles, on the sides that are in front. */
function frameLines(item: SurfaceItem, view: View, low: number, high: number): FrameLine[] {
  const near = ([x, y]: [number, number]): number => -project(view, [x, y, 0])[2];
  const front = near([0.5, 0]) > near([0.5, 1]) ? 0 : 1, side = near([0, 0.5]) > near([1, 0.5]) ? 0 : 1;
  const out = (edge: number, by: number): number => (edge === 0 ? -by : 1 + by);
  const lines: FrameLine[] = [[0, 0, 1, 0], [1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 0, 0]].map(([a, b, c, d]) => ({ from: [a!, b!, 0], to: [c!, d!, 0] }));
  // The height stands at the corner farthest to the left.
  const corners: [number, number][] = [[0, 0], [1, 0], [1, 1], [0, 1]];
  const post = corners.reduce((left, corner) => (project(view, [...corner, 0])[0] < project(view, [...left, 0])[0] ? corner : left));
  lines.push({ from: [...post, 0], to: [...post, 1] });
  const label = (from: Point, text: string, title = false): void => { lines.push({ from, to: from, text, title }); };
  const away: [number, number] = [(post[0] - 0.5) * 0.12, (post[1] - 0.5) * 0.12];
  for (const [share, text] of ticks(item.x.values[0]!, item.x.values.at(-1)!)) label([share, out(front, 0.08), 0], text);
  for (const [share, text] of ticks(item.y.values[0]!, item.y.values.at(-1)!)) label([out(side, 0.08), share, 0], text);
  for (const [share, text] of ticks(low, high)) label([post[0] + away[0], post[1] + away[1], share], text);
  label([0.5, out(front, 0.22), 0], item.x.title, true);
  label([out(side, 0.22), 0.5, 0], item.y.title, true);
  label([...post, 1.12], item.valueTitle, true);
  return lines;
}

function ticks(low: number, high: number): [number, string][] {
  return niceTicks(low, high, 4).map(value => [(value - low) / (high - low || 1), short(value)]);
}

function wireTurning(instance: Instance, view: View, redraw: () => void): void {
  const turned = (right: number, up: number): void => {
    view.angle += right;
    view.tilt = Math.min(Math.max(view.tilt + up, lowest), steepest);
    redraw();
  };
  const box = instance.getDom();
  box.dataset['keys'] = 'own';
  box.style.touchAction = 'pan-y';
  box.addEventListener('keydown', event => {
    const step: [number, number] | undefined = ({ ArrowLeft: [turn, 0], ArrowRight: [-turn, 0], ArrowUp: [0, turn], ArrowDown: [0, -turn] } as Record<string, [number, number]>)[event.key];
    if (!step) return;
    event.preventDefault();
    turned(...step);
  });
  let from: [number, number] | null = null;
  box.addEventListener('pointerdown', event => { from = [event.clientX, event.clientY]; box.setPointerCapture(event.pointerId); });
  box.addEventListener('pointerup', () => { from = null; });
  box.addEventListener('pointermove', event => {
    if (!from) return;
    const [x, y] = from;
    from = [event.clientX, event.clientY];
    turned((x - event.clientX) / 160, (event.clientY - y) / 160);
  });
}
