// Run by Node.js: reports come as JSON on standard input, their charts leave as JSON on standard output, each an SVG document.
import type { Chart } from './chart';
import type { Report } from './data';
import { slug } from './dom';
import { svgOf } from './export';
import { experimentCharts } from './reports/experiment';
import { runCharts } from './reports/run';
import { studyCharts } from './reports/study';

declare const process: { stdin: AsyncIterable<Uint8Array>; stdout: { write(text: string): void }; argv: string[] };

function chartsOf(report: Report): (Chart | null)[] {
  switch (report.kind) {
    case 'run': return runCharts(report);
    case 'study': return studyCharts(report);
    case 'experiment': return experimentCharts(report);
  }
}

async function main(width: number): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of process.stdin) text += decoder.decode(chunk, { stream: true });
  const charts = (JSON.parse(text) as Report[]).flatMap(chartsOf).filter(chart => chart !== null);
  process.stdout.write(JSON.stringify(charts.map(chart => ({ name: slug(chart.title), svg: svgOf(chart, width) }))));
}

void main(Number(process.argv[2]));
