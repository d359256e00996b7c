// Precision, recall and F1 of each class: dots on one scale, the hardest class on top.
import { legend, tooltip, valueAxis, wordAxis } from '../axes';
import type { Chart } from '../chart';
import type { ClassFigures } from '../data';
import { clip, count, percent } from '../format';

const measures = [['precision', 'triangle'], ['recall', 'rect'], ['f1', 'circle']] as const;

export function classesChart(classes: ClassFigures[]): Chart {
  const sorted = [...classes].sort((a, b) => (a.f1 ?? -1) - (b.f1 ?? -1));
  const values = sorted.flatMap(one => measures.flatMap(([measure]) => one[measure] ?? []));
  const least = Math.max(0, Math.floor(20 * Math.min(1, ...values)) / 20 - 0.01);
  return {
    title: 'Classes',
    note: 'Hardest on top. Precision: share of the rows predicted as the class that are. Recall: share of its rows that were found. F1: their harmonic mean.',
    label: `Precision, recall and F1 of ${classes.length} classes. Hardest: ${sorted.slice(0, 3).map(one => `${one.name} with F1 ${percent(one.f1)}`).join(', ')}.`,
    height: () => 90 + Math.max(18 * sorted.length, 80),
    table: () => ({ columns: ['class', 'rows', 'precision', 'recall', 'F1'], rows: sorted.map(one => [one.name, count(one.rows), percent(one.precision, 2), percent(one.recall, 2), percent(one.f1, 2)]) }),
    option: look => {
      const names = sorted.map(one => clip(one.name, look.narrow ? 10 : 18));
      const longest = Math.max(...names.map(name => name.length));
      return {
        legend: legend(look, measures.map(([measure, symbol]) => ({ name: nameOf(measure), symbol }))),
        tooltip: tooltip(look, { trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: look.colors.rule } }, valueFormatter: (value: unknown) => (typeof value === 'number' ? percent(value, 2) : '–') }),
        grid: { left: 30 + longest * 6.6, right: 20, top: 36, bottom: 44 },
        xAxis: valueAxis(look, 'share (%)', false, { min: least, max: 1, splitLine: { show: true, lineStyle: { color: look.colors.rule } }, axisLabel: { color: look.colors.muted, formatter: (value: number) => percent(value, 0).replace(' %', '') } }),
        yAxis: wordAxis(look, 'class', true, names, { inverse: true, nameGap: 14 + longest * 6.6, axisLabel: { color: look.colors.muted, fontSize: 11, interval: 0 } }),
        series: measures.map(([measure, symbol]) => ({
          name: nameOf(measure), type: 'scatter', symbol, symbolSize: 9, itemStyle: { opacity: 0.85 },
          data: sorted.map((one, i) => [one[measure] ?? null, i] as [number, number]),
          encode: { x: 0, y: 1, tooltip: 0 },
        })),
      };
    },
  };
}

function nameOf(measure: 'precision' | 'recall' | 'f1'): string {
  return measure === 'f1' ? 'F1' : measure;
}
