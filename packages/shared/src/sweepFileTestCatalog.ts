import type { Catalog, FindContradictions } from './catalog.ts';
import type { SweepFileContext } from './sweepFile.ts';

/** A small catalog for the tests of the parser, which must not depend on the real one. */
const losses = ['nonsaturating', 'hinge', 'wgan-gp'];

const testCatalog: Catalog = {
  recipes: [
    {
      name: 'ring-mlp',
      title: 'Ring',
      description: 'Points on a ring.',
      sampleKind: 'points',
      defaultDataset: 'ring',
      datasets: ['ring', 'own'],
      hyperparameters: [
        { kind: 'choice', name: 'loss', label: 'loss', unit: '', why: '', default: 'nonsaturating', choices: losses },
        { ...numeric('lr_d'), kind: 'float', default: 1e-3, min: 1e-6, max: 1, scale: 'log' },
        { ...numeric('lr_ratio'), kind: 'float', default: 1, min: 1 / 64, max: 64, scale: 'log' },
        { ...numeric('d_steps'), kind: 'int', default: 1, min: 1, max: 10, scale: 'linear' },
        {
          kind: 'choice',
          name: 'order',
          label: 'order',
          unit: '',
          why: '',
          default: 'd-first',
          choices: ['d-first', 'simultaneous'],
        },
        {
          ...numeric('gp_lambda'),
          kind: 'float',
          default: 10,
          min: 0,
          max: 1000,
          scale: 'linear',
          onlyForLosses: ['wgan-gp'],
        },
        { ...numeric('batch_size'), kind: 'int', default: 256, min: 2, max: 4096, scale: 'log' },
        { kind: 'boolean', name: 'ema', label: 'ema', unit: '', why: '', default: false },
        { ...numeric('steps'), kind: 'int', default: 3000, min: 1, max: 10_000_000, scale: 'log' },
        { ...numeric('seed'), kind: 'int', default: 1, min: 0, max: 4_294_967_295, scale: 'linear' },
      ],
      metrics: [
        { name: 'eval/score', label: 'score', goal: 'minimize', unit: '', why: '' },
        { name: 'eval/modes', label: 'modes', goal: 'maximize', unit: '', why: '' },
        { name: 'eval/clarity', label: 'clarity', goal: 'maximize', unit: '', why: '', datasets: ['own'] },
        { name: 'train/d_loss', label: 'D loss', goal: 'none', unit: '', why: '' },
      ],
    },
  ],
  losses: [],
  regularisers: [],
  controllers: [],
  datasets: [
    { name: 'ring', title: 'Ring', trainSize: 0, heldOutSize: 0, source: '', licence: '', aliases: ['circle'] },
    { name: 'own', title: 'Own', trainSize: 0, heldOutSize: 0, inFolder: true, source: '', licence: '', aliases: [] },
  ],
};

const simultaneousIsOneToOne: FindContradictions = ({ values, folder }) => {
  const found = [];
  if (values.order === 'simultaneous' && values.d_steps !== 1) {
    found.push({
      fields: ['order', 'd_steps'],
      message: `order simultaneous clashes with d_steps ${values.d_steps}.`,
      suggestion: 'Set d_steps to 1.',
    });
  }
  if (values.gp_lambda !== undefined && values.gp_lambda !== 10 && values.loss !== 'wgan-gp') {
    found.push({ fields: ['gp_lambda', 'loss'], message: 'gp_lambda is not used.', suggestion: 'Leave it out.' });
  }
  if (folder !== undefined && Number(values.batch_size) > folder.trainSize) {
    found.push({ fields: ['batch_size', 'dataset'], message: 'Too few images.', suggestion: 'Use less.' });
  }
  return found;
};

export const testContext: SweepFileContext = {
  catalog: testCatalog,
  findContradictions: simultaneousIsOneToOne,
  packOf: ({ values: { loss, batch_size, ema } }) =>
    ema === true
      ? { reason: 'ema is on' }
      : { key: `${loss} ${batch_size}`, ...(Number(batch_size) > 1000 && { noGain: 'batches are large' }) },
  resolveDataset: (name) => (name === 'circle' ? 'ring' : name),
  lookForFolder: (dataset) => {
    if (dataset === 'own:lost') return { message: 'No folder lost.', suggestion: 'Make it.', severity: 'error' };
    return dataset === 'own:far'
      ? { message: 'Nobody knows.', suggestion: 'Set it.', severity: 'warning' }
      : { trainSize: 300, isLabelled: false };
  },
};

function numeric(name: string) {
  return { name, label: name, unit: '', why: '' };
}
