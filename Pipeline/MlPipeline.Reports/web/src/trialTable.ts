// The trials as a table: sorted by any column, filtered by words, by comparisons and by the brush, a page at a time.
import { finite, type StudyReport, type StudyTrial } from './data';
import { download, el, slug } from './dom';
import { filterOf, type FilterRow } from './filter';
import { count, metricText, short } from './format';

const pageSize = 20;

interface Column { name: string; numeric: boolean; value(trial: StudyTrial): number | string | null; text(trial: StudyTrial): string }

export interface TrialTable {
  element: HTMLElement;
  /** Shows these trials alone; null for all. */
  select(trials: ReadonlySet<number> | null): void;
}

export function trialTable(study: StudyReport, clearBrush: () => void): TrialTable {
  const columns = columnsOf(study);
  const rows = study.trials.map(trial => ({ trial, filter: filterRow(trial, columns) }));
  const state = { sorted: metricColumn(columns, study), descending: study.metric.maximize, page: 0, query: '', brushed: null as ReadonlySet<number> | null };

  const body = el('tbody'), status = el('p', { class: 'note', role: 'status' }), pager = el('div', { class: 'pager' });
  const clear = el('button', { type: 'button', hidden: true, click: clearBrush }, 'End selection');
  const query = el('input', {
    type: 'search', placeholder: exampleOf(study), 'aria-label': 'Filter trials', spellcheck: 'false',
    input: () => { state.query = query.value; state.page = 0; show(); },
  });
  const headers = columns.map(column => el('th', { scope: 'col', class: column.numeric ? 'number' : '' },
    el('button', { type: 'button', click: () => sortBy(column) }, column.name)));

  const matching = (): StudyTrial[] => {
    const test = filterOf(state.query, columns.map(column => column.name));
    return rows.filter(row => (state.brushed === null || state.brushed.has(row.trial.number)) && test(row.filter)).map(row => row.trial).sort(order(state.sorted, state.descending));
  };
  const sortBy = (column: Column): void => {
    state.descending = state.sorted === column ? !state.descending : column.numeric && column.name !== 'trial';
    state.sorted = column;
    state.page = 0;
    show();
  };
  const turn = (by: number): void => { state.page += by; show(); };

  function show(): void {
    const found = matching(), pages = Math.max(1, Math.ceil(found.length / pageSize));
    state.page = Math.min(state.page, pages - 1);
    const start = state.page * pageSize, shown = found.slice(start, start + pageSize);
    headers.forEach((header, i) => header.setAttribute('aria-sort', columns[i] !== state.sorted ? 'none' : state.descending ? 'descending' : 'ascending'));
    body.replaceChildren(...shown.map(trial => el('tr', { class: trial.number === study.best?.trial ? 'best' : '', title: trial.message ?? '' },
      ...columns.map(column => el('td', { class: column.numeric ? 'number' : '' }, column.text(trial))))));
    const selection = state.brushed === null ? '' : ', selected in the parallel coordinates';
    status.textContent = found.length === 0 ? `No trial of ${count(rows.length)} matches${selection}.`
      : `Trials ${count(start + 1)} to ${count(start + shown.length)} of ${count(found.length)}${found.length < rows.length ? ` that match, of ${count(rows.length)}${selection}` : ''}.`;
    clear.hidden = state.brushed === null;
    pager.replaceChildren(
      el('button', { type: 'button', disabled: state.page === 0, click: () => turn(-1) }, 'Previous'),
      el('span', {}, `Page ${state.page + 1} of ${pages}`),
      el('button', { type: 'button', disabled: state.page >= pages - 1, click: () => turn(1) }, 'Next'));
  }

  const saveCsv = (): void => {
    const lines = [columns.map(column => column.name), ...matching().map(trial => columns.map(column => String(column.value(trial) ?? '')))];
    download(`${slug(study.title)}-trials.csv`, new Blob([lines.map(line => line.map(quoted).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }));
  };
  show();
  const element = el('div', { class: 'trials' },
    el('div', { class: 'toolbar' }, query, clear, el('button', { type: 'button', click: saveCsv }, 'CSV')),
    status,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Trials' }, el('table', { id: 'trials' }, el('thead', {}, el('tr', {}, ...headers)), body)),
    pager);
  return {
    element,
    select: trials => { state.brushed = trials; state.page = 0; show(); },
  };
}

function columnsOf(study: StudyReport): Column[] {
  const number = (name: string, value: (trial: StudyTrial) => number | null): Column => ({ name, numeric: true, value, text: trial => short(value(trial)) });
  return [
    { ...number('trial', trial => trial.number), text: trial => String(trial.number) },
    { name: 'state', numeric: false, value: trial => trial.state.toLowerCase(), text: trial => trial.state.toLowerCase() },
    { ...number(study.metric.name, trial => finite(trial.metric)), text: trial => metricText(finite(trial.metric)) },
    ...study.parameters.map((parameter): Column => {
      const value = (trial: StudyTrial): number | string | null => trial.parameters[parameter.name] ?? null;
      return { name: parameter.name, numeric: parameter.isNumber, value, text: trial => textOf(value(trial)) };
    }),
    number('epochs', trial => trial.values.length),
    number('seconds', trial => trial.seconds ?? null),
    { ...number('seed', trial => trial.seed ?? null), text: trial => (trial.seed == null ? '–' : String(trial.seed)) },
  ];
}

function metricColumn(columns: Column[], study: StudyReport): Column {
  return columns.find(column => column.name === study.metric.name) ?? columns[0]!;
}

function filterRow(trial: StudyTrial, columns: Column[]): FilterRow {
  const values = Object.fromEntries(columns.map(column => [column.name, column.value(trial)]));
  return { values, text: [...columns.map(column => column.text(trial)), trial.message ?? ''].join(' ').toLowerCase() };
}

/** Rows without a value come last, whichever way the others go. */
function order(column: Column, descending: boolean): (a: StudyTrial, b: StudyTrial) => number {
  return (a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === null || y === null) return x === y ? a.number - b.number : x === null ? 1 : -1;
    const difference = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en');
    return (descending ? -difference : difference) || a.number - b.number;
  };
}

function exampleOf(study: StudyReport): string {
  const parameter = study.parameters.find(one => one.isNumber);
  return `Filter: words${parameter ? `, ${parameter.name}<0.01` : ''}, state=completed`;
}

function textOf(value: number | string | null): string {
  return typeof value === 'number' ? short(value) : value ?? '–';
}

/** A quote before what a spreadsheet would take for a formula. */
function quoted(cell: string): string {
  const harmless = /^[=@+]|^-[^\d.]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
