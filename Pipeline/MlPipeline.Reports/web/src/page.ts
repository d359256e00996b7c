// The frame of a report: its head with the key figures, its sections, and links to them.
import { mount, type Chart, type MountedChart } from './chart';
import { el } from './dom';

export interface KeyFigure { name: string; value: string; title?: string }

export class Page {
  readonly element = el('article');
  private readonly links = el('nav', { 'aria-label': 'Sections' });
  private readonly figures = el('ul', { class: 'figures' });
  private readonly prefix: string;
  private count = 0;

  constructor(prefix: string, title: string, subtitle: string, figures: readonly KeyFigure[]) {
    this.prefix = prefix;
    this.show(figures);
    this.element.append(el('header', {}, el('h1', {}, title), el('p', { class: 'subtitle' }, subtitle), this.figures, this.links));
  }

  /** Shows other key figures in the place of those before. */
  show(figures: readonly KeyFigure[]): void {
    this.figures.replaceChildren(...figures.map(figure => el('li', { title: figure.title ?? '' }, el('span', {}, figure.name), el('strong', {}, figure.value))));
  }

  /** A section, and a link to it. */
  section(title: string, ...content: (HTMLElement | string | null)[]): HTMLElement {
    return this.sectionBefore(null, title, ...content);
  }

  /** A section in front of another, and a link to it; at the end where there is none. */
  sectionBefore(next: HTMLElement | null, title: string, ...content: (HTMLElement | string | null)[]): HTMLElement {
    const id = `${this.prefix}-${++this.count}`;
    const section = el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), ...content);
    this.element.insertBefore(section, next);
    this.links.insertBefore(el('a', { href: `#${id}` }, title), next && this.links.querySelector(`[href="#${next.id}"]`));
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
  new ChartGroup(parent, layout).show(charts.flatMap((chart, i) => (chart ? [{ key: String(i), chart }] : [])));
}

/** Charts side by side, each under a key: what is shown under a key again takes the place of what was there. */
export class ChartGroup {
  private readonly place: HTMLElement;
  private readonly mounted = new Map<string, MountedChart>();

  constructor(parent: HTMLElement, layout: 'pair' | 'thirds') {
    this.place = el('div', { class: layout });
    parent.append(this.place);
  }

  show(charts: readonly { key: string; chart: Chart }[]): void {
    for (const { key, chart } of charts) {
      const there = this.mounted.get(key);
      if (there) there.update(chart);
      else this.mounted.set(key, mount(this.place, chart));
    }
  }
}

/** A moment, in the reader's own time zone. */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
