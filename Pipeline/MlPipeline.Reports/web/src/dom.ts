// Elements are made here and nowhere else. Text goes in as text nodes, never as markup: a class called <script> stays a word.

type Child = Node | string | null | undefined;
type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

/** An element with attributes, event handlers (functions) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child != null) element.append(child);
  return element;
}

/** A table with a heading row; numbers stand right. */
export function simpleTable(caption: string, columns: readonly string[], rows: readonly (readonly (string | Node)[])[], numeric: readonly number[] = []): HTMLElement {
  const align = (i: number): Attributes => (numeric.includes(i) ? { class: 'number' } : {});
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {},
      el('thead', {}, el('tr', {}, ...columns.map((name, i) => el('th', { scope: 'col', ...align(i) }, name)))),
      el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map((cell, i) => el('td', align(i), cell)))))));
}

/** Names and values, as a list of terms. */
export function definitions(pairs: readonly { name: string; value: string }[]): HTMLElement {
  return el('dl', {}, ...pairs.map(pair => el('div', {}, el('dt', {}, pair.name), el('dd', {}, pair.value))));
}

/** Hands a file to the reader. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A file name of a title. */
export function slug(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'chart';
}
