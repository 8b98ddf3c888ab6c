/**
 * `npm run bench -- <suite> [flags]`: measures, and prints one JSON document on stdout; what happens meanwhile goes to
 * stderr. Each suite compares with something in the same run, because machines are noisy.
 */
import type { BenchSuite } from './suite.ts';

const suites: Readonly<Record<string, () => Promise<{ run: BenchSuite }>>> = {
  engine: () => import('./engine/engineBench.ts'),
  ingest: () => import('./ingest/ingest.ts'),
  'metrics-overhead': () => import('./ingest/metricsOverhead.ts'),
  read: () => import('./read/read.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = suites[name];
if (load === undefined) {
  console.error(`usage: npm run bench -- <suite> [flags]; suites: ${Object.keys(suites).join(', ')}`);
  process.exitCode = 2;
} else {
  const { run } = await load();
  console.log(JSON.stringify(await run(args), null, 2));
}
