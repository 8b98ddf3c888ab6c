import type { NamedTensorMap, Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../../testBackend.ts';
import { compileProgram, type Execution, type Lanes } from '../compileProgram.ts';
import { statelessNormal, statelessUniform } from '../random.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

const batch = 16;
const inputs = {
  real: { shape: [batch, 2] },
  keys: { shape: [3, 2], dtype: 'int32' },
  rate: { shape: [] },
  active: { shape: [], dtype: 'bool' },
} as const;

/**
 * A step of both players of a small adversarial game: WGAN-GP (Gulrajani et al. 2017, equation 3) and Adam (Kingma & Ba 2015),
 * z and the points between drawn in the program. Written for one lane.
 */
function game(first: number) {
  const made = (shape: number[], scale: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return tf.tidy(() => tf.variable(tf.mul(tf.sin(tf.range(first, first + size)), scale).reshape(shape)));
  };
  const g = [made([2, 8], 0.5), made([8], 0.1), made([8, 2], 0.4)];
  const d = [made([2, 8], 0.5), made([8], 0.1), made([8, 1], 0.4)];
  const moments = [...d, ...g].map((one) => [made(one.shape, 0), made(one.shape, 0)] as const);
  const updates = tf.tidy(() => tf.variable(tf.scalar(0)));
  const net =
    ([a, b, c]: readonly Variable[]) =>
    (x: Tensor) => {
      const hidden = tf.relu(tf.add(tf.matMul(x as Tensor2D, a as unknown as Tensor2D), b!));
      return tf.matMul(hidden as Tensor2D, c as unknown as Tensor2D);
    };
  const [generate, judge] = [net(g), net(d)];

  const run = ({ real, keys, rate }: NamedTensorMap) => {
    const [forD, forG, between] = tf.unstack(keys!) as Tensor1D[];
    const count = tf.add(updates, 1);
    const corrected = tf.div(tf.mul(rate!, tf.sqrt(tf.sub(1, tf.pow(0.9, count)))), tf.sub(1, tf.pow(0.5, count)));
    const move = (player: readonly Variable[], grads: NamedTensorMap, from: number) => {
      player.forEach((weights, index) => {
        const [m, v] = moments[from + index]!;
        const grad = grads[weights.name]!;
        m.assign(tf.add(tf.mul(m, 0.5), tf.mul(grad, 0.5)) as never);
        v.assign(tf.add(tf.mul(v, 0.9), tf.mul(tf.square(grad), 0.1)) as never);
        weights.assign(tf.sub(weights, tf.div(tf.mul(m, corrected), tf.add(tf.sqrt(v), 1e-7))) as never);
      });
    };
    const lossOfD = () => {
      const fake = generate(statelessNormal([batch, 2], forD!));
      const share = statelessUniform([batch, 1], between!);
      const slope = tf.grad((x) => tf.sum(judge(x)))(tf.add(real!, tf.mul(share, tf.sub(fake, real!))));
      const penalty = tf.mean(tf.square(tf.sub(tf.sqrt(tf.add(tf.sum(tf.square(slope), -1), 1e-6)), 1)));
      return tf.add(tf.sub(tf.mean(judge(fake)), tf.mean(judge(real!))), tf.mul(penalty, 10)) as Scalar;
    };
    const ofD = tf.variableGrads(lossOfD, d);
    move(d, ofD.grads, 0);
    const ofG = tf.variableGrads(
      () => tf.neg(tf.mean(judge(generate(statelessNormal([batch, 2], forG!))))) as Scalar,
      g,
    );
    move(g, ofG.grads, d.length);
    updates.assign(count as never);
    return { d: ofD.value, g: ofG.value };
  };
  return { run, variables: [...d, ...g, ...moments.flat(), updates] as Variable[] };
}

/** What a lane is, wherever it is played: where its weights begin, its seed and its rate. */
interface Trial {
  readonly first: number;
  readonly seed: number;
  readonly rate: number;
}

const trials: readonly Trial[] = [
  { first: 1, seed: 11, rate: 0.01 },
  { first: 40, seed: 12, rate: 0.03 },
  { first: 90, seed: 13, rate: 0.002 },
];

function fed({ seed, rate, first }: Trial, step: number, active = true): NamedTensorMap {
  const keys = [0, 1, 2].flatMap((draw) => [seed, 10 * step + draw]);
  return {
    real: tf.cos(tf.range(first + step, first + step + 2 * batch)).reshape([batch, 2]),
    keys: tf.tensor2d(keys, [3, 2], 'int32'),
    rate: tf.scalar(rate / step),
    active: tf.scalar(active, 'bool'),
  };
}

const stacked = (all: readonly NamedTensorMap[]): NamedTensorMap =>
  Object.fromEntries(Object.keys(all[0]!).map((name) => [name, tf.stack(all.map((one) => one[name]!))]));

const valuesOf = (variables: readonly Variable[]) => variables.map((one) => [...one.dataSync()]);

interface Ended {
  readonly losses: readonly number[];
  readonly values: readonly (readonly number[])[];
}

const steps = 6;

function alone(trial: Trial, mode: Execution): Ended {
  const { run, variables } = game(trial.first);
  const program = compileProgram({ step: { run, inputs } }, { variables, mode });
  const losses = Array.from({ length: steps }, (_, index) =>
    tf.tidy(() => {
      const { d, g } = program.call('step', fed(trial, index + 1));
      return [d!.dataSync()[0]!, g!.dataSync()[0]!] as never;
    }),
  ).flat() as unknown as number[];
  program.pull();
  const values = valuesOf(variables);
  program.dispose();
  tf.disposeVariables();
  return { losses, values };
}

/** All at once, `times` steps in a call; of lanes whose number is in `idle` nothing moves from that step on. */
function together(
  all: readonly Trial[],
  mode: Execution,
  { times = 1, idle = {}, most }: { times?: number; idle?: Record<number, number>; most?: number | undefined } = {},
): Ended[] {
  const begun = all.map(({ first }) => game(first));
  const { run, variables } = begun[0]!;
  const lanes: Lanes = { count: all.length, active: 'active' };
  const repeated = { every: ['d', 'g'], ...(most !== undefined && { most }) };
  const program = compileProgram({ step: { run, inputs, repeated } }, { variables, mode, lanes });
  begun.forEach((one, lane) => {
    variables.forEach((variable, index) => {
      if (lane > 0) variable.assign(one.variables[index]! as never);
    });
    program.push(lane);
  });
  const losses: number[][] = all.map(() => []);
  for (let from = 1; from <= steps; from += times) {
    tf.tidy(() => {
      const rows = Array.from({ length: times }, (_, time) =>
        stacked(
          all.map((trial, lane) => fed(trial, from + time, from + time < (idle[lane] ?? Number.POSITIVE_INFINITY))),
        ),
      );
      const { d, g } = program.call('step', stacked(rows));
      expect(d!.shape).toEqual([times, all.length]);
      const [ofD, ofG] = [d!.arraySync() as number[][], g!.arraySync() as number[][]];
      ofD.forEach((row, time) => {
        row.forEach((loss, lane) => {
          losses[lane]!.push(loss, ofG[time]![lane]!);
        });
      });
    });
  }
  const ended = all.map((_, lane) => {
    program.pull(lane);
    return { losses: losses[lane]!, values: valuesOf(variables) };
  });
  program.dispose();
  tf.disposeVariables();
  return ended;
}

/** The largest difference, as a share of the largest number. */
function distance(a: Ended, b: Ended): number {
  const numbers = ({ losses, values }: Ended) => [...losses, ...values.flat()];
  const others = numbers(b);
  const largest = Math.max(...others.map(Math.abs));
  return Math.max(...numbers(a).map((value, index) => Math.abs(value - others[index]!))) / largest;
}

describe('a whole adversarial step in three lanes, each with its own seed, batches and rate', () => {
  it('is as a graph that of each lane alone, bit for bit, in one call and in several', () => {
    const expected = trials.map((trial) => alone(trial, 'graph'));
    expect(expected.flatMap(({ losses }) => losses).every(Number.isFinite)).toBe(true);
    expect(new Set(expected.map(({ losses }) => losses[0])).size).toBe(3);
    expect(together(trials, 'graph')).toEqual(expected);
    expect(together(trials, 'graph', { times: 3 })).toEqual(expected);
  });

  it('is under XLA near that of each lane alone', () => {
    const found = together(trials, 'xla', { times: 2 });
    trials.forEach((trial, lane) => {
      expect(distance(found[lane]!, alone(trial, 'xla'))).toBeLessThan(1e-5);
    });
  });

  it('is as a loop of XLA the same however steps are divided into calls, and near that of each lane alone', () => {
    const found = together(trials, 'xla', { times: 3, most: 4 });
    expect(together(trials, 'xla', { times: 1, most: 4 })).toEqual(found);
    trials.forEach((trial, lane) => {
      expect(distance(found[lane]!, alone(trial, 'xla'))).toBeLessThan(1e-5);
    });
  });

  it('is operation by operation that of each lane alone, bit for bit', () => {
    expect(together(trials, 'eager', { times: 2 })).toEqual(trials.map((trial) => alone(trial, 'eager')));
  });

  it.each([
    ['graph', undefined],
    ['xla', undefined],
    ['xla', 1],
  ] as const)(
    'depends under %s, at most %s times in a call, neither on where a lane is nor on its neighbours',
    (mode, most) => {
      const [a, b, c] = trials as [Trial, Trial, Trial];
      const [first] = together([a, b, c], mode, { most });
      expect(together([b, c, a], mode, { most })[2]).toEqual(first);
      expect(together([b, a, b], mode, { most })[1]).toEqual(first);
    },
  );

  it.each(['graph', 'xla', 'eager'] as const)(
    'leaves under %s the variables of an idle lane bit for bit as they are, and the others as without it',
    (mode) => {
      const whole = together(trials, mode, { times: 3 });
      const idle = together(trials, mode, { times: 3, idle: { 1: 3 } });
      expect([idle[0], idle[2]]).toEqual([whole[0], whole[2]]);
      const never = together(trials, mode, { idle: { 1: 1 } });
      const { variables } = game(trials[1]!.first);
      expect(never[1]!.values).toEqual(valuesOf(variables));
      expect(idle[1]!.values).not.toEqual(never[1]!.values);
      expect(idle[1]!.values.at(-1)).toEqual([2]);
    },
  );
});
