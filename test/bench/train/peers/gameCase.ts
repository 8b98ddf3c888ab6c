/** One game that Seesaw, JAX and TensorFlow play: what `peers.py` needs of it. */
export interface GameCase {
  readonly name: string;
  readonly recipe: 'ring-mlp' | 'mnist-bce' | 'dcgan';
  readonly net: 'mlp' | 'conv';
  readonly z: number;
  readonly width: number;
  /** Numbers of a sample. */
  readonly features: number;
  readonly batch: number;
  /** Of D. */
  readonly rate: number;
  /** Of G, as a multiple of that of D. */
  readonly rateRatio: number;
  readonly beta2: number;
  readonly loss: 'nonsaturating' | 'hinge' | 'wgan-gp';
  /** Updates of D in a step. */
  readonly dSteps: number;
  /** As many trials in one program, each with its own seed and batches; absent for a single one. */
  readonly lanes?: number;
}

/** A case that is played in rounds. */
export interface TimedCase extends GameCase {
  readonly stepsPerRound: number;
  /** XLA loops over convolutions on a CPU many times slower than over single steps: nobody would train like that. */
  readonly looped: boolean;
}

const even = { rateRatio: 1, dSteps: 1, loss: 'nonsaturating' } as const;

const ring = {
  ...even,
  recipe: 'ring-mlp',
  net: 'mlp',
  z: 2,
  width: 128,
  features: 2,
  batch: 256,
  rate: 0.002,
  beta2: 0.99,
  stepsPerRound: 150,
  looped: true,
} as const;

const digits = { z: 100, features: 784, batch: 64, beta2: 0.999, ...even } as const;

export const gameCases: readonly TimedCase[] = [
  { name: 'ring MLP', ...ring },
  { name: 'ring WGAN-GP', ...ring, loss: 'wgan-gp' },
  { name: '8 packed ring trials, batch 64', ...ring, batch: 64, lanes: 8, stepsPerRound: 40 },
  { name: '8 packed ring trials, batch 256', ...ring, lanes: 8, stepsPerRound: 20 },
  {
    name: 'MNIST MLP',
    recipe: 'mnist-bce',
    net: 'mlp',
    width: 128,
    rate: 0.001,
    ...digits,
    stepsPerRound: 60,
    looped: true,
  },
  {
    name: 'DCGAN 28 × 28',
    recipe: 'dcgan',
    net: 'conv',
    width: 32,
    rate: 2e-4,
    ...digits,
    stepsPerRound: 6,
    looped: false,
  },
];

/** `single`: one step per call, its batch fed, both losses read. `together`: losses are read once after all steps. */
export type Column = 'single' | 'together';

export interface PlayOrder {
  readonly case: GameCase;
  readonly column: Column;
  readonly steps: number;
}

export interface Played {
  /** Of one step of one trial, by the clock. */
  readonly ms: number;
  /** Of one step of one trial, of all threads of the process. */
  readonly cpuMs: number;
  /** Of the last step, of D and of G; of several trials their sum. */
  readonly losses: readonly [number, number];
  /** How many weights one trial's players have together: equal where the same nets are played. */
  readonly weights: number;
}
