import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { catalog } from '@seesaw/gan/catalog/catalog';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { recipeConfig } from '../recipeConfig.ts';
import { type BenchSuite, say } from '../suite.ts';
import { fewestWatchedSteps } from './memoryLooks.ts';
import { comparePeers } from './peers/trainPeers.ts';
import type { TrainCase, TrainOrder } from './trainCase.ts';

/** A round is about half a second; memory is watched for as many steps as take about a minute. */
const recipes: Readonly<Record<string, { stepsPerRound: number; watchedSteps: number }>> = {
  'ring-mlp': { stepsPerRound: 200, watchedSteps: 20_000 },
  'mnist-bce': { stepsPerRound: 50, watchedSteps: 2000 },
  dcgan: { stepsPerRound: 10, watchedSteps: 1000 },
};

const known = Object.keys(recipes).filter((name) => catalog.recipes.some((recipe) => recipe.name === name));

/** Some recipes have one of their own. */
const withoutPenalty = { r1_gamma: 0, penalty_every: 1 };

const penalties: Readonly<Record<string, Readonly<Record<string, Scalar>>>> = {
  plain: withoutPenalty,
  r1: { ...withoutPenalty, r1_gamma: 1 },
  'wgan-gp': { ...withoutPenalty, loss: 'wgan-gp' },
};

/**
 * What a step costs, in time, tensors and memory, with and without a penalty on D's slope; beside it, in the same run, the bare
 * matrix products and convolutions of that step.
 *
 * `--execution graph|eager|xla --batch 64 --recipes ring-mlp,mnist-bce,dcgan --penalties plain,r1,wgan-gp --rounds 9 --watch plain,r1`; `--short` tries all of it in
 * about a minute: two rounds, and a look at memory at every one of 50 steps, which says nothing about how flat it stays.
 * `--peers`: the same games in Seesaw, JAX and TensorFlow instead, which are installed into an environment of their own; with
 * `--cases packed,MNIST` those with one of these words in their name, with `--python python3` in those of JAX, TensorFlow and PyTorch that this Python can import. `--device cuda`: all on the first GPU.
 */
export const run: BenchSuite = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      recipes: { type: 'string', default: known.join() },
      execution: { type: 'string', default: 'graph' },
      batch: { type: 'string', default: '64' },
      penalties: { type: 'string', default: Object.keys(penalties).join() },
      rounds: { type: 'string', default: '9' },
      watch: { type: 'string', default: 'plain,r1' },
      peers: { type: 'boolean', default: false },
      cases: { type: 'string' },
      python: { type: 'string' },
      device: { type: 'string', default: 'cpu' },
      short: { type: 'boolean', default: false },
    },
  });
  const { short } = values;
  const { device, python } = values;
  const batch = Number(values.batch);
  if (device !== 'cpu' && device !== 'cuda') throw new Error(`--device ${device}: it is cpu or cuda.`);
  const rounds = short ? 2 : Number(values.rounds);
  if (values.peers) return comparePeers({ rounds, only: values.cases?.split(','), short, device, python });
  if (device === 'cuda') throw new Error('--device cuda goes with --peers.');
  const cases: Record<string, TrainCase> = {};
  for (const recipe of values.recipes.split(',')) {
    for (const penalty of values.penalties.split(',')) {
      const { stepsPerRound, watchedSteps } = recipes[recipe] ?? { stepsPerRound: 10, watchedSteps: 0 };
      const measured = await inItsOwnProcess({
        config: recipeConfig(recipe, {
          batch_size: batch,
          seed: 1,
          execution: values.execution,
          ...penalties[penalty],
        }),
        rounds,
        stepsPerRound: short ? Math.ceil(stepsPerRound / 10) : stepsPerRound,
        watchedSteps: values.watch.split(',').includes(penalty) ? (short ? fewestWatchedSteps : watchedSteps) : 0,
      });
      cases[`${recipe}, ${penalty}`] = measured;
      const { step, bare, memory } = measured;
      const change = memory === undefined ? '' : `, resident memory within ${memory.rssChangePercent} %`;
      say(`${recipe}, ${penalty}: ${step.cpuMs} ms of processor a step, ${bare.cpuMs} of them bare${change}`);
    }
  }
  return { suite: 'train', execution: values.execution, batch, threads: 1, ...(short && { short }), cases };
};

function inItsOwnProcess(order: TrainOrder): Promise<TrainCase> {
  const child: ChildProcess = fork(fileURLToPath(new URL('./trainCase.ts', import.meta.url)), [], {
    // Memory is looked at after a collection.
    execArgv: ['--expose-gc', '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The training ended: ${code}`)));
    child.on('message', (message: { type: 'ready' } | { type: 'done'; result: TrainCase }) => {
      if (message.type === 'ready') {
        child.send(order);
        return;
      }
      resolve(message.result);
      child.disconnect();
    });
  });
}
