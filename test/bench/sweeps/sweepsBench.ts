import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { down, endpoints, up } from '@seesaw/local/local';
import { editSweepFile } from '@seesaw/shared/editSweepFile';
import type { TrialRow } from '@seesaw/shared/records';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { createSweep, untilCompleted } from '../followSweep.ts';
import { rounded } from '../search/spread.ts';
import { type BenchSuite, say } from '../suite.ts';
import type { GameCase } from '../train/peers/gameCase.ts';
import { ensurePeers, importablePeers, startPeer } from '../train/peers/pythonPeers.ts';
import { caseOfTrial } from './caseOfTrial.ts';
import { ringSweep } from './ringSweep.ts';

const demo = new URL('../../../examples/balance-mnist.yaml', import.meta.url);

/**
 * Whole sweeps against a script: the time from creating a sweep to the end of its last trial, with evaluation, samples,
 * diagnostics, checkpoints and MLflow; beside it JAX, which trains the same trials one after another in one process, compiling
 * each, and does nothing else. Both may use all cores: Seesaw by its slots, JAX by its threads.
 *
 * `--sweeps demo,ring --ring-trials 64 --ring-steps 5000 --slots 2 --pack 8 --execution xla --python PATH`; with `--pack`, so many
 * trials of `ring` share a program
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sweeps: { type: 'string', default: 'demo,ring' },
      'ring-trials': { type: 'string', default: '64' },
      'ring-steps': { type: 'string', default: '5000' },
      slots: { type: 'string', default: '2' },
      pack: { type: 'string', default: '1' },
      execution: { type: 'string', default: 'auto' },
      python: { type: 'string' },
    },
  });
  const { execution } = values;
  const slots = Number(values.slots);
  const pack = Number(values.pack);
  const ring = { trials: Number(values['ring-trials']), steps: Number(values['ring-steps']), slots, pack };
  const files: Readonly<Record<string, () => Promise<string>>> = {
    demo: () => readFile(demo, 'utf8'),
    ring: async () => ringSweep(ring),
  };
  const python = values.python ?? (await ensurePeers(say));
  const { jax } = await importablePeers(python);
  if (jax === undefined) throw new Error(`${python} cannot import JAX.`);
  const home = await mkdtemp(join(tmpdir(), 'seesaw-bench-'));
  process.env.SEESAW_DEVICES = `cpu:${slots}`;
  let store: Store | undefined;
  try {
    await up({ home, onProgress: ({ step, kind }) => kind === 'done' && say(`  ${step} ready`) });
    const at = endpoints({ home });
    store = createStore({ databaseUrl: at.databaseUrl, applicationName: 'seesaw-bench' });
    const sweeps: Record<string, unknown> = {};
    for (const name of values.sweeps.split(',')) {
      const file = files[name];
      if (file === undefined) throw new Error(`--sweeps ${name}: it is ${Object.keys(files).join(' or ')}.`);
      const id = await createSweep(at, editSweepFile(await file(), [{ key: 'execution', value: execution }]));
      const { createdAt, counts } = await untilCompleted(store, id);
      const { items: trials } = await store.trials.list({ sweepId: id, sort: 'number', order: 'asc', limit: 1000 });
      const seesaw = (Math.max(...trials.map(({ endedAt }) => Date.parse(endedAt!))) - Date.parse(createdAt)) / 1000;
      const inJax = await oneAfterAnother(python, trials);
      const besides = await besidesTraining(store, trials);
      sweeps[name] = {
        trials: trials.length,
        completed: counts.completed ?? 0,
        steps: trials.reduce((sum, { config }) => sum + config.steps, 0),
        seconds: { seesaw: rounded(seesaw), jax: rounded(inJax) },
        ratio: rounded(seesaw / inJax),
        percentOfSlotsBesidesTraining: rounded(100 * besides),
      };
      say(`${name}: Seesaw ${seesaw.toFixed(1)} s, JAX ${inJax.toFixed(1)} s`);
    }
    return { suite: 'sweeps', slots, pack, execution, jax, sweeps };
  } finally {
    await store?.close();
    await down({ home });
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** Seconds for all of them in one process; loading JAX is not counted, nor is starting Seesaw. */
async function oneAfterAnother(python: string, trials: readonly TrialRow[]): Promise<number> {
  const peer = startPeer(python, 'jax', 'cpu', 'all');
  const train = (one: GameCase, steps: number) => peer.ask({ case: one, column: 'together', steps });
  try {
    const first = caseOfTrial(trials[0]!);
    await train({ ...first, name: 'to load the library' }, 1);
    const start = performance.now();
    for (const trial of trials) {
      const { losses } = await train(caseOfTrial(trial), trial.config.steps);
      if (!losses.every(Number.isFinite)) say(`trial ${trial.number} left the numbers in JAX`);
    }
    return (performance.now() - start) / 1000;
  } finally {
    peer.stop();
  }
}

/** Share of the time on slots in which no step ran and no loss was read: compiling, evaluating, drawing, writing, waiting. */
async function besidesTraining(store: Store, trials: readonly TrialRow[]): Promise<number> {
  let slotMs = 0;
  let trainingMs = 0;
  for (const trial of trials) {
    slotMs += trial.slotMs;
    let before = 0;
    for (const { step, value } of await store.metrics.all({ trialId: trial.id, metric: 'system/steps_per_s' })) {
      trainingMs += ((step - before) * 1000) / value;
      before = step;
    }
  }
  return 1 - trainingMs / slotMs;
}
