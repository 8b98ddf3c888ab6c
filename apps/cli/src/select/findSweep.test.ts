import { describe, expect, it } from 'vitest';
import { startTestApi } from '../testApi.ts';
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

it('takes an empty name for no sweep, not for the beginning of the only one', async () => {
  const row = sweepRow();
  const api = await startTestApi({
    'GET /api/v1/sweeps?limit=200&archived=all': { items: [row], nextCursor: null, total: 1 },
  });
  for (const words of [
    ['sweep', 'delete', '', '--yes'],
    ['sweep', 'cancel', ' '],
    ['trial', 'list', '--sweep', ''],
  ]) {
    expect(await api.seesaw(...words)).toMatchObject({
      code: 2,
      err: expect.stringContaining('name of the sweep is empty'),
    });
  }
  expect(api.asked).toEqual([]);
  await api.close();
});
