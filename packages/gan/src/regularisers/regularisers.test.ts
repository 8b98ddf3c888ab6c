import {
  add,
  concat,
  grad,
  matMul,
  mean,
  mul,
  neg,
  norm,
  ones,
  type Scalar,
  scalar,
  softplus,
  split,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import { gameOfConfig } from '../game/gameOfConfig.ts';
import { updateD, updateG } from '../game/movePlayers.ts';
import { freshState, type GameState } from '../game/playerState.ts';
import { realsOfStep } from '../game/realBatches.ts';
import { slopeOfD } from '../game/slopeOfD.ts';
import { slopeOfG } from '../game/slopeOfG.ts';
import { lsgan } from '../losses/lsgan.ts';
import { nonsaturating } from '../losses/nonsaturating.ts';
import { mlp } from '../players/mlp.ts';
import { initialWeights } from '../players/network.ts';
import { packed } from '../players/packed.ts';
import { inUse } from '../players/pass.ts';
import { gradientClip } from './gradientClip.ts';
import { noiseAt } from './instanceNoise.ts';
import { labelSmoothing } from './labelSmoothing.ts';
import { leCam, leCamAverages } from './leCam.ts';
import { movingAverage } from './movingAverage.ts';
import { firstSpectralVectors, kernelsOf, spectralNorm } from './spectralNorm.ts';
import { weightClip } from './weightClip.ts';

const random = await testBackend();
const turn = { step: 1, draw: 0 };
const game = (values: object) => gameOfConfig(testTrial({ optimizer: 'sgd', lr_d: 1e-3, ...values }), ring, random);

/** A strength at which each of them is felt, on the ring. */
const switchedOn: Record<string, object> = {
  r1: { r1_gamma: 3 },
  r2: { r2_gamma: 3 },
  'zero-gp': { zero_gp_gamma: 3 },
  consensus: { consensus_gamma: 2, activation_d: 'tanh', activation_g: 'softplus' },
  lecam: { lecam_lambda: 2 },
  'spectral-norm': { spectral_norm: true },
  'weight-clip': { weight_clip: 0.05 },
  'label-smoothing': { label_smoothing: 0.2 },
  'instance-noise': { instance_noise: 0.3, noise_steps: 100 },
  'gradient-clip': { gradient_clip: 0.01 },
  'average-g': { ema_decay: 0.5 },
  packing: { pac: 4 },
};

describe.each(catalog.regularisers.filter(({ imagesOnly }) => !imagesOnly))('$name', ({ name, hyperparameters }) => {
  const values = switchedOn[name]!;

  test('is off at its default and changes the game when it is on', () => {
    expect(Object.keys(values)).toContain(hyperparameters[0]!.name);
    const after = (on: object) =>
      tidy(() => {
        const rules = game(on);
        const state = freshState(rules);
        const reals = realsOfStep(rules, state, turn.step);
        const moved = updateD(rules, 1, state, slopeOfD(rules, state, turn, reals.d[0]!));
        const both = updateG(rules, 1, moved, slopeOfG(rules, moved, turn, reals.g[0]));
        return Array.from(concat([both.d.weights, both.average ?? both.g.weights]).dataSync());
      });
    const { [hyperparameters[0]!.name]: _knob, ...rest } = values as Record<string, unknown>;
    expect(after(values)).not.toEqual(after({ ...rest, noise_steps: 0 }));
  });

  test('the whole gradient of both players equals finite differences', () => {
    tidy(() => {
      const rules = game({ activation_d: 'tanh', activation_g: 'softplus', ...values });
      const fresh = freshState(rules);
      const state = {
        ...fresh,
        carried: Object.fromEntries(rules.carried.map((c, i) => [c.name, scalar(0.1 * i - 0.2)])),
      };
      const reals = realsOfStep(rules, state, turn.step);
      const withD = (weights: Tensor1D): GameState => ({ ...state, d: { ...state.d, weights } });
      const withG = (weights: Tensor1D): GameState => ({ ...state, g: { ...state.g, weights } });
      expectSlope(state.d.weights, (w) => slopeOfD(rules, withD(w), turn, reals.d[0]!));
      expectSlope(state.g.weights, (w) => slopeOfG(rules, withG(w), turn, reals.g[0]));
    });
  });
});

describe('consensus', () => {
  test('is ½ of the squared length of both gradients', () => {
    tidy(() => {
      const plain = game({});
      const pulled = game({ consensus_gamma: 2 });
      const state = freshState(plain);
      const [real] = realsOfStep(pulled, state, turn.step).g;
      const value = (rules: typeof plain) => slopeOfG(rules, state, turn, real).value.dataSync()[0]!;
      // G's own gradient is at hand; D's on the same batch and z from a game in which D draws G's z.
      const forG = slopeOfG(plain, state, turn, real).grad;
      const z = random.normal([16, 2], { seed: plain.seed, purpose: 'z-for-g', ...turn }) as Tensor2D;
      const both = concat([real!.samples, plain.g.apply(state.g.weights, z, inUse)]) as Tensor2D;
      const forD = grad((w) => {
        const [r, f] = split(plain.d.apply(w as Tensor1D, both, inUse), 2);
        return nonsaturating.d(r!, f!);
      })(state.d.weights);
      const expected = add(sum(square(forG)), sum(square(forD))).dataSync()[0]!;
      expect(value(pulled) - value(plain)).toBeCloseTo(expected, 3);
    });
  });
});

test('lazy penalties come every k steps with k times the weight', () => {
  tidy(() => {
    const at = (values: object, step: number) => {
      const rules = game({ r1_gamma: 4, ...values });
      const state = freshState(rules);
      return slopeOfD(rules, state, { step, draw: 0 }, realsOfStep(rules, state, step).d[0]!).value.dataSync()[0]!;
    };
    const penalty = (step: number) => at({}, step) - at({ r1_gamma: 0 }, step);
    const lazy = (step: number) => at({ penalty_every: 4 }, step) - at({ r1_gamma: 0 }, step);
    expect(penalty(1)).toBeGreaterThan(0.01);
    expect(lazy(1)).toBeCloseTo(4 * penalty(1), 3);
    for (const step of [2, 3, 4]) expect(lazy(step)).toBe(0);
    expect(lazy(5)).toBeCloseTo(4 * penalty(5), 3);
  });
});

test('a smoothed label is a target of 1 − ε for cross-entropy and for least squares', () => {
  const answers = tensor2d([[0.3], [-1.2], [2]]);
  const nothing = tensor2d([[-40], [-40], [-40]]);
  const target = 1 - 0.2;
  const crossEntropy = mean(add(mul(softplus(neg(answers)), target), mul(softplus(answers), 1 - target)));
  const smoothed = add(nonsaturating.d(answers, nothing), labelSmoothing('logistic', 0.2, answers));
  expect(number(smoothed)).toBeCloseTo(number(crossEntropy), 5);
  const squares = mul(mean(square(sub(answers, target))), 0.5);
  const zero = tensor2d([[0], [0], [0]]);
  const smoothedSquares = add(lsgan.d(answers, zero), labelSmoothing('squares', 0.2, answers));
  expect(number(smoothedSquares)).toBeCloseTo(number(squares), 5);
});

test('LeCam costs answers that lie beyond the other kind’s average, and its averages follow slowly', () => {
  const cost = leCam(tensor2d([[2], [-1]]), tensor2d([[1], [-3]]), scalar(0.5), scalar(-0.5));
  // relu(2.5)² and relu(−0.5)², relu(−0.5)² and relu(3.5)², each a mean of two.
  expect(number(cost)).toBeCloseTo((2.5 ** 2 + 3.5 ** 2) / 2, 4);
  const knobs = { beganGamma: 0, beganRate: 0 };
  const next = leCamAverages.map((one) => number(one.next(scalar(1), scalar(2), scalar(-2), knobs)));
  expect(next[0]).toBeCloseTo(0.99 + 0.02, 5);
  expect(next[1]).toBeCloseTo(0.99 - 0.02, 5);
});

test('spectral norm divides every kernel by its largest singular value and leaves biases', () => {
  const network = mlp({ units: [4, 6, 3], activation: 'relu', output: 'linear' });
  const weights = tensor1d(initialWeights(network, random, 2, 'weights-d').map((w, i) => w + 0.01 * i)) as Tensor1D;
  const vectors = firstSpectralVectors(network, weights, random, 2);
  expect(kernelsOf(network).map(({ name }) => name)).toEqual(Object.keys(vectors));
  const normal = spectralNorm(network, weights, vectors);
  const sizes = network.slices.map(({ size }) => size);
  const cut = split(normal, sizes);
  const before = split(weights, sizes);
  network.slices.forEach(({ shape }, i) => {
    if (shape.length === 1) expect(cut[i]!.dataSync()).toEqual(before[i]!.dataSync());
    else expect(largestSingular(cut[i]!.reshape([...shape] as [number, number]))).toBeCloseTo(1, 2);
  });
});

test('weights are clipped, gradients shortened only when too long, averages move by their share', () => {
  expect(Array.from(weightClip(tensor1d([-3, 0.01, 0.5]), 0.1).dataSync())).toEqual(
    Array.from(Float32Array.of(-0.1, 0.01, 0.1)),
  );
  const long = gradientClip(tensor1d([3, 4]), scalar(1)).dataSync();
  expect(long[0]).toBeCloseTo(0.6, 5);
  expect(long[1]).toBeCloseTo(0.8, 5);
  expect(Array.from(gradientClip(tensor1d([0.3, 0.4]), scalar(1)).dataSync())).toEqual(
    Array.from(Float32Array.of(0.3, 0.4)),
  );
  expect(
    Array.from(
      movingAverage(tensor1d([1, 2]), tensor1d([3, 2]), { kept: scalar(0.75), taken: scalar(0.25) }).dataSync(),
    ),
  ).toEqual([1.5, 2]);
});

test('instance noise falls to nothing in a straight line, or stays', () => {
  expect([1, 51, 101, 500].map(noiseAt(0.4, 100))).toEqual([0.4, 0.2, 0, 0]);
  expect([1, 500].map(noiseAt(0.4, 0))).toEqual([0.4, 0.4]);
});

test('a packed D looks at its samples side by side and leaves an incomplete pack out', () => {
  const inner = {
    slices: [],
    statistics: [],
    apply: (_: Tensor1D, x: Tensor2D) => matMul(x, tensor2d([[1], [10], [100], [1000]])) as Tensor2D,
  };
  const answers = packed(inner, 2).apply(ones([1]), tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 9], [5, 2]), inUse);
  expect(Array.from(answers.dataSync())).toEqual([4321, 8765]);
});

test('every unfit pair of the catalog names regularisers that exist', () => {
  const names = catalog.regularisers.map(({ name }) => name);
  for (const { unfit } of catalog.regularisers) for (const { name } of unfit ?? []) expect(names).toContain(name);
});

function number(tensor: Tensor): number {
  return tensor.dataSync()[0]!;
}

/** By many power iterations on WᵀW from all ones. */
function largestSingular(matrix: Tensor): number {
  let v: Tensor = ones([matrix.shape[1]!, 1]);
  for (let i = 0; i < 200; i++) {
    const next = matMul(matMul(matrix as Tensor2D, matrix as Tensor2D, true, false), v as Tensor2D);
    v = next.div(norm(next));
  }
  return number(norm(matMul(matrix as Tensor2D, v as Tensor2D)));
}

/** Along the gradient itself, where it is longest, and along one random direction. */
function expectSlope(at: Tensor1D, slopeAt: (weights: Tensor1D) => { value: Scalar; grad: Tensor1D }): void {
  const { grad: slope } = slopeAt(at);
  const length = number(norm(slope));
  const other = random.normal(at.shape, { seed: 8, purpose: 'z-for-log', step: 0 });
  for (const direction of [slope.div(length), other.div(norm(other))]) {
    const h = 1e-3;
    const value = (by: number) => number(slopeAt(at.add(direction.mul(by))).value);
    const expected = (value(h) - value(-h)) / (2 * h);
    const found = number(sum(slope.mul(direction)));
    expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThan(0.01 * length + 1e-3);
  }
}
