// A study, from its best configuration down to every trial.
import { mount } from '../chart';
import { historyChart } from '../charts/history';
import { importanceChart } from '../charts/importance';
import { parallelChart } from '../charts/parallel';
import { parameterChart } from '../charts/parameter';
import { trialCurvesChart } from '../charts/trialCurves';
import { finite, type StudyReport } from '../data';
import { definitions, el } from '../dom';
import { count, duration, short } from '../format';
import { mountAll, mountLive, moment, Page, type KeyFigure } from '../page';
import { trialTable } from '../trialTable';

export function studyPage(study: StudyReport, prefix: string, root: HTMLElement): void {
  const page = new Page(prefix, study.title, `Looking for the ${study.metric.maximize ? 'highest' : 'lowest'} ${study.metric.name}. ${moment(study.created)}.`, keyFigures(study));
  root.append(page.element);
  if (study.best || study.finalModel.length > 0) best(page, study);
  if (study.trials.length === 0) return;
  mountAll(page.section('Progress'), 'pair', [historyChart(study), trialCurvesChart(study)]);
  const measured = study.trials.some(trial => finite(trial.metric) !== null);
  if (measured) parameters(page, study);
  trials(page, study, measured);
  page.section('Settings', el('div', { class: 'pair' }, el('div', {}, el('h3', {}, 'Study'), definitions(study.settings)), el('div', {}, el('h3', {}, 'Versions'), definitions(study.versions))));
}

function keyFigures(study: StudyReport): KeyFigure[] {
  const states = (state: string): number => study.trials.filter(trial => trial.state === state).length;
  const seconds = study.trials.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
  const figures: KeyFigure[] = [
    { name: `best ${study.metric.name}`, value: short(finite(study.runningBest.at(-1))) },
    { name: 'trials', value: count(study.trials.length) },
    { name: 'completed', value: count(states('Completed')) },
    { name: 'pruned', value: count(states('Pruned')) },
    { name: 'failed', value: count(states('Failed')) },
    { name: 'time of all trials', value: duration(seconds) },
  ];
  const rare = [{ name: 'cancelled', state: 'Cancelled' }, { name: 'running', state: 'Running' }];
  return [...figures, ...rare.filter(({ state }) => states(state) > 0).map(({ name, state }) => ({ name, value: count(states(state)) }))];
}

function best(page: Page, study: StudyReport): void {
  const section = page.section('Best configuration');
  if (study.best) {
    section.append(el('p', { class: 'note' }, `Trial ${study.best.trial}.`), code('Command line', study.best.commandLine), code('C#', study.best.cSharp));
  }
  if (study.finalModel.length > 0) section.append(el('h3', {}, 'Final model'), definitions(study.finalModel));
}

function code(title: string, text: string): HTMLElement {
  const copy = el('button', {
    type: 'button', 'aria-label': `Copy: ${title}`,
    click: () => { void navigator.clipboard.writeText(text).then(() => { copy.textContent = 'Copied'; }, () => { getSelection()?.selectAllChildren(block); }); },
  }, 'Copy');
  const block = el('pre', { tabindex: '0' }, el('code', {}, text));
  return el('div', { class: 'code' }, el('h3', {}, title, copy), block);
}

function parameters(page: Page, study: StudyReport): void {
  const importance = importanceChart(study);
  if (importance) mount(page.section('Importance'), importance);
  // The most important first: whoever reads on gets less and less.
  const sorted = [...study.parameters].sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
  mountAll(page.section('Parameter by parameter'), 'thirds', sorted.map(parameter => parameterChart(study, parameter)));
}

function trials(page: Page, study: StudyReport, measured: boolean): void {
  const section = page.section('Trials');
  let clear = (): void => {};
  const table = trialTable(study, () => clear());
  if (measured) {
    const parallel = mountLive(section, () => parallelChart(study, selection => table.select(selection)));
    clear = () => { table.select(null); parallel.redraw(); };
  }
  section.append(table.element);
}
