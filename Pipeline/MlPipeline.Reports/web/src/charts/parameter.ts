// The metric by the value of one parameter: dots for numbers; for words boxes (quartiles, whiskers to the farthest value
// within one and a half boxes) with the dots before them.
import { grid, tooltip, valueAxis, wholeSteps, wordAxis } from '../axes';
import type { Chart } from '../chart';
import { evenly, finite, type StudyParameter, type StudyReport, type StudyTrial } from '../data';
import { clip, count, short } from '../format';
import { focus } from './history';

const manyTrials = 1000, maxDots = 2000, jitter = 0.28;

export function parameterChart(study: StudyReport, parameter: StudyParameter): Chart {
  const trials = study.trials.filter(trial => finite(trial.metric) !== null && trial.parameters[parameter.name] !== undefined);
  const metric = (trial: StudyTrial): number => finite(trial.metric)!;
  const bounds = focus(trials.map(metric), study.metric.maximize);
  const names = parameter.isNumber ? [] : parameter.words;
  const place = (trial: StudyTrial): number => {
    const value = trial.parameters[parameter.name]!;
    // Spread by the golden ratio of the trial's number: even, and the same at every drawing.
    return parameter.isNumber ? Number(value) : names.indexOf(String(value)) + jitter * (2 * ((trial.number * 0.618034) % 1) - 1);
  };
  const drawn = evenly(trials, maxDots, study.best?.trial);
  const dots = (state: string): number[][] => drawn.filter(trial => (trial.state === 'Pruned') === (state === 'pruned')).map(trial => [place(trial), metric(trial), trial.number]);
  return {
    title: parameter.name,
    note: drawn.length < trials.length ? `${count(drawn.length)} of ${count(trials.length)} trials, evenly over the study.` : undefined,
    label: `${study.metric.name} by ${parameter.name} for ${trials.length} trials.${parameter.correlation == null ? '' : ` Rank correlation ${short(parameter.correlation)}.`}`,
    height: () => 260,
    manyMarks: trials.length > manyTrials,
    table: () => ({ columns: ['trial', parameter.name, study.metric.name], rows: trials.map(trial => [String(trial.number), show(trial.parameters[parameter.name]!), short(metric(trial))]) }),
    option: look => {
      const size = trials.length > manyTrials ? 3 : 7;
      const numbers = (name: string): Record<string, unknown> => valueAxis(look, name, false, parameter.isLogarithmic ? { type: 'log' } : wholeSteps(trials.map(place)));
      return {
        grid: grid({ top: 10 }),
        tooltip: tooltip(look, {
          formatter: (point: { value: [number, number, number]; seriesType: string }) => {
            const trial = study.trials.find(one => one.number === point.value[2]);
            return point.seriesType === 'scatter' && trial ? `trial ${trial.number}, ${trial.state.toLowerCase()}\n${parameter.name} ${show(trial.parameters[parameter.name]!)}\n${study.metric.name} ${short(point.value[1])}` : '';
          },
        }),
        xAxis: parameter.isNumber
          ? numbers(parameter.name)
          : [
            wordAxis(look, parameter.name, false, names.map(name => clip(name, Math.max(5, Math.floor(look.width / names.length / 8)))), { axisTick: { show: false }, axisLabel: { color: look.colors.muted, fontSize: 11, interval: 0 } }),
            { type: 'value', show: false, min: -0.5, max: names.length - 0.5 },
          ],
        yAxis: valueAxis(look, study.metric.name, true, bounds),
        series: [
          ...(parameter.isNumber ? [] : [{
            type: 'boxplot' as const, silent: true, tooltip: { show: false }, itemStyle: { color: 'transparent', borderColor: look.colors.muted, borderWidth: 1.5 }, boxWidth: [16, 48],
            data: names.map(name => box(trials.filter(trial => trial.parameters[parameter.name] === name && trial.state === 'Completed').map(metric))),
          }]),
          { name: 'completed', type: 'scatter', xAxisIndex: parameter.isNumber ? 0 : 1, data: dots('completed'), symbolSize: size, itemStyle: { color: look.colors.blue, opacity: 0.7 } },
          { name: 'pruned', type: 'scatter', xAxisIndex: parameter.isNumber ? 0 : 1, data: dots('pruned'), symbol: 'triangle', symbolSize: size, itemStyle: { color: 'transparent', borderColor: look.colors.faded, borderWidth: 1.2 } },
        ],
      };
    },
  };
}

function show(value: number | string): string {
  return typeof value === 'number' ? short(value) : value;
}

/** Lower whisker, quartiles, upper whisker. */
function box(values: number[]): (number | '-')[] {
  if (values.length === 0) return ['-', '-', '-', '-', '-'];
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number): number => {
    const at = share * (sorted.length - 1), below = Math.floor(at);
    return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
  };
  const [first, median, third] = [quantile(0.25), quantile(0.5), quantile(0.75)];
  const reach = 1.5 * (third - first);
  return [sorted.find(value => value >= first - reach)!, first, median, third, sorted.findLast(value => value <= third + reach)!];
}
