import type { Hyperparameter, Scalar } from '@seesaw/shared/hyperparameter';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import { createTraining, type Training } from '../training.ts';

const random = await testBackend();
const { hyperparameters } = catalog.recipes.find(({ name }) => name === 'ring-mlp')!;
const start = (values: Record<string, Scalar>): Training =>
  createTraining({ config: testTrial(values), data: ring, random });

test.each(hyperparameters.filter(({ structural }) => !structural))(
  'a game with another $name goes on from a checkpoint: population based training may vary it',
  (parameter) => {
    const before = start({});
    before.trainStep();
    const after = start({ [parameter.name]: another(parameter) });
    after.restore(before.save());
    after.trainStep();
    expect(after.step).toBe(2);
    before.dispose();
    after.dispose();
  },
);

test.each([
  'loss',
  'optimizer',
  'spectral_norm',
  'ema_decay',
  'lecam_lambda',
  'width_d',
  'depth_g',
  'pac',
  'controller',
])(
  '%s decides what is in a checkpoint, and another one is refused by the name of what is missing or misshapen',
  (name) => {
    const parameter = hyperparameters.find((one) => one.name === name)!;
    expect(parameter.structural).toBe(true);
    const other = name === 'loss' ? 'softmax2' : another(parameter);
    expect(() => start({ [name]: other }).restore(start({}).save())).toThrow(/[Tt]ensor \S+/);
  },
);

function another(parameter: Hyperparameter): Scalar {
  switch (parameter.kind) {
    case 'boolean':
      return !parameter.default;
    case 'choice':
      return parameter.choices.find((choice) => choice !== parameter.default)!;
    case 'int':
      return parameter.default === parameter.min ? parameter.min + 1 : parameter.min;
    case 'float':
      return parameter.default === 0.5 ? 0.25 : 0.5;
  }
}
