import { mul, ones, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { ring } from '../data/ring.ts';
import { lossNamed } from '../losses/losses.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Network } from '../players/network.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { r1 } from '../regularisers/r1.ts';
import { createTraining } from '../training.ts';
import { type Game, numberNow } from './game.ts';

await testBackend();

/** No draw matters: G does not look at z, and D is as steep everywhere. */
const random: RandomSource = { normal: (shape) => zeros([...shape]), uniform: (shape) => zeros([...shape]) };
const steps = 500;

type Orders = readonly [simultaneous: string, alternating: string, fiveOfD: string];

/**
 * The Dirac-GAN (Mescheder et al. 2018, section 2): all data lie at 0, G gives θ, D(x) = ψx. From θ = 1, ψ = −1 (D high =
 * real) with plain gradient steps of 0.2, the distance of (θ, ψ) from the solution (0, 0) after 500 steps, computed
 * independently in double precision. Alternating: θ moves first.
 */
const table: readonly [name: string, rules: Partial<Game>, distances: Orders][] = [
  ['minimax', { loss: lossNamed('minimax') }, ['3.10', '1.42', '1.85']],
  ['nonsaturating', { loss: lossNamed('nonsaturating') }, ['0.640', '0.284', '0.139']],
  ['wgan, clip 1', { loss: lossNamed('wgan'), weightClip: 1 }, ['1.00', '1.02', '0.917']],
  ['wgan-gp, λ 0.35', penalised('wgan-gp', 0.35), ['1.80', '1.22', '0.716']],
  ['minimax + R1 γ 0.3', withR1('minimax', 0.3), ['2.64e-6', '2.30e-7', '9.25e-34']],
  ['minimax + R1 γ 1 (critical)', withR1('minimax', 1), ['9.5e-22', '7.5e-17', '5.1e-12']],
  ['nonsaturating + R1 γ 0.3', withR1('nonsaturating', 0.3), ['2.21e-6', '1.50e-7', '4.0e-34']],
];

const orders: readonly Partial<Game>[] = [
  { order: 'simultaneous' },
  { order: 'g-first' },
  { order: 'g-first', dSteps: 5 },
];

const cells = table.flatMap(([name, rules, distances]) =>
  orders.map((order, i) => ({
    name,
    how: `${order.order}${order.dSteps === 5 ? ', 5 of D' : ''}`,
    rules: { ...rules, ...order },
    expected: distances[i]!,
  })),
);

test.each(cells)('$name, $how: the train loop ends $expected from the solution', ({ rules, expected }) => {
  const training = createTraining({
    config: testTrial({}),
    data: ring,
    random,
    game: dirac(rules),
  });
  for (let i = 0; i < steps; i++) training.trainStep();
  const { 'g.theta': theta, 'd.psi': psi } = training.save();
  training.dispose();
  const distance = Math.hypot(theta!.data[0]!, psi!.data[0]!);
  const digit = lastDigit(expected);
  expect(Math.abs(distance - Number(expected)), `${distance}`).toBeLessThanOrEqual(
    Math.max(0.01 * Number(expected), 0.5 * digit * (1 + 1e-9)),
  );
});

/** What one unit of the last printed digit is worth. */
function lastDigit(printed: string): number {
  const [mantissa, exponent] = printed.split('e');
  const decimals = mantissa!.split('.')[1]?.length ?? 0;
  return 10 ** (Number(exponent ?? 0) - decimals);
}

function dirac(rules: Partial<Game>): Game {
  return {
    g: parameter('theta', 1, (theta, z) => mul(ones([z.shape[0], 1]), theta) as Tensor2D),
    d: parameter('psi', -1, (psi, x) => mul(x, psi) as Tensor2D),
    loss: lossNamed('minimax'),
    order: 'simultaneous',
    dSteps: 1,
    gSteps: 1,
    stepsAlone: false,
    freezeDUntil: 0,
    batchSize: 1,
    zDim: 1,
    zDistribution: 'normal',
    zScale: 1,
    lossScale: 1,
    sharedFake: false,
    rateD: 0.2,
    rateG: 0.2,
    rateShare: () => 1,
    optimizerD: sgd,
    optimizerG: sgd,
    random,
    numberAt: numberNow,
    seed: 1,
    classes: 0,
    realBatch: () => ({ samples: zeros([1, 1]) as Tensor2D }),
    pack: 1,
    penalties: [],
    penaltyEvery: 1,
    consensus: 0,
    leCam: 0,
    labelSmoothing: 0,
    spectralNorm: false,
    weightClip: 0,
    gradientClip: 0,
    averageDecay: 0,
    noise: () => 0,
    carried: [],
    carriedKnobs: { beganGamma: 0, beganRate: 0 },
    ...rules,
  };
}

/** A player with one number. */
function parameter(name: string, first: number, apply: (weight: Tensor1D, input: Tensor2D) => Tensor2D): Network {
  return { slices: [{ name, shape: [1], size: 1, first: { value: first } }], statistics: [], apply };
}

function penalised(name: string, weight: number): Partial<Game> {
  const loss = lossNamed(name);
  return { loss, penalties: [{ penalty: loss.penalty!, weight }] };
}

function withR1(name: string, weight: number): Partial<Game> {
  return { loss: lossNamed(name), penalties: [{ penalty: r1, weight }] };
}
