// Lines over one axis: loss and accuracy by epoch, two losses side by side.
import { grid, legend, tooltip, valueAxis, wholeSteps } from '../axes';
import type { Chart } from '../chart';
import { short } from '../format';

export interface Curve {
  name: string;
  x: number[];
  y: (number | null)[];
  /** A single point of note, such as the final test. */
  mark?: boolean;
}

export interface CurvesOptions {
  title: string;
  note?: string;
  xTitle: string;
  yTitle: string;
  curves: Curve[];
  logarithmic?: boolean;
  /** The horizontal axis; its values are above 0. */
  logarithmicX?: boolean;
  height?: number;
  format?: (value: number) => string;
}

// Lines differ in pattern too: colour alone is not for everybody, nor for every printer.
const patterns = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 2], [12, 4]] as const;
const manyPoints = 400;

/** Over two powers of ten a linear axis shows the first values only. */
export function spansDecades(values: (number | null)[]): boolean {
  const known = values.filter(value => value !== null);
  return known.length > 0 && Math.min(...known) > 0 && Math.max(...known) / Math.min(...known) > 100;
}

export function curvesChart(options: CurvesOptions): Chart {
  const format = options.format ?? short;
  const curves = options.curves.filter(curve => curve.y.some(value => value !== null));
  const logarithmic = options.logarithmic === true && curves.every(curve => curve.y.every(value => value === null || value > 0));
  return {
    title: options.title,
    note: options.note,
    label: `${options.title}: ${options.yTitle} by ${options.xTitle}. ${curves.map(describe(format)).join(' ')}`,
    height: () => options.height ?? 300,
    table: () => ({
      columns: ['', options.xTitle, options.yTitle],
      rows: curves.flatMap(curve => curve.y.flatMap((value, i) => (value === null ? [] : [[curve.name, short(curve.x[i]), format(value)]]))),
    }),
    option: look => ({
      grid: grid({ top: curves.length > 1 ? 36 : 12 }),
      legend: curves.length > 1 ? legend(look, curves.map(curve => ({ name: curve.name, symbol: curve.mark ? 'diamond' : undefined }))) : undefined,
      tooltip: tooltip(look, { trigger: curves.every(curve => !curve.mark) ? 'axis' : 'item', valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–') }),
      xAxis: valueAxis(look, options.xTitle, false, { ...wholeSteps(curves.flatMap(curve => curve.x)), min: 'dataMin', max: 'dataMax', ...(options.logarithmicX ? { type: 'log' } : {}) }),
      yAxis: valueAxis(look, options.yTitle, true, logarithmic ? { type: 'log' } : {}),
      series: curves.map((curve, i) => {
        const data = curve.y.map((value, at) => [curve.x[at]!, value]);
        return curve.mark
          ? { name: curve.name, type: 'scatter', data, symbol: 'diamond', symbolSize: 14, z: 5 }
          : {
            name: curve.name, type: 'line', data, connectNulls: false, z: 4,
            symbol: ['circle', 'rect', 'triangle'][i % 3], symbolSize: 6, showSymbol: curve.y.length <= 30, sampling: curve.y.length > manyPoints ? 'lttb' : undefined,
            lineStyle: { width: 2, type: patterns[i % patterns.length] as 'solid' },
          };
      }),
    }),
  };
}

function describe(format: (value: number) => string): (curve: Curve) => string {
  return curve => {
    const known = curve.y.filter(value => value !== null);
    return known.length < 2 ? `${curve.name}: ${format(known[0]!)}.` : `${curve.name} goes from ${format(known[0]!)} to ${format(known.at(-1)!)}.`;
  };
}
