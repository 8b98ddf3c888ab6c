import { concat, grad, neg, type Scalar, scalar, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import { gameOfConfig } from '../game/gameOfConfig.ts';
import { updateD, updateG } from '../game/movePlayers.ts';
import { freshState } from '../game/playerState.ts';
import { realsOfStep } from '../game/realBatches.ts';
import { slopeOfD } from '../game/slopeOfD.ts';
import { slopeOfG } from '../game/slopeOfG.ts';
import type { Loss } from './loss.ts';
import { losses } from './losses.ts';

const random = await testBackend();

/** L_D and L_G where D answers 0 to everything, from the papers; with the default penalty where there is one. */
const undecided: Record<string, [number, number]> = {
  minimax: [2 * Math.LN2, -Math.LN2],
  nonsaturating: [2 * Math.LN2, Math.LN2],
  softmax2: [2 * Math.LN2, Math.LN2],
  lsgan: [0.5, 0.5],
  hinge: [2, 0],
  wgan: [0, 0],
  'wgan-gp': [10, 0],
  'wgan-lp': [0, 0],
  dragan: [2 * Math.LN2 + 10, Math.LN2],
  rpgan: [Math.LN2, Math.LN2],
  ragan: [2 * Math.LN2, 2 * Math.LN2],
  'ra-hinge': [2, 2],
  'ra-ls': [2, 2],
  began: [0, 0],
};

const real = [0.3, -1.7, 2.2];
const fake = [-0.6, 0.8, -2.4];
const k = scalar(0.4);

test('every loss of the catalog has its mathematics and the other way round', () => {
  expect(losses.map((loss) => loss.name)).toEqual(catalog.losses.map((loss) => loss.name));
  expect(Object.keys(undecided).sort()).toEqual(losses.map((loss) => loss.name).sort());
});

test.each(catalog.losses)('$name: catalog and mathematics agree on penalty and labels', (entry) => {
  const loss = losses.find(({ name }) => name === entry.name)!;
  expect(loss.penalty !== undefined).toBe(entry.slopePenalty === true);
  const smoothing = catalog.recipes[0]!.hyperparameters.find(({ name }) => name === 'label_smoothing')!;
  expect(smoothing.onlyForLosses!.includes(entry.name)).toBe(loss.label !== undefined);
});

describe.each(losses)('$name', (loss) => {
  const game = () => gameOfConfig(testTrial({ loss: loss.name, optimizer: 'sgd', lr_d: 1e-3 }), ring, random);

  test('has its known values where D gives the same answer to everything', () => {
    const [d, g] = undecided[loss.name]!;
    const rules = game();
    const state = freshState(rules);
    const flat = { ...state, d: { ...state.d, weights: state.d.weights.mul(0) as typeof state.d.weights } };
    if (loss.name !== 'began') {
      const { value } = slopeOfD(rules, flat, { step: 1, draw: 0 }, realsOfStep(rules, flat, 1).d[0]!);
      expect(value.dataSync()[0]).toBeCloseTo(d, 3);
    }
    const same = outputOf(loss, tensor2d([[0], [0]]));
    expect(loss.g(same, same).dataSync()[0]).toBeCloseTo(g, 3);
    expect(catalog.losses.find(({ name }) => name === loss.name)!.undecided.d).toBeCloseTo(d, 3);
    expect(catalog.losses.find(({ name }) => name === loss.name)!.undecided.g).toBeCloseTo(g, 3);
  });

  test('its gradients at D’s answers equal finite differences', () => {
    const onD = (r: Tensor, f: Tensor) => loss.d(outputOf(loss, r), outputOf(loss, f), k);
    const onG = (f: Tensor) => loss.g(outputOf(loss, f), outputOf(loss, column(real)));
    expectSlope((r) => onD(r, column(fake)), real);
    expectSlope((f) => onD(column(real), f), fake);
    expectSlope(onG, fake);
  });

  test('D raises its answer on real and lowers it on fake, G raises it on fake', () => {
    const middle = () => column([0.4, 0.6]);
    const onD = (r: Tensor, f: Tensor) => loss.d(outputOf(loss, r), outputOf(loss, f), k);
    const signs = (f: (x: Tensor) => Scalar) => Array.from(grad(f)(middle()).dataSync(), Math.sign);
    expect(signs((r) => onD(r, middle()))).toEqual([-1, -1]);
    expect(signs((f) => onD(middle(), f))).toEqual([1, 1]);
    expect(signs((f) => loss.g(outputOf(loss, f), outputOf(loss, middle())))).toEqual([-1, -1]);
  });

  test('one step of D lowers L_D and one step of G lowers L_G', () => {
    const rules = game();
    const turn = { step: 1, draw: 0 };
    tidy(() => {
      const state = freshState(rules);
      const reals = realsOfStep(rules, state, turn.step);
      const before = slopeOfD(rules, state, turn, reals.d[0]!);
      // L_D is compared at the same k: what the loss carries goes on in its own test.
      const moved = { ...updateD(rules, 1, state, before), carried: state.carried };
      expect(lossOf(slopeOfD(rules, moved, turn, reals.d[0]!))).toBeLessThan(lossOf(before));
      const beforeG = slopeOfG(rules, state, turn, reals.g[0]);
      const movedG = updateG(rules, 1, state, beforeG);
      expect(lossOf(slopeOfG(rules, movedG, turn, reals.g[0]))).toBeLessThan(lossOf(beforeG));
    });
  });
});

test('softmax2 is the cross-entropy of the two classes', () => {
  const outputs = [
    [0.3, -0.8],
    [1.5, 2.5],
  ];
  const crossEntropy = (label: 0 | 1) =>
    outputs.reduce((sum, y) => sum + Math.log(Math.exp(y[0]!) + Math.exp(y[1]!)) - y[label]!, 0) / outputs.length;
  const softmax2 = losses.find(({ name }) => name === 'softmax2')!;
  const y = tensor2d(outputs);
  expect(softmax2.d(y, y).dataSync()[0]).toBeCloseTo(crossEntropy(0) + crossEntropy(1), 5);
  expect(softmax2.g(y).dataSync()[0]).toBeCloseTo(crossEntropy(0), 5);
});

test('softmax2 has the values and the gradients of nonsaturating with the logit y₀ − y₁', () => {
  const [softmax2, nonsaturating] = ['softmax2', 'nonsaturating'].map((name) => losses.find((l) => l.name === name)!);
  const games: [(loss: Loss) => (x: Tensor) => Scalar, number[]][] = [
    [(loss) => (x) => loss.d(outputOf(loss, x), outputOf(loss, column(fake))), real],
    [(loss) => (x) => loss.d(outputOf(loss, column(real)), outputOf(loss, x)), fake],
    [(loss) => (x) => loss.g(outputOf(loss, x)), fake],
  ];
  for (const [game, at] of games) {
    const [two, one] = [game(softmax2!), game(nonsaturating!)];
    expect(two(column(at)).dataSync()[0]).toBeCloseTo(one(column(at)).dataSync()[0]!, 5);
    const slope = grad(one)(column(at)).dataSync();
    grad(two)(column(at))
      .dataSync()
      .forEach((x, i) => {
        expect(x).toBeCloseTo(slope[i]!, 5);
      });
  }
});

test('least squares at the equilibrium, D = ½ everywhere: ¼ and ⅛', () => {
  const lsgan = losses.find(({ name }) => name === 'lsgan')!;
  const half = column([0.5, 0.5]);
  expect(lsgan.d(half, half).dataSync()[0]).toBeCloseTo(0.25, 6);
  expect(lsgan.g(half).dataSync()[0]).toBeCloseTo(0.125, 6);
});

test('where D is sure, minimax leaves G nearly no gradient and nonsaturating nearly all of it', () => {
  const slope = (name: string) => {
    const loss = losses.find((l) => l.name === name)!;
    return Math.abs(grad((f) => loss.g(f))(column([-8])).dataSync()[0]!);
  };
  expect(slope('minimax')).toBeLessThan(0.001);
  expect(slope('nonsaturating')).toBeGreaterThan(0.999);
});

test('the k of began rises while generated samples are rebuilt better than γ says, and stays within 0 and 1', () => {
  const { carried, d } = losses.find(({ name }) => name === 'began')!;
  // Answers are −L: here L(x) = 2, L(G(z)) = 0.4.
  const next = (from: number, rate: number) =>
    carried!.next(scalar(from), scalar(-2), scalar(-0.4), { beganGamma: 0.5, beganRate: rate }).dataSync()[0];
  expect(next(0.1, 0.01)).toBeCloseTo(0.1 + 0.01 * (0.5 * 2 - 0.4), 6);
  expect(next(0.1, 100)).toBe(1);
  expect(next(0.1, -100)).toBe(0);
  expect(d(column([-2]), column([-0.4]), scalar(0.3)).dataSync()[0]).toBeCloseTo(2 - 0.3 * 0.4, 6);
});

function column(values: number[]): Tensor {
  return tensor2d(values.map((x) => [x]));
}

/** What a D says whose logits are `x`. */
function outputOf({ outputs }: Loss, x: Tensor): Tensor {
  return outputs === 2 ? concat([x.mul(0.5), neg(x.mul(0.5))], 1) : x;
}

function expectSlope(f: (x: Tensor) => Scalar, at: number[]): void {
  const h = 1e-2;
  const shifted = (index: number, by: number) => f(column(at.map((x, i) => (i === index ? x + by : x)))).dataSync()[0]!;
  Array.from(grad(f)(column(at)).dataSync()).forEach((x, i) => {
    expect(x).toBeCloseTo((shifted(i, h) - shifted(i, -h)) / (2 * h), 3);
  });
}

function lossOf({ value }: { value: Scalar }): number {
  return value.dataSync()[0]!;
}
