import { parseArgs } from 'node:util';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { startTrainingProcess, type TrainingProcess } from '../../../apps/trainer/src/fixtures/trainingProcess.ts';
import { processorSecondsOf } from '../ingest/processorSeconds.ts';
import { startOneThread } from '../oneThread.ts';
import { recipeConfig } from '../recipeConfig.ts';
import { median, rounded } from '../search/spread.ts';
import { type BenchSuite, say } from '../suite.ts';
import { fewestWatchedSteps } from '../train/memoryLooks.ts';
import { medianInterval } from '../train/peers/medianInterval.ts';
import type { WatchedMemory } from '../train/watchMemory.ts';
import type { LanesOrder } from './lanesMemory.ts';

/** Units of each hidden layer, samples in a batch, and steps that take half a second alone. */
const sizes: readonly { readonly width: number; readonly batch: number; readonly steps: number }[] = [
  { width: 32, batch: 64, steps: 2000 },
  { width: 64, batch: 128, steps: 1000 },
  { width: 128, batch: 64, steps: 800 },
  { width: 128, batch: 128, steps: 600 },
  { width: 128, batch: 256, steps: 400 },
];

/** Milliseconds of a step of one trial, from its order to its end. */
interface Spent {
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * Trials of the ring in the lanes of one training process, beside trials that have it for themselves, one after another: all that
 * they do at their defaults, from nets and programs to reports, samples, the scores at the end and checkpoints. Both are warm.
 *
 * Then the memory of a process with all lanes taken, over `--watch` steps of each (0 = not at all), of the first of the sizes.
 *
 * `--lanes 8 --rounds 5 --execution graph --sizes 32x64,128x256 --watch 20000` (width × batch); `--short` tries all of it in about a minute.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lanes: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '5' },
      execution: { type: 'string', default: 'graph' },
      watch: { type: 'string', default: '20000' },
      sizes: { type: 'string', default: sizes.map(nameOf).join() },
      short: { type: 'boolean', default: false },
    },
  });
  const { execution, short } = values;
  const lanes = Number(values.lanes);
  const rounds = short ? 1 : Number(values.rounds);
  const chosen = sizes.filter((size) => values.sizes.split(',').includes(nameOf(size)));
  const cases: Record<string, unknown> = {};
  const child = await startTrainingProcess();
  try {
    for (const size of chosen) {
      const steps = short ? 200 : size.steps;
      const config = recipeConfig('ring-mlp', {
        ...{ width_d: size.width, batch_size: size.batch, steps, execution },
      });
      const found: { alone: Spent; packed: Spent }[] = [];
      // The first compiles both.
      for (let round = -1; round < rounds; round++) {
        const packed = await playedBy(child, config, lanes, { key: nameOf(size), lanes });
        const alone = await playedBy(child, config, 2);
        if (round >= 0) found.push({ alone, packed });
      }
      const ratios = found.map(({ alone, packed }) => packed.cpuMs / alone.cpuMs);
      const medianOf = (who: 'alone' | 'packed', what: keyof Spent) =>
        rounded(median(found.map((one) => one[who][what])));
      const measured = {
        alone: { ms: medianOf('alone', 'ms'), cpuMs: medianOf('alone', 'cpuMs') },
        packed: { ms: medianOf('packed', 'ms'), cpuMs: medianOf('packed', 'cpuMs') },
        ratio: rounded(median(ratios)),
        interval: medianInterval(ratios).map(rounded),
        rounds: found,
      };
      cases[nameOf(size)] = measured;
      say(
        `${nameOf(size)}: ${measured.packed.cpuMs} ms of processor for a step of one of ${lanes}, ${measured.alone.cpuMs} alone; ratio ${measured.ratio} (${measured.interval.join(' to ')})`,
      );
    }
  } finally {
    await child.close();
  }
  const watchedSteps = short ? Math.min(fewestWatchedSteps, Number(values.watch)) : Number(values.watch);
  const memory =
    chosen[0] !== undefined && watchedSteps > 0 ? await watchedLanes(chosen[0], lanes, watchedSteps) : undefined;
  return { suite: 'packed', execution, lanes, threads: 1, ...(short && { short }), cases, ...(memory && { memory }) };
};

function nameOf({ width, batch }: { readonly width: number; readonly batch: number }): string {
  return `${width}x${batch}`;
}

/** Ten trials after another in each lane. */
async function watchedLanes(size: (typeof sizes)[number], lanes: number, steps: number): Promise<object> {
  const stepsOfTrial = Math.ceil(steps / 10);
  const config = recipeConfig('ring-mlp', { width_d: size.width, batch_size: size.batch, steps: stepsOfTrial });
  const child = await startOneThread<LanesOrder, WatchedMemory>(new URL('./lanesMemory.ts', import.meta.url), 'cpu', [
    '--expose-gc',
  ]);
  try {
    const watched = await child.ask({ config, lanes, steps, stepsOfTrial });
    say(`${nameOf(size)}: over ${steps} steps of each lane, resident memory within ${watched.rssChangePercent} %`);
    return { size: nameOf(size), stepsOfTrial, ...watched };
  } finally {
    child.stop();
  }
}

let trials = 0;

/** So many trials, of seeds of their own. */
async function playedBy(
  child: TrainingProcess,
  config: TrialConfig,
  count: number,
  pack?: { readonly key: string; readonly lanes: number },
): Promise<Spent> {
  const ids = Array.from({ length: count }, () => ++trials);
  const start = performance.now();
  const before = await processorSecondsOf(child.pid);
  ids.forEach((trialId, lane) => {
    child.train({ trialId, config: { ...config, seed: trialId }, ...(pack && { pack: { ...pack, lane } }) });
  });
  const ends = await Promise.all(ids.map((id) => child.endOf(id)));
  for (const end of ends) if (end.type === 'failed' || end.state !== 'completed') throw new Error(end.message);
  const steps = count * config.steps;
  const cpuMs = ((await processorSecondsOf(child.pid)) - before) * 1000;
  return { ms: (performance.now() - start) / steps, cpuMs: cpuMs / steps };
}
