// A study, from its best configuration down to every trial. A dashboard shows the same, again and again as the study grows.
import { mount, type Chart, type MountedChart } from '../chart';
import { historyChart } from '../charts/history';
import { importanceChart } from '../charts/importance';
import { parallelChart } from '../charts/parallel';
import { parameterChart } from '../charts/parameter';
import { trialCurvesChart } from '../charts/trialCurves';
import { finite, type StudyReport, type StudyTrial } from '../data';
import { definitions, el } from '../dom';
import { count, duration, short } from '../format';
import { ChartGroup, moment, Page, type KeyFigure } from '../page';
import { trialTable } from '../trialTable';

/** What the page of a study has beside the study itself, where it is followed while it runs. */
export interface StudyExtras {
  /** Above all sections. */
  head?: HTMLElement;
}

/** A section: built when there is something to show in it, then kept up to date. */
interface Part { title: string; wanted(study: StudyReport): boolean; build(section: HTMLElement): (study: StudyReport) => void }

export function studyPage(study: StudyReport, prefix: string, root: HTMLElement): void {
  new StudyView(study, prefix, root);
}

export class StudyView {
  private readonly page: Page;
  private readonly parts: readonly Part[];
  private readonly built: ({ section: HTMLElement; show(study: StudyReport): void } | undefined)[];

  constructor(study: StudyReport, prefix: string, root: HTMLElement, extras: StudyExtras = {}) {
    this.page = new Page(prefix, study.title, `Looking for the ${study.metric.maximize ? 'highest' : 'lowest'} ${study.metric.name}. ${moment(study.created)}.`, []);
    if (extras.head) this.page.element.append(extras.head);
    root.append(this.page.element);
    this.parts = partsOf(extras);
    this.built = this.parts.map(() => undefined);
    this.show(study);
  }

  /** Shows the study as it is now; what the reader has sorted, filtered and selected stays. */
  show(study: StudyReport): void {
    this.page.show(keyFigures(study));
    this.parts.forEach((part, i) => {
      if (!this.built[i] && part.wanted(study)) {
        const section = this.page.sectionBefore(this.built.slice(i + 1).find(next => next !== undefined)?.section ?? null, part.title);
        this.built[i] = { section, show: part.build(section) };
      }
      this.built[i]?.show(study);
    });
  }
}

function partsOf(extras: StudyExtras): Part[] {
  const some = (study: StudyReport): boolean => study.trials.length > 0;
  const result: Part = { title: 'Best configuration', wanted: study => study.best !== undefined || study.finalModel.length > 0, build: best };
  const course: Part = { title: 'Progress', wanted: some, build: progress };
  return [
    // Who looks back wants the result first, who looks on the way to it.
    ...(extras.head ? [course, result] : [result, course]),
    { title: 'Importance', wanted: study => isMeasured(study) && importanceChart(study) !== null, build: importance },
    { title: 'Parameter by parameter', wanted: isMeasured, build: parameters },
    { title: 'Trials', wanted: some, build: trials },
    { title: 'Settings', wanted: some, build: settings },
  ];
}

function isMeasured(study: StudyReport): boolean {
  return study.trials.some(trial => finite(trial.metric) !== null);
}

/** All charts of the page, to be written without it. */
export function studyCharts(study: StudyReport): (Chart | null)[] {
  if (study.trials.length === 0) return [];
  const charts = [historyChart(study), trialCurvesChart(study)];
  return isMeasured(study) ? [...charts, importanceChart(study), ...study.parameters.map(parameter => parameterChart(study, parameter)), parallelChart(study, () => {})] : charts;
}

function keyFigures(study: StudyReport): KeyFigure[] {
  const states = (state: StudyTrial['state']): number => study.trials.filter(trial => trial.state === state).length;
  const seconds = study.trials.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
  const figures: KeyFigure[] = [
    { name: `best ${study.metric.name}`, value: short(finite(study.runningBest.at(-1))) },
    { name: 'trials', value: count(study.trials.length) },
    { name: 'completed', value: count(states('Completed')) },
    { name: 'pruned', value: count(states('Pruned')) },
    { name: 'failed', value: count(states('Failed')) },
    { name: 'time of all trials', value: duration(seconds) },
  ];
  const rare = [{ name: 'cancelled', state: 'Cancelled' }, { name: 'running', state: 'Running' }] as const;
  return [...figures, ...rare.filter(({ state }) => states(state) > 0).map(({ name, state }) => ({ name, value: count(states(state)) }))];
}

function best(section: HTMLElement): (study: StudyReport) => void {
  const place = el('div');
  section.append(place);
  let shown = '';
  return study => {
    // Unchanged text is not replaced, since the user may be copying it.
    const now = JSON.stringify([study.best, study.finalModel]);
    if (now === shown) return;
    shown = now;
    place.replaceChildren();
    if (study.best) place.append(el('p', { class: 'note' }, `Trial ${study.best.trial}.`), code('Command line', study.best.commandLine), code('C#', study.best.cSharp));
    if (study.finalModel.length > 0) place.append(el('h3', {}, 'Final model'), definitions(study.finalModel));
  };
}

function code(title: string, text: string): HTMLElement {
  const copy = el('button', {
    type: 'button', 'aria-label': `Copy: ${title}`,
    click: () => { void navigator.clipboard.writeText(text).then(() => { copy.textContent = 'Copied'; }, () => { getSelection()?.selectAllChildren(block); }); },
  }, 'Copy');
  const block = el('pre', { tabindex: '0' }, el('code', {}, text));
  return el('div', { class: 'code' }, el('h3', {}, title, copy), block);
}

function progress(section: HTMLElement): (study: StudyReport) => void {
  const charts = new ChartGroup(section, 'pair');
  return study => {
    const curves = trialCurvesChart(study);
    charts.show([{ key: 'history', chart: historyChart(study) }, ...(curves ? [{ key: 'curves', chart: curves }] : [])]);
  };
}

function importance(section: HTMLElement): (study: StudyReport) => void {
  let mounted: MountedChart | null = null;
  return study => {
    const chart = importanceChart(study);
    if (chart === null) return;
    if (mounted) mounted.update(chart);
    else mounted = mount(section, chart);
  };
}

function parameters(section: HTMLElement): (study: StudyReport) => void {
  const charts = new ChartGroup(section, 'thirds');
  return study => {
    // The most important parameter first.
    const sorted = [...study.parameters].sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
    charts.show(sorted.map(parameter => ({ key: parameter.name, chart: parameterChart(study, parameter) })));
  };
}

function trials(section: HTMLElement): (study: StudyReport) => void {
  let parallel: MountedChart | null = null, selecting = false;
  const select = (selection: ReadonlySet<number> | null): void => { selecting = selection !== null; table.select(selection); };
  const table = trialTable(() => { select(null); parallel?.redraw(); });
  const place = el('div');
  section.append(place, table.element);
  return study => {
    table.show(study);
    if (!isMeasured(study) || selecting) return; // drawn anew it would lose the selection
    const chart = parallelChart(study, select);
    if (parallel) parallel.update(chart);
    else parallel = mount(place, chart);
  };
}

function settings(section: HTMLElement): (study: StudyReport) => void {
  const place = el('div', { class: 'pair' });
  section.append(place);
  return study => { place.replaceChildren(el('div', {}, el('h3', {}, 'Study'), definitions(study.settings)), el('div', {}, el('h3', {}, 'Versions'), definitions(study.versions))); };
}
