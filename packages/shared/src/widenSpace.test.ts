import { describe, expect, it } from 'vitest';
import type { SearchSpace } from './searchSpace.ts';
import { widenSpace } from './widenSpace.ts';

const space: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan'] } },
  { name: 'lr_d', dimension: { kind: 'float', min: 1e-4, max: 1e-2, scale: 'log' } },
  { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 3, scale: 'linear' } },
];

describe('widenSpace', () => {
  it('moves the ends of ranges outwards and adds values, each once', () => {
    const wider = widenSpace(space, 'random', [
      { name: 'lr_d', min: 1e-5 },
      { name: 'd_steps', max: 5 },
      { name: 'loss', values: ['minimax', 'hinge', 'minimax'] },
    ]);
    expect(wider).toEqual({
      ok: true,
      space: [
        { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan', 'minimax'] } },
        { name: 'lr_d', dimension: { kind: 'float', min: 1e-5, max: 1e-2, scale: 'log' } },
        { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 5, scale: 'linear' } },
      ],
    });
  });

  it.each([
    [{ name: 'lr_d', min: 1e-3 }, /not wider than 0.0001 to 0.01/],
    [{ name: 'lr_d', min: 0 }, /above 0/],
    [{ name: 'lr_d', values: [1] }, /it is a range/],
    [{ name: 'd_steps', max: 4.5 }, /whole/],
    [{ name: 'loss', max: 3 }, /list of values/],
    [{ name: 'beta1', max: 1 }, /not varied/],
  ])('refuses %j in words', (bounds, why) => {
    expect(widenSpace(space, 'random', [bounds])).toMatchObject({ ok: false, message: expect.stringMatching(why) });
  });

  it('puts numbers whose order means something where they belong', () => {
    const ordered: SearchSpace = [{ name: 'd_steps', dimension: { kind: 'choice', values: [1, 4], ordered: true } }];
    const bounds = [{ name: 'd_steps', values: [2, 8] }];
    expect(widenSpace(ordered, 'random', bounds)).toMatchObject({ space: [{ dimension: { values: [1, 2, 4, 8] } }] });
    expect(widenSpace(ordered, 'grid', bounds).ok).toBe(false);
  });

  it('refuses to reorder a grid: only the end of its first axis may grow', () => {
    const grid = [space[0]!, space[2]!];
    expect(widenSpace(grid, 'grid', [{ name: 'loss', values: ['minimax'] }]).ok).toBe(true);
    expect(widenSpace(grid, 'grid', [{ name: 'd_steps', max: 4 }])).toMatchObject({ ok: false });
    expect(widenSpace([space[2]!], 'grid', [{ name: 'd_steps', max: 4 }]).ok).toBe(true);
    expect(widenSpace([space[2]!], 'grid', [{ name: 'd_steps', min: 0 }])).toMatchObject({ ok: false });
  });
});
