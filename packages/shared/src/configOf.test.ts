import { describe, expect, it } from 'vitest';
import { configOf, trialSeed } from './configOf.ts';
import { parseSweepFile } from './parseSweepFile.ts';
import { testContext } from './sweepFileTestCatalog.ts';

function sweepWith(parameters: string) {
  const text = `recipe: ring-mlp\nmethod: grid\nmetric: {name: eval/score}\nparameters: ${parameters}`;
  const parsed = parseSweepFile(text, testContext);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.sweep;
}

describe('configOf', () => {
  it('lays the point over the base and sets seed and steps apart', () => {
    const sweep = sweepWith('{lr_d: {values: [0.1, 0.2]}, steps: {values: [100, 200]}, seed: {value: 9}}');
    expect(configOf(sweep, { lr_d: 0.2, steps: 200 }, 3)).toEqual({
      recipe: 'ring-mlp',
      dataset: 'ring',
      seed: 9,
      steps: 200,
      values: {
        loss: 'nonsaturating',
        lr_d: 0.2,
        lr_ratio: 1,
        d_steps: 1,
        order: 'd-first',
        gp_lambda: 10,
        batch_size: 256,
        ema: false,
      },
      checkpoint: { everySteps: 10, keep: 2 },
    });
  });

  it('derives a seed of 32 bits per trial where the file sets none', () => {
    const sweep = sweepWith('{lr_d: {values: [0.1, 0.2]}}');
    const seeds = Array.from({ length: 1000 }, (_, n) => configOf(sweep, { lr_d: 0.1 }, n + 1).seed);
    expect(new Set(seeds).size).toBe(1000);
    for (const seed of seeds) expect(seed).toBe(seed >>> 0);
    expect(configOf(sweep, { lr_d: 0.1 }, 1).seed).toBe(seeds[0]);
    expect(configOf({ ...sweep, seed: 2 }, { lr_d: 0.1 }, 1).seed).not.toBe(seeds[0]);
  });

  it('keeps the derived seeds of trials that exist: the formula must not change', () => {
    expect([trialSeed(1, 1), trialSeed(1, 2), trialSeed(0, 1)]).toMatchInlineSnapshot(`
      [
        3741873941,
        4172908620,
        1392991556,
      ]
    `);
  });
});
