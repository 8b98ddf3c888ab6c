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
import { type Activation, activations, piecesOf } from './activations.ts';
import { autoencoder } from './autoencoder.ts';
import type { Body } from './body.ts';
import { convBody, convUpwards } from './convNets.ts';
import { denseBody } from './denseBody.ts';
import { type Hidden, plain } from './hiddenLayers.ts';
import { activated } from './layers/activated.ts';
import { conv } from './layers/conv.ts';
import { convTransposed } from './layers/convTransposed.ts';
import { dense } from './layers/dense.ts';
import { shaped } from './layers/shaped.ts';
import { mlp } from './mlp.ts';
import { initialWeights, type Network } from './network.ts';
import { inUse, type Pass } from './pass.ts';
import { sequence } from './sequence.ts';
import { withReference } from './withReference.ts';

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

const side = 8;
const image = { height: side, width: side, channels: 1 };

/** Players with what may stand between their layers; batch normalisation may not, since it compares the samples of a batch. */
const withLayers: readonly [string, number, (hidden: Hidden) => Network, readonly Partial<Hidden>[]][] = [
  [
    'mlp',
    3,
    (hidden) => headed(denseBody(3, [7, 6], hidden)),
    [{ norm: 'layer' }, { norm: 'virtual-batch' }, { dropout: 0.3 }],
  ],
  [
    'conv net',
    side * side,
    (hidden) => headed(convBody({ image, width: 2, depth: 2, hidden, pack: 1 })),
    [{ norm: 'layer' }, { norm: 'virtual-batch' }, { norm: 'instance' }],
  ],
  [
    'conv net of packs',
    2 * side * side,
    (hidden) => headed(convBody({ image, width: 2, depth: 1, hidden, pack: 2 })),
    [{}],
  ],
  [
    'conv net that rebuilds by pixel shuffle',
    side * side,
    (hidden) => {
      const shape = { image, width: 2, depth: 1, hidden };
      const { layers, features } = convBody({ ...shape, pack: 1 });
      const outwards = convUpwards(shape, { from: 3, upsampling: 'pixel-shuffle', prefix: 'out.', firstPart: 1 });
      return autoencoder(sequence([...layers, dense('code', features, 3, 1), ...outwards, shaped([side * side])]));
    },
    [{ norm: 'instance', dropout: 0.3 }],
  ],
];

const cases = withLayers.flatMap(([name, features, net, kinds]) =>
  kinds.map((between) => ({ name, features, net, between })),
);

test.each(cases)(
  '$name, $between: the gradient of every penalty equals finite differences',
  ({ features, net, between }) => {
    const inner = net({ ...plain('softplus'), ...between, rows: 3 });
    const first = () =>
      random.normal([3, features], { seed: 12, purpose: 'z-for-g', step: 1 }).dataSync() as Float32Array;
    const network = between.norm === 'virtual-batch' ? withReference(inner, { rows: 3, features, first }) : inner;
    expectRightPenalties(network, features, {
      running: { reference: tensor1d(first()) },
      training: { uniform: (shape, part) => random.uniform(shape, { seed: 9, purpose: 'dropout', step: 1, part }) },
    });
  },
);

function headed({ layers, features }: Body): Network {
  return sequence([...layers, dense('end', features, 1, 1)]);
}

describe.each(Object.entries(nets))('%s', (_net, { features, net }) => {
  test.each(names)('%s: the gradient of every penalty equals finite differences', (activation) => {
    expectRightPenalties(net(activation), features, inUse);
  });
});

function expectRightPenalties(network: Network, features: number, pass: Pass): void {
  // Biases too away from 0, as after some training.
  const start = initialWeights(network, random, 11, 'weights-d').map((w, i) => w + 0.1 * Math.sin(i));
  const samples = (purpose: 'z-for-d' | 'z-for-g') =>
    random.normal([batch, features], { seed: 11, purpose, step: 0 }) as Tensor2D;
  const seen = { real: samples('z-for-d'), fake: samples('z-for-g'), random, key: { seed: 11, step: 0 } };
  for (const [name, penalty] of Object.entries(penalties)) {
    const points = penalty.points(seen);
    const cost = (weights: Tensor1D) =>
      slopePenalty((x: Tensor) => network.apply(weights, x as Tensor2D, pass), penalty, points);
    expectAlongDirections(cost, start, name);
  }
}

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
  const pieces = piecesOf(activation);
  return sequence([
    shaped([6, 6, 1]),
    conv('conv0', { from: 1, to: 3 * pieces, size: 3, stride: 2, gain }),
    activated(activation),
    conv('conv1', { from: 3, to: 2 * pieces, size: 3, stride: 1, gain }),
    activated(activation),
    shaped([18]),
    dense('dense0', 18, 1, 1),
  ]);
}

/** 6 × 6 → 3 × 3 → 6 × 6. */
function hourglass(activation: Activation): Network {
  const { gain } = activations[activation];
  const pieces = piecesOf(activation);
  return sequence([
    shaped([6, 6, 1]),
    conv('conv0', { from: 1, to: 2 * pieces, size: 3, stride: 2, gain }),
    activated(activation),
    convTransposed('conv1', { from: 2, to: 2 * pieces, size: 4, stride: 2, gain }),
    activated(activation),
    shaped([72]),
    dense('dense0', 72, 1, 1),
  ]);
}
