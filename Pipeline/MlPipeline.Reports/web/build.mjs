// Bundles the scripts of reports and of the dashboard into dist: one file each, no imports, so that a report needs nothing but
// itself.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/report.ts', 'src/dashboard.ts', 'src/svg.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'inline',
  logLevel: 'warning',
});
