import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { testPostgres } from '@seesaw/local/testServices';
import type { CompactCurves, FrontReply, TrialTable } from '@seesaw/shared/queries';
import { openClient } from '@seesaw/store/connection/openClient';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { createServer } from '../../../apps/orchestrator/src/http/server.ts';
import { fillCurves } from './fillCurves.ts';
import { fillFront } from './fillFront.ts';
import { fillSweep, metrics, parameters } from './fillSweep.ts';
import { readingServer } from './readingServer.ts';
import { type Timing, timeRequests } from './requests.ts';

/**
 * How long the HTTP API takes to list, sort, filter, group and page a large sweep, and to give the curves of many trials at once; over
 * a loopback connection, one request after the other.
 *
 * `--trials 10000 --requests 200 --curve-trials 1000 --curve-points 10000 --curve-requests 40`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trials: { type: 'string', default: '10000' },
      requests: { type: 'string', default: '200' },
      'curve-trials': { type: 'string', default: '1000' },
      'curve-points': { type: 'string', default: '10000' },
      'curve-requests': { type: 'string', default: '40' },
    },
  });
  const trials = Number(values.trials);
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url, applicationName: 'bench-read' });
  const sql = openClient({
    databaseUrl: postgres.url,
    applicationName: 'bench-fill',
    maxConnections: 2,
    statementTimeoutMs: 0,
  });
  const app = await createServer(readingServer(store, tmpdir()));
  try {
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const pid = backend?.pid ?? 0;
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    const sweepId = await fillSweep({ store, sql, trials });
    console.error(`${new Date().toISOString()}  ${trials} trials are there`);
    const lists = await timeLists(`${base}/api/v1/sweeps/${sweepId}/trials`, Number(values.requests), trials, pid);
    const fronts = await timeFronts({ base, store, sql, trials, requests: Number(values.requests), pid });
    const groups = await timeGroups(`${base}/api/v1/sweeps/${sweepId}/trial-groups`, Number(values.requests), pid);
    const curveTrials = Number(values['curve-trials']);
    const points = Number(values['curve-points']);
    const curveSweep = await fillCurves({ store, sql, trials: curveTrials, points });
    const curves = await timeCurves(base, curveSweep, curveTrials, Number(values['curve-requests']), pid);
    return {
      suite: 'read',
      sweep: { trials, parameters: 4 + parameters.length, metrics: metrics.length },
      lists,
      fronts,
      groups,
      curves,
    };
  } finally {
    await app.close();
    await sql.end();
    await store.close();
    await postgres.drop();
  }
}

async function timeLists(
  address: string,
  requests: number,
  trials: number,
  pid: number,
): Promise<Record<string, Timing>> {
  const columns = [
    'number,state,score,step,health,point.lr_d,point.lr_g,point.loss,point.ema',
    ...parameters.slice(0, 6).map((name) => `point.${name}`),
    ...metrics.slice(0, 4).map((name) => `metric.${name}`),
  ].join(',');
  const get = (query: Record<string, string>) => fetch(`${address}?${new URLSearchParams({ limit: '100', ...query })}`);
  const deep = async (query: Record<string, string>) => ({
    ...query,
    cursor: await cursorAt(address, query, trials * 0.9),
  });
  const filter = 'loss in ("wgan-gp", "hinge") and lr_d / lr_g > 2 and `eval/fid` < 50';
  const kinds: Record<string, Record<string, string>> = {
    'first page': {},
    'by parameter': { sort: 'point.p07' },
    'by metric': { sort: 'metric.train/d_loss', order: 'desc' },
    'by score': { sort: 'score' },
    filtered: { filter },
    'filtered, by metric': { filter, sort: 'metric.eval/fid' },
    'deep page': await deep({}),
    'deep page by score': await deep({ sort: 'score' }),
    'deep page by metric': await deep({ sort: 'metric.train/d_loss' }),
  };
  const timings: Record<string, Timing> = {};
  for (const [name, query] of Object.entries(kinds)) {
    // In turns, so that whatever else the machine does meets both.
    timings[name] = await timeRequests(requests, pid, () => get({ ...query, columns }));
    timings[`${name}, whole rows`] = await timeRequests(requests, pid, () => get(query));
    console.error(`${name}: p95 ${timings[name].p95Ms} ms, whole rows ${timings[`${name}, whole rows`]?.p95Ms} ms`);
  }
  return timings;
}

/** Sweeps with several objectives: their front, and pages that say who is on it. */
async function timeFronts(input: {
  base: string;
  store: Store;
  sql: ReturnType<typeof openClient>;
  trials: number;
  requests: number;
  pid: number;
}): Promise<Record<string, Timing>> {
  const { base, store, sql, trials, requests, pid } = input;
  const timings: Record<string, Timing> = {};
  for (const objectives of [2, 3]) {
    const sweepId = await fillFront({ store, sql, trials, objectives });
    const sweep = `${base}/api/v1/sweeps/${sweepId}`;
    const { items } = (await (await fetch(`${sweep}/front`)).json()) as FrontReply;
    for (const [what, path] of Object.entries({ sweep: '', front: '/front', 'first page': '/trials?limit=100' })) {
      const name = `${objectives} objectives, ${items.length} on the front: ${what}`;
      timings[name] = await timeRequests(requests, pid, () => fetch(`${sweep}${path}`));
      console.error(`${name}: p50 ${timings[name].p50Ms} ms, p95 ${timings[name].p95Ms} ms`);
    }
    // As while a sweep runs: another result came since the front was found.
    timings[`${objectives} objectives: front, found anew`] = await timeRequests(requests, pid, async () => {
      await sql`update trials set attempt = attempt + 1 where sweep_id = ${sweepId} and number = 1`;
      return fetch(`${sweep}/front`);
    });
  }
  return timings;
}

/** A few large groups, and as many groups as there are trials. */
async function timeGroups(address: string, requests: number, pid: number): Promise<Record<string, Timing>> {
  const columns = ['score', 'state', 'health', ...metrics.slice(0, 4).map((name) => `mean.${name}`)].join(',');
  const everything = ['lr_d', 'lr_g', 'loss', 'ema', ...parameters].map((name) => `point.${name}`).join(',');
  const timings: Record<string, Timing> = {};
  for (const [name, by] of [
    ['by two settings', 'point.loss,point.ema'],
    ['by everything', everything],
  ] as const) {
    const query = new URLSearchParams({ by, columns, sort: 'score', limit: '200' });
    timings[name] = await timeRequests(requests, pid, () => fetch(`${address}?${query}`));
    console.error(`groups ${name}: p95 ${timings[name].p95Ms} ms`);
  }
  return timings;
}

async function cursorAt(address: string, query: Record<string, string>, row: number): Promise<string> {
  let cursor: string | null = null;
  for (let seen = 0; seen < row; seen += 1000) {
    const page: Record<string, string> = {
      ...query,
      columns: 'number',
      limit: '1000',
      ...(cursor !== null && { cursor }),
    };
    const response = await fetch(`${address}?${new URLSearchParams(page)}`);
    cursor = ((await response.json()) as TrialTable).nextCursor;
    if (cursor === null) throw new Error('The sweep has too few trials for a deep page.');
  }
  return cursor ?? '';
}

async function timeCurves(
  base: string,
  sweepId: string,
  trials: number,
  requests: number,
  pid: number,
): Promise<unknown> {
  const ask = (body: object) =>
    fetch(`${base}/api/v1/curves/compact`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ metrics: ['curve'], buckets: 200, ...body }),
    });
  const all = { sweepId, limit: Math.min(2000, trials) };
  const text = await (await ask(all)).text();
  const reply = JSON.parse(text) as CompactCurves;
  const timing = await timeRequests(requests, pid, () => ask(all));
  console.error(`curves of ${reply.trials.shown} trials: p95 ${timing.p95Ms} ms`);
  const filtered = await timeRequests(requests, pid, () => ask({ ...all, filter: 'number <= 100' }));
  return {
    shown: { trials: reply.trials, points: reply.points, width: reply.width, series: reply.series.length },
    timing,
    'of 100 trials by a filter': filtered,
    bytes: {
      json: Buffer.byteLength(text),
      gzip: compressed(() => gzipSync(text, { level: 6 })),
      brotli: compressed(() => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
    },
  };
}

function compressed(compress: () => Buffer): { bytes: number; ms: number } {
  const start = performance.now();
  const { byteLength } = compress();
  return { bytes: byteLength, ms: Math.round(performance.now() - start) };
}
