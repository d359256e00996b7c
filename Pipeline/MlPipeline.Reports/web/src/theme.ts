// Colours. Categories: Okabe and Ito's palette (2008), told apart with any kind of colour vision; lightened on dark ground.
// Fields: cividis (Nunez, Anderton and Renslow 2018), even in lightness. Signed values: blue over neutral to orange.

export interface Palette {
  dark: boolean;
  ink: string;
  muted: string;
  rule: string;
  paper: string;
  blue: string;
  orange: string;
  green: string;
  purple: string;
  sky: string;
  faded: string;
  field: string[];
  /** Like field, but more stands out more: darker on white, brighter on black. */
  amount: string[];
  signed: string[];
}

const cividis = ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'];

export const light: Palette = {
  dark: false,
  ink: '#1b1f24', muted: '#57606a', rule: '#d8dee4', paper: '#ffffff',
  blue: '#0072b2', orange: '#d55e00', green: '#009e73', purple: '#b0568f', sky: '#56b4e9', faded: '#9aa4ae',
  field: cividis, amount: [...cividis].reverse(),
  signed: ['#0b4a83', '#5b9bd0', '#f4f4f2', '#e8934f', '#a03f00'],
};

export const dark: Palette = {
  dark: true,
  ink: '#e6e9ec', muted: '#a3acb5', rule: '#363c43', paper: '#16191d',
  blue: '#56b4e9', orange: '#f0883e', green: '#2fc49b', purple: '#dd93c0', sky: '#8fd0f5', faded: '#66707a',
  field: cividis, amount: cividis.slice(2),
  signed: ['#79bdf2', '#2c6fa3', '#22262b', '#b3601f', '#f5a560'],
};

// Without quotes: the library writes it into attributes of SVG as it is.
export const font = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

// There is no window where charts are drawn to files.
const prefersDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
let printing = false;
const listeners = new Set<() => void>();

/** The colours of the page as it is shown now; paper is white. */
export function palette(): Palette {
  return prefersDark?.matches && !printing ? dark : light;
}

export function isPrinting(): boolean {
  return printing;
}

/** Calls back when the colours change, and before and after printing. */
export function onLookChange(listener: () => void): void {
  listeners.add(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}

if (prefersDark) {
  prefersDark.addEventListener('change', changed);
  addEventListener('beforeprint', () => { printing = true; changed(); });
  addEventListener('afterprint', () => { printing = false; changed(); });
}

/** A colour between the stops, at 0 to 1, as red, green, blue. */
export function mix(stops: readonly string[], at: number): [number, number, number] {
  const place = Math.min(Math.max(at, 0), 1) * (stops.length - 1);
  const below = Math.min(Math.floor(place), stops.length - 2);
  const channel = (stop: string, i: number): number => parseInt(stop.slice(1 + 2 * i, 3 + 2 * i), 16);
  const between = (i: number): number => {
    const from = channel(stops[below]!, i);
    return Math.round(from + (channel(stops[below + 1]!, i) - from) * (place - below));
  };
  return [between(0), between(1), between(2)];
}
