// A focused chart shows its points one by one: left and right go through them, up and down through the series.
import type { Instance } from './echarts';

interface SeriesOption { data?: unknown[]; silent?: boolean; tooltip?: { show?: boolean } }

export function stepThrough(box: HTMLElement, drawn: () => Instance | null): void {
  let series = 0, point = -1;
  const lengths = (instance: Instance): { index: number; length: number }[] => {
    const all = (instance.getOption()['series'] ?? []) as SeriesOption[];
    return all.map((one, index) => ({ index, length: one.silent || one.tooltip?.show === false ? 0 : one.data?.length ?? 0 })).filter(one => one.length > 0);
  };
  box.addEventListener('keydown', event => {
    const steps: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key], instance = drawn();
    if (instance === null) return;
    const all = lengths(instance);
    if (event.key === 'Escape') instance.dispatchAction({ type: 'hideTip' });
    if (!step || all.length === 0 || box.dataset['keys'] === 'own') return;
    event.preventDefault();
    series = (series + step[0] + all.length) % all.length;
    const target = all[series]!;
    point = Math.min(Math.max(point + step[1], 0), target.length - 1);
    instance.dispatchAction({ type: 'showTip', seriesIndex: target.index, dataIndex: point });
  });
  box.addEventListener('blur', () => drawn()?.dispatchAction({ type: 'hideTip' }));
}
