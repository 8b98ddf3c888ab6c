import type { Scalar } from '@seesaw/shared/hyperparameter';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../testBackend.ts';
import { testImages } from '../testImages.ts';
import { testTrial } from '../testTrial.ts';
import { catalog } from './catalog/catalog.ts';
import { ring } from './data/ring.ts';
import { toPixels } from './pictures/tileImages.ts';
import { encodeSafetensors } from './state/safetensors.ts';
import { createTraining, type Training } from './training.ts';

const random = await testBackend();

test('looking does not change the game: metrics, evaluation, diagnostics, samples and saving leave the same run', () => {
  const quiet = start({});
  run(quiet, 12);
  const watched = start({});
  for (let i = 0; i < 12; i++) {
    watched.trainStep();
    watched.readMetrics();
    if (i % 4 === 0) {
      watched.evaluate();
      watched.diagnose();
      watched.sample();
      watched.save();
    }
  }
  expect(encodeSafetensors(watched.save())).toEqual(encodeSafetensors(quiet.save()));
  expect(watched.evaluate()).toEqual(quiet.evaluate());
  expect(watched.diagnose()).toEqual(quiet.diagnose());
});

describe('a training that is extended beyond its last step', () => {
  const schedules = catalog.recipes[0]!.hyperparameters.filter(({ untilLastStep }) => untilLastStep !== undefined);
  const neutral = Object.fromEntries(schedules.map(({ name, untilLastStep }) => [name, untilLastStep!.neutral]));

  function extendedAndLonger(values: Record<string, Scalar>) {
    const short = start(values, 6);
    run(short, 6);
    const extended = start(values, 12);
    extended.restore(short.save());
    run(extended, 6);
    const longer = start(values, 12);
    run(longer, 12);
    return [encodeSafetensors(extended.save()), encodeSafetensors(longer.save())];
  }

  test('equals one that had the later last step from the start, where no hyperparameter stretches over the steps', () => {
    const [extended, longer] = extendedAndLonger(neutral);
    expect(extended).toEqual(longer);
  });

  test.each(schedules.map(({ name }) => name))('differs where %s does', (name) => {
    const [extended, longer] = extendedAndLonger({ ...neutral, [name]: 0.02 });
    expect(extended).not.toEqual(longer);
  });
});

test('another seed is another run, from the first weights on', () => {
  const a = start({ seed: 1 }).save();
  const b = start({ seed: 2 }).save();
  expect(a['g.dense0.kernel']!.data).not.toEqual(b['g.dense0.kernel']!.data);
  expect(a['d.dense1.kernel']!.data).not.toEqual(a['g.dense1.kernel']!.data);
});

test('samples come from the same z at every step and in every trial', () => {
  const one = start({ seed: 1 });
  const other = start({ seed: 2 });
  other.restore(one.save());
  expect(other.sample()).toEqual(one.sample());
});

test('where labels are told, a sample has a row of each, made of the same z', () => {
  const training = start({}, 100, 'projection');
  run(training, 3);
  const sample = training.sample();
  if (sample.kind !== 'images') throw new Error('no images');
  expect(sample).toMatchObject({ count: 100, columns: 10, labels: 10 });
  const { labels, images } = sample.tensors;
  expect(Array.from(labels!.data.slice(9, 22))).toEqual([0, ...new Array(10).fill(1), 2, 2]);
  expect(images!.shape).toEqual([100, 8, 8, 1]);
  const picture = (tile: number) => images!.data.slice(64 * tile, 64 * (tile + 1));
  expect(picture(0)).not.toEqual(picture(1));
  expect(picture(0)).not.toEqual(picture(10));
  // Without its table of labels G makes the same of the same z.
  const state = training.save();
  const table = state['g.label.table']!;
  training.restore({ ...state, 'g.label.table': { ...table, data: new Float32Array(table.data.length) } });
  const untold = training.sample().tensors.images!;
  expect(untold.data.slice(0, 640)).toEqual(untold.data.slice(640, 1280));
});

test.each(['cgan', 'acgan', 'projection'])(
  '%s: what D asks G to change is kept for every label, of the same z',
  (recipe) => {
    const training = start({}, 100, recipe);
    run(training, 3);
    const { feedback } = training.sample().tensors;
    expect(feedback!.shape).toEqual([10, 8, 8, 1]);
    const asked = Array.from({ length: 10 }, (_, label) => feedback!.data.slice(64 * label, 64 * (label + 1)).join());
    expect(new Set(asked).size).toBe(10);
  },
);

test('a look at a set that holds out six images asks a loss that compares with them all the same', () => {
  const heldOut = {
    count: 6,
    pixels: testImages.heldOut.pixels.slice(0, 6 * 64),
    labels: testImages.heldOut.labels.slice(0, 6),
  };
  const config = testTrial({ loss: 'rpgan' }, { recipe: 'mnist-bce' });
  const training = createTraining({ config, data: { ...testImages, heldOut }, random });
  expect(training.sample().tensors.feedback!.shape).toEqual([16, 8, 8, 1]);
});

test('on data of one’s own the first sample holds real pictures, held-out ones, and no later one does', () => {
  const config = { ...testTrial({}, { recipe: 'mnist-bce' }), dataset: 'image-folder:faces' };
  const training = createTraining({ config, data: { ...testImages, name: config.dataset }, random });
  const { real } = training.sample().tensors;
  expect(real!.shape).toEqual([16, 8, 8, 1]);
  expect(toPixels(real!.data as Float32Array)).toEqual(testImages.heldOut.pixels);
  run(training, 1);
  expect(training.sample().tensors.real).toBeUndefined();
  expect(start({}, 100, 'mnist-bce').sample().tensors.real).toBeUndefined();
});

test('in the order g-first G moves against the untouched D', () => {
  const before = start({ order: 'g-first' });
  const gFirst = start({ order: 'g-first' });
  const together = start({ order: 'simultaneous' });
  gFirst.trainStep();
  together.trainStep();
  expect(before.step).toBe(0);
  // G sees the first D in both orders, D sees the moved G only in g-first.
  expect(gFirst.save()['g.dense0.kernel']).toEqual(together.save()['g.dense0.kernel']);
  expect(gFirst.save()['d.dense0.kernel']).not.toEqual(together.save()['d.dense0.kernel']);
});

test('a learning rate ratio near 0 leaves G where it was: D alone moves', () => {
  const training = start({ lr_ratio: 1e-30 });
  const before = training.save();
  run(training, 5);
  const after = training.save();
  expect(after['g.dense1.kernel']).toEqual(before['g.dense1.kernel']);
  expect(after['d.dense1.kernel']).not.toEqual(before['d.dense1.kernel']);
});

const everything = {
  ...{
    lecam_lambda: 1,
    spectral_norm: true,
    ema_decay: 0.9,
    instance_noise: 0.1,
    gradient_clip: 1,
    pac: 2,
    r2_gamma: 1,
  },
  ...{ label_smoothing: 0.1, d_steps: 2 },
};
const games: readonly [string, Record<string, Scalar>][] = [
  ['the plain game', {}],
  ['wgan-gp', { loss: 'wgan-gp' }],
  ['began', { loss: 'began' }],
  ['pairs with consensus', { loss: 'rpgan', consensus_gamma: 1 }],
  ['nearly every regulariser at once', everything],
  ['a gate on top of them', { ...everything, controller: 'accuracy-gate' }],
  ['loss changes', { controller: 'loss-change-ratio', ema_decay: 0.9 }],
  ['gradient norms', { controller: 'gradient-ratio' }],
  ['adaptive noise on a frozen D', { controller: 'ada', instance_noise: 0.1, freeze_d_until: 50 }],
  ['labels that D reads', { recipe: 'cgan' }],
  ['labels that D names', { recipe: 'acgan' }],
];

test.each(games)(
  '%s: no tensor is left behind by steps, metrics, evaluations and samples, nor at the end',
  (_name, { recipe = 'ring-mlp', ...values }) => {
    const atFirst = memory().numTensors;
    const training = start(values, 100, String(recipe));
    const round = () => {
      run(training, 3);
      training.readMetrics();
      if (recipe === 'ring-mlp') training.evaluate();
      training.sample();
      training.restore(training.save());
    };
    round();
    const before = memory().numTensors;
    for (let i = 0; i < 3; i++) round();
    expect(memory().numTensors).toBe(before);
    training.dispose();
    expect(memory().numTensors).toBe(atFirst);
  },
);

test('losses that leave the numbers are found with the first step at which they did', () => {
  const training = start({ lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 });
  run(training, 60);
  const values = training.readMetrics();
  expect(training.divergedAt).toBeGreaterThan(0);
  expect(training.divergedAt).toBeLessThanOrEqual(60);
  expect([values['train/d_loss'], values['train/g_loss']].every(Number.isFinite)).toBe(false);
});

test('a checkpoint of another architecture is refused by the name of the tensor', () => {
  const wide = start({ width_d: 32 }).save();
  expect(() => start({}).restore(wide)).toThrow(/Tensor d\.dense0\.kernel .*\[2, 32\].*\[2, 16\]/);
});

test('every metric that a training reports is in the catalog of its recipe', () => {
  const training = start({});
  run(training, 2);
  const reported = Object.keys({ ...training.readMetrics(), ...training.evaluate(), ...training.diagnose() });
  const known = catalog.recipes.find(({ name }) => name === 'ring-mlp')!.metrics.map(({ name }) => name);
  expect(reported.filter((name) => !known.includes(name))).toEqual([]);
});

test('the share by which an update moves weights follows the learning rate', () => {
  const ratio = (lr_d: number) => {
    const training = start({ lr_d, lr_ratio: 2, optimizer: 'sgd' });
    run(training, 1);
    const values = training.readMetrics();
    return [values['balance/update_ratio_d']!, values['balance/update_ratio_g']!];
  };
  const [slowD, slowG] = ratio(1e-4) as [number, number];
  const [fastD, fastG] = ratio(1e-3) as [number, number];
  expect(fastD / slowD).toBeCloseTo(10, 0);
  expect(fastG / slowG).toBeCloseTo(10, 0);
});

test('D accuracies are reported where the loss decides, and only there', () => {
  const metrics = (loss: string) => {
    const training = start({ loss });
    run(training, 1);
    return Object.keys(training.readMetrics());
  };
  const accuracies = (loss: string) => metrics(loss).filter((name) => name.startsWith('balance/d_acc'));
  expect(accuracies('lsgan')).toEqual(['balance/d_acc_real', 'balance/d_acc_fake']);
  expect(accuracies('rpgan')).toEqual(['balance/d_acc_paired']);
  expect(accuracies('wgan-gp')).toEqual([]);
});

function start(values: Record<string, Scalar>, steps = 100, recipe = 'ring-mlp'): Training {
  const config = testTrial(values, { steps, recipe });
  return createTraining({ config, data: config.dataset === 'ring' ? ring : testImages, random });
}

function run(training: Training, steps: number): void {
  for (let i = 0; i < steps; i++) training.trainStep();
}
