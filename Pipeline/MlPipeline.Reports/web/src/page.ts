// The frame of a report: its head with the key figures, its sections, and links to them.
import { mount, type Chart, type MountedChart } from './chart';
import { el } from './dom';

export interface KeyFigure { name: string; value: string; title?: string }

export class Page {
  readonly element = el('article');
  private readonly links = el('nav', { 'aria-label': 'Sections' });
  private readonly prefix: string;
  private count = 0;

  constructor(prefix: string, title: string, subtitle: string, figures: readonly KeyFigure[]) {
    this.prefix = prefix;
    this.element.append(el('header', {}, el('h1', {}, title), el('p', { class: 'subtitle' }, subtitle),
      el('ul', { class: 'figures' }, ...figures.map(figure => el('li', { title: figure.title ?? '' }, el('span', {}, figure.name), el('strong', {}, figure.value)))),
      this.links));
  }

  /** A section, and a link to it. */
  section(title: string, ...content: (HTMLElement | string | null)[]): HTMLElement {
    const id = `${this.prefix}-${++this.count}`;
    const section = el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), ...content);
    this.element.append(section);
    this.links.append(el('a', { href: `#${id}` }, title));
    return section;
  }
}

/** Draws a chart that needs to draw itself again: it is given the means before it is there. */
export function mountLive(parent: HTMLElement, create: (redraw: () => void) => Chart): MountedChart {
  let mounted: MountedChart | null = null;
  mounted = mount(parent, create(() => mounted?.redraw()));
  return mounted;
}

/** Draws charts side by side where there is room; charts of nothing are left out. */
export function mountAll(parent: HTMLElement, layout: 'pair' | 'thirds', charts: readonly (Chart | null)[]): void {
  const place = el('div', { class: layout });
  parent.append(place);
  for (const chart of charts) if (chart) mount(place, chart);
}

/** A moment, in the reader's own time zone. */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
