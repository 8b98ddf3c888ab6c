import { expect, test } from 'vitest';
import { type Hyperparameter, misfit } from './hyperparameter.ts';

const lr: Hyperparameter = {
  kind: 'float',
  name: 'lr_d',
  label: 'lr D',
  unit: '',
  why: '',
  default: 1e-3,
  min: 1e-7,
  max: 1,
  scale: 'log',
};
const steps: Hyperparameter = {
  kind: 'int',
  name: 'steps',
  label: 'steps',
  unit: 'steps',
  why: '',
  default: 100,
  min: 1,
  max: 1000,
  scale: 'log',
};
const loss: Hyperparameter = {
  kind: 'choice',
  name: 'loss',
  label: 'loss',
  unit: '',
  why: '',
  default: 'hinge',
  choices: ['hinge', 'lsgan'],
};
const ema: Hyperparameter = { kind: 'boolean', name: 'ema', label: 'EMA', unit: '', why: '', default: false };

test.each([
  [lr, 0.01],
  [lr, 1e-7],
  [steps, 1000],
  [loss, 'lsgan'],
  [ema, true],
])('$0.name accepts $1', (parameter, value) => {
  expect(misfit(parameter, value)).toBeUndefined();
});

test.each([
  [lr, 2, 'expected a number from 1e-7 to 1, got 2'],
  [lr, Number.NaN, 'expected a number from 1e-7 to 1, got NaN'],
  [lr, '0.1', 'expected a number from 1e-7 to 1, got "0.1"'],
  [steps, 1.5, 'expected a whole number from 1 to 1000, got 1.5'],
  [loss, 'hing', 'expected one of hinge, lsgan, got "hing"'],
  [ema, 'yes', 'expected true or false, got "yes"'],
])('%o refuses %s and says what it expected', (parameter, value, message) => {
  expect(misfit(parameter, value)).toBe(message);
});
