import type { NamedTensorMap, Scalar, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, test } from 'vitest';
import { expectNoLeak, tf } from '../../testBackend.ts';
import { compileProgram, type Entry, type Execution } from '../compileProgram.ts';
import { statelessNormal } from '../random.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

const lanes = 3;

/** Gradient descent of one lane, and a look at what it left: at noise of the lane's own key, by a constant and a scale of all lanes. */
function training(held: Tensor2D, repeats: boolean) {
  const weights = tf.tidy(() => tf.variable(tf.zeros([4, 8]))) as unknown as Variable;
  const entry: Entry = {
    run({ x }) {
      const before = weights.clone();
      const cost = () =>
        tf.mean(tf.square(tf.tanh(tf.matMul(x as Tensor2D, weights as unknown as Tensor2D)))) as Scalar;
      const { value, grads } = tf.variableGrads(cost, [weights]);
      weights.assign(tf.sub(weights, grads[weights.name]!) as never);
      return { loss: value, gradient: grads[weights.name]!, before };
    },
    inputs: { x: { shape: [4, 4] } },
    ...(repeats && { repeated: { every: ['loss'], most: 8 } }),
    epilogue: {
      run: ({ gradient, before, key, scale }) => ({
        answers: tf.matMul(
          tf.relu(tf.add(held, statelessNormal([8, 4], key as never))),
          weights as unknown as Tensor2D,
        ),
        lengths: tf.stack([tf.sum(tf.square(gradient!)), tf.mul(scale!, tf.sum(tf.square(tf.sub(weights, before!))))]),
        isFar: tf.greater(tf.sum(tf.abs(gradient!)), 1e3),
      }),
      inputs: { key: { shape: [2], dtype: 'int32' }, scale: { shape: [] } },
      inner: ['gradient', 'before'],
    },
  };
  return { entry, weights };
}

const weightsOf = (lane: number) => tf.cos(tf.range(lane, lane + 32)).reshape([4, 8]);
const rowOf = (lane: number, time: number) => tf.sin(tf.range(16 * time + lane, 16 * time + lane + 16)).reshape([4, 4]);
const keyOf = (lane: number) => tf.tensor1d([lane, 7], 'int32');
const heldOnce = () => tf.tidy(() => tf.sin(tf.range(0, 32)).reshape([8, 4])) as Tensor2D;

type Values = Record<string, number[]>;
const valuesOf = (tensors: NamedTensorMap): Values =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]));
const played = (call: () => NamedTensorMap) => tf.tidy(() => valuesOf(call()) as never) as unknown as Values;

/** What each call gives of each lane by itself. */
function alone(mode: Execution, times: readonly (readonly number[])[], repeats: boolean): Values[][] {
  return Array.from({ length: lanes }, (_, lane) => {
    const held = heldOnce();
    const { entry, weights } = training(held, repeats);
    tf.tidy(() => weights.assign(weightsOf(lane) as never));
    const program = compileProgram({ step: entry }, { variables: [weights], constants: [held], mode });
    const found = times.map((some) =>
      played(() => {
        const rows = tf.stack(some.map((time) => rowOf(lane, time)));
        const x = repeats ? rows : rows.reshape([4, 4]);
        return program.call('step', { x }, { key: keyOf(lane), scale: tf.scalar(2) });
      }),
    );
    program.dispose();
    held.dispose();
    return found;
  });
}

describe.each(['graph', 'xla', 'eager'] as const)('a look at the end of calls of several lanes (%s)', (mode) => {
  test.each([true, false])('sees of each that wants it what it sees of it alone; repeated: %s', (repeats) => {
    const times = repeats ? [[1, 2, 3], [4], [5, 6]] : [[1], [2], [3]];
    const asking = [[0, 2], undefined, [1]];
    const singly = alone(mode, times, repeats);
    const held = heldOnce();
    const { entry, weights } = training(held, repeats);
    const program = compileProgram(
      { step: entry },
      { variables: [weights], constants: [held], mode, lanes: { count: lanes, shared: ['scale'] } },
    );
    for (let lane = 0; lane < lanes; lane++) {
      tf.tidy(() => weights.assign(weightsOf(lane) as never));
      program.push(lane);
    }
    times.forEach((some, place) => {
      const those = asking[place];
      const all = [...new Array<undefined>(lanes)].map((_, lane) => lane);
      const found = played(() => {
        const rows = tf.stack(some.map((time) => tf.stack(all.map((lane) => rowOf(lane, time)))));
        const x = repeats ? rows : rows.reshape([lanes, 4, 4]);
        return program.call('step', { x }, { key: tf.stack(all.map(keyOf)), scale: tf.scalar(2) }, those);
      });
      expect(Object.keys(found).sort()).toEqual(['answers', 'isFar', 'lengths', 'loss']);
      for (const lane of all) {
        const expected = singly[lane]![place]!;
        const own = (name: string) => {
          const size = expected[name]!.length;
          return found[name]!.slice(lane * size, (lane + 1) * size);
        };
        const isAsked = (those ?? all).includes(lane);
        for (const name of ['answers', 'lengths', 'isFar']) {
          if (!isAsked) expect(own(name)).toEqual(expected[name]!.map(() => 0));
          else if (mode !== 'xla') expect(own(name)).toEqual(expected[name]);
          else
            own(name).forEach((value, index) => {
              expect(value).toBeCloseTo(expected[name]![index]!, 4);
            });
        }
      }
    });
    // Nobody asks.
    const left = played(() => program.call('step', { x: tf.zeros(repeats ? [2, lanes, 4, 4] : [lanes, 4, 4]) }));
    expect(Object.keys(left)).toEqual(['loss']);
    program.dispose();
    held.dispose();
  });
});

it('can be of an entry beside one whose name is that of its function', () => {
  const held = heldOnce();
  const { entry, weights } = training(held, true);
  const { epilogue: _, ...other } = entry;
  const program = compileProgram(
    { step: entry, step_epilogue: other },
    { variables: [weights], constants: [held], mode: 'graph', lanes: { count: lanes } },
  );
  const x = tf.ones([2, lanes, 4, 4]);
  for (const name of ['step', 'step_epilogue'] as const) {
    expect(Object.keys(played(() => program.call(name, { x })))).toContain('loss');
  }
  tf.dispose([x, held]);
  program.dispose();
});

it('is refused for a lane that there is not, and without lanes', () => {
  const held = heldOnce();
  const { entry, weights } = training(held, false);
  for (const more of [{ lanes: { count: lanes } }, {}]) {
    const program = compileProgram(
      { step: entry },
      { variables: [weights], constants: [held], mode: 'graph', ...more },
    );
    tf.tidy(() => {
      const each = more.lanes ? [lanes] : [];
      const fed = { key: tf.zeros([...each, 2], 'int32'), scale: tf.zeros(each as never) };
      const x = tf.zeros([...each, 4, 4]);
      expect(() => program.call('step', { x }, fed, [lanes])).toThrow(/There is no lane 3/);
      expect(() => program.call('step', { x }, fed, more.lanes ? [-1] : [0])).toThrow(/There is no lane/);
      expect(() => program.call('step', { x }, fed, [])).toThrow(/one lane at least/);
      expect(() => program.call('step', { x }, undefined, [0])).toThrow(/where it asks for one/);
    });
    program.dispose();
  }
  held.dispose();
});
