import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withWarmSweeps } from './withWarmSweeps.ts';

test('adds sweeps to those that the file names, and leaves its comments alone', () => {
  expect(withWarmSweeps('method: tpe # why\n', ['a2'])).toBe('method: tpe # why\nwarm_start:\n  sweeps: [a2]\n');
  const text = withWarmSweeps('warm_start: {points: [{x: 1}], sweeps: [a2]}\n', ['b3', 'a2']);
  expect(parse(text)).toEqual({ warm_start: { points: [{ x: 1 }], sweeps: ['a2', 'b3'] } });
});

test.each(['method: [tpe', '- a', 'warm_start: 3'])('leaves %j as it is', (text) => {
  expect(withWarmSweeps(text, ['a2'])).toBe(text);
});
