import { describe, expect, it } from 'vitest';
import { sweepRow } from '../testRows.ts';
import { chooseSweep } from './findSweep.ts';

const sweeps = [
  sweepRow({ id: 'aa11', name: 'ring' }),
  sweepRow({ id: 'aa22', name: 'ring-wide' }),
  sweepRow({ id: 'bb33', name: 'digits' }),
];

describe('chooseSweep', () => {
  it('takes an exact name before a longer one that begins like it', () => {
    expect(chooseSweep(sweeps, 'ring').id).toBe('aa11');
  });

  it('takes a unique beginning of an id or a name', () => {
    expect(chooseSweep(sweeps, 'bb').id).toBe('bb33');
    expect(chooseSweep(sweeps, 'ring-').id).toBe('aa22');
  });

  it('asks back with the candidates when several fit, and says where to look when none does', () => {
    expect(() => chooseSweep(sweeps, 'aa')).toThrow(
      '2 sweeps fit "aa": aa11 (ring, running), aa22 (ring-wide, running).',
    );
    expect(() => chooseSweep(sweeps, 'zz')).toThrow(
      expect.objectContaining({ hint: 'See them all: seesaw sweep list' }),
    );
  });
});
