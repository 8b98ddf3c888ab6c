import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import { describe, expect, it } from 'vitest';
import { parseScalar, parseScalars } from './parseScalars.ts';
import { nextName } from './starters.ts';

const number = { kind: 'float' } as Hyperparameter;
const flag = { kind: 'boolean' } as Hyperparameter;

describe('typing values', () => {
  it('reads a list of numbers in any notation', () => {
    expect(parseScalars('0.25, 1 ,4e0,', number)).toEqual([0.25, 1, 4]);
  });

  it('waits while a value is half typed', () => {
    expect(parseScalars('1, 2e-', number)).toBeUndefined();
    expect(parseScalar('', number)).toBeUndefined();
    expect(parseScalar('tru', flag)).toBeUndefined();
  });

  it('names copies without piling up suffixes', () => {
    expect([nextName('balance'), nextName('balance-2')]).toEqual(['balance-2', 'balance-3']);
  });
});
