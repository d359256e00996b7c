// A chart as a file: drawn anew on white, at its size on the page, with its title.
import { complete, lookFor, type Chart } from './chart';
import { download, el, slug } from './dom';
import { init, type EChartsOption } from './echarts';
import { light } from './theme';

const titleHeight = 36;
const pixelRatio = 2;

export function exportButtons(current: () => Chart, width: () => number): HTMLElement {
  const button = (format: string, save: (chart: Chart, width: number) => void): HTMLElement =>
    el('button', { type: 'button', title: `Save this chart as ${format}`, 'aria-label': `Save as ${format}: ${current().title}`, click: () => save(current(), width()) }, format);
  return el('span', { class: 'tools' }, button('PNG', savePng), button('SVG', saveSvg));
}

function titled(chart: Chart, width: number): { option: EChartsOption; height: number } {
  const look = lookFor(light, width), option = complete(chart, look);
  const text = { text: chart.title, left: 'center', top: 8, textStyle: { fontSize: 14, color: look.colors.ink } };
  return { option: { ...shiftedDown(option), backgroundColor: '#ffffff', title: text }, height: chart.height(look) + titleHeight };
}

/** Everything placed from the top moves down by the title's height. */
function shiftedDown(option: EChartsOption): EChartsOption {
  const shift = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(shift);
    if (typeof part !== 'object' || part === null) return part;
    const top = (part as { top?: unknown }).top;
    return typeof top === 'number' ? { ...part, top: top + titleHeight } : part;
  };
  const moved: Record<string, unknown> = { ...option };
  for (const name of ['grid', 'legend', 'parallel', 'visualMap']) if (moved[name] !== undefined) moved[name] = shift(moved[name]);
  return moved as EChartsOption;
}

/** The chart as an SVG document; needs no page. */
export function svgOf(chart: Chart, width: number): string {
  const { option, height } = titled(chart, width);
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  instance.setOption(option);
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}

function saveSvg(chart: Chart, width: number): void {
  download(`${slug(chart.title)}.svg`, new Blob([svgOf(chart, width)], { type: 'image/svg+xml' }));
}

function savePng(chart: Chart, width: number): void {
  const { option, height } = titled(chart, width);
  const instance = init(document.createElement('div'), null, { renderer: 'canvas', width, height, devicePixelRatio: pixelRatio });
  instance.setOption(option);
  const canvas = instance.renderToCanvas({ pixelRatio, backgroundColor: '#ffffff' });
  canvas.toBlob(blob => { if (blob) download(`${slug(chart.title)}.png`, blob); });
  instance.dispose();
}
