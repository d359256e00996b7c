// The metric of every trial, in the order they started, and the best so far.
import { grid, legend, tooltip, valueAxis } from '../axes';
import type { Chart } from '../chart';
import { finite, type StudyReport } from '../data';
import { short } from '../format';

const manyTrials = 1500, manyPoints = 1500;

/** The bounds of an axis that shows the better part of the values: one trial at chance level must not flatten all others. */
export function focus(values: number[], maximize: boolean): { min?: number; max?: number } {
  if (values.length < 10) return {};
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const [worst, lower, upper, best] = maximize ? [at(0), at(0.15), at(0.5), at(1)] : [at(1), at(0.85), at(0.5), at(0)];
  const spread = Math.abs(best - lower), cut = maximize ? lower - spread : lower + spread;
  if (Math.abs(worst - best) < 3 * spread || upper === best || spread === 0) return {};
  return maximize ? { min: cut } : { max: cut };
}

export function historyChart(study: StudyReport): Chart {
  const points = (state: string): [number, number][] => study.trials.flatMap(trial => {
    const metric = finite(trial.metric);
    return trial.state === state && metric !== null ? [[trial.number, metric] as [number, number]] : [];
  });
  const completed = points('Completed'), pruned = points('Pruned');
  // A step needs no more than its corners.
  const running = study.runningBest.flatMap((best, i, all) => (i === all.length - 1 || best !== all[i - 1] ? [[study.trials[i]?.number ?? i, finite(best)] as [number, number | null]] : []));
  const best = finite(study.runningBest.at(-1));
  const all = [...completed, ...pruned].map(point => point[1]);
  const bounds = focus(all, study.metric.maximize);
  const outside = all.filter(value => value < (bounds.min ?? -Infinity) || value > (bounds.max ?? Infinity)).length;
  const failed = study.trials.filter(trial => trial.state === 'Failed').length;
  const notes = [
    outside > 0 ? `${outside} ${outside === 1 ? 'trial lies' : 'trials lie'} outside the axis.` : '',
    failed > 0 ? `${failed} failed ${failed === 1 ? 'trial has' : 'trials have'} no point.` : '',
  ];
  return {
    title: `${study.metric.name[0]!.toUpperCase()}${study.metric.name.slice(1)} by trial`,
    note: notes.join(' ').trim() || undefined,
    label: `${study.metric.name} of ${study.trials.length} trials: ${completed.length} completed, ${pruned.length} pruned, ${failed} failed. Best: ${short(best)}.`,
    height: () => 340,
    manyMarks: study.trials.length > manyTrials,
    table: () => ({ columns: ['trial', 'state', study.metric.name, 'best so far'], rows: study.trials.map((trial, i) => [String(trial.number), trial.state.toLowerCase(), short(finite(trial.metric)), short(finite(study.runningBest[i]))]) }),
    option: look => ({
      grid: grid(),
      legend: legend(look, [{ name: 'completed', symbol: 'circle' }, { name: 'pruned', symbol: 'triangle' }, { name: 'best so far' }]),
      tooltip: tooltip(look, { formatter: (point: { seriesName: string; value: [number, number] }) => `trial ${point.value[0]}, ${point.seriesName}\n${study.metric.name} ${short(point.value[1])}` }),
      xAxis: valueAxis(look, 'trial', false, { minInterval: 1, min: 0, max: study.trials.length - 1 }),
      yAxis: valueAxis(look, study.metric.name, true, bounds),
      series: [
        { name: 'completed', type: 'scatter', large: true, largeThreshold: manyPoints, data: completed, symbolSize: study.trials.length > 400 ? 4 : 8, itemStyle: { color: look.colors.blue, opacity: 0.75 } },
        { name: 'pruned', type: 'scatter', large: true, largeThreshold: manyPoints, data: pruned, symbol: 'triangle', symbolSize: study.trials.length > 400 ? 4 : 8, itemStyle: { color: 'transparent', borderColor: look.colors.faded, borderWidth: 1.2 } },
        { name: 'best so far', type: 'line', data: running, step: 'end', symbol: 'none', lineStyle: { width: 2, color: look.colors.orange }, itemStyle: { color: look.colors.orange } },
      ],
    }),
  };
}
