// The trials that run now, each with a button that ends it, and the models that can be fetched.
import { finite, type StudyReport, type StudyTrial } from '../data';
import { el } from '../dom';
import { duration, metricText, short } from '../format';
import type { LiveStudy, ModelFile } from './feed';

export interface RunningTrials { element: HTMLElement; show(study: LiveStudy): void }

interface Row { element: HTMLElement; show(trial: StudyTrial, study: LiveStudy): void }

export function runningTrials(name: string): RunningTrials {
  // Rows stay while their trial runs: a button that is made anew under the pointer is not pressed.
  const rows = new Map<number, Row>();
  const body = el('tbody'), status = el('p', { class: 'note', role: 'status' }), models = el('p', { class: 'note models' });
  const metric = el('th', { scope: 'col', class: 'number' });
  const table = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Running trials' }, el('table', { id: 'running' },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', class: 'number' }, 'trial'), el('th', { scope: 'col' }, ''), el('th', { scope: 'col' }, 'epoch'), metric, el('th', { scope: 'col', class: 'number' }, 'time'), el('th', { scope: 'col' }, 'parameters'))),
    body));
  const element = el('div', { class: 'running' }, el('h3', {}, 'Running trials'), status, table, models);
  return {
    element,
    show(study: LiveStudy): void {
      const running = study.report.trials.filter(trial => trial.state === 'Running');
      metric.textContent = study.report.metric.name;
      status.textContent = statusOf(study, running, name);
      table.hidden = running.length === 0;
      for (const [number, row] of rows) {
        if (running.some(trial => trial.number === number)) continue;
        row.element.remove();
        rows.delete(number);
      }
      for (const trial of running) {
        let row = rows.get(trial.number);
        if (!row) {
          rows.set(trial.number, row = rowOf(name, trial));
          body.append(row.element);
        }
        row.show(trial, study);
      }
      models.replaceChildren(...modelLinks(name, study.models));
    },
  };
}

function statusOf(study: LiveStudy, running: readonly StudyTrial[], name: string): string {
  if (study.isLive) return running.length === 0 ? 'A process is running this study; no trial is running at the moment.' : '';
  return running.length === 0
    ? 'No process is running this study now.'
    : `No process is running this study now. ${running.length === 1 ? 'The trial below was' : 'The trials below were'} interrupted; mlpipeline sweep with the same options and --study ${name} --resume resumes it.`;
}

function rowOf(name: string, first: StudyTrial): Row {
  const bar = el('progress', { 'aria-label': `Epochs of trial ${first.number}` }), epoch = el('span'), value = el('td', { class: 'number' }), time = el('td', { class: 'number' });
  const parameters = Object.entries(first.parameters).map(([key, word]) => `${key} ${typeof word === 'number' ? short(word) : word}`).join(', ');
  const stop = el('button', { type: 'button', 'aria-label': `Stop trial ${first.number}`, click: () => { void ask(); } }, 'Stop');
  const ask = async (): Promise<void> => {
    stop.disabled = true;
    stop.textContent = 'Stopping…';
    const problem = await requestStop(name, first.number);
    if (problem === null) return;
    stop.disabled = false;
    stop.textContent = 'Stop';
    stop.title = problem;
  };
  return {
    element: el('tr', {}, el('td', { class: 'number' }, String(first.number)), el('td', {}, stop), el('td', { class: 'epochs' }, bar, epoch), value, time, el('td', { class: 'wide', title: parameters }, parameters)),
    show(trial: StudyTrial, study: LiveStudy): void {
      const done = trial.values.length;
      bar.max = trial.plannedEpochs ?? Math.max(done, 1);
      bar.value = done;
      epoch.textContent = trial.plannedEpochs === undefined ? ` ${done}` : ` ${done} of ${trial.plannedEpochs}`;
      value.textContent = metricText(finite(trial.values.at(-1)));
      time.textContent = duration(trial.seconds ?? 0);
      stop.hidden = !study.isLive;
    },
  };
}

/** Null when it was done, else why not. */
async function requestStop(name: string, trial: number): Promise<string | null> {
  try {
    const answer = await fetch(`/api/studies/${encodeURIComponent(name)}/trials/${trial}/stop`, { method: 'POST', headers: { 'X-MlPipeline': 'stop' } });
    return answer.ok ? null : (await answer.text()) || `The server answered ${answer.status}.`;
  } catch {
    return 'The server does not answer.';
  }
}

function modelLinks(name: string, models: readonly ModelFile[]): (Node | string)[] {
  if (models.length === 0) return [];
  return ['Models: ', ...models.flatMap((model, i) => [...(i > 0 ? [', '] : []), modelLink(name, model)])];
}

function modelLink(name: string, model: ModelFile): HTMLElement {
  const megabytes = (model.bytes / 2 ** 20).toFixed(1);
  return el('a', { href: `/api/studies/${encodeURIComponent(name)}/models/${encodeURIComponent(model.file)}`, download: model.file }, `${model.trial === undefined ? 'final model' : `trial ${model.trial}`} (${megabytes} MB)`);
}

/** The best metric beside the study's name, for the window's title. */
export function windowTitle(name: string, report: StudyReport): string {
  const best = finite(report.runningBest.at(-1));
  return best === null ? name : `${short(best)} – ${name}`;
}
