// A chart is a description: what it is called, what it shows in words, its option for a given look, its numbers as a table.
// This file draws one: as large as its place, in the colours of the page, with buttons for its picture and its data.
import { el, simpleTable } from './dom';
import { init, type EChartsOption, type Instance } from './echarts';
import { exportButtons } from './export';
import { stepThrough } from './keyboard';
import { font, isPrinting, onLookChange, palette, type Palette } from './theme';

/** How a chart is to look: colours, and the width it has. */
export interface Look { colors: Palette; width: number; narrow: boolean }

export interface DataTable { columns: string[]; rows: string[][] }

export interface Chart {
  title: string;
  /** A sentence below the title. */
  note?: string;
  /** What is to be seen, in a sentence, for those who do not see it. */
  label: string;
  height(look: Look): number;
  option(look: Look): EChartsOption;
  table(): DataTable;
  /** Many marks are drawn as pixels, few as shapes, which print sharp. */
  manyMarks?: boolean;
  /** Called with the drawn chart, to listen to it; again when this description takes another's place on it. */
  wire?(instance: Instance): void;
  /** Controls above the chart. */
  controls?(): HTMLElement;
}

/** A chart on the page. */
export interface MountedChart {
  figure: HTMLElement;
  /** Draws again, with changed settings. */
  redraw(): void;
  /** Draws something newer in its place: at once if it is to be seen, else when it comes into view. */
  update(chart: Chart): void;
}

/** Room for a chart on a printed page, in CSS pixels: A4 less margins. */
const printedWidth = 660, printedHeight = 800, printedFrame = 56;
// A chart that has a table below it leaves room for that.
const printedWidthWithTable = 500;
const narrowBelow = 520;
const maxTableRows = 500;

export function lookFor(colors: Palette, width: number): Look {
  return { colors, width, narrow: width < narrowBelow };
}

/** What every option has in common. */
export function complete(chart: Chart, look: Look): EChartsOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, color: look.colors.ink, fontSize: 12 },
    color: [look.colors.blue, look.colors.orange, look.colors.green, look.colors.purple, look.colors.sky],
    ...chart.option(look),
  };
}

export function mount(parent: HTMLElement, first: Chart): MountedChart {
  let chart = first;
  const box = el('div', { class: 'plot', tabindex: '0', role: 'img', 'aria-label': chart.label });
  const title = el('h3', {}, chart.title), note = noteElement(chart);
  const figure = el('figure', { class: 'chart' },
    el('figcaption', {}, title, exportButtons(() => chart, () => box.clientWidth)),
    note,
    chart.controls?.(),
    box,
    dataDetails(() => chart));
  parent.append(figure);

  let instance: Instance | null = null, drawnWidth = 0, renderer = '', stale = false;
  const draw = (): void => {
    const width = isPrinting() ? printedWidthOf(box) : box.clientWidth;
    if (width === 0) return; // not on the page now; the observer comes back
    const look = lookFor(palette(), width);
    const height = Math.min(chart.height(look), isPrinting() ? printedHeightOf(box) : Infinity);
    drawnWidth = width;
    stale = false;
    box.style.height = `${height}px`;
    box.setAttribute('aria-label', chart.label);
    if (instance !== null && renderer !== rendererOf(chart)) {
      instance.dispose();
      instance = null;
    }
    if (instance === null) {
      renderer = rendererOf(chart);
      instance = init(box, null, { renderer: rendererOf(chart), width, height });
      chart.wire?.(instance);
    } else {
      instance.resize({ width, height });
    }
    instance.setOption(complete(chart, look), { notMerge: true });
    if (isPrinting()) instance.getZr().flush(); // the printer does not wait for the next frame
    box.dataset['drawn'] = 'true';
  };
  draw();
  stepThrough(box, () => instance);
  onLookChange(draw);
  new ResizeObserver(() => { if (!isPrinting() && Math.abs(box.clientWidth - drawnWidth) > 1) draw(); }).observe(box);
  let seen = true;
  new IntersectionObserver(entries => { seen = entries.at(-1)!.isIntersecting; if (seen && stale) draw(); }, { rootMargin: '100px' }).observe(box);
  return {
    figure,
    redraw: draw,
    update(next: Chart): void {
      chart = next;
      if (instance !== null) chart.wire?.(instance);
      title.textContent = chart.title;
      note.textContent = chart.note ?? '';
      note.hidden = !chart.note;
      stale = true;
      if (seen) draw();
    },
  };
}

function rendererOf(chart: Chart): 'canvas' | 'svg' {
  return chart.manyMarks ? 'canvas' : 'svg';
}

function noteElement(chart: Chart): HTMLElement {
  return el('p', { class: 'note', hidden: !chart.note }, chart.note);
}

/** On paper there are two columns where the page has several. */
function printedWidthOf(box: HTMLElement): number {
  if (box.closest('.pair, .thirds')) return printedWidth / 2 - 12;
  return box.closest('.two-thirds') ? printedWidthWithTable : printedWidth;
}

/** Many small charts share the page; a chart with a table below it leaves room for that. */
function printedHeightOf(box: HTMLElement): number {
  const many = box.closest('.thirds');
  if (many) return Math.max(120, printedHeight / Math.ceil(many.children.length / 2) - printedFrame);
  return box.closest('section')?.querySelector('.trials') ? printedHeight / 2.5 : printedHeight;
}

function dataDetails(current: () => Chart): HTMLElement {
  const details = el('details', { class: 'data' }, el('summary', {}, 'Data'));
  // Made when it is opened: a page with all tables would be twice as large.
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    const table = current().table();
    const shown = table.rows.slice(0, maxTableRows);
    details.replaceChildren(el('summary', {}, 'Data'),
      simpleTable(`${current().title}: data`, table.columns, shown),
      table.rows.length > shown.length ? el('p', { class: 'note' }, `The first ${shown.length} of ${table.rows.length} rows.`) : '');
  });
  return details;
}
