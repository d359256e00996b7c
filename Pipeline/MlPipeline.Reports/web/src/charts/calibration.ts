// The reliability diagram: accuracy by confidence, the diagonal is perfect; below it how many rows there are.
import { tooltip, valueAxis } from '../axes';
import type { Chart } from '../chart';
import type { Calibration } from '../data';
import { count, percent } from '../format';

export function calibrationChart(data: Calibration): Chart {
  const bins = data.bins.filter(bin => bin.count > 0);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const label = (lower: number, upper: number): string => `${percent(lower, 0).replace(' %', '')} to ${percent(upper, 0)}`;
  return {
    title: 'Calibration',
    note: `Are rows predicted with 80 % right in 80 % of the cases? Expected calibration error: ${percent(data.expectedError, 2)}. Bins of few rows say little.`,
    label: `Calibration: expected calibration error ${percent(data.expectedError, 2)}. ${bins.map(bin => `Confidence ${percent(bin.confidence, 0)}: accuracy ${percent(bin.accuracy, 0)}, ${bin.count} rows.`).join(' ')}`,
    height: () => 380,
    table: () => ({ columns: ['confidence', 'rows', 'mean confidence', 'accuracy'], rows: data.bins.map(bin => [label(bin.lower, bin.upper), count(bin.count), percent(bin.confidence), percent(bin.accuracy)]) }),
    option: look => {
      const tens = (value: number): string => percent(value, 0).replace(' %', '');
      const confidence = (index: number, show: boolean): object => valueAxis(look, show ? 'confidence (%)' : '', false, { min: 0, max: 1, gridIndex: index, containShape: false, axisLabel: { show, color: look.colors.muted, formatter: tens } });
      return {
        tooltip: tooltip(look, {
          formatter: (point: { dataIndex: number }) => {
            const bin = bins[point.dataIndex];
            return bin ? `confidence ${label(bin.lower, bin.upper)}\nmean ${percent(bin.confidence)}, accuracy ${percent(bin.accuracy)}\n${count(bin.count)} rows` : '';
          },
        }),
        grid: [{ left: 60, right: 16, top: 12, height: 210 }, { left: 60, right: 16, top: 250, height: 76 }],
        xAxis: [confidence(0, false), confidence(1, true)],
        yAxis: [
          valueAxis(look, 'accuracy (%)', true, { min: 0, max: 1, axisLabel: { color: look.colors.muted, formatter: tens } }),
          valueAxis(look, 'rows (%)', true, { gridIndex: 1, min: 0, max: 1, interval: 0.5, axisLabel: { color: look.colors.muted, formatter: tens } }),
        ],
        series: [
          { type: 'scatter', data: bins.map(bin => [bin.confidence!, bin.accuracy!]), symbolSize: 11, z: 5 },
          { type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barWidth: 0.8 * (look.width - 76) / data.bins.length, itemStyle: { color: look.colors.faded }, data: bins.map(bin => [(bin.lower + bin.upper) / 2, bin.count / total]) },
          { type: 'line', data: [[0, 0], [1, 1]], silent: true, symbol: 'none', lineStyle: { color: look.colors.muted, type: 'dashed', width: 1 }, tooltip: { show: false } },
          { type: 'line', data: bins.map(bin => [bin.confidence!, bin.accuracy!]), silent: true, symbol: 'none', lineStyle: { color: look.colors.blue, width: 2 }, tooltip: { show: false } },
        ],
      };
    },
  };
}
