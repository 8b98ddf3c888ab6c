import { misfit } from '@seesaw/shared/hyperparameter';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import { expect, test } from 'vitest';
import { catalog } from './catalog.ts';
import { findContradictions } from './contradictions.ts';
import { packOf } from './packOf.ts';
import { resolveDataset } from './resolveDataset.ts';

const defaultsOf = (name: string) => {
  const recipe = catalog.recipes.find((r) => r.name === name);
  if (recipe === undefined) throw new Error(`no recipe ${name}`);
  return {
    recipe: name,
    dataset: recipe.defaultDataset,
    values: Object.fromEntries(recipe.hyperparameters.map((h) => [h.name, h.default])),
  };
};

test.each(catalog.recipes)(
  'recipe $name is complete: unique names, defaults in range, known losses and data sets',
  (recipe) => {
    const names = recipe.hyperparameters.map((h) => h.name);
    expect(new Set(names).size).toBe(names.length);
    for (const parameter of recipe.hyperparameters) {
      expect(misfit(parameter, parameter.default), parameter.name).toBeUndefined();
      expect(parameter.why, parameter.name).toMatch(/\.$/);
    }
    const loss = recipe.hyperparameters.find((h) => h.name === 'loss');
    if (recipe.sampleKind !== 'none')
      expect(loss?.kind === 'choice' && loss.choices).toEqual(catalog.losses.map((l) => l.name));
    for (const name of [recipe.defaultDataset, ...recipe.datasets]) {
      expect(catalog.datasets.map((d) => d.name)).toContain(name);
    }
    expect(recipe.metrics.map((m) => m.name)).toContain('eval/score');
    expect(findContradictions(defaultsOf(recipe.name))).toEqual([]);
  },
);

test('no data is what recipes that are a formula take, and those alone: pages that show them rely on it', () => {
  for (const { sampleKind, datasets } of catalog.recipes) {
    if (sampleKind === 'none') expect(datasets).toEqual(['none']);
    else expect(datasets).not.toContain('none');
  }
});

test('a recipe on a data set it cannot read is refused with the data sets it can', () => {
  const [clash] = findContradictions({ ...defaultsOf('ring-mlp'), dataset: 'mnist-10k' });
  expect(clash).toMatchObject({ fields: ['dataset', 'recipe'], suggestion: 'Use dataset: ring or grid.' });
});

test('of data that a recipe cannot train on nothing more is said, such as that they have no labels', () => {
  const found = findContradictions({ ...defaultsOf('cgan'), dataset: 'polygons' });
  expect(found).toMatchObject([{ fields: ['dataset', 'recipe'], suggestion: 'Use dataset: mnist-10k or mnist-70k.' }]);
});

test('own images are named with a folder, and a recipe takes them by what they are', () => {
  const [clash] = findContradictions({ ...defaultsOf('ring-mlp'), dataset: 'image-folder:faces' });
  expect(clash).toMatchObject({ fields: ['dataset', 'recipe'] });
  expect(findContradictions({ ...defaultsOf('mnist-bce'), dataset: 'image-folder:faces' })).toEqual([]);
  const [digits] = findContradictions({ ...defaultsOf('mnist-bce'), dataset: 'ring' });
  expect(digits!.suggestion).toContain('image-folder:FOLDER');
});

test('own images are too few for a batch, or without the labels that are asked for, where somebody looked into the folder', () => {
  const { values, recipe } = defaultsOf('mnist-bce');
  const own = { recipe, dataset: 'image-folder:faces', folder: { trainSize: 40, isLabelled: false } };
  const found = (more: typeof values) => findContradictions({ ...own, values: { ...values, batch_size: 40, ...more } });
  expect(found({})).toEqual([]);
  expect(found({ batch_size: 41 })).toMatchObject([
    { fields: ['batch_size', 'dataset'], suggestion: 'Use batch_size ≤ 40.' },
  ]);
  expect(found({ condition: 'concat' })).toMatchObject([
    {
      fields: ['condition', 'dataset'],
      message: 'condition is concat, but the images of image-folder:faces have no labels.',
    },
  ]);
});

test('a frame smaller than the images is refused with both fields; the size of own images is not known before', () => {
  const base = defaultsOf('mnist-bce');
  const framed = (dataset: string, size: number) =>
    findContradictions({ ...base, dataset, values: { ...base.values, image_size: size } });
  expect(framed('polygons', 24)).toMatchObject([
    { fields: ['image_size', 'dataset'], suggestion: expect.stringContaining('28') },
  ]);
  expect(framed('mnist-10k', 32)).toEqual([]);
  const dcgan = defaultsOf('dcgan');
  const halved = (size: number) =>
    findContradictions({ ...dcgan, values: { ...dcgan.values, image_size: size, depth_d: 3, depth_g: 3 } });
  expect(halved(32)).toEqual([]);
  expect(halved(30).map(({ fields }) => fields)).toContainEqual(['depth_d', 'image_size']);
  expect(framed('idx:letters', 16)).toEqual([]);
});

test('clashing settings are named with both fields and what to change', () => {
  const base = defaultsOf('mnist-bce');
  const clashes = findContradictions({
    ...base,
    values: { ...base.values, order: 'simultaneous', d_steps: 2, gp_lambda: 3, width_d: 4, width_ratio: 1 / 16 },
  });
  expect(clashes.map((c) => c.fields)).toEqual([
    ['order', 'd_steps', 'g_steps'],
    ['gp_lambda', 'loss'],
    ['width_d', 'width_ratio'],
  ]);
});

const adaOnNoise = { controller: 'ada', instance_noise: 0.1 };

const games: [string, Record<string, string | number | boolean>, string[]][] = [
  ['began with a classifier', { loss: 'began' }, ['loss', 'kind_d']],
  ['hinge with an autoencoder', { loss: 'hinge', kind_d: 'autoencoder' }, ['loss', 'kind_d']],
  ['wgan without a bound on D', { loss: 'wgan' }, ['loss', 'weight_clip']],
  ['consensus beside R1', { consensus_gamma: 1, r1_gamma: 1 }, ['consensus_gamma', 'r1_gamma']],
  ['consensus on wgan-gp', { consensus_gamma: 1, loss: 'wgan-gp' }, ['consensus_gamma', 'loss']],
  ['clipping normalised kernels', { spectral_norm: true, weight_clip: 1 }, ['spectral_norm', 'weight_clip']],
  ['skipping no penalty', { penalty_every: 4 }, ['penalty_every', 'loss']],
  ['fading no noise', { noise_steps: 10 }, ['noise_steps', 'instance_noise']],
  ['packs that do not fill a batch', { pac: 3, batch_size: 128 }, ['pac', 'batch_size']],
  ['a momentum that sgd does not have', { optimizer: 'sgd', beta1: 0.9 }, ['beta1', 'optimizer']],
  ['weight decay without adamw', { weight_decay: 0.01 }, ['weight_decay', 'optimizer']],
  ['a curve that does not fall', { schedule: 'cosine', lr_end: 1 }, ['schedule', 'lr_end']],
  ['an accuracy where D decides nothing', { loss: 'wgan-gp', controller: 'accuracy-gate' }, ['controller', 'loss']],
  ['ada where D decides nothing', { ...adaOnNoise, loss: 'wgan-gp' }, ['controller', 'loss']],
  ['ada without what it turns', { controller: 'ada' }, ['controller', 'ada_on', 'instance_noise']],
  ['ada on pixels of points', { controller: 'ada', ada_on: 'augment' }, ['controller', 'ada_on', 'augment']],
  ['a threshold that no gate has', { gate_accuracy: 0.7 }, ['gate_accuracy', 'controller']],
  ['a target beside another rule', { controller: 'loss-gate', ada_target: 0.5 }, ['ada_target', 'controller']],
  ['a gate shut for D', { controller: 'loss-gate', gate_loss_d: 2 }, ['controller', 'gate_loss_d', 'loss']],
  ['a gate shut for G', { controller: 'loss-gate', loss: 'minimax' }, ['controller', 'gate_loss_g', 'loss']],
  ['a D that is never trained', { steps: 100, freeze_d_until: 100 }, ['freeze_d_until', 'steps']],
  ['a shared batch where G moves in between', { shared_fake: true }, ['shared_fake', 'order']],
  ['channels of no image', { norm_d: 'instance' }, ['norm_d', 'net']],
  ['a slope of samples that are compared', { norm_d: 'batch', loss: 'wgan-gp' }, ['norm_d', 'loss']],
  ['R1 on samples that are compared', { norm_d: 'batch', r1_gamma: 1 }, ['r1_gamma', 'norm_d']],
  ['R1 behind a normalised output', { loss: 'lsgan', output_d: 'norm-sigmoid', r1_gamma: 1 }, ['r1_gamma', 'output_d']],
  ['an output that hinge does not squash', { loss: 'hinge', output_d: 'sigmoid' }, ['output_d', 'loss']],
  ['a batch of one pack', { norm_d: 'batch', pac: 8, batch_size: 8 }, ['norm_d', 'pac']],
  ['kernels normalised twice', { spectral_norm: true, norm_d: 'layer' }, ['spectral_norm', 'norm_d']],
  ['a label that hinge does not have', { loss: 'hinge', label_smoothing: 0.1 }, ['label_smoothing', 'loss']],
];

const convolutional: typeof games = [
  ['convolutions on points', { net: 'conv' }, ['net', 'dataset']],
  ['augmented points', { augment: 'color' }, ['augment', 'dataset']],
];

const onDigits: typeof games = [
  ['a digit halved three times', { depth_d: 3 }, ['depth_d', 'dataset']],
  ['a digit doubled three times', { depth_g: 3 }, ['depth_g', 'dataset']],
  ['consensus on convolutions', { consensus_gamma: 1, r1_gamma: 0, penalty_every: 1 }, ['consensus_gamma', 'net']],
  ['packs to be rebuilt', { loss: 'began', kind_d: 'autoencoder', pac: 2 }, ['pac', 'net']],
  ['a norm without a place', { norm_d: 'layer', depth_d: 1 }, ['norm_d', 'depth_d']],
];

const onLabels: typeof games = [
  ['labels for an autoencoder', { loss: 'began', kind_d: 'autoencoder' }, ['condition', 'kind_d']],
  ['labels of packs', { pac: 2 }, ['condition', 'pac']],
  ['a projection of two answers', { condition: 'projection', loss: 'softmax2' }, ['condition', 'loss']],
  ['a reference without labels', { norm_g: 'virtual-batch' }, ['condition', 'norm_g']],
  [
    'a projection behind a sigmoid',
    { condition: 'projection', loss: 'lsgan', output_d: 'sigmoid' },
    ['condition', 'output_d'],
  ],
  ['a weight of what is not asked', { class_weight: 3 }, ['class_weight', 'condition']],
  ['a size of what is not told', { condition: 'none', embed_dim: 8 }, ['embed_dim', 'condition']],
];

test.each([
  ...games.map((game) => ['ring-mlp', ...game] as const),
  ...convolutional.map((game) => ['minimax', ...game] as const),
  ...onDigits.map((game) => ['dcgan', ...game] as const),
  ...onLabels.map((game) => ['cgan', ...game] as const),
  ['minimax', 'labels of points', { condition: 'concat' }, ['condition', 'dataset']] as const,
  ['mnist-bce', 'shuffled pixels without channels', { upsample: 'pixel-shuffle' }, ['upsample', 'net']] as const,
  ['mnist-bce', 'a dense layer beside dense layers', { dense_width: 64 }, ['dense_width', 'net']] as const,
])('%s: %s is refused with both fields and what to change', (recipe, _name, values, fields) => {
  const base = defaultsOf(recipe);
  const [clash, ...others] = findContradictions({ ...base, values: { ...base.values, ...values } });
  expect(others).toEqual([]);
  expect(clash!.fields).toEqual(fields);
  expect(clash!.message).not.toMatch(/undefined|NaN/);
  expect(clash!.suggestion).not.toBe('');
});

test('what is suggested where one of several losses wants another kind of D goes with all of them', () => {
  const sweep = (parameters: string) =>
    parseSweepFile(
      `recipe: ring-mlp\nmethod: grid\nmetric: {name: eval/score}\nparameters:\n  loss: {values: [began, hinge]}\n${parameters}`,
      { catalog, findContradictions, packOf, resolveDataset: (name) => name },
    );
  const refused = sweep('');
  const suggestion = refused.ok ? '' : refused.problems[0]?.suggestion;
  const [, written] = /Where loss varies: (.*)\.$/.exec(suggestion ?? '') ?? [];
  expect(sweep(`  ${written}\n`)).toMatchObject({ ok: true, warnings: [] });
});

test('a rule that would decide nowhere is refused, unless evaluations vary: then some trial may have one', () => {
  const problemsOf = (parameters: string) => {
    const parsed = parseSweepFile(
      `recipe: ring-mlp\nmethod: random\nrun_cap: 4\nmetric: {name: eval/score, goal: minimize}\nearly_terminate: {type: threshold, above: 5, at_step: 1300}\nparameters: {lr_d: {min: 0.001, max: 0.01}, steps: {value: 1510}, ${parameters}}`,
      { catalog, findContradictions, packOf, resolveDataset: (name) => name },
    );
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => [path, message]);
  };
  expect(problemsOf('eval_every: {value: 400}')).toEqual([
    ['early_terminate', expect.stringContaining('the first evaluation that decides is at step 1600')],
  ]);
  expect(problemsOf('eval_every: {value: 500}')).toEqual([]);
  expect(problemsOf('eval_every: {values: [400, 500]}')).toEqual([]);
});

test('a slope penalty goes with every normalisation but that over the batch', () => {
  const base = defaultsOf('dcgan');
  const clashes = (norm_d: string) =>
    findContradictions({ ...base, values: { ...base.values, norm_d, loss: 'wgan-gp', r1_gamma: 0 } }).length;
  expect(['none', 'batch', 'layer', 'instance', 'virtual-batch'].map(clashes)).toEqual([0, 1, 0, 0, 0]);
});

test.each(catalog.losses.filter(({ name }) => name !== 'wgan'))(
  '$name is playable with D as it asks',
  ({ name, kindD }) => {
    const base = defaultsOf('ring-mlp');
    const values = { ...base.values, loss: name, kind_d: kindD ?? 'classifier' };
    expect(findContradictions({ ...base, values })).toEqual([]);
  },
);

test.each<[string, Record<string, string | number>]>([
  ['accuracy-gate', { loss: 'ragan', gate_accuracy: 0.7 }],
  ['accuracy-gate', { order: 'simultaneous' }],
  ['loss-gate', { loss: 'minimax', gate_loss_g: -1 }],
  ['loss-change-ratio', { loss: 'began', kind_d: 'autoencoder' }],
  ['gradient-ratio', { loss: 'wgan-gp', gradient_ratio: 2 }],
  ['ada', { instance_noise: 0.1, noise_steps: 100 }],
  ['ada', { label_smoothing: 0.2, ada_on: 'label_smoothing', ada_target: 0.4 }],
])('%s goes with %j', (controller, values) => {
  const base = defaultsOf('ring-mlp');
  expect(findContradictions({ ...base, values: { ...base.values, controller, ...values } })).toEqual([]);
});

test('every controller but the one that is part of a loss can be chosen', () => {
  const chosen = catalog.recipes[0]!.hyperparameters.find(({ name }) => name === 'controller')!;
  const names = catalog.controllers.filter(({ partOf }) => partOf === undefined).map(({ name }) => name);
  expect(chosen.kind === 'choice' && chosen.choices).toEqual(['none', ...names]);
  expect(catalog.controllers.flatMap(({ partOf }) => partOf ?? [])).toEqual(['began']);
});

test('a contradiction is found in a sweep file where it stands, before anything trains', () => {
  const text = [
    'recipe: ring-mlp',
    'method: grid',
    'metric: { name: eval/score }',
    'parameters:',
    '  loss: { values: [hinge, wgan-gp] }',
    '  consensus_gamma: { value: 0.5 }',
  ].join('\n');
  const parsed = parseSweepFile(text, { catalog, findContradictions, packOf, resolveDataset: (name) => name });
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && parsed.problems).toMatchObject([{ line: 6, column: 3, path: 'parameters.consensus_gamma' }]);
});

test('the alias mnist means the largest MNIST at hand, a concrete name means itself', () => {
  expect(resolveDataset('mnist', () => true)).toBe('mnist-70k');
  expect(resolveDataset('mnist', (name) => name === 'mnist-10k')).toBe('mnist-10k');
  expect(resolveDataset('mnist-70k', () => false)).toBe('mnist-70k');
  expect(resolveDataset('mnits', () => true)).toBeUndefined();
});
