import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { untrained } from '../game/playerState.ts';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';
import { numbersOf } from './updateNumbers.ts';

await testBackend();

const rate = 0.05;
const beta1 = 0.6;
const beta2 = 0.9;
const first = [1, -2, 0.3];
/** Of ½Σ i·w², i = 1, 2, 3. */
const slope = (w: readonly number[]) => w.map((x, i) => (i + 1) * x);

type Rule = (w: number, g: number, memory: { m: number; v: number }, t: number) => number;

/** The papers' formulas for one weight, in double precision. */
const rules: readonly [Optimizer, Rule][] = [
  [sgd, (w, g) => w - rate * g],
  [adam(beta1, beta2), adamRule],
  [adamW(beta1, beta2, 0.5), (w, g, memory, t) => adamRule(w, g, memory, t) - rate * 0.5 * w],
  [
    rmsprop(beta2),
    (w, g, memory) => {
      memory.v = beta2 * memory.v + (1 - beta2) * g * g;
      return w - (rate * g) / (Math.sqrt(memory.v) + 1e-8);
    },
  ],
];

test.each(rules.map(([optimizer, rule]) => ({ name: optimizer.name, optimizer, rule })))(
  '$name follows its paper for ten updates',
  ({ optimizer, rule }) => {
    let player = untrained(Float32Array.from(first), optimizer);
    let expected = [...first];
    const memories = first.map(() => ({ m: 0, v: 0 }));
    for (let t = 1; t <= 10; t++) {
      const gradient = slope(expected);
      player = optimizer.update(
        numbersOf({ rate, updates: player.slots.updates }),
        player.weights,
        tensor1d(gradient),
        player.slots,
      );
      expected = expected.map((w, i) => rule(w, gradient[i]!, memories[i]!, t));
      expect(player.slots.updates).toBe(t);
      player.weights.dataSync().forEach((w, i) => {
        expect(w).toBeCloseTo(expected[i]!, 4);
      });
    }
    expect(Object.keys(player.slots.vectors)).toEqual(optimizer.vectors);
    optimizer.dispose();
  },
);

function adamRule(w: number, g: number, memory: { m: number; v: number }, t: number): number {
  memory.m = beta1 * memory.m + (1 - beta1) * g;
  memory.v = beta2 * memory.v + (1 - beta2) * g * g;
  const m = memory.m / (1 - beta1 ** t);
  const v = memory.v / (1 - beta2 ** t);
  return w - (rate * m) / (Math.sqrt(v) + 1e-8);
}
