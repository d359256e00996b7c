// How much each parameter matters, and beside it in which direction.
import { tooltip, valueAxis, wordAxis } from '../axes';
import type { Chart, Look } from '../chart';
import type { StudyReport } from '../data';
import { clip, short } from '../format';

const rowHeight = 30, frameHeight = 60;

export function importanceChart(study: StudyReport): Chart | null {
  const known = study.parameters.filter(parameter => parameter.importance != null || parameter.correlation != null);
  if (known.length === 0) return null;
  const sorted = [...known].sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
  const panel = rowHeight * sorted.length;
  return {
    title: 'Importance of parameters',
    note: `Importance: share of the variance of ${study.metric.name}. Correlation: by rank, above 0 where higher values come with a higher ${study.metric.name}; numbers only.`,
    label: `Importance of parameters: ${sorted.map(parameter => `${parameter.name} ${short(parameter.importance)}`).join(', ')}.`,
    height: look => (look.narrow ? 2 * (panel + frameHeight) : panel + frameHeight),
    table: () => ({ columns: ['parameter', 'importance', 'correlation'], rows: sorted.map(parameter => [parameter.name, short(parameter.importance), short(parameter.correlation)]) }),
    option: look => {
      const names = sorted.map(parameter => clip(parameter.name, look.narrow ? 14 : 24));
      const left = 20 + 6.6 * Math.max(...names.map(name => name.length));
      const half = (look.width - left - 16) / 2;
      const grids = look.narrow
        ? [{ left, right: 16, top: 6, height: panel }, { left, right: 16, top: panel + frameHeight + 6, height: panel }]
        : [{ left, width: half - 16, top: 6, height: panel }, { left: left + half + 16, width: half - 16, top: 6, height: panel }];
      return {
        grid: grids,
        tooltip: tooltip(look, { formatter: (point: { dataIndex: number; seriesName: string; value: number }) => `${sorted[point.dataIndex]?.name}\n${point.seriesName} ${short(point.value)}` }),
        xAxis: [shareAxis(look, 'importance (share of variance)', 0, 0), shareAxis(look, 'rank correlation', 1, -1)],
        yAxis: [nameAxis(look, names, 0, true), nameAxis(look, names, 1, look.narrow)],
        series: [
          { name: 'importance', type: 'bar', barMaxWidth: 14, data: sorted.map(parameter => parameter.importance ?? '-'), itemStyle: { color: look.colors.blue } },
          { name: 'correlation', type: 'bar', barMaxWidth: 14, xAxisIndex: 1, yAxisIndex: 1, data: sorted.map(parameter => parameter.correlation ?? '-'), itemStyle: { color: look.colors.orange } },
        ],
      };
    },
  };
}

function shareAxis(look: Look, name: string, gridIndex: number, min: number): object {
  return valueAxis(look, name, false, { gridIndex, min, max: 1, splitLine: { show: true, lineStyle: { color: look.colors.rule } } });
}

function nameAxis(look: Look, names: string[], gridIndex: number, named: boolean): object {
  return wordAxis(look, '', true, names, { gridIndex, inverse: true, axisLabel: { show: named, color: look.colors.ink, fontSize: 12, interval: 0 }, axisLine: { show: true, onZero: true, lineStyle: { color: look.colors.muted } } });
}
