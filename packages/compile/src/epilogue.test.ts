import type { NamedTensorMap, Scalar, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compileProgram, type Entry, type Epilogue, type ProgramOptions } from './compileProgram.ts';
import { statelessNormal } from './random.ts';

expectNoLeak();

const valuesOf = (tensors: NamedTensorMap) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]));

const batch = (time: number) => tf.sin(tf.range(16 * time, 16 * time + 16)).reshape([1, 4, 4]) as Tensor2D;

/** What the weights answer to noise, and how far they went; `held` never changes. */
const looking =
  (weights: Tensor2D, held: Tensor2D): Epilogue['run'] =>
  ({ gradient, before, key }) => ({
    answers: tf.relu(tf.matMul(tf.add(held, statelessNormal([8, 4], key as never)), weights)),
    length: tf.sqrt(tf.sum(tf.square(gradient!))),
    moved: tf.sub(weights, before as Tensor2D),
  });

/** Gradient descent, with a look at it or without one. */
function training(
  mode: ProgramOptions['mode'],
  { repeats = true, looks = true, run = looking, inner = [] as readonly string[] } = {},
) {
  const [weights, held] = tf.tidy(() => [
    tf.variable(tf.cos(tf.range(0, 32)).reshape([4, 8]) as Tensor2D),
    tf.keep(tf.sin(tf.range(0, 32)).reshape([8, 4]) as Tensor2D),
  ]);
  const entry: Entry = {
    run({ x }) {
      const before = weights.clone();
      const cost = () => tf.mean(tf.square(tf.tanh(tf.matMul(x as Tensor2D, weights)))) as Scalar;
      const { value, grads } = tf.variableGrads(cost, [weights]);
      weights.assign(tf.sub(weights, grads[weights.name]!));
      return { loss: value, gradient: grads[weights.name]!, before };
    },
    inputs: { x: { shape: [4, 4] } },
    ...(repeats && { repeated: { every: ['loss'], most: 8 } }),
    ...(looks && { epilogue: { run: run(weights, held), inputs: { key: { shape: [2], dtype: 'int32' } }, inner } }),
  };
  const program = compileProgram({ step: entry }, { variables: [weights], constants: [held], mode: mode! });
  return {
    mode: program.mode,
    /** @param key asks for the look */
    play: (times: readonly number[], key?: readonly number[]) =>
      tf.tidy(() => {
        const rows = tf.concat(times.map(batch));
        return valuesOf(
          program.call(
            'step',
            { x: repeats ? rows : rows.reshape([4, 4]) },
            key && { key: tf.tensor1d([...key], 'int32') },
          ),
        ) as never;
      }) as unknown as Record<string, number[]>,

    /** The same look as a program of its own, at what `left` says. */
    lookAt({ gradient, before }: Record<string, number[]>, key: readonly number[]) {
      program.pull();
      const look = compileProgram(
        {
          look: {
            run: ({ weights: at, ...given }) => run(at as Tensor2D, given.held as Tensor2D)(given),
            inputs: { weights, held, gradient: weights, before: weights, key: { shape: [2], dtype: 'int32' } },
          },
        },
        { variables: [], mode: mode === 'eager' ? 'eager' : 'graph', rewritten: false },
      );
      const given = tf.tidy(
        () =>
          valuesOf(
            look.call('look', {
              weights,
              held,
              gradient: tf.tensor2d(gradient!, [4, 8]),
              before: tf.tensor2d(before!, [4, 8]),
              key: tf.tensor1d([...key], 'int32'),
            }),
          ) as never,
      ) as unknown as Record<string, number[]>;
      look.dispose();
      return given;
    },

    end() {
      program.pull();
      const values = Array.from(weights.dataSync());
      program.dispose();
      tf.dispose([weights, held]);
      return values;
    },
  };
}

describe.each(['graph', 'xla', 'eager'] as const)('at the end of calls (%s)', (mode) => {
  test.each([true, false])(
    'there is what a look of its own sees, and no bit of the calls changes; repeated: %s',
    (repeats) => {
      const [bare, watched] = [training(mode, { repeats, looks: false }), training(mode, { repeats })];
      const calls = repeats ? [[1, 2, 3], [4], [5, 6]] : [[1], [2], [3]];
      for (const [place, times] of calls.entries()) {
        const isAsked = place !== 1;
        const key = [3, place];
        const { answers, length, moved, ...left } = watched.play(times, isAsked ? key : undefined);
        expect(left).toEqual(bare.play(times));
        expect({ answers, length, moved }).toEqual(
          isAsked ? watched.lookAt(left, key) : { answers: undefined, length: undefined, moved: undefined },
        );
        if (isAsked) expect(answers!.some((one) => one > 0)).toBe(true);
      }
      expect(watched.mode).toBe(mode);
      expect(watched.end()).toEqual(bare.end());
    },
  );

  test.each([true, false])('it sees what no call gives; repeated: %s', (repeats) => {
    for (const inner of [['gradient', 'before'], repeats ? ['before'] : ['loss', 'gradient', 'before']]) {
      const [open, watched] = [training(mode, { repeats }), training(mode, { repeats, inner })];
      for (const [place, times] of (repeats ? [[1, 2, 3], [4]] : [[1], [2]]).entries()) {
        const key = place === 0 ? undefined : [3, place];
        const expected = Object.entries(open.play(times, key)).filter(([name]) => !inner.includes(name));
        expect(watched.play(times, key)).toEqual(Object.fromEntries(expected));
      }
      expect(watched.end()).toEqual(open.end());
    }
  });
});

it('may do what oneDNN does for TensorFlow besides products', () => {
  const convolving: typeof looking = (weights, held) => (given) => ({
    ...looking(weights, held)(given),
    answers: tf.conv2d(held.reshape([1, 8, 4, 1]) as never, weights.reshape([2, 2, 1, 8]) as never, 1, 'same'),
  });
  const watched = training('graph', { run: convolving });
  const { answers, length, moved, ...left } = watched.play([1, 2], [3, 4]);
  expect({ answers, length, moved }).toEqual(watched.lookAt(left, [3, 4]));
  watched.end();
});

it.each(['graph', 'eager'] as const)('is fed by names, also by such as JavaScript puts first (%s)', (mode) => {
  const program = compileProgram(
    {
      step: {
        run: ({ x }) => ({ doubled: tf.mul(x!, 2) }),
        inputs: { x: { shape: [2] } },
        epilogue: {
          run: ({ doubled, ...fed }) => ({ less: tf.sub(doubled!, fed['0']!) }),
          inputs: { 0: { shape: [2] } },
        },
      },
    },
    { variables: [], mode },
  );
  tf.tidy(() => {
    const { less } = program.call('step', { x: tf.tensor1d([1, 2]) }, { 0: tf.tensor1d([100, 100]) });
    expect([...less!.dataSync()]).toEqual([-98, -96]);
  });
  program.dispose();
});

it('is found again in the session of an earlier program', () => {
  const played = [1, 2].map(() => {
    const watched = training('graph');
    const values = watched.play([1, 2], [3, 4]);
    watched.end();
    return values;
  });
  expect(played[1]).toEqual(played[0]);
});

describe('is refused', () => {
  let scale: Variable;
  beforeAll(() => {
    scale = tf.tidy(() => tf.variable(tf.scalar(2)));
  });
  const compiled = (epilogue: Epilogue, options: Partial<ProgramOptions> = {}) =>
    compileProgram(
      {
        step: {
          run: ({ x }) => ({ doubled: tf.mul(x!, scale) }),
          inputs: { x: { shape: [3] } },
          epilogue,
        },
      },
      { variables: [scale], ...options },
    );
  const summing: Epilogue = { run: ({ doubled }) => ({ sum: tf.sum(doubled!) }) };

  it.each<[string, Epilogue, RegExp]>([
    [
      'that assigns',
      {
        run({ doubled }) {
          scale.assign(tf.sum(doubled!));
          return { a: scale.clone() };
        },
      },
      /assigns a variable/,
    ],
    ['with nothing to give', { run: () => ({}) }, /has no output/],
    ['with an output of the entry', { run: ({ doubled }) => ({ doubled: tf.sum(doubled!) }) }, /has an output doubled/],
    ['with an input of that name', { ...summing, inputs: { doubled: { shape: [] } } }, /has an input doubled/],
    ['with an inner output that there is not', { ...summing, inner: ['double'] }, /has an inner double, which/],
  ])('one %s', (_, epilogue, message) => {
    expect(() => compiled(epilogue)).toThrow(message);
  });

  it('operation by operation too where it has an output of the entry, and a fault of it says whose it is', () => {
    const eager = compiled({ run: ({ doubled }) => ({ doubled: tf.sum(doubled!) }) }, { mode: 'eager' });
    expect(() => tf.tidy(() => eager.call('step', { x: tf.ones([3]) }, {}))).toThrow(/an output of that name/);
    eager.dispose();
    const hiding = compiled({ ...summing, inner: ['nope'] }, { mode: 'eager' });
    expect(() => tf.tidy(() => hiding.call('step', { x: tf.ones([3]) }, {}))).toThrow(/has an inner nope, which/);
    hiding.dispose();
    const reading = (): Epilogue => ({ run: ({ doubled }) => ({ sum: tf.scalar(doubled!.dataSync()[0]!) }) });
    expect(() => compiled(reading(), { mode: 'graph' })).toThrow(/^In the epilogue of step: JavaScript reads/);
  });

  it('where TensorFlow is to rewrite nothing', () => {
    expect(() => compiled(summing, { rewritten: false })).toThrow(/an epilogue of step/);
  });

  it('where it is asked for and there is none, or it is fed something else', () => {
    const program = compiled({ ...summing, inputs: { by: { shape: [] } } });
    tf.tidy(() => {
      const x = tf.ones([3]);
      expect(() => program.call('step', { x }, {})).toThrow('The epilogue of step needs the input by.');
      expect(() => program.call('step', { x }, { by: tf.ones([2]) })).toThrow(/was compiled for by as float32 \[\]/);
      expect(program.call('step', { x }, { by: tf.scalar(1) }).sum!.dataSync()).toEqual(Float32Array.of(6));
    });
    program.dispose();
    const bare = compileProgram({ step: { run: () => ({ one: tf.scalar(1) }) } }, { variables: [] });
    expect(() => bare.call('step', {}, {})).toThrow('step has no epilogue to ask for.');
    bare.dispose();
  });
});
