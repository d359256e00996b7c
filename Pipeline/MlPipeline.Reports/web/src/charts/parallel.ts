// Parallel coordinates: an axis a parameter, the metric last; a line a trial, coloured by its metric. Ranges drawn on the
// axes select trials. On a narrow page the axes lie one below the other.
import { wholeSteps } from '../axes';
import type { Chart } from '../chart';
import { evenly, finite, type StudyParameter, type StudyReport, type StudyTrial } from '../data';
import type { Instance } from '../echarts';
import { clip, count, short } from '../format';
import { focus } from './history';

const manyTrials = 400, maxLines = 2000;

/** The part of the library's inside that tells which lines a brush selects; its own examples use it. */
interface WithModel { getModel(): { getSeries(): { getRawIndicesByActiveState(state: 'active' | 'inactive'): number[] }[] } }

export function parallelChart(study: StudyReport, onSelect: (trials: ReadonlySet<number> | null) => void): Chart {
  const all = study.trials.filter(trial => finite(trial.metric) !== null);
  const trials = evenly(all, maxLines, study.best?.trial);
  const metrics = trials.map(trial => finite(trial.metric)!);
  const bounds = focus(metrics, study.metric.maximize);
  const low = bounds.min ?? Math.min(...metrics), high = bounds.max ?? Math.max(...metrics);
  const clamp = (value: number): number => Math.min(Math.max(value, low), high);
  const row = (trial: StudyTrial): (number | string)[] => [...study.parameters.map(parameter => cell(trial, parameter)), clamp(finite(trial.metric)!)];
  return {
    title: 'Parallel coordinates',
    note: `Drag along an axis to select trials; the table below shows those alone. Click beside the selection to end it.${trials.length < all.length ? ` ${count(trials.length)} of ${count(all.length)} trials, evenly over the study; the filter of the table finds all.` : ''}`,
    label: `Parallel coordinates of ${study.parameters.length} parameters and ${study.metric.name} for ${trials.length} trials. The filter of the table selects trials with the keyboard.`,
    height: look => (look.narrow ? 90 + 64 * (study.parameters.length + 1) : 400),
    manyMarks: trials.length > manyTrials,
    table: () => ({ columns: ['trial', ...study.parameters.map(parameter => parameter.name), study.metric.name], rows: trials.map(trial => [String(trial.number), ...row(trial).map(value => (typeof value === 'number' ? short(value) : value))]) }),
    wire: instance => {
      instance.off('axisareaselected');
      instance.on('axisareaselected', () => onSelect(selected(instance, trials)));
    },
    option: look => ({
      parallel: look.narrow
        ? { layout: 'vertical', left: 24, right: 24, top: 34, bottom: 70 }
        : { left: 40, right: 64, top: 44, bottom: 64 },
      parallelAxis: [
        ...study.parameters.map((parameter, i) => ({ dim: i, name: clip(parameter.name, look.narrow ? 30 : Math.max(8, Math.floor(look.width / (study.parameters.length + 1) / 7))), ...scaleOf(parameter, trials) })),
        { dim: study.parameters.length, name: clip(study.metric.name, look.narrow ? 30 : 18), type: 'value' as const, min: low, max: high },
      ].map(axis => ({
        ...axis,
        nameLocation: look.narrow ? 'middle' as const : 'end' as const,
        nameGap: look.narrow ? -16 : 16, // above the axis: below it stand its numbers
        nameTextStyle: { color: look.colors.ink, fontWeight: 'bold' as const, textBorderColor: look.colors.paper, textBorderWidth: 3 },
        axisLine: { lineStyle: { color: look.colors.muted } },
        axisTick: { show: axis.type !== 'category', lineStyle: { color: look.colors.muted } },
        axisLabel: { color: look.colors.ink, fontSize: 11, textBorderColor: look.colors.paper, textBorderWidth: 3, hideOverlap: true, formatter: (value: unknown) => (typeof value === 'number' ? short(value) : clip(String(value), 12)) },
        areaSelectStyle: { width: 22, borderWidth: 1, borderColor: look.colors.orange, color: look.colors.orange, opacity: 0.25 },
      })),
      visualMap: {
        type: 'continuous', dimension: study.parameters.length, min: low, max: high, orient: 'horizontal', left: 'center', bottom: 4, itemWidth: 12, itemHeight: Math.min(220, look.width * 0.4),
        text: [short(high), `${study.metric.name}: ${short(low)}`], textStyle: { color: look.colors.muted }, inRange: { color: study.metric.maximize ? look.colors.amount : [...look.colors.amount].reverse() },
      },
      series: [{ type: 'parallel', data: trials.map(row), lineStyle: { width: 1.3, opacity: trials.length > manyTrials ? 0.15 : 0.6 }, inactiveOpacity: 0.04, activeOpacity: 0.9 }],
    }),
  };
}

function cell(trial: StudyTrial, parameter: StudyParameter): number | string {
  return trial.parameters[parameter.name] ?? '-'; // the library's word for "no value"
}

function scaleOf(parameter: StudyParameter, trials: StudyTrial[]): { type: 'value' | 'log'; scale: true; minInterval?: number } | { type: 'category'; data: string[] } {
  return parameter.isNumber ? { type: parameter.isLogarithmic ? 'log' : 'value', scale: true, ...(parameter.isLogarithmic ? {} : wholeSteps(trials.map(trial => Number(trial.parameters[parameter.name] ?? 0)))) } : { type: 'category', data: parameter.words };
}

function selected(instance: Instance, trials: StudyTrial[]): ReadonlySet<number> | null {
  const axes = instance.getOption()['parallelAxis'] as { activeIntervals?: unknown[] }[];
  if (!axes.some(axis => (axis.activeIntervals?.length ?? 0) > 0)) {
    const series = (instance as unknown as WithModel).getModel().getSeries()[0]!;
    if (series.getRawIndicesByActiveState('active').length === 0) return null;
  }
  const series = (instance as unknown as WithModel).getModel().getSeries()[0]!;
  return new Set(series.getRawIndicesByActiveState('active').map(i => trials[i]!.number));
}
