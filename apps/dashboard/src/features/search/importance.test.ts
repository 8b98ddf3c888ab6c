import { describe, expect, it } from 'vitest';
import { type Feature, randomOf } from './forest.ts';
import { importanceOf } from './importance.ts';

const n = 200;
const random = randomOf(5);
const draw = () => Float64Array.from({ length: n }, random);
const [strong, weak, nothing] = [draw(), draw(), draw()];
const choice = Float64Array.from({ length: n }, () => Math.floor(3 * random()));
const number = (name: string, values: Float64Array): Feature => ({ name, values, choices: 0 });
/** 100 · strong² + 20 · weak, and 40 more for the middle choice. */
const losses = strong.map((value, i) => 100 * value ** 2 + 20 * weak[i]! + (choice[i] === 1 ? 40 : 0));
const features = [number('nothing', nothing), number('weak', weak), number('strong', strong)].concat({
  name: 'choice',
  values: choice,
  choices: 3,
});

describe('importance', () => {
  const answer = importanceOf({ features, losses, seed: 1 });
  const of = (name: string) => answer.items.find((item) => item.name === name)!;

  it('puts first what decides most, and gives nothing to what decides nothing', () => {
    expect(answer.items.map(({ name }) => name).slice(0, 2)).toEqual(['strong', 'choice']);
    expect(of('strong').share).toBeGreaterThan(0.5);
    expect(of('weak').share).toBeGreaterThan(3 * Math.abs(of('nothing').share));
    expect(Math.abs(of('nothing').share)).toBeLessThan(0.03);
    expect(answer.explained).toBeGreaterThan(0.7);
  });

  it('tells the direction of numbers by rank correlation, and none of choices', () => {
    expect(of('strong').correlation?.low).toBeGreaterThan(0.5);
    const { low, high } = of('nothing').correlation!;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(of('choice').correlation).toBeUndefined();
  });

  it('gives the same answer to the same question', () => {
    expect(importanceOf({ features, losses, seed: 1 })).toEqual(answer);
  });

  it('knows that it knows nothing of noise', () => {
    const noise = importanceOf({ features: features.slice(0, 2), losses: draw(), seed: 1 });
    expect(noise.explained).toBeLessThan(0.1);
  });

  it('takes trials that diverged as the worst, and a hyperparameter that was switched off as a value of its own', () => {
    const off = strong.map((value) => (value > 0.5 ? Number.NaN : value));
    const worst = strong.map((value) => (value > 0.5 ? Number.POSITIVE_INFINITY : value));
    const [first] = importanceOf({
      features: [number('nothing', nothing), number('off', off)],
      losses: worst,
      seed: 2,
    }).items;
    expect(first).toMatchObject({ name: 'off' });
    expect(first!.share).toBeGreaterThan(1);
  });
});
