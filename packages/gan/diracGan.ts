import { mul, ones, type Tensor1D, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import { ring } from './src/data/ring.ts';
import type { Game } from './src/game/game.ts';
import { lossNamed } from './src/losses/losses.ts';
import { sgd } from './src/optimizers/sgd.ts';
import type { Network } from './src/players/network.ts';
import type { RandomSource } from './src/random/randomSource.ts';
import { r1 } from './src/regularisers/r1.ts';
import { createTraining, type Training } from './src/training.ts';
import { testTrial } from './testTrial.ts';

/** Of steps of 0.2 that the published table looks after. */
export const diracSteps = 500;

/** The games of the table by what is in it. */
export const diracGames = {
  minimax: { loss: lossNamed('minimax') },
  nonsaturating: { loss: lossNamed('nonsaturating') },
  'wgan, clip 1': { loss: lossNamed('wgan'), weightClip: 1 },
  'wgan-gp, λ 0.35': penalised('wgan-gp', 0.35),
  'minimax + R1 γ 0.3': withR1('minimax', 0.3),
  'minimax + R1 γ 1 (critical)': withR1('minimax', 1),
  'nonsaturating + R1 γ 0.3': withR1('nonsaturating', 0.3),
} as const satisfies Record<string, Partial<Game>>;

/** No draw matters: G does not look at z, and D is as steep everywhere. */
const random: RandomSource = { normal: (shape) => zeros([...shape]), uniform: (shape) => zeros([...shape]) };

/**
 * The train loop itself with the players of the Dirac-GAN (Mescheder et al. 2018, section 2): all data lie at 0, G gives θ,
 * D(x) = ψx, from θ = 1, ψ = −1 (D high = real) with plain gradient steps of 0.2. In alternation θ moves first.
 */
export function diracTraining(rules: Partial<Game>): Training {
  return createTraining({ config: testTrial({}), data: ring, random, game: { ...plain, ...rules } });
}

/** How far (θ, ψ) is from the solution (0, 0). */
export function distanceOf(training: Training): number {
  const { 'g.theta': theta, 'd.psi': psi } = training.save();
  return Math.hypot(theta!.data[0]!, psi!.data[0]!);
}

const plain: Game = {
  g: parameter('theta', 1, (theta, z) => mul(ones([z.shape[0], 1]), theta) as Tensor2D),
  d: parameter('psi', -1, (psi, x) => mul(x, psi) as Tensor2D),
  loss: lossNamed('minimax'),
  order: 'simultaneous',
  dSteps: 1,
  gSteps: 1,
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
  seed: 1,
  classes: 0,
  real: { kind: 'rows', rows: () => ({ samples: zeros([1, 1]) as Tensor2D }), batchOf: (rows) => rows },
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
};

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
