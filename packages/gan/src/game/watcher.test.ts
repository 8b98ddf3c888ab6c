import { compileProgram } from '@seesaw/compile/compileProgram';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend, testDraws } from '../../testBackend.ts';
import { testImages } from '../../testImages.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import { createTraining } from '../training.ts';

const random = await testBackend();
const draws = await testDraws();

/**
 * What is looked at after each of a few steps, which run like the looks: operation by operation, as a graph, or as programs that
 * cannot be compiled.
 */
function looked(
  recipe: string,
  values: Readonly<Record<string, Scalar>>,
  mode: 'eager' | 'graph' | 'refused',
  isReported = true,
) {
  const before = memory().numTensors;
  const config = testTrial(
    { width_d: 8, batch_size: 8, log_every: 1, eval_every: 1, ...values },
    { recipe, steps: 20 },
  );
  const compiled: string[] = [];
  const training = createTraining({
    config,
    data: config.dataset === 'ring' ? ring : testImages,
    random,
    ...(mode !== 'eager' && {
      compiled: {
        draws,
        compile(entries, { what, ...options }) {
          compiled.push(what);
          return compileProgram(entries, { ...options, mode: mode === 'graph' ? mode : 'eager' });
        },
      },
    }),
  });
  const rows = Array.from({ length: 3 }, () => {
    training.trainStep(1, { isReported });
    return { ...training.readMetrics(), ...training.diagnose() };
  });
  training.dispose();
  expect(memory().numTensors).toBe(before);
  return { rows, compiled };
}

/** Every look of a training is compiled, samples too. */
test.each(catalog.recipes.map(({ name }) => name).filter((name) => name !== 'function'))(
  '%s: no look is another from call to call, so it is traced once',
  (recipe) => {
    const config = testTrial({ width_d: 4, batch_size: 8, log_every: 1, eval_every: 1, sample_every: 1 }, { recipe });
    const looks: string[] = [];
    const training = createTraining({
      config,
      data: config.dataset === 'ring' ? ring : testImages,
      random,
      compiled: {
        draws,
        compile(entries, { what, traces = 'twice', ...options }) {
          if (traces === 'once') looks.push(what);
          const tracedTwice = Object.entries(entries).map(([name, { epilogue, ...entry }]) => {
            if (epilogue !== undefined) looks.push(`end of ${what}`);
            return [name, { ...entry, ...(epilogue && { epilogue: { ...epilogue, traces: 'twice' as const } }) }];
          });
          return compileProgram(Object.fromEntries(tracedTwice), { ...options, traces: 'twice', mode: 'graph' });
        },
      },
    });
    training.trainStep();
    training.readMetrics();
    training.diagnose();
    training.sample();
    training.dispose();
    const samples = config.dataset === 'ring' ? 'samplePoints' : 'sampleImages';
    expect([...new Set(looks)]).toEqual(['end of steps', 'gapUpdates', 'diagnostics', samples]);
  },
);

const cases: readonly { recipe: string; values: Readonly<Record<string, Scalar>> }[] = [
  { recipe: 'ring-mlp', values: { loss: 'wgan-gp', controller: 'gradient-ratio', d_steps: 2 } },
  { recipe: 'ring-mlp', values: { instance_noise: 0.5, noise_steps: 2, ema_decay: 0.9, optimizer: 'rmsprop' } },
  { recipe: 'acgan', values: { net: 'mlp' } },
];

test.each(cases)(
  '$recipe $values: compiled looks see, at each step, what they see operation by operation',
  ({ recipe, values }) => {
    const { rows, compiled } = looked(recipe, values, 'graph');
    expect(new Set(compiled)).toEqual(new Set(['steps', 'gapUpdates', 'diagnostics']));
    const refused = looked(recipe, values, 'refused').rows;
    looked(recipe, values, 'eager').rows.forEach((row, index) => {
      expect(Object.keys(rows[index]!)).toEqual(Object.keys(row));
      for (const [name, value] of Object.entries(row)) {
        expect(rows[index]![name], name).toBeCloseTo(value, 4);
        expect(refused[index]![name], name).toBeCloseTo(value, 4);
      }
    });
  },
);

const ofStep = ['balance/grad_norm_d', 'balance/grad_norm_g', 'balance/update_ratio_d', 'balance/update_ratio_g'];

test.each([...cases, { recipe: 'dcgan', values: {} }])(
  '$recipe $values: a report that nobody told of says the same, bit for bit, but what only the end of its steps saw',
  ({ recipe, values }) => {
    const atEnd = looked(recipe, values, 'graph');
    const later = looked(recipe, values, 'graph', false);
    expect(atEnd.compiled).not.toContain('signals');
    expect(later.compiled).toContain('signals');
    const rest = atEnd.rows.map((row) => Object.entries(row).filter(([name]) => !ofStep.includes(name)));
    expect(later.rows).toEqual(rest.map((row) => Object.fromEntries(row)));
    expect(ofStep.every((name) => name in atEnd.rows[0]!)).toBe(true);
  },
);
