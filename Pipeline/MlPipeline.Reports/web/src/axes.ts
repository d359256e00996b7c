// The parts that most charts share: axes with titles, quiet grid lines, tooltips that hold text and no markup.
import type { EChartsOption } from './echarts';
import type { Look } from './chart';
import { short } from './format';

type Axis = Record<string, unknown>;

/** An axis of numbers. */
export function valueAxis(look: Look, name: string, vertical: boolean, more: Axis = {}): Axis {
  return {
    type: 'value',
    ...axisText(look, name, vertical),
    scale: true,
    splitLine: { show: vertical, lineStyle: { color: look.colors.rule } },
    ...more,
  };
}

/** An axis of words. */
export function wordAxis(look: Look, name: string, vertical: boolean, words: string[], more: Axis = {}): Axis {
  return { type: 'category', data: words, ...axisText(look, name, vertical), splitLine: { show: false }, ...more };
}

function axisText(look: Look, name: string, vertical: boolean): Axis {
  return {
    name,
    nameLocation: 'middle',
    nameGap: vertical ? 44 : 28,
    nameTextStyle: { color: look.colors.muted, fontSize: 12 },
    axisLabel: { color: look.colors.muted, fontSize: 11, hideOverlap: true, formatter: (value: unknown) => (typeof value === 'number' ? short(value) : String(value)) },
    axisLine: { show: !vertical, lineStyle: { color: look.colors.muted } },
    axisTick: { show: !vertical, lineStyle: { color: look.colors.muted } },
  };
}

export function tooltip(look: Look, more: Axis = {}): EChartsOption['tooltip'] {
  return {
    confine: true,
    renderMode: 'richText', // text, never HTML
    backgroundColor: look.colors.paper,
    borderColor: look.colors.rule,
    textStyle: { color: look.colors.ink, fontSize: 12 },
    ...more,
  };
}

/** One entry a series; points show their own symbol, lines show line and symbol. */
export function legend(look: Look, entries: { name: string; symbol?: string }[]): EChartsOption['legend'] {
  return {
    data: entries.map(entry => (entry.symbol ? { name: entry.name, icon: entry.symbol } : { name: entry.name })),
    top: 0, left: 0, itemGap: 16, itemWidth: entries.every(entry => entry.symbol) ? 11 : 20, itemHeight: 11, textStyle: { color: look.colors.ink, fontSize: 12 }, inactiveColor: look.colors.faded,
  };
}

/** An axis of numbers is drawn in whole steps where all of them are whole. */
export function wholeSteps(values: readonly (number | null)[]): { minInterval?: number } {
  return values.every(value => value === null || Number.isInteger(value)) ? { minInterval: 1 } : {};
}

/** Round numbers from low to high, about so many. */
export function niceTicks(low: number, high: number, about: number): number[] {
  const raw = (high - low) / about, power = 10 ** Math.floor(Math.log10(raw));
  if (!(raw > 0)) return [low];
  const step = power * ([1, 2, 2.5, 5].find(factor => factor * power >= raw) ?? 10);
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Without digits that are nothing beside the range: 3e-17 of a range of 1 is 0. */
export function withinRange(value: number, low: number, high: number): number {
  return Math.abs(value) < 1e-6 * (high - low) ? 0 : value;
}

/** Room for the legend above and the titles of the axes beside. */
export function grid(more: Axis = {}): EChartsOption['grid'] {
  return { left: 60, right: 16, top: 32, bottom: 44, ...more };
}
