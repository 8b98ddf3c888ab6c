import {
  dot,
  grad,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { r1 } from '../regularisers/r1.ts';
import { type SlopePenalty, slopePenalty, towardsOne } from '../regularisers/slopePenalty.ts';
import { aroundReal, between } from '../regularisers/slopePoints.ts';
import { type Activation, activations } from './activations.ts';
import { autoencoder } from './autoencoder.ts';
import { activated } from './layers/activated.ts';
import { conv } from './layers/conv.ts';
import { convTransposed } from './layers/convTransposed.ts';
import { dense } from './layers/dense.ts';
import { shaped } from './layers/shaped.ts';
import { mlp } from './mlp.ts';
import { initialWeights, type Network } from './network.ts';
import { inUse } from './pass.ts';
import { sequence } from './sequence.ts';

const random = await testBackend();
const batch = 5;
const names = Object.keys(activations) as Activation[];

const penalties: Readonly<Record<string, SlopePenalty>> = {
  'wgan-gp': { points: between, cost: towardsOne },
  r1,
  dragan: { points: aroundReal, cost: towardsOne },
};

const nets: Readonly<Record<string, { features: number; net: (activation: Activation) => Network }>> = {
  mlp: { features: 3, net: (activation) => mlp({ units: [3, 7, 6, 1], activation, output: 'linear' }) },
  'conv net': { features: 36, net: convNet },
  'conv net with transposed layers': { features: 36, net: hourglass },
  autoencoder: {
    features: 4,
    net: (activation) => autoencoder(mlp({ units: [4, 8, 5, 8, 4], activation, output: 'linear' })),
  },
};

describe.each(Object.entries(nets))('%s', (_net, { features, net }) => {
  test.each(names)('%s: the gradient of every penalty equals finite differences', (activation) => {
    const network = net(activation);
    // Biases too away from 0, as after some training.
    const start = initialWeights(network, random, 11, 'weights-d').map((w, i) => w + 0.1 * Math.sin(i));
    const samples = (purpose: 'z-for-d' | 'z-for-g') =>
      random.normal([batch, features], { seed: 11, purpose, step: 0 }) as Tensor2D;
    const seen = { real: samples('z-for-d'), fake: samples('z-for-g'), random, key: { seed: 11, step: 0 } };
    for (const [name, penalty] of Object.entries(penalties)) {
      const points = penalty.points(seen);
      const cost = (weights: Tensor1D) =>
        slopePenalty((x: Tensor) => network.apply(weights, x as Tensor2D, inUse), penalty, points);
      expectAlongDirections(cost, start, name);
    }
  });
});

/** The directional derivative along the gradient itself and two random directions, against central differences. */
function expectAlongDirections(cost: (weights: Tensor1D) => Scalar, start: Float32Array, name: string): void {
  tidy(() => {
    const weights = tensor1d(start);
    const slope = grad((w) => cost(w as Tensor1D))(weights) as Tensor1D;
    const steepest = slope.div(slope.norm()) as Tensor1D;
    const length = slope.norm().dataSync()[0]!;
    expect(length, name).toBeGreaterThan(1e-3);
    const directions = [steepest, ...[0, 1].map((draw) => unitVector(start.length, draw))];
    // Small, so that few of the kinks of relu lie between.
    const h = 4e-4;
    for (const direction of directions) {
      const at = (by: number) => cost(weights.add(direction.mul(by)) as Tensor1D).dataSync()[0]!;
      const expected = (at(h) - at(-h)) / (2 * h);
      const found = dot(slope, direction).dataSync()[0]!;
      expect(Math.abs(found - expected), `${name}: ${found} for ${expected}`).toBeLessThan(0.01 * length + 1e-3);
    }
  });
}

function unitVector(size: number, draw: number): Tensor1D {
  const vector = random.normal([size], { seed: 3, purpose: 'z-for-log', step: 0, draw });
  return vector.div(vector.norm()) as Tensor1D;
}

/** 6 × 6 → 3 × 3 with stride 2, then stride 1. */
function convNet(activation: Activation): Network {
  const { gain } = activations[activation];
  return sequence([
    shaped([6, 6, 1]),
    conv('conv0', { from: 1, to: 3, size: 3, stride: 2, gain }),
    activated(activation),
    conv('conv1', { from: 3, to: 2, size: 3, stride: 1, gain }),
    activated(activation),
    shaped([18]),
    dense('dense0', 18, 1, 1),
  ]);
}

/** 6 × 6 → 3 × 3 → 6 × 6. */
function hourglass(activation: Activation): Network {
  const { gain } = activations[activation];
  return sequence([
    shaped([6, 6, 1]),
    conv('conv0', { from: 1, to: 2, size: 3, stride: 2, gain }),
    activated(activation),
    convTransposed('conv1', { from: 2, to: 2, size: 4, stride: 2, gain }),
    activated(activation),
    shaped([72]),
    dense('dense0', 72, 1, 1),
  ]);
}
