// The trials as a table: sorted by any column, filtered by words, by comparisons and by the brush, a page at a time.
import { finite, type StudyReport, type StudyTrial } from './data';
import { download, el, slug } from './dom';
import { filterOf, type FilterRow } from './filter';
import { count, metricText, short } from './format';

const pageSize = 20;

interface Column {
  name: string;
  numeric: boolean;
  value(trial: StudyTrial): number | string | null;
  text(trial: StudyTrial): string;
}

export interface TrialTable {
  element: HTMLElement;
  /** Shows a study as it is now, sorted and filtered as before. */
  show(study: StudyReport): void;
  /** Shows these trials alone; null for all. */
  select(trials: ReadonlySet<number> | null): void;
}

interface State { study: StudyReport | null; columns: Column[]; sorted: string; descending: boolean; page: number; query: string; brushed: ReadonlySet<number> | null }

export function trialTable(clearBrush: () => void): TrialTable {
  const state: State = { study: null, columns: [], sorted: '', descending: true, page: 0, query: '', brushed: null };
  const head = el('tr'), body = el('tbody'), status = el('p', { class: 'note', role: 'status' }), place = el('span');
  const clear = el('button', { type: 'button', hidden: true, click: clearBrush }, 'End selection');
  const query = el('input', {
    type: 'search', 'aria-label': 'Filter trials', spellcheck: 'false',
    input: () => { state.query = query.value; state.page = 0; show(); },
  });
  const turn = (by: number): void => { state.page += by; show(); };
  const previous = el('button', { type: 'button', click: () => turn(-1) }, 'Previous'), next = el('button', { type: 'button', click: () => turn(1) }, 'Next');
  const sortBy = (column: Column): void => {
    state.descending = state.sorted === column.name ? !state.descending : column.numeric && column.name !== 'trial';
    state.sorted = column.name;
    state.page = 0;
    show();
  };

  function show(): void {
    const found = matching(state), pages = Math.max(1, Math.ceil(found.length / pageSize)), all = state.study?.trials.length ?? 0;
    state.page = Math.min(state.page, pages - 1);
    const start = state.page * pageSize, shown = found.slice(start, start + pageSize);
    [...head.children].forEach((header, i) => header.setAttribute('aria-sort', state.columns[i]?.name !== state.sorted ? 'none' : state.descending ? 'descending' : 'ascending'));
    body.replaceChildren(...shown.map(trial => el('tr', { class: trial.number === state.study?.best?.trial ? 'best' : '', title: trial.message ?? '' },
      ...state.columns.map(column => el('td', { class: column.numeric ? 'number' : '' }, column.text(trial))))));
    const selection = state.brushed === null ? '' : ', selected in the parallel coordinates';
    status.textContent = found.length === 0 ? `No trial of ${count(all)} matches${selection}.`
      : `Trials ${count(start + 1)} to ${count(start + shown.length)} of ${count(found.length)}${found.length < all ? ` that match, of ${count(all)}${selection}` : ''}.`;
    clear.hidden = state.brushed === null;
    previous.disabled = state.page === 0;
    next.disabled = state.page >= pages - 1;
    place.textContent = `Page ${state.page + 1} of ${pages}`;
  }

  function showStudy(study: StudyReport): void {
    const columns = columnsOf(study);
    const same = JSON.stringify(columns) === JSON.stringify(state.columns);
    if (state.study === null) [state.sorted, state.descending] = [metricColumn(columns, study).name, study.metric.maximize];
    [state.study, state.columns] = [study, columns];
    if (!same) head.replaceChildren(...columns.map(column => el('th', { scope: 'col', class: column.numeric ? 'number' : '' }, el('button', { type: 'button', click: () => sortBy(column) }, column.name))));
    query.placeholder = exampleOf(study);
    show();
  }

  const element = el('div', { class: 'trials' },
    el('div', { class: 'toolbar' }, query, clear, el('button', { type: 'button', click: () => saveCsv(state) }, 'CSV')),
    status,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Trials' }, el('table', { id: 'trials' }, el('thead', {}, head), body)),
    el('div', { class: 'pager' }, previous, place, next));
  return {
    element,
    show: showStudy,
    select: trials => { state.brushed = trials; state.page = 0; show(); },
  };
}

function matching(state: State): StudyTrial[] {
  const isFiltered = state.query.trim() !== '', test = filterOf(state.query, state.columns.map(column => column.name));
  const sorted = state.columns.find(column => column.name === state.sorted) ?? state.columns[0]!;
  return (state.study?.trials ?? [])
    .filter(trial => (state.brushed === null || state.brushed.has(trial.number)) && (!isFiltered || test(filterRow(trial, state.columns))))
    .sort(order(sorted, state.descending));
}

function saveCsv(state: State): void {
  const lines = [state.columns.map(column => column.name), ...matching(state).map(trial => state.columns.map(column => String(column.value(trial) ?? '')))];
  download(`${slug(state.study?.title ?? '')}-trials.csv`, new Blob([lines.map(line => line.map(quoted).join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }));
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
