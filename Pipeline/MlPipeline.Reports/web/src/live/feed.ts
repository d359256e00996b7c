// A study as the server sends it: all of it first, then what changed. A lost connection is made again, by the browser or here.
import { finite, type Num, type StudyReport, type StudyTrial } from '../data';

export interface ModelFile { file: string; trial?: number; bytes: number }

export interface LiveStudy { report: StudyReport; isLive: boolean; models: ModelFile[] }

export type Connection = 'connected' | 'connecting' | 'gone';

/** What the server sends (Dashboard's StudyUpdate): the two change together. */
interface Update { isWhole: boolean; study?: StudyReport; trials: StudyTrial[]; isLive: boolean; models: ModelFile[] }

const againAfter = 2000, leastPause = 500, restPerWork = 4;

/** Calls back with the study whenever it changed, not oftener than drawing it leaves time for; gives a function that ends it. */
export function follow(name: string, show: (study: LiveStudy) => void, tell: (connection: Connection) => void): () => void {
  let study: LiveStudy | null = null, source: EventSource | null = null, ended = false;
  let isResting = false, isStale = false, rest = 0, retry = 0;

  const draw = (): void => {
    if (isResting) { isStale = true; return; }
    const began = performance.now();
    show(study!);
    [isResting, isStale] = [true, false];
    rest = setTimeout(() => { isResting = false; if (isStale) draw(); }, Math.max(leastPause, restPerWork * (performance.now() - began)));
  };

  const connect = (): void => {
    source = new EventSource(`/api/studies/${encodeURIComponent(name)}/events`);
    source.addEventListener('open', () => tell('connected'));
    source.addEventListener('update', event => {
      study = merged(study, JSON.parse((event as MessageEvent<string>).data) as Update);
      draw();
    });
    source.addEventListener('error', () => {
      tell(source!.readyState === EventSource.CLOSED ? 'gone' : 'connecting');
      // What the server refuses the browser does not ask for again; the study may come back all the same.
      if (source!.readyState === EventSource.CLOSED && !ended) retry = setTimeout(connect, againAfter);
    });
  };
  connect();
  return () => { ended = true; clearTimeout(rest); clearTimeout(retry); source?.close(); };
}

function merged(before: LiveStudy | null, update: Update): LiveStudy {
  const report = update.study ?? before!.report;
  const trials = update.isWhole ? [] : [...before!.report.trials];
  for (const trial of update.trials) trials[trial.number] = trial;
  return { report: { ...report, trials, runningBest: runningBest(trials, report.metric.maximize) }, isLive: update.isLive, models: update.models };
}

function runningBest(trials: readonly StudyTrial[], maximize: boolean): (Num | null)[] {
  let best: number | null = null;
  return trials.map(trial => {
    const metric = trial.state === 'Completed' ? finite(trial.metric) : null;
    if (metric !== null && (best === null || (maximize ? metric > best : metric < best))) best = metric;
    return best;
  });
}
