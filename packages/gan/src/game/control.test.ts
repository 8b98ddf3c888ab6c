import type { Scalar } from '@seesaw/shared/hyperparameter';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import type { ImageData, TrainingData } from '../data/trainingData.ts';
import type { PlainTensors } from '../state/safetensors.ts';
import { createTraining } from '../training.ts';

const random = await testBackend();

/** The checkpoint after so many steps. */
function played(values: Record<string, Scalar>, steps: number, data: TrainingData = ring): PlainTensors {
  const recipe = data.kind === 'points' ? 'ring-mlp' : 'mnist-bce';
  const training = createTraining({ config: testTrial({ width_d: 8, ...values }, { recipe }), data, random });
  for (let i = 0; i < steps; i++) training.trainStep();
  const saved = training.save();
  training.dispose();
  return saved;
}

/** Tensors whose names begin so, without the numbers of the controller. */
function of(saved: PlainTensors, prefix: string): PlainTensors {
  return Object.fromEntries(Object.entries(saved).filter(([name]) => name.startsWith(prefix)));
}

const number = (saved: PlainTensors, name: string) => saved[name]!.data[0]!;

/** Everything that an update of D or G moves along. */
const rich = {
  ...{ lecam_lambda: 1, spectral_norm: true, ema_decay: 0.9, d_steps: 2, g_steps: 2 },
  ...{ loss: 'nonsaturating', optimizer: 'adamw', weight_decay: 0.1 },
};

test.each<[string, Record<string, Scalar>, string[]]>([
  // D is right about some of a batch at any rate, and its loss is between these two.
  ['accuracy-gate', { gate_accuracy: 0 }, ['d.', 'carried.']],
  ['loss-gate', { gate_loss_d: 1000, gate_loss_g: -1000 }, ['d.', 'carried.']],
  ['loss-gate', { gate_loss_d: -1000, gate_loss_g: 1000 }, ['g.']],
])('%s %j: who is held back stays as it was after the first step, to the last bit', (controller, gates, held) => {
  const values = { ...rich, controller, ...gates };
  const first = played(values, 1);
  const later = played(values, 4);
  const counts = /\.(updates|made)$/;
  for (const prefix of ['d.', 'g.', 'carried.']) {
    const parts = Object.keys(of(first, prefix)).filter((name) => !counts.test(name));
    expect(parts.length).toBeGreaterThan(0);
    for (const name of parts) {
      if (held.includes(prefix)) expect(later[name], name).toEqual(first[name]);
      // A normalised vector of one number is 1 or −1.
      else if (!name.startsWith('d.spectral.')) expect(later[name], name).not.toEqual(first[name]);
    }
  }
  const player = held[0] === 'd.' ? 'd' : 'g';
  // Two updates in the first step, none since; what was looked at counts on, so that no real batch comes twice.
  expect(number(later, `${player}.adamw.made`)).toBe(2);
  expect(number(later, `${player}.adamw.updates`)).toBe(8);
});

test.each(['d-first', 'g-first', 'simultaneous'])('%s: a gate that never shuts is the game without it', (order) => {
  const values = { order, optimizer: 'sgd', lr_d: 0.01 };
  const gated = played({ ...values, controller: 'accuracy-gate', gate_accuracy: 1 }, 5);
  const plain = played(values, 5);
  for (const player of ['d.', 'g.']) {
    const { [`${player}sgd.made`]: made, ...rest } = of(gated, player);
    expect(made?.data[0]).toBe(player === 'd.' ? 5 : undefined);
    expect(rest).toEqual(of(plain, player));
  }
});

test('the corrections of Adam by a count on the device are those by the count of the host', () => {
  const values = { beta1: 0.5, beta2: 0.999 };
  const gated = played({ ...values, controller: 'accuracy-gate', gate_accuracy: 1 }, 5);
  const plain = played(values, 5);
  for (const name of ['d.dense0.kernel', 'd.dense1.kernel', 'g.dense1.kernel']) {
    const expected = plain[name]!.data;
    for (const [i, w] of gated[name]!.data.entries()) expect(w).toBeCloseTo(expected[i]!, 4);
  }
});

test('of the two players loss-change-ratio trains one a step', () => {
  const saved = played({ controller: 'loss-change-ratio' }, 12);
  // Both in the first step, and in the second, which was ordered before there was a change.
  expect(number(saved, 'd.adam.made') + number(saved, 'g.adam.made')).toBe(12 + 2);
  expect(number(saved, 'controller.trainD') + number(saved, 'controller.trainG')).toBe(1);
});

test('gradient-ratio moves a player by its factor of the way', () => {
  const values = { optimizer: 'sgd', controller: 'gradient-ratio', gradient_ratio_limit: 64 };
  const first = played(values, 1);
  const factor = number(first, 'controller.rateD');
  expect(factor).not.toBeCloseTo(1, 1);
  expect(number(first, 'controller.rateG')).toBeCloseTo(1 / factor, 5);
  const [before, scaled, plain] = [
    first,
    played(values, 2),
    // Until the second step nothing has been scaled: with limit 1 nothing ever is.
    played({ ...values, gradient_ratio_limit: 1 }, 2),
  ].map((saved) => saved['d.dense1.kernel']!.data) as [Float32Array, Float32Array, Float32Array];
  for (const [i, w] of before.entries()) expect(scaled[i]! - w).toBeCloseTo(factor * (plain[i]! - w), 6);
});

const images: ImageData = {
  ...{ kind: 'images', name: 'mnist-10k', width: 6, height: 6, channels: 1, labelCount: 0 },
  train: pictures(20),
  heldOut: pictures(16),
};

test.each<[string, Record<string, Scalar>, TrainingData]>([
  ['instance_noise', { instance_noise: 0.5 }, ring],
  ['label_smoothing', { label_smoothing: 0.3 }, ring],
  ['augment', { augment: 'color,translation,cutout' }, images],
])('ada on %s begins without it and brings it in with the first turn', (ada_on, on, data) => {
  const values = { batch_size: 8, eval_samples: 256, lr_d: 0.05 };
  const adapted = { ...values, ...on, controller: 'ada', ada_on, ada_target: -1, ada_images: 64 };
  const weights = (saved: PlainTensors) => [saved['d.dense0.kernel'], saved['g.dense0.kernel']];
  const first = played(adapted, 4, data);
  expect(weights(first)).toEqual(weights(played(values, 4, data)));
  expect(number(first, 'controller.knob')).toBe(0.5);
  expect(weights(played(adapted, 5, data))).not.toEqual(weights(played(values, 5, data)));
});

test('D is frozen up to its step and no further, while G moves', () => {
  const values = { freeze_d_until: 3 };
  const [start, frozen, thawed] = [0, 3, 4].map((steps) => played(values, steps)) as [
    PlainTensors,
    PlainTensors,
    PlainTensors,
  ];
  expect(of(frozen, 'd.')).toEqual(of(start, 'd.'));
  expect(frozen['g.dense0.kernel']).not.toEqual(start['g.dense0.kernel']);
  expect(thawed['d.dense0.kernel']).not.toEqual(start['d.dense0.kernel']);
});

test.each<[string, Record<string, Scalar>, string[]]>([
  ['accuracy-gate', {}, ['balance/d_trained']],
  ['loss-gate', {}, ['balance/d_trained', 'balance/g_trained']],
  ['loss-change-ratio', {}, ['balance/d_trained', 'balance/g_trained']],
  ['gradient-ratio', {}, ['balance/d_rate', 'balance/g_rate']],
  ['ada', { instance_noise: 0.1 }, ['balance/knob']],
  ['none', { loss: 'began' }, ['balance/knob']],
  ['none', {}, []],
])('%s %j reports what it does, in metrics of the catalog', (controller, values, expected) => {
  const training = createTraining({ config: testTrial({ controller, ...values }), data: ring, random });
  training.trainStep();
  const reported = training.readMetrics();
  training.dispose();
  const known = catalog.recipes[0]!.metrics.map(({ name }) => name);
  const ofController = /_trained$|_rate$|knob$/;
  expect(Object.keys(reported).filter((name) => ofController.test(name))).toEqual(expected);
  for (const name of Object.keys(reported)) expect(known).toContain(name);
});

test('the share of steps in which a player was trained follows the orders, about a hundred steps back', () => {
  const { 'controller.trainedD': share } = played({ controller: 'accuracy-gate', gate_accuracy: 0 }, 11);
  expect(share!.data[0]).toBeCloseTo(0.99 ** 10, 5);
});

function pictures(count: number) {
  const pixels = Uint8Array.from({ length: count * 36 }, (_, i) => (i * i * 31) % 256);
  return { count, pixels, labels: new Uint8Array(count) };
}
