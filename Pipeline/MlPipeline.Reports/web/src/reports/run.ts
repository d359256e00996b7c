// A training run, from the result down to the options.
import type { Chart } from '../chart';
import { calibrationChart } from '../charts/calibration';
import { classesChart } from '../charts/classes';
import { confusionChart } from '../charts/confusion';
import { curvesChart, spansDecades, type Curve } from '../charts/curves';
import { finite, type Classification, type EpochFigures, type RunReport } from '../data';
import { definitions, el, simpleTable } from '../dom';
import { count, duration, percent, short } from '../format';
import { picture, tiles, weightPicture } from '../images';
import { mountAll, mountLive, moment, Page, type KeyFigure } from '../page';

const maxConfusions = 15, weightsAtFirst = 48;

export function runPage(run: RunReport, prefix: string, root: HTMLElement): void {
  const page = new Page(prefix, run.title, `${run.dataSet.description}. ${moment(run.created)}.`, keyFigures(run));
  root.append(page.element);
  if (run.epochs.length > 0) mountAll(page.section('Training'), 'thirds', [loss(run), accuracy(run), learningRate(run)]);
  if (run.classification) classification(page, run.classification);
  if (run.errors.length > 0) page.section('Most confident errors', el('p', { class: 'note' }, 'Test images that were classified wrongly, those with the highest probability first.'), errorTiles(run));
  if (run.gallery.length > 0) page.section('Classes in pictures', el('p', { class: 'note' }, 'The first training image of each class.'), tiles('First image of each class', run.gallery.map(one => ({ picture: picture(one.image, one.name), lines: [one.name] }))));
  if (run.firstLayerWeights.length > 0) weights(page, run);
  details(page, run);
}

/** All charts of the page, to be written without it. */
export function runCharts(run: RunReport): (Chart | null)[] {
  const data = run.classification;
  return [
    ...(run.epochs.length > 0 ? [loss(run), accuracy(run), learningRate(run)] : []),
    ...(data ? [confusionChart(data, () => {}), classesChart(data.classes), data.calibration ? calibrationChart(data.calibration) : null] : []),
  ];
}

function keyFigures(run: RunReport): KeyFigure[] {
  const parameters = run.network.reduce((sum, layer) => sum + layer.parameters, 0);
  const validation = finite(run.epochs.at(-1)?.validationAccuracy);
  const figures: (KeyFigure | null)[] = [
    run.test ? { name: 'test accuracy', value: percent(finite(run.test.accuracy), 2) } : null,
    run.test ? { name: 'test loss', value: short(finite(run.test.loss)), title: 'mean cross-entropy, in nats' } : null,
    validation !== null ? { name: 'validation accuracy', value: percent(validation, 2) } : null,
    { name: 'epochs', value: count(run.epochs.length) },
    { name: 'training time', value: duration(run.seconds) },
    parameters > 0 ? { name: 'parameters', value: count(parameters) } : null,
    { name: 'seed', value: String(run.seed) },
  ];
  return figures.filter(figure => figure !== null);
}

function curve(run: RunReport, name: string, pick: (epoch: EpochFigures) => ReturnType<typeof finite>): Curve {
  return { name, x: run.epochs.map(epoch => epoch.epoch), y: run.epochs.map(pick) };
}

function finalTest(run: RunReport, value: number | null, hasCurve: boolean): Curve[] {
  return value === null || hasCurve ? [] : [{ name: 'test, at the end', x: [run.epochs.at(-1)!.epoch], y: [value], mark: true }];
}

function loss(run: RunReport) {
  const test = curve(run, 'test', epoch => finite(epoch.testLoss));
  const curves = [
    curve(run, 'training', epoch => finite(epoch.trainLoss)), curve(run, 'validation', epoch => finite(epoch.validationLoss)), test,
    ...finalTest(run, finite(run.test?.loss), test.y.some(value => value !== null)),
  ];
  return curvesChart({ title: 'Loss', xTitle: 'epoch', yTitle: 'mean loss', curves, logarithmic: spansDecades(curves.flatMap(one => one.y)) });
}

function accuracy(run: RunReport) {
  const test = curve(run, 'test', epoch => finite(epoch.testAccuracy));
  const curves = [
    curve(run, 'training', epoch => finite(epoch.trainAccuracy)), curve(run, 'validation', epoch => finite(epoch.validationAccuracy)), test,
    ...finalTest(run, finite(run.test?.accuracy), test.y.some(value => value !== null)),
  ].map(one => ({ ...one, y: one.y.map(value => (value === null ? null : 100 * value)) }));
  return curvesChart({ title: 'Accuracy', xTitle: 'epoch', yTitle: 'accuracy (%)', curves, format: value => `${value.toFixed(2)} %` });
}

function learningRate(run: RunReport) {
  const rate = curve(run, 'learning rate', epoch => finite(epoch.learningRate));
  if (rate.y.every(value => value === null)) return null;
  return curvesChart({ title: 'Learning rate', xTitle: 'epoch', yTitle: 'learning rate', curves: [rate], logarithmic: spansDecades(rate.y) });
}

function classification(page: Page, data: Classification): void {
  const place = el('div', { class: 'two-thirds' });
  page.section('Confusions', place);
  mountLive(place, redraw => confusionChart(data, redraw));
  if (data.confusions.length > 0) {
    place.append(el('div', {}, el('h3', {}, 'Most frequent'), simpleTable('Most frequent confusions', ['true class', 'taken for', 'rows', 'of the class'],
      data.confusions.slice(0, maxConfusions).map(pair => [pair.trueName, pair.predictedName, count(pair.count), percent(pair.share)]), [2, 3])));
  }
  const section = page.section('Classes and calibration');
  mountAll(section, 'pair', [classesChart(data.classes), data.calibration ? calibrationChart(data.calibration) : null]);
}

function errorTiles(run: RunReport): HTMLElement {
  return tiles('Most confident errors', run.errors.map(error => ({
    picture: picture(error.image, `Test image ${error.row}: ${error.trueName}, taken for ${error.predictedName}`),
    lines: [el('b', {}, `${error.predictedName} ${percent(error.probability, 0)}`), `is ${error.trueName} ${percent(error.trueProbability, 0)}`],
  })));
}

function weights(page: Page, run: RunReport): void {
  page.section('First layer', el('p', { class: 'note' }, 'What each unit looks for: blue weighs against it, orange for it; each picture has its own scale.'),
    tiles('Weights of the first layer', run.firstLayerWeights.map(one => ({ picture: weightPicture(one), lines: [one.name, `±${one.scale.toPrecision(2)}`] })), weightsAtFirst));
}

function details(page: Page, run: RunReport): void {
  const section = page.section('Network and options');
  if (run.network.length > 0) {
    section.append(simpleTable('Network', ['layer', 'output', 'parameters'], run.network.map(layer => [layer.name, layer.output, count(layer.parameters)]), [2]));
  }
  section.append(el('div', { class: 'pair' },
    el('div', {}, el('h3', {}, 'Options'), definitions(run.options)),
    el('div', {}, el('h3', {}, 'Data'), definitions([
      { name: 'data set', value: run.dataSet.name },
      { name: 'training rows', value: count(run.dataSet.trainRows) },
      { name: 'validation rows', value: count(run.dataSet.validationRows) },
      { name: 'test rows', value: count(run.dataSet.testRows) },
    ]), el('h3', {}, 'Versions'), definitions(run.versions))));
}

