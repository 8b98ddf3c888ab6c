import type { LogRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { logFilter } from './logFilter.ts';

const row = (message: string) => ({ message }) as LogRow;

describe('log filter', () => {
  it('takes a regular expression and ignores case', () => {
    const { test } = logFilter('checkpoint at step \\d+');
    expect([row('Checkpoint at step 500'), row('sample')].map(test)).toEqual([true, false]);
  });

  it('shows everything and says what is wrong while the expression is incomplete', () => {
    const filter = logFilter('step (');
    expect(filter.test(row('x'))).toBe(true);
    expect(filter.problem).toMatch(/group|parenthes/i);
  });
});
