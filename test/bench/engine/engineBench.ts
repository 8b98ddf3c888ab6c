import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { down, type Endpoints, endpoints, status, up } from '@seesaw/local/local';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { createSweep, untilCompleted } from '../followSweep.ts';
import { type BenchSuite, say } from '../suite.ts';
import { bareTemporalRate } from './bareTemporal.ts';
import { functionSweep } from './functionSweep.ts';
import { longestHistories } from './histories.ts';
import { slotGaps } from './slotGaps.ts';
import { cpuSecondsOfGroup } from './watchCpu.ts';
import { watchMemory } from './watchMemory.ts';

/**
 * How many trials a second the whole engine carries: API, sweep and trial workflows, trainer, Postgres, with the MLflow
 * mirror on. Beside it, before and after, what the same Temporal server gives to a workflow that does nothing else.
 * `--trials 10000 --concurrency 16 --slots 16 --step-ms 0 --method random --bare 1000 --drain-s 0`
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trials: { type: 'string', default: '10000' },
      concurrency: { type: 'string', default: '16' },
      slots: { type: 'string', default: '16' },
      'step-ms': { type: 'string', default: '0' },
      method: { type: 'string', default: 'random' },
      bare: { type: 'string', default: '1000' },
      'drain-s': { type: 'string', default: '0' },
    },
  });
  const trials = Number(values.trials);
  const concurrency = Number(values.concurrency);
  const slots = Number(values.slots);
  const stepMs = Number(values['step-ms']);
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const home = await mkdtemp(join(tmpdir(), 'seesaw-bench-'));
  process.env.SEESAW_DEVICES = `none:${slots}`;
  let store: Store | undefined;
  try {
    await up({ home, onProgress: ({ step, kind }) => kind === 'done' && say(`  ${step} ready`) });
    const at = endpoints({ home });
    store = createStore({ databaseUrl: at.databaseUrl, applicationName: 'seesaw-bench' });
    const bare = { address: at.temporalAddress, trials: Number(values.bare), concurrency };
    const bareBefore = await bareTemporalRate(bare);
    say(`bare Temporal: ${bareBefore.toFixed(1)} trials/s`);
    const firstTrialMs = await timeToFirstTrial(at, store, concurrency);
    const sweep = await runSweep({ at, home, store, trials, concurrency, slots, stepMs, method: values.method });
    const bareAfter = await bareTemporalRate(bare);
    const drain = await drainMirror(store, Number(values['drain-s']));
    return {
      trials,
      concurrency,
      slots,
      stepMs,
      method: values.method,
      firstTrialMs,
      ...sweep,
      bare: { before: bareBefore, after: bareAfter },
      mirror: drain,
    };
  } finally {
    await store?.close();
    await down({ home });
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
};

interface SweepRun {
  at: Endpoints;
  home: string;
  store: Store;
  trials: number;
  concurrency: number;
  slots: number;
  stepMs: number;
  method: string;
}

async function runSweep({ at, home, store, trials, concurrency, slots, stepMs, method }: SweepRun) {
  const pid = (name: string) => status({ home }).services.find((service) => service.name === name)?.pid ?? 0;
  const memory = { orchestrator: watchMemory(pid('orchestrator')), trainer: watchMemory(pid('trainer')) };
  const services = status({ home }).services.flatMap(({ name, pid: group }) =>
    group === undefined ? [] : [{ name, group }],
  );
  const cpuBefore = services.map(({ group }) => cpuSecondsOfGroup(group));
  const id = await createSweep(at, functionSweep({ name: 'bench', trials, concurrency, stepMs, method }));
  await untilCompleted(store, id);
  const cpuMsPerTrial = Object.fromEntries(
    services.map(({ name, group }, i) => [name, ((cpuSecondsOfGroup(group) - cpuBefore[i]!) * 1000) / trials]),
  );
  const ended: { number: number; startedAt: number; endedAt: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.trials.list({
      sweepId: id,
      sort: 'number',
      order: 'asc',
      limit: 1000,
      ...(cursor && { cursor }),
    });
    for (const { number, startedAt, endedAt } of page.items)
      ended.push({ number, startedAt: Date.parse(startedAt ?? ''), endedAt: Date.parse(endedAt ?? '') });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const { createdAt } = await store.sweeps.get(id);
  const ends = ended.map((trial) => trial.endedAt).sort((a, b) => a - b);
  const tenth = Math.max(1, Math.floor(ends.length / 10));
  const rate = (from: number, to: number, count: number) => (count * 1000) / (to - from);
  const seconds = (ends.at(-1)! - Date.parse(createdAt)) / 1000;
  const ideal = (trials * stepMs) / 1000 / slots;
  const result = {
    rows: ended.length,
    distinctNumbers: new Set(ended.map((trial) => trial.number)).size,
    seconds,
    trialsPerSecond: trials / seconds,
    firstTenth: rate(ends[0]!, ends[tenth]!, tenth),
    lastTenth: rate(ends.at(-tenth - 1)!, ends.at(-1)!, tenth),
    ...(ideal > 0 && { idealSeconds: ideal, overIdeal: seconds / ideal }),
    cpuMsPerTrial,
    memoryMb: { orchestrator: memory.orchestrator.read(), trainer: memory.trainer.read() },
    mostAtOnce: mostAtOnce(ended),
    gapsMs: await slotGaps(at.temporalAddress, id, ended),
    history: await longestHistories(at.temporalAddress, id),
  };
  memory.orchestrator.stop();
  memory.trainer.stop();
  return result;
}

/** How many trials ran at the same moment, at most, by the rows. */
function mostAtOnce(trials: readonly { startedAt: number; endedAt: number }[]): number {
  const moments = trials
    .flatMap(({ startedAt, endedAt }) => [
      { at: startedAt, change: 1 },
      { at: endedAt, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let [running, most] = [0, 0];
  for (const { change } of moments) {
    running += change;
    most = Math.max(most, running);
  }
  return most;
}

/** From the answer to the creation to the start of the first trial, when slots are free. The best and worst of five. */
async function timeToFirstTrial(at: Endpoints, store: Store, concurrency: number) {
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const id = await createSweep(
      at,
      functionSweep({ name: `first-${i}`, trials: 10, concurrency, stepMs: 0, method: 'random' }),
    );
    await untilCompleted(store, id);
    const { createdAt } = await store.sweeps.get(id);
    const { items } = await store.trials.list({ sweepId: id, sort: 'number', order: 'asc', limit: 10 });
    times.push(Math.min(...items.map((row) => Date.parse(row.startedAt ?? ''))) - Date.parse(createdAt));
  }
  return { least: Math.min(...times), most: Math.max(...times) };
}

/** How long MLflow takes to catch up once the trials have ended, or how far it came in the time given. */
async function drainMirror(store: Store, seconds: number) {
  const waiting = async () => (await store.mlflow.pending(20_000)).length;
  const before = await waiting();
  const started = performance.now();
  let left = before;
  while (left > 0 && performance.now() - started < seconds * 1000) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    left = await waiting();
  }
  const took = (performance.now() - started) / 1000;
  return {
    waitingAtTheEnd: before,
    drained: before - left,
    seconds: took,
    runsPerSecond: took > 1 ? (before - left) / took : null,
  };
}
