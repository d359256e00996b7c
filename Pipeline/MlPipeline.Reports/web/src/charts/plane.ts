// Points on a plane, before a field of values and with lines, at one of several steps.
import { legend, tooltip, valueAxis, withinRange } from '../axes';
import type { Chart } from '../chart';
import { finite, type PlaneItem } from '../data';
import { el } from '../dom';
import { short } from '../format';

const symbols = ['circle', 'rect', 'triangle', 'diamond'];

export function planeChart(item: PlaneItem, redraw: () => void): Chart {
  let step = item.steps.length - 1;
  const fields = item.steps.flatMap(one => one.field.flat().flatMap(value => finite(value) ?? []));
  const low = Math.min(...fields), high = Math.max(...fields);
  const half = (values: number[]): number => (values.length > 1 ? (values.at(-1)! - values[0]!) / (values.length - 1) / 2 : 0.5);
  const bounds = (values: number[]): { min: number; max: number } => ({ min: values[0]! - half(values), max: values.at(-1)! + half(values) });
  const current = () => item.steps[step]!;
  return {
    title: item.title,
    label: `${item.title}: ${current().groups.map(group => `${group.x.length} points of ${group.name}`).join(', ')}${fields.length > 0 ? ` before ${item.valueTitle} from ${short(low)} to ${short(high)}` : ''}${item.steps.length > 1 ? `, in ${item.steps.length} steps` : ''}.`,
    controls: item.steps.length > 1 ? () => stepSlider(item, value => { step = value; redraw(); }) : undefined,
    height: look => Math.min(look.width, 460) + 70,
    table: () => ({
      columns: ['', item.x.title, item.y.title],
      rows: [...current().groups, ...current().lines].flatMap(group => group.x.map((x, i) => [group.name, short(finite(x)), short(finite(group.y[i]))])),
    }),
    option: look => {
      // The grid's ends lie half a cell beyond its values, which makes no round number.
      const inner = { color: look.colors.muted, fontSize: 11, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => short(value) };
      return {
      grid: { left: 60, right: 16, top: 32, bottom: fields.length > 0 ? 96 : 44 },
      legend: legend(look, current().groups.map((group, i) => ({ name: group.name, symbol: symbols[i % symbols.length] }))),
      tooltip: tooltip(look, {
        formatter: (point: { seriesName: string; seriesType: string; value: number[] }) => point.seriesType === 'custom'
          ? `${item.valueTitle} ${short(point.value[2])}\nat ${short(point.value[0])}, ${short(point.value[1])}`
          : `${point.seriesName}\n${short(point.value[0])}, ${short(point.value[1])}`,
      }),
      xAxis: valueAxis(look, item.x.title, false, { ...bounds(item.x.values), axisLabel: inner }),
      yAxis: valueAxis(look, item.y.title, true, { ...bounds(item.y.values), axisLabel: inner, splitLine: { show: false } }),
      visualMap: fields.length > 0 ? {
        type: 'continuous', min: low, max: high, dimension: 2, seriesIndex: 0, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 12, itemHeight: Math.min(look.width * 0.4, 200),
        text: [short(withinRange(high, low, high)), `${item.valueTitle}: ${short(withinRange(low, low, high))}`], textStyle: { color: look.colors.muted }, inRange: { color: look.colors.field },
      } : undefined,
      series: [
        {
          type: 'custom', clip: true,
          data: current().field.flatMap((row, y) => row.flatMap((value, x) => (finite(value) === null ? [] : [[item.x.values[x]!, item.y.values[y]!, finite(value)!]]))),
          renderItem: (_, api) => {
            const [x, y] = [api.value(0) as number, api.value(1) as number];
            const [left, top] = api.coord([x - half(item.x.values), y + half(item.y.values)]).map(Math.floor) as [number, number];
            const [right, bottom] = api.coord([x + half(item.x.values), y - half(item.y.values)]).map(Math.ceil) as [number, number];
            // Whole pixels: no seams between neighbours.
            return { type: 'rect', shape: { x: left, y: top, width: right - left, height: bottom - top }, style: { fill: api.visual('color') as string } };
          },
        },
        ...current().lines.map(line => ({ name: line.name, type: 'line' as const, data: points(line), symbol: 'none', clip: true, lineStyle: { width: 2.5, color: fields.length > 0 ? '#ffffff' : look.colors.muted, shadowColor: '#000000', shadowBlur: fields.length > 0 ? 3 : 0 }, z: 4 })),
        ...current().groups.map((group, i) => ({
          name: group.name, type: 'scatter' as const, data: points(group), symbol: symbols[i % symbols.length], symbolSize: group.x.length > 200 ? 6 : 11, z: 5,
          itemStyle: { color: [look.colors.sky, look.colors.orange, look.colors.green, look.colors.purple][i % 4], borderColor: '#ffffff', borderWidth: 1.5, shadowColor: '#000000', shadowBlur: 2 },
        })),
      ],
      };
    },
  };
}

function points(series: { x: unknown[]; y: unknown[] }): (number | null)[][] {
  return series.x.map((x, i) => [finite(x as number), finite(series.y[i] as number)]);
}

function stepSlider(item: PlaneItem, choose: (step: number) => void): HTMLElement {
  const last = item.steps.length - 1, name = el('output', {}, item.steps[last]!.name);
  const slider = el('input', {
    type: 'range', min: '0', max: String(last), value: String(last), 'aria-label': `Step of ${item.title}`,
    input: event => {
      const step = Number((event.target as HTMLInputElement).value);
      name.textContent = item.steps[step]!.name;
      slider.setAttribute('aria-valuetext', item.steps[step]!.name);
      choose(step);
    },
  });
  return el('div', { class: 'slider' }, slider, name);
}
