import { compileProgram } from '@seesaw/compile/compileProgram';
import { dropIdleSessions } from '@seesaw/compile/session';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { backend, memory } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBackend, testDraws } from '../../testBackend.ts';
import { testImages } from '../../testImages.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import type { Compiler } from '../native/compiler.ts';
import type { PlainTensors } from '../state/safetensors.ts';
import { createTraining, type Training } from '../training.ts';

const random = await testBackend();
const draws = await testDraws();
const steps = 5;

type Values = Readonly<Record<string, Scalar>>;
/** `uncompiled` is the program of a function that could not be compiled. */
type Execution = ExecutionMode | 'uncompiled';

let tensorsBefore: number;
beforeAll(() => {
  tensorsBefore = memory().numTensors;
});
afterAll(() => expect(memory().numTensors).toBe(tensorsBefore));

/** With reports that calls end with the looks of. */
function trainingOf(recipe: string, values: Values, execution: Execution, isGivenWhole = true): Training {
  const small: Values = { log_every: 1, ...(recipe !== 'ring-mlp' && { width_d: 4, batch_size: 8 }) };
  const config = testTrial({ ...small, ...values }, { recipe, steps: 20 });
  const mode = execution === 'uncompiled' ? 'eager' : execution;
  const compile: Compiler = (entries, options) => compileProgram(entries, { ...options, mode });
  return createTraining({
    config,
    data: config.dataset === 'ring' ? ring : testImages,
    random,
    ...(execution !== 'eager' && { compiled: { compile, draws, isGivenWhole } }),
  });
}

/** Everything that a few steps leave, and what is reported on the way; steps between are played in one call. */
function played(
  recipe: string,
  values: Values,
  execution: Execution,
  { interruptedAt = steps, isGivenWhole = true } = {},
) {
  let training = trainingOf(recipe, values, execution, isGivenWhole);
  const reported: Record<string, number>[] = [];
  for (const step of new Set([1, 3, interruptedAt, steps].sort())) {
    training.trainStep(step - training.step);
    if (step === reported.length * 2 + 1) reported.push(training.readMetrics());
    if (step !== interruptedAt || step === steps) continue;
    const saved = training.save();
    training.dispose();
    training = trainingOf(recipe, values, execution, isGivenWhole);
    training.restore(saved);
  }
  const saved = training.save();
  training.dispose();
  return { saved, reported };
}

/** The largest difference of any number, as a share of the largest number of its tensor. */
function distance(a: PlainTensors, b: PlainTensors): number {
  return Math.max(
    ...Object.entries(a).map(([name, { data: values }]) => {
      const others = b[name]!.data;
      const largest = Math.max(1e-3, ...Array.from(values, Math.abs));
      return Math.max(0, ...Array.from(values, (value, i) => Math.abs(value - others[i]!) / largest));
    }),
  );
}

interface Case {
  readonly what: string;
  readonly recipe: string;
  readonly values: Values;
}

const onRing = (what: string, values: Values): Case => ({ what, recipe: 'ring-mlp', values });

/** TensorFlow does not rearrange any of their sums. */
const same: readonly Case[] = [
  ...['nonsaturating', 'minimax', 'hinge', 'wgan-gp'].map((loss) => onRing(loss, { loss })),
  onRing('R1 at every second step', { r1_gamma: 1, penalty_every: 2 }),
  onRing('a D that stands still at first, two updates each', { freeze_d_until: 2, d_steps: 2, g_steps: 2 }),
  onRing('AdamW, a falling rate, an average', { optimizer: 'adamw', weight_decay: 0.1, lr_end: 0.1, ema_decay: 0.9 }),
  onRing('RMSprop, both at once', { optimizer: 'rmsprop', order: 'simultaneous' }),
  onRing('a gate', { controller: 'accuracy-gate', gate_accuracy: 0.5 }),
  onRing('real points in the updates of both players', { loss: 'ragan', d_steps: 2, g_steps: 2 }),
  { what: 'dropout and maxout', recipe: 'mnist-bce', values: { dropout_d: 0.3, activation_g: 'maxout' } },
];

const near: readonly Case[] = [
  ...catalog.losses.flatMap(({ name }) =>
    same.some(({ what }) => what === name) || name === 'ra-ls' ? [] : [onRing(name, { loss: name })],
  ),
  // The bias of D's answer cancels out of it: of the rounding of a slope that is 0 Adam would make a whole step.
  onRing('ra-ls', { loss: 'ra-ls', optimizer: 'sgd' }),
  onRing('noise that ends', { instance_noise: 0.5, noise_steps: 3 }),
  onRing('plain gradients, G first, clipped', { optimizer: 'sgd', order: 'g-first', gradient_clip: 0.1 }),
  onRing('spectral normalisation and LeCam', { spectral_norm: true, lecam_lambda: 0.3 }),
  onRing('packs, R2, consensus and clipped weights', { pac: 2, r2_gamma: 1, consensus_gamma: 1, weight_clip: 0.5 }),
  { what: 'ADA', recipe: 'mnist-bce', values: { controller: 'ada', augment: 'color,translation,cutout' } },
  ...catalog.recipes
    .filter(({ sampleKind, name }) => sampleKind !== 'none' && name !== 'ring-mlp')
    .map(({ name }) => ({ what: name, recipe: name, values: {} })),
];

const playing = catalog.recipes.filter(({ sampleKind }) => sampleKind !== 'none');
const defaults = new Set(
  playing.flatMap(({ hyperparameters }) => hyperparameters.map((one) => `${one.name} ${one.default}`)),
);

/** Every value of a choice that is no recipe's default, in the first recipe that has the choice at all. */
const choices = [
  ...new Map(
    playing
      .flatMap(({ name: recipe, hyperparameters }) =>
        hyperparameters
          .filter(({ name, observes }) => !observes && name !== 'execution' && name !== 'loss')
          .flatMap((one) => {
            const values = one.kind === 'choice' ? one.choices : one.kind === 'boolean' ? [true, false] : [];
            // It normalises over the places of a picture.
            return values.map((value) => ({ recipe: value === 'instance' ? 'dcgan' : recipe, name: one.name, value }));
          }),
      )
      .reverse()
      .map((one) => [`${one.name} ${one.value}`, one] as const),
  ),
].flatMap(([text, one]) => (defaults.has(text) ? [] : [one]));

describe('compiled steps', () => {
  it.each(same)('$what: as a graph they are those of eager, bit for bit', ({ recipe, values }) => {
    expect(played(recipe, values, 'graph')).toEqual(played(recipe, values, 'eager'));
  });

  it.each([
    ['mnist-bce', {}, 'graph'],
    ['mnist-bce', {}, 'xla'],
    ['mnist-bce', { loss: 'ragan', d_steps: 2, g_steps: 2 }, 'graph'],
    ['cgan', {}, 'graph'],
  ] as const)('%s %j: are the same told rows and given all data (%s)', (recipe, values, mode) => {
    const [rows, whole] = [false, true].map((isGivenWhole) => played(recipe, values, mode, { isGivenWhole }));
    expect(whole).toEqual(rows);
  });

  it.each(same)('$what: so they are with reports that are too few to be compiled', ({ recipe, values }) => {
    const seldom = { ...values, log_every: 20 };
    expect(played(recipe, seldom, 'graph')).toEqual(played(recipe, seldom, 'eager'));
  });

  it.each(near)('$what: as a graph they are near those of eager', ({ recipe, values }) => {
    const [found, expected] = [played(recipe, values, 'graph'), played(recipe, values, 'eager')];
    for (const name of ['train/d_loss', 'train/g_loss', 'balance/grad_norm_d', 'balance/grad_norm_g']) {
      const [value, other] = [found.reported[0]![name]!, expected.reported[0]![name]!];
      expect(Math.abs(value - other), name).toBeLessThanOrEqual(1e-5 * Math.abs(other));
    }
    // Adam's first steps hardly ask how large a slope is, so a rounding can turn one that is almost 0.
    expect(distance(found.saved, expected.saved)).toBeLessThan(0.05);
  });

  it.each<Values>([
    { lr_d: 0.01, lr_ratio: 2, lr_end: 0.5, beta1: 0.3, beta2: 0.9, ema_decay: 0.7, gp_lambda: 3, seed: 5 },
    { loss: 'nonsaturating', label_smoothing: 0.3, lecam_lambda: 0.2, instance_noise: 0.3, gradient_clip: 0.5 },
    { loss: 'nonsaturating', r1_gamma: 3, r2_gamma: 2, zero_gp_gamma: 1, consensus_gamma: 2 },
    { optimizer: 'adamw', weight_decay: 0.2, beta1: 0.3 },
    { optimizer: 'rmsprop', beta2: 0.7 },
  ])('%o: a trial with other numbers finds the program of the one before', (numbers) => {
    const { binding } = backend() as unknown as { binding: { getNumOfSavedModels(): number } };
    const end = (share: number) => {
      const scaled = Object.entries(numbers).map(([name, value]) => [
        name,
        typeof value === 'number' ? value * share : value,
      ]);
      return played('ring-mlp', { loss: 'wgan-gp', ema_decay: 0.9, ...Object.fromEntries(scaled) }, 'graph');
    };
    dropIdleSessions();
    const models = binding.getNumOfSavedModels();
    const [first, second] = [end(1), end(0.5)];
    expect(binding.getNumOfSavedModels()).toBe(models + 1);
    expect(second).not.toEqual(first);
    dropIdleSessions();
    expect(end(0.5)).toEqual(second);
  });

  /** How steps are divided into calls, and after which one the training is killed and resumed. */
  const playedIn = (
    { recipe, values }: Case,
    counts: readonly number[],
    { execution = 'graph' as 'graph' | 'xla', killedAfter = -1 } = {},
  ) => {
    let training = trainingOf(recipe, values, execution);
    counts.forEach((count, call) => {
      training.trainStep(count);
      if (call !== killedAfter) return;
      const saved = training.save();
      training.dispose();
      training = trainingOf(recipe, values, execution);
      training.restore(saved);
    });
    const left = { saved: training.save(), losses: training.readMetrics() };
    training.dispose();
    return left;
  };

  it('are the same bits however many are played in one call, killed and resumed between any two of them', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...same, ...near), counts, fc.nat(), (one, divided, killed) => {
        const total = divided.reduce((a, b) => a + b);
        const whole = playedIn(one, new Array<number>(total).fill(1));
        expect(playedIn(one, divided, { killedAfter: killed % divided.length })).toEqual(whole);
        expect(playedIn(one, [total])).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  it.each([
    onRing('a gate, a falling rate, R1', { controller: 'accuracy-gate', lr_end: 0.1, r1_gamma: 1 }),
    { what: 'digits, two updates, dropout', recipe: 'mnist-bce', values: { d_steps: 2, dropout_d: 0.3 } },
    { what: 'convolutions', recipe: 'dcgan', values: { batch_size: 8, width_d: 8 } },
  ])('$what: so they are under XLA', (one) => {
    const execution = 'xla';
    const whole = playedIn(one, [6], { execution });
    expect(playedIn(one, new Array<number>(6).fill(1), { execution })).toEqual(whole);
    expect(playedIn(one, [3, 1, 2], { execution, killedAfter: 0 })).toEqual(whole);
  });

  it.each<Values>([{}, { loss: 'ragan', d_steps: 2, g_steps: 2 }, { loss: 'wgan-gp', order: 'simultaneous' }])(
    'of points with %o are fed nothing but keys and numbers',
    (values) => {
      const config = testTrial(values, { steps: 20 });
      const fed = new Map<string, readonly string[]>();
      const compile: Compiler = (entries, options) => {
        for (const { inputs } of Object.values(entries)) fed.set(options.what, Object.keys(inputs));
        return compileProgram(entries, { ...options, mode: 'graph' });
      };
      const training = createTraining({ config, data: ring, random, compiled: { compile, draws } });
      training.trainStep(3);
      training.dispose();
      expect([...fed]).toEqual([['steps', ['keys', 'numbers']]]);
    },
  );

  it('of several kinds are one program, wherever a training goes on', () => {
    const config = testTrial({ r1_gamma: 1, penalty_every: 3 }, { steps: 20 });
    const kinds: string[][] = [];
    const compile: Compiler = (entries, options) => {
      kinds.push(Object.keys(entries));
      return compileProgram(entries, { ...options, mode: 'graph' });
    };
    let training = createTraining({ config, data: ring, random, compiled: { compile, draws } });
    for (let more = 0; more < 3; more += 1) {
      training.trainStep();
      const saved = training.save();
      training.dispose();
      training = createTraining({ config, data: ring, random, compiled: { compile, draws } });
      training.restore(saved);
    }
    training.dispose();
    expect(kinds).toEqual(new Array(3).fill(['bare', 'penalised']));
  });

  it.each(['nonsaturating', 'hinge', 'wgan-gp'])(
    'leave the numbers as a graph at the step at which eager does: %s',
    (loss) => {
      const [graph, eager] = (['graph', 'eager'] as const).map((execution) => {
        const wild = { loss, lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 };
        const training = trainingOf('ring-mlp', wild, execution);
        training.trainStep(20);
        training.readMetrics();
        const { divergedAt } = training;
        training.dispose();
        return divergedAt;
      });
      expect(graph).toBeGreaterThan(1);
      expect(graph).toBe(eager);
    },
  );

  it('are those of eager, bit for bit, where they could not be compiled', () => {
    const values = { loss: 'wgan-gp', dropout_d: 0.3, freeze_d_until: 2, instance_noise: 0.5, noise_steps: 4 };
    expect(played('ring-mlp', values, 'uncompiled')).toEqual(played('ring-mlp', values, 'eager'));
  });

  it.each(choices)('$name $value can be compiled', ({ name, value, recipe }) => {
    const training = trainingOf(recipe, { [name]: value }, 'graph');
    training.trainStep();
    expect(training.mode).toBe('graph');
    training.dispose();
  });

  it.each([
    { execution: 'graph', kinds: { penalty_every: 2, freeze_d_until: 2, instance_noise: 0.5, noise_steps: 4 } },
    { execution: 'xla', kinds: {} },
  ] as const)(
    'a training that is killed and resumed under $execution ends as one that was not, bit for bit',
    ({ execution, kinds }) => {
      const values = { loss: 'wgan-gp', ...kinds } as Values;
      const whole = played('ring-mlp', values, execution);
      for (const at of [1, 2, 4]) expect(played('ring-mlp', values, execution, { interruptedAt: at })).toEqual(whole);
    },
  );
});
