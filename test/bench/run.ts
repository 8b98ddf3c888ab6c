/**
 * `npm run bench -- <suite> [options]`: measures, and prints what it found as JSON on stdout; progress goes to stderr.
 */
import type { BenchSuite } from './suite.ts';

const suites: Readonly<Record<string, () => Promise<{ run: BenchSuite }>>> = {
  balance: () => import('./balance/balance.ts'),
  curves: () => import('./curves/curves.ts'),
  dashboard: () => import('./dashboard/dashboard.ts'),
  dirac: () => import('./dirac/dirac.ts'),
  engine: () => import('./engine/engineBench.ts'),
  export: () => import('./export/exportBench.ts'),
  ingest: () => import('./ingest/ingest.ts'),
  sweeps: () => import('./sweeps/sweepsBench.ts'),
  search: () => import('./search/search.ts'),
  'metrics-overhead': () => import('./ingest/metricsOverhead.ts'),
  overhead: () => import('./overhead/overhead.ts'),
  packed: () => import('./packed/packed.ts'),
  quality: () => import('./quality/quality.ts'),
  diagnostics: () => import('./diagnostics/diagnostics.ts'),
  verdicts: () => import('./verdicts/verdicts.ts'),
  read: () => import('./read/read.ts'),
  train: () => import('./train/trainBench.ts'),
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  const suite = suites[name ?? ''];
  if (suite === undefined) {
    console.error(`usage: npm run bench -- ${Object.keys(suites).join(' | ')} [options]`);
    return 2;
  }
  const { run } = await suite();
  console.log(JSON.stringify(await run(args), null, 2));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
