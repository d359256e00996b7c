// The dashboard: a study as it grows, and a choice of studies where there are several. The address says which, so that it
// survives a reload.
import { el } from './dom';
import { follow, type Connection, type LiveStudy } from './live/feed';
import { runningTrials, windowTitle } from './live/running';
import { StudyView } from './reports/study';

interface StudyEntry { name: string; changed: string; isLive: boolean }

const listInterval = 5000;
const words: Record<Connection, string> = { connected: 'live', connecting: 'The server does not answer; trying again…', gone: 'There is no such study; waiting for it…' };

class Dashboard {
  private readonly main = document.getElementById('main')!;
  private readonly choice = el('select', { id: 'choice', change: () => this.open(this.choice.value, 'push') });
  private readonly connection = el('span', { class: 'connection', role: 'status' });
  private readonly empty = el('p', { class: 'subtitle' }, 'There is no study yet; mlpipeline sweep begins one, and it will show here.');
  private name: string | null = null;
  private end: () => void = () => {};
  private listed = '';

  start(): void {
    this.main.before(el('div', { class: 'choose' }, el('label', { for: 'choice' }, 'Study '), this.choice, this.connection));
    this.main.replaceChildren(this.empty);
    addEventListener('popstate', () => this.open(named(), 'none'));
    const update = async (): Promise<void> => { await this.list(); setTimeout(() => { void update(); }, listInterval); };
    void update();
  }

  private async list(): Promise<void> {
    let studies: StudyEntry[];
    try {
      const answer = await fetch('/api/studies');
      if (!answer.ok) throw new Error(await answer.text());
      studies = await answer.json() as StudyEntry[];
    } catch {
      if (this.name === null) this.tell('connecting');
      return;
    }
    const now = JSON.stringify(studies.map(study => [study.name, study.isLive]));
    if (now !== this.listed) {
      this.listed = now;
      this.choice.replaceChildren(...studies.map(study => el('option', { value: study.name }, study.isLive ? `${study.name} (running)` : study.name)));
      if (this.name !== null) this.choice.value = this.name;
    }
    const wanted = this.name ?? named() ?? studies[0]?.name;
    if (this.name === null && wanted !== undefined) this.open(wanted, 'replace');
  }

  /** Shows a study; the address tells it, as a new entry of the history, in the place of the one there, or already. */
  private open(name: string | null, entry: 'push' | 'replace' | 'none'): void {
    if (name === null || name === this.name) return;
    this.end();
    this.name = name;
    this.choice.value = name;
    if (entry !== 'none') history[`${entry}State`](null, '', `?study=${encodeURIComponent(name)}`);
    const root = el('div'), running = runningTrials(name);
    this.main.replaceChildren(root);
    let view: StudyView | null = null;
    this.end = follow(name, (study: LiveStudy) => {
      running.show(study);
      if (view) view.show(study.report);
      else view = new StudyView(study.report, 'study', root, { head: running.element });
      document.title = windowTitle(name, study.report);
      document.documentElement.dataset['trials'] = String(study.report.trials.length);
    }, connection => this.tell(connection));
  }

  private tell(connection: Connection): void {
    this.connection.textContent = words[connection];
    this.connection.dataset['state'] = connection;
  }
}

function named(): string | null {
  return new URLSearchParams(location.search).get('study');
}

new Dashboard().start();
