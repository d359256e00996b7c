// The confusion matrix. Colour is the share of the true class on a square-root scale: a few wrong rows stay visible beside
// thousands of right ones. Cells without rows stay empty.
import { tooltip, wordAxis } from '../axes';
import type { Chart } from '../chart';
import type { Classification } from '../data';
import { el } from '../dom';
import { clip, count, percent } from '../format';
import { mix } from '../theme';

const maxLabeledClasses = 12;

type Unit = 'counts' | 'row %';

/** The chart, and what must be redrawn when its unit is changed. */
export function confusionChart(data: Classification, redraw: () => void): Chart {
  let unit: Unit = 'counts';
  const names = data.classNames, size = names.length;
  const cells = data.confusionMatrix.flatMap((row, truth) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.flatMap((value, predicted) => (value > 0 ? [{ truth, predicted, value, share: value / total }] : []));
  });
  const correct = cells.filter(cell => cell.truth === cell.predicted).reduce((sum, cell) => sum + cell.value, 0);
  const total = cells.reduce((sum, cell) => sum + cell.value, 0);
  const choose = (choice: Unit): HTMLElement => el('label', {}, el('input', {
    type: 'radio', name: 'confusion-unit', checked: choice === unit, change: () => { unit = choice; redraw(); },
  }), choice);

  return {
    title: 'Confusion matrix',
    note: `${count(correct)} of ${count(total)} test rows lie on the diagonal. Colour: share of the true class, on a square-root scale.`,
    label: `Confusion matrix of ${size} classes: ${percent(correct / total)} of the rows are predicted as what they are.`,
    controls: size <= maxLabeledClasses ? () => el('fieldset', { class: 'choice' }, el('legend', {}, 'Numbers'), choose('counts'), choose('row %')) : undefined,
    height: look => look.width * (look.narrow ? 1 : 0.88) + 70,
    table: () => ({
      columns: ['true', 'predicted', 'rows', 'share of the true class'],
      rows: cells.map(cell => [names[cell.truth]!, names[cell.predicted]!, count(cell.value), percent(cell.share, 2)]),
    }),
    option: look => {
      const short = names.map(name => clip(name, look.narrow ? 8 : 14));
      const fontSize = size > 20 ? (look.narrow ? 8 : 10) : 11;
      const longest = Math.max(...short.map(name => name.length));
      const labels = size <= maxLabeledClasses && !(look.narrow && size > 10);
      return {
        tooltip: tooltip(look, {
          formatter: (point: { data: { value: number[] } }) => {
            const [predicted, truth, , value, share] = point.data.value as [number, number, number, number, number];
            return `${names[truth]} taken for ${names[predicted]}\n${count(value)} rows, ${percent(share)} of ${names[truth]}`;
          },
        }),
        grid: { left: 34 + longest * fontSize * 0.62, right: 12, top: 8, bottom: 92 + (longest > 3 ? Math.min(longest, 10) * 3 : 0) },
        xAxis: wordAxis(look, 'predicted class', false, short, { nameGap: longest > 3 ? 26 + longest * 4 : 24, axisLabel: { color: look.colors.muted, fontSize, interval: 0, rotate: longest > 3 ? 45 : 0 }, axisTick: { show: false } }),
        yAxis: wordAxis(look, 'true class', true, short, { inverse: true, nameGap: 14 + longest * fontSize * 0.62, axisLabel: { color: look.colors.muted, fontSize, interval: 0 } }),
        visualMap: {
          type: 'continuous', min: 0, max: 1, dimension: 2, calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 12, itemHeight: Math.min(look.width * 0.5, 240),
          text: ['100 %', '0 %'], textStyle: { color: look.colors.muted }, inRange: { color: look.colors.amount },
        },
        series: [{
          type: 'heatmap',
          data: cells.map(cell => ({
            value: [cell.predicted, cell.truth, Math.sqrt(cell.share), cell.value, cell.share],
            label: { color: isLight(mix(look.colors.amount, Math.sqrt(cell.share))) ? '#000000' : '#ffffff' },
          })),
          label: {
            show: labels, fontSize: look.narrow ? 9 : 11,
            formatter: point => {
              const value = (point.data as { value: number[] }).value;
              return unit === 'counts' ? String(value[3]) : percent(value[4], look.narrow ? 0 : 1).replace(' %', '');
            },
          },
          itemStyle: { borderColor: look.colors.paper, borderWidth: 1 },
        }],
      };
    },
  };
}

function isLight([red, green, blue]: [number, number, number]): boolean {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 130;
}
