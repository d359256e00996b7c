// Small images, drawn pixel by pixel.
import type { ReportImage, WeightImage } from './data';
import { el } from './dom';
import { short } from './format';
import { mix, onLookChange, palette } from './theme';

type Color = (value: number) => readonly [number, number, number];

function bytes(image: ReportImage): Uint8Array {
  return Uint8Array.from(atob(image.pixels), character => character.charCodeAt(0));
}

function paint(canvas: HTMLCanvasElement, image: ReportImage, color: Color): void {
  const context = canvas.getContext('2d'), values = bytes(image), pixels = image.width * image.height;
  if (!context) return;
  const target = context.createImageData(image.width, image.height);
  const channels = values.length >= 3 * pixels ? 3 : 1;
  for (let i = 0; i < pixels; i++) {
    const [red, green, blue] = channels === 3 ? [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!] : color(values[i] ?? 0);
    target.data.set([red, green, blue, 255], 4 * i);
  }
  context.putImageData(target, 0, 0);
}

function canvasFor(image: ReportImage, name: string): HTMLCanvasElement {
  return el('canvas', { width: String(image.width), height: String(image.height), role: 'img', 'aria-label': name });
}

/** An image as it is. */
export function picture(image: ReportImage, name: string): HTMLElement {
  const canvas = canvasFor(image, name);
  paint(canvas, image, value => [value, value, value]);
  return canvas;
}

/** Weights: one colour for negative, one for positive, the paper's for none. */
export function weightPicture(weights: WeightImage): HTMLElement {
  const canvas = canvasFor(weights.image, `Weights of ${weights.name}, from −${short(weights.scale)} to ${short(weights.scale)}`);
  const draw = (): void => {
    const stops = palette().signed, colors = Array.from({ length: 256 }, (_, value) => mix(stops, (value - 1) / 254));
    paint(canvas, weights.image, value => colors[value]!);
  };
  draw();
  onLookChange(draw);
  return canvas;
}

/** Images side by side, each with lines of text below it; at first so many. */
export function tiles(name: string, items: { picture: HTMLElement; lines: (string | Node)[] }[], atFirst = Infinity): HTMLElement {
  const list = el('ul', { class: 'tiles', 'aria-label': name }, ...items.map((item, i) => el('li', { hidden: i >= atFirst }, item.picture, ...item.lines.map(line => el('span', {}, line)))));
  if (items.length <= atFirst) return list;
  const more = el('button', { type: 'button', click: () => { for (const item of list.children) item.removeAttribute('hidden'); more.remove(); } }, `Show all ${items.length}`);
  return el('div', {}, list, more);
}
