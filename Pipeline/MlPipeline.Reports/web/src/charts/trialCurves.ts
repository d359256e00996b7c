// The metric of every trial by epoch. One series holds many curves, with gaps between: a series a trial would be slow.
import { grid, legend, tooltip, valueAxis } from '../axes';
import type { Chart } from '../chart';
import { evenly, finite, type StudyReport, type StudyTrial } from '../data';
import { short } from '../format';
import { focus } from './history';

const maxCurves = 400, maxPoints = 60;

export function trialCurvesChart(study: StudyReport): Chart | null {
  const withCurves = study.trials.filter(trial => trial.values.length > 1 && trial.state !== 'Failed' && trial.state !== 'Cancelled');
  if (withCurves.length === 0) return null;
  const best = study.trials.find(trial => trial.number === study.best?.trial);
  const shown = evenly(withCurves, maxCurves);
  const bestName = best ? `best (trial ${best.number})` : 'best';
  const running = withCurves.filter(trial => trial.state === 'Running');
  const last = withCurves.flatMap(trial => finite(trial.values.at(-1)) ?? []);
  return {
    title: 'Learning curves',
    note: shown.length < withCurves.length ? `${shown.length} of ${withCurves.length} trials, evenly over the study, and the best.` : undefined,
    label: `${study.metric.name} by epoch of ${shown.length} trials; those that were pruned are faded.${best ? ` The best, trial ${best.number}, ends at ${short(finite(best.metric))}.` : ''}`,
    height: () => 340,
    manyMarks: shown.length > 200,
    table: () => ({ columns: ['trial', 'epoch', study.metric.name], rows: shown.flatMap(trial => trial.values.map((value, i) => [String(trial.number), String(i + 1), short(finite(value))])) }),
    option: look => ({
      grid: grid(),
      legend: legend(look, [{ name: 'pruned' }, { name: 'completed' }, ...(running.length > 0 ? [{ name: 'running' }] : []), { name: bestName }]),
      tooltip: tooltip(look, { formatter: (point: { value: [number, number, number] }) => `trial ${point.value[2]}, epoch ${point.value[0]}\n${study.metric.name} ${short(point.value[1])}` }),
      xAxis: valueAxis(look, 'epoch', false, { minInterval: 1, min: 'dataMin', max: 'dataMax' }),
      yAxis: valueAxis(look, study.metric.name, true, focus(last, study.metric.maximize)),
      series: [
        { name: 'pruned', type: 'line', data: joined(shown.filter(trial => trial.state === 'Pruned')), symbol: 'none', lineStyle: { width: 1, color: look.colors.faded, opacity: 0.45, type: 'dashed' }, itemStyle: { color: look.colors.faded } },
        { name: 'completed', type: 'line', data: joined(shown.filter(trial => trial.state === 'Completed' && trial !== best)), symbol: 'circle', symbolSize: 3, showSymbol: shown.length < 60, lineStyle: { width: 1, color: look.colors.blue, opacity: 0.55 }, itemStyle: { color: look.colors.blue } },
        { name: 'running', type: 'line', data: joined(running), symbol: 'rect', symbolSize: 5, lineStyle: { width: 2, color: look.colors.green }, itemStyle: { color: look.colors.green }, z: 4 },
        { name: bestName, type: 'line', data: best ? joined([best]) : [], symbol: 'circle', symbolSize: 6, lineStyle: { width: 3, color: look.colors.orange }, itemStyle: { color: look.colors.orange }, z: 5 },
      ],
    }),
  };
}

function joined(trials: StudyTrial[]): (number | null)[][] {
  return trials.flatMap(trial => [...thinned(trial), [null, null, trial.number]]);
}

/** At most so many points, the last among them. */
function thinned(trial: StudyTrial): (number | null)[][] {
  const step = Math.max(1, Math.ceil(trial.values.length / maxPoints));
  return trial.values.flatMap((value, i) => (i % step === 0 || i === trial.values.length - 1 ? [[i + 1, finite(value), trial.number]] : []));
}
