// Numbers as people read them: one culture, few digits.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12,345 */
export function count(value: number): string {
  return whole.format(value);
}

/** Four significant digits, or powers of ten where that is shorter. */
export function short(value: number | null | undefined): string {
  if (value == null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e').replace('e-', 'e−').replace(/^-/, '−');
  if (Number.isInteger(value)) return whole.format(value).replace('-', '−');
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** A column of metrics: as many digits in each. */
export function metricText(value: number | null): string {
  return value !== null && Math.abs(value) < 10 ? value.toFixed(4).replace('-', '−') : short(value);
}

/** 0.1234 is 12.3 % */
export function percent(share: number | null | undefined, digits = 1): string {
  return share == null ? '–' : `${(100 * share).toFixed(digits)} %`;
}

/** 75 is 1 min 15 s */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Long names would push a chart off the page. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
