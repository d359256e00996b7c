// An experiment: its sections as they come, items side by side.
import { mount, type Chart } from '../chart';
import { curvesChart } from '../charts/curves';
import { planeChart } from '../charts/plane';
import { surfaceChart } from '../charts/surface';
import { finite, type CurvesItem, type ExperimentItem, type ExperimentReport } from '../data';
import { definitions, el, simpleTable } from '../dom';
import { picture, tiles } from '../images';
import { mountLive, moment, Page } from '../page';

export function experimentPage(report: ExperimentReport, prefix: string, root: HTMLElement): void {
  const page = new Page(prefix, report.title, `${moment(report.created)}.`, report.settings);
  root.append(page.element);
  for (const section of report.sections) {
    const place = el('div', { class: section.items.length > 1 ? 'pair' : 'single' });
    page.section(section.title, section.text ? el('p', {}, section.text) : null, place);
    for (const item of section.items) show(item, place);
  }
  if (report.versions.length > 0) page.section('Versions', definitions(report.versions));
}

/** All charts of the page, to be written without it; of several steps the last. */
export function experimentCharts(report: ExperimentReport): Chart[] {
  return report.sections.flatMap(section => section.items).flatMap(item => {
    switch (item.kind) {
      case 'surface': return [surfaceChart(item, () => {})];
      case 'plane': return [planeChart(item, () => {})];
      case 'curves': return [curvesOf(item)];
      default: return [];
    }
  });
}

function curvesOf(item: CurvesItem): Chart {
  const curves = item.curves.map(curve => ({ name: curve.name, mark: curve.x.length === 1, x: curve.x.map(x => finite(x) ?? 0), y: curve.y.map(finite) }));
  return curvesChart({ ...item, logarithmic: item.isLogarithmic, logarithmicX: item.isXLogarithmic, curves });
}

function show(item: ExperimentItem, place: HTMLElement): void {
  switch (item.kind) {
    case 'surface':
      mountLive(place, redraw => surfaceChart(item, redraw));
      break;
    case 'plane':
      mountLive(place, redraw => planeChart(item, redraw));
      break;
    case 'curves':
      mount(place, curvesOf(item));
      break;
    case 'table':
      place.append(el('div', {}, el('h3', {}, item.title), simpleTable(item.title, item.columns, item.rows)));
      break;
    case 'images':
      place.append(el('div', {}, el('h3', {}, item.title), tiles(item.title, item.images.map(one => ({ picture: picture(one.image, one.name), lines: [one.name] })))));
      break;
  }
}
