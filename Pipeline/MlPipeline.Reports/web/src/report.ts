// Reads the data that stands in the page and draws the reports it holds; several get a choice.
import type { Report } from './data';
import { el } from './dom';
import { experimentPage } from './reports/experiment';
import { runPage } from './reports/run';
import { studyPage } from './reports/study';

function show(report: Report, index: number, root: HTMLElement): void {
  const prefix = `r${index}`;
  switch (report.kind) {
    case 'run': return runPage(report, prefix, root);
    case 'study': return studyPage(report, prefix, root);
    case 'experiment': return experimentPage(report, prefix, root);
  }
}

function start(): void {
  const reports = JSON.parse(document.getElementById('reports')!.textContent ?? '[]') as Report[];
  const main = document.getElementById('main')!;
  const open = (index: number): void => {
    const root = el('div');
    main.replaceChildren(root);
    show(reports[index]!, index, root);
    document.title = reports[index]!.title;
  };
  if (reports.length > 1) {
    const choice = el('select', { id: 'choice', change: () => open(Number(choice.value)) }, ...reports.map((report, i) => el('option', { value: String(i) }, report.title)));
    main.before(el('div', { class: 'choose' }, el('label', { for: 'choice' }, 'Report '), choice));
  }
  open(0);
  document.documentElement.dataset['ready'] = String(Math.round(performance.now()));
}

start();
