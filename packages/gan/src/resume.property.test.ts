import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testBackend } from '../testBackend.ts';
import { testImages } from '../testImages.ts';
import { testTrial } from '../testTrial.ts';
import { catalog } from './catalog/catalog.ts';
import { findContradictions } from './catalog/contradictions.ts';
import { ring } from './data/ring.ts';
import { decodeSafetensors, encodeSafetensors } from './state/safetensors.ts';
import { createTraining, type Training } from './training.ts';

const random = await testBackend();
const steps = 4;
/** Two turns of the knob of ADA. */
const controlledSteps = 9;

type Values = Record<string, Scalar>;

const recipes = catalog.recipes.filter(({ sampleKind }) => sampleKind !== 'none');

/** Every loss on points and on images, and every other recipe with its own. */
const games = recipes.flatMap(({ name: recipe, hyperparameters }) =>
  ['ring-mlp', 'mnist-bce'].includes(recipe)
    ? catalog.losses.map(({ name: loss }) => ({ recipe, loss }))
    : [{ recipe, loss: String(hyperparameters.find(({ name }) => name === 'loss')!.default) }],
);

/** Every regulariser of the catalog, off or felt. */
const regularised = fc.record(
  Object.fromEntries(
    catalog.regularisers.flatMap(({ hyperparameters: [first] }) => [
      [first!.name, fc.oneof({ weight: 2, arbitrary: fc.constant(first!.default) }, felt(first!))],
    ]),
  ),
) as fc.Arbitrary<Record<string, Scalar>>;

const played = fc.record({
  order: fc.constantFrom('d-first', 'g-first', 'simultaneous'),
  depth_d: fc.integer({ min: 1, max: 3 }),
  depth_g: fc.integer({ min: 1, max: 2 }),
  d_steps: fc.integer({ min: 1, max: 2 }),
  g_steps: fc.integer({ min: 1, max: 2 }),
  optimizer: fc.constantFrom('adam', 'adamw', 'rmsprop', 'sgd'),
  weight_decay: fc.constantFrom(0, 0.1),
  schedule: fc.constantFrom('linear', 'cosine'),
  activation_d: fc.constantFrom('leaky-relu', 'tanh', 'elu', 'selu', 'swish'),
  penalty_every: fc.integer({ min: 1, max: 2 }),
  lr_end: fc.constantFrom(1, 0.1),
  freeze_d_until: fc.integer({ min: 0, max: 2 }),
  seed: fc.nat(),
}) as fc.Arbitrary<Record<string, Scalar>>;

/** The defaults of the recipe taken out, so that what is asked for stands alone. */
const plainGame: Values = { norm_d: 'none', norm_g: 'none', r1_gamma: 0, penalty_every: 1, dense_width: 0 };

/** What the players are made of: as the recipe says, or something else. */
const built = fc.record(
  {
    net: fc.constantFrom('mlp', 'conv'),
    upsample: fc.constantFrom('transposed', 'pixel-shuffle'),
    dense_width: fc.constant(8),
    norm_d: fc.constantFrom('none', 'batch', 'layer', 'instance', 'virtual-batch'),
    norm_g: fc.constantFrom('none', 'batch', 'layer', 'instance', 'virtual-batch'),
    dropout_d: fc.constant(0.3),
    activation_g: fc.constant('maxout'),
    output_d: fc.constantFrom('linear', 'sigmoid', 'norm-sigmoid'),
    z_distribution: fc.constant('uniform'),
    z_scale: fc.constant(0.5),
    condition: fc.constantFrom('none', 'concat', 'auxiliary', 'projection'),
    class_on: fc.constant('both'),
    reduction: fc.constant('sum'),
    shared_fake: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, Scalar>>;

test.each(games)(
  '$recipe, $loss: killed at any step and resumed equals never interrupted, bit for bit, whatever else is switched on',
  ({ recipe, loss }) => {
    fc.assert(
      fc.property(played, regularised, built, fc.integer({ min: 1, max: steps - 1 }), (game, added, nets, killedAt) => {
        resumesExactly(playable(recipe, { loss, ...added, ...nets, ...game }, steps), killedAt);
      }),
      { numRuns: 2 },
    );
  },
);

const chosenIn = (name: string): readonly string[] => {
  const knob = recipes.find(({ name: recipe }) => recipe === 'dcgan')!.hyperparameters.find((one) => one.name === name);
  if (knob?.kind !== 'choice') throw new Error(`${name} is no choice`);
  return knob.choices;
};

/** What draws above may miss: every normalisation in both players, and every optimizer with its slots, in each run. */
const everyPart: readonly { part: string; values: Values }[] = [
  ...chosenIn('norm_d').map((norm) => ({ part: `norm ${norm}`, values: { norm_d: norm, norm_g: norm } })),
  ...chosenIn('optimizer').map((optimizer) => ({
    part: `optimizer ${optimizer}`,
    values: { optimizer, weight_decay: optimizer === 'adamw' ? 0.1 : 0, ema_decay: 0.9 },
  })),
  ...chosenIn('schedule').map((schedule) => ({ part: `schedule ${schedule}`, values: { schedule, lr_end: 0.1 } })),
  { part: 'spectral norm', values: { spectral_norm: true } },
  { part: 'LeCam', values: { lecam_lambda: 0.3 } },
  { part: 'dropout', values: { dropout_d: 0.3 } },
];

test.each(everyPart)('$part goes on after a kill as if there had been none, in convolutional players', ({ values }) => {
  const plain = { net: 'conv', width_d: 4, batch_size: 8, z_dim: 3, depth_d: 2, depth_g: 1, ...plainGame };
  const config = testTrial({ ...plain, ...values }, { recipe: 'dcgan', steps });
  for (const [name, value] of Object.entries(values)) expect(config.values[name], name).toBe(value);
  expect(findContradictions({ ...config, values: { ...config.values, steps, seed: config.seed } })).toEqual([]);
  resumesExactly(config, 2);
});

/** Each controller so that its orders change within the steps: thresholds in the middle, a fast knob. */
const controlled = catalog.controllers.map(({ name, partOf }): { name: string; values: fc.Arbitrary<Values> } => ({
  name,
  values: fc.record({
    loss: fc.constantFrom(...(partOf === undefined ? ['nonsaturating', 'lsgan', 'minimax'] : [partOf])),
    controller: fc.constant(partOf === undefined ? name : 'none'),
    order: fc.constantFrom('d-first', 'g-first', 'simultaneous'),
    d_steps: fc.integer({ min: 1, max: 2 }),
    lr_d: fc.constantFrom(0.002, 0.05),
    ema_decay: fc.constantFrom(0, 0.9),
    began_rate: fc.constant(partOf === undefined ? 0.001 : 0.5),
    ...(name === 'accuracy-gate' && { gate_accuracy: fc.constantFrom(0.5, 0.6) }),
    ...(name === 'loss-gate' && { gate_loss_d: fc.constantFrom(0.2, 0.45), gate_loss_g: fc.constantFrom(-1, 0.45) }),
    ...(name === 'loss-change-ratio' && { change_lambda: fc.constantFrom(0.7, 1, 1.3) }),
    ...(name === 'ada' && {
      ada_on: fc.constantFrom('augment', 'instance_noise', 'label_smoothing'),
      ada_target: fc.constantFrom(-0.5, 0, 0.5),
      ada_images: fc.constant(200),
      augment: fc.constant('color,translation,cutout'),
      instance_noise: fc.constant(0.3),
      label_smoothing: fc.constant(0.2),
    }),
    seed: fc.nat(),
  }) as fc.Arbitrary<Values>,
}));

test.each(controlled)(
  '$name goes on after a kill as if there had been none, and so does all it turns',
  ({ values }) => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: controlledSteps - 1 }), (game, killedAt) => {
        resumesExactly(playable('mnist-bce', game, controlledSteps), killedAt);
      }),
      { numRuns: 4 },
    );
  },
);

/** Interrupted and resumed equals uninterrupted, bit for bit. */
function resumesExactly(config: TrialConfig, killedAt: number): void {
  const straight = start(config);
  run(straight, config.steps);
  const killed = start(config);
  run(killed, killedAt);
  const file = encodeSafetensors(killed.save());
  // What comes after the checkpoint is lost, and the next process knows the file alone.
  run(killed, 1);
  const resumed = start(config);
  run(resumed, 1);
  resumed.restore(decodeSafetensors(file, 'state.safetensors'));
  expect(resumed.step).toBe(killedAt);
  expect(encodeSafetensors(resumed.save())).toEqual(file);
  run(resumed, config.steps - killedAt);
  expect(encodeSafetensors(resumed.save())).toEqual(encodeSafetensors(straight.save()));
  expect(resumed.readMetrics()).toEqual(straight.readMetrics());
  if (config.dataset === 'ring') expect(resumed.evaluate()).toEqual(straight.evaluate());
  expect(resumed.sample()).toEqual(straight.sample());
  for (const training of [straight, killed, resumed]) training.dispose();
}

/** What to take where the default of the recipe itself clashes. */
const otherwise: Readonly<Record<string, Scalar>> = {
  // wgan alone asks for something: a bound.
  weight_clip: 0.05,
  norm_d: 'none',
  output_d: 'linear',
  shared_fake: false,
  condition: 'none',
  r1_gamma: 0,
  penalty_every: 1,
  class_weight: 1,
  dense_width: 0,
};

/** The configuration with what does not go together taken out again, so that no draw is wasted. */
function playable(recipe: string, values: Values, steps: number): TrialConfig {
  const { hyperparameters } = catalog.recipes.find(({ name }) => name === recipe)!;
  const known = Object.entries(values).filter(([name]) => hyperparameters.some((parameter) => parameter.name === name));
  const simultaneous: Record<string, Scalar> = values.order === 'simultaneous' ? { d_steps: 1, g_steps: 1 } : {};
  const small = { width_d: 8, batch_size: 8, z_dim: 3 };
  let config = testTrial({ ...small, ...Object.fromEntries(known), ...simultaneous }, { recipe, steps });
  for (;;) {
    const all = { ...config.values, steps, seed: config.seed };
    const [clash] = findContradictions({ recipe, dataset: config.dataset, values: all });
    if (clash === undefined) return config;
    const given = clash.fields.find((field) => field !== 'loss' && field !== 'kind_d')!;
    const standard = hyperparameters.find(({ name }) => name === given)!.default;
    const changed = config.values[given] === standard ? otherwise[given]! : standard;
    config = { ...config, values: { ...config.values, [given]: changed } };
  }
}

function felt(parameter: Hyperparameter): fc.Arbitrary<Scalar> {
  switch (parameter.kind) {
    case 'boolean':
      return fc.constant(!parameter.default);
    case 'choice':
      return fc.constantFrom(...parameter.choices);
    case 'int':
      return fc.constantFrom(2, 4);
    case 'float':
      return fc.constantFrom(0.05, 0.3);
  }
}

function start(config: TrialConfig): Training {
  return createTraining({ config, data: config.dataset === 'ring' ? ring : testImages, random });
}

function run(training: Training, count: number): void {
  for (let i = 0; i < count; i++) training.trainStep();
}
