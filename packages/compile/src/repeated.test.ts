import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { compileProgram, type Execution } from './compileProgram.ts';
import { statelessNormal } from './random.ts';
import type { StepFunction } from './recordTrace.ts';

expectNoLeak();

/** Gradient descent with momentum and noise on a small net; `weights` before and after a time and `gradient` of it are given of the last. */
function training(mode: Execution, most?: number) {
  const weights = tf.tidy(() => tf.variable(tf.sin(tf.range(0, 32)).reshape([4, 8]) as Tensor2D));
  const momentum = tf.tidy(() => tf.variable(tf.zeros([4, 8]) as Tensor2D));
  const step = compile(
    ({ x, key, rate }) => {
      const before = weights.clone();
      const noisy = tf.add(x, tf.mul(statelessNormal([16, 4], key), 0.1)) as Tensor2D;
      const cost = () => tf.mean(tf.square(tf.tanh(tf.matMul(noisy, weights)))) as tf.Scalar;
      const { value, grads } = tf.variableGrads(cost, [weights]);
      const gradient = grads[weights.name] as Tensor2D;
      momentum.assign(tf.add(tf.mul(momentum, 0.9), gradient));
      weights.assign(tf.sub(weights, tf.mul(momentum, rate)));
      return { loss: value, before, after: weights.clone(), gradient, counted: tf.cast(tf.sum(key), 'int32') };
    },
    {
      variables: [weights, momentum],
      inputs: { x: { shape: [16, 4] }, key: { shape: [2], dtype: 'int32' }, rate: { shape: [] } },
      repeated: { every: ['loss', 'counted'], ...(most !== undefined && { most }) },
      mode,
    },
  );
  return {
    /** Times number `from` on. */
    play(from: number, times: number) {
      return tf.tidy(() => {
        const numbers = Array.from({ length: times }, (_, time) => from + time);
        const x = tf.concat([
          tf.zeros([0, 4]),
          ...numbers.map((time) => tf.sin(tf.range(time, time + 64)).reshape([16, 4])),
        ]);
        const key = tf.tensor2d(
          numbers.flatMap((time) => [7, time]),
          [times, 2],
          'int32',
        );
        const rate = tf.tensor1d(numbers.map((time) => 1 / (10 + time)));
        const { loss, counted, before, after, gradient } = step({ x, key, rate });
        return [loss, counted, before, after, gradient].map((one) => Array.from(one!.dataSync())) as never;
      }) as unknown as [number[], number[], number[], number[], number[]];
    },
    end() {
      step.pull();
      const values = [weights, momentum].map((one) => Array.from(one.dataSync()));
      step.dispose();
      tf.dispose([weights, momentum]);
      return values;
    },
  };
}

describe('an entry that one call runs several times', () => {
  it.each([
    ['graph', undefined],
    ['graph', 5],
    ['xla', undefined],
    ['xla', 5],
    ['eager', undefined],
    ['eager', 5],
  ] as const)('gives under %s, at most %s times in a call, what as many calls give, bit for bit', (mode, most) => {
    const one = training(mode, most);
    const singles = Array.from({ length: 7 }, (_, time) => one.play(time, 1));
    const many = training(mode, most);
    const blocks = [many.play(0, 4), many.play(4, 1), many.play(5, 2)];
    expect(blocks.flatMap(([loss]) => loss)).toEqual(singles.flatMap(([loss]) => loss));
    expect(blocks.flatMap(([, counted]) => counted)).toEqual(singles.map((_, time) => 7 + time));
    expect(blocks.map((block) => block.slice(2))).toEqual([3, 4, 6].map((time) => singles[time]!.slice(2)));
    const [weights, ...others] = many.end();
    expect([weights, ...others]).toEqual(one.end());
    expect(blocks.at(-1)![3]).toEqual(weights);
  });

  it('computes as a graph what it computes operation by operation', () => {
    const [graph, eager] = [training('graph'), training('eager')];
    expect(graph.play(0, 6)).toEqual(eager.play(0, 6));
    expect(graph.end()).toEqual(eager.end());
  });

  it('computes as a loop of XLA nearly what it computes as a graph around it', () => {
    const [inside, around] = [training('xla', 6), training('xla')];
    const [found, expected] = [inside.play(0, 6), around.play(0, 6)];
    found.forEach((values, index) => {
      expect(values).toHaveLength(expected[index]!.length);
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[index]![i]!, 5);
      });
    });
    inside.end();
    around.end();
  });

  it('never takes up what lies in memory where rows were not fed', () => {
    const expected = training('xla', 32);
    const found = training('xla', 32);
    const losses = [0, 1, 2, 3].map((time) => expected.play(time, 1)[0]);
    const others = [0, 1, 2, 3].map((time) => {
      // As large as rows for 32 times: whoever asks for so much next may get it.
      for (let i = 0; i < 8; i += 1) tf.dispose([tf.fill([32, 16, 4], Number.NaN), tf.fill([32, 2], -1, 'int32')]);
      return found.play(time, 1)[0];
    });
    expect(others).toEqual(losses);
    expect(found.end()).toEqual(expected.end());
  });

  it('can have any name beside another whose loop stands in one', () => {
    const w = tf.tidy(() => tf.variable(tf.zeros([2])));
    const one = { inputs: { x: { shape: [] } }, repeated: { every: [], most: 4 } };
    const moving: StepFunction = ({ x }) => {
      const before = w.clone();
      w.assign(tf.add(w, x!));
      return { before };
    };
    const names = ['step', 'step_time', 'step_whole', 'step_upToLast', 'step_more'];
    const program = compileProgram(Object.fromEntries(names.map((name) => [name, { ...one, run: moving }])), {
      variables: [w],
      mode: 'xla',
    });
    tf.tidy(() => {
      const befores = names.map((name) => program.call(name, { x: tf.tensor1d([1, 2]) }).before!.dataSync()[0]);
      expect(befores).toEqual([1, 4, 7, 10, 13]);
    });
    program.dispose();
    w.dispose();
  });

  it.each(['graph', 'xla'] as const)('leaves under %s what an earlier call gave', (mode) => {
    const weights = tf.tidy(() => tf.variable(tf.ones([64, 64])));
    const step = compile(
      ({ x }) => {
        weights.assign(tf.add(weights, x));
        return { after: weights.clone() };
      },
      { variables: [weights], inputs: { x: { shape: [] } }, repeated: { every: [], most: 4 }, mode },
    );
    const ones = tf.tensor1d([1, 1]);
    const after = [1, 2, 3].map(() => step({ x: ones }).after!);
    step.pull();
    // Pulled, that memory is tfjs's as well.
    const last = step({ x: ones }).after!;
    const firstOf = (values: { dataSync(): ArrayLike<number> }) => values.dataSync()[0];
    expect([...after, last].map(firstOf)).toEqual([3, 5, 7, 9]);
    expect(firstOf(weights)).toBe(7);
    step.push();
    const again = step({ x: ones }).after!;
    expect([firstOf(again), firstOf(weights)]).toEqual([9, 7]);
    step.dispose();
    tf.dispose([ones, ...after, last, again, weights]);
  });

  it.each([0, -1, 2.5, Number.NaN])('is not compiled for %s times at most', (most) => {
    expect(() =>
      compile(({ x }) => ({ x }), { variables: [], inputs: { x: { shape: [] } }, repeated: { every: ['x'], most } }),
    ).toThrow(new RegExp(`step can run an integer number of times in one call, 1 at least; most is ${most}`));
  });

  it('is refused more rows than it was told of', () => {
    const one = training('eager', 5);
    expect(() => one.play(0, 6)).toThrow(/step runs 5 times in one call at most, and is given rows for 6/);
    one.end();
  });

  it.each(['eager', 'graph', 'xla'] as const)('is refused under %s where it is given no rows', (mode) => {
    const one = training(mode, 5);
    expect(() => one.play(0, 0)).toThrow(/step runs once in a call at least, and is given no rows/);
    one.end();
  });

  it('needs rows to read, the same number of each input, and scalars to give of every time', () => {
    const inputs = { x: { shape: [2] }, y: { shape: [] } };
    const made = (every: string[]) =>
      compile(({ x, y }) => ({ sum: tf.sum(x), product: tf.mul(x, y) }), {
        variables: [],
        inputs,
        repeated: { every },
      });
    expect(() => made(['product'])).toThrow(/step gives product, \[2\], of the last time only/);
    expect(() => made(['total'])).toThrow(/no output total/);
    expect(() => compile(() => ({}), { variables: [], repeated: { every: [] } })).toThrow(/has no input/);
    const step = made(['sum']);
    const [x, y] = [tf.ones([2, 2]), tf.ones([3])];
    expect(() => step({ x, y })).toThrow(/step was compiled for y as float32 \[2\] and is given float32 \[3\]/);
    tf.dispose([x, y]);
    step.dispose();
  });
});

describe('an input that is the same at every time', () => {
  const rows = 50;
  const tableOf = () => tf.tidy(() => tf.sin(tf.range(0, rows * 4)).reshape([rows, 4])) as Tensor2D;
  const placesOf = (time: number, lane = 0) => [time, 3 * time + lane, (7 * time + 5 * lane) % rows];

  /** Sums up rows of a table, which is given whole, or row by row. */
  function summing(mode: Execution, { whole, lanes, most }: { whole: boolean; lanes?: number; most?: number }) {
    const sum = tf.tidy(() => tf.variable(tf.zeros([3, 4]) as Tensor2D));
    const program = compileProgram(
      {
        step: {
          run({ table, places, x }) {
            const taken = whole ? tf.matMul(tf.oneHot(places as Tensor1D, rows), table as Tensor2D) : x!;
            sum.assign(tf.add(tf.mul(sum, 0.9), taken) as Tensor2D);
            return { last: tf.sum(sum) };
          },
          inputs: whole
            ? { table: { shape: [rows, 4] }, places: { shape: [3], dtype: 'int32' } }
            : { x: { shape: [3, 4] } },
          repeated: { every: ['last'], ...(most !== undefined && { most }), ...(whole && { same: ['table'] }) },
        },
      },
      { variables: [sum], mode, ...(lanes !== undefined && { lanes: { count: lanes, shared: ['table'] } }) },
    );
    return {
      program,
      end() {
        program.dispose();
        sum.dispose();
      },
    };
  }

  it.each([
    ['graph', undefined],
    ['xla', undefined],
    ['xla', 8],
    ['eager', undefined],
  ] as const)('is given once, and does what its rows do (%s, at most %s)', (mode, most) => {
    const bounded = most === undefined ? {} : { most };
    const [one, other] = [true, false].map((whole) => summing(mode, { whole, ...bounded }));
    for (const times of [[0, 1, 2, 3], [4], [5, 6]]) {
      tf.tidy(() => {
        const table = tableOf();
        const places = tf.tensor1d(
          times.flatMap((time) => placesOf(time)),
          'int32',
        );
        const x = tf.stack(times.map((time) => tf.concat(placesOf(time).map((row) => tf.slice(table, row, 1)))));
        const found = one!.program.call('step', { table, places }).last!.dataSync();
        expect(found).toEqual(other!.program.call('step', { x }).last!.dataSync());
        expect(found.length).toBe(times.length);
      });
    }
    one!.end();
    other!.end();
  });

  it.each(['graph', 'xla', 'eager'] as const)('may be shared by lanes (%s)', (mode) => {
    const together = summing(mode, { whole: true, lanes: 2 });
    const apart = [0, 1].map(() => summing(mode, { whole: true }));
    tf.tidy(() => {
      const table = tableOf();
      const times = [0, 1, 2];
      const each = times.map((time) => [0, 1].map((lane) => placesOf(time, lane)));
      const found = together.program.call('step', { table, places: tf.tensor3d(each, undefined, 'int32') }).last!;
      expect(found.shape).toEqual([3, 2]);
      const expected = apart.map(({ program }, lane) => {
        const places = tf.tensor1d(
          times.flatMap((time) => placesOf(time, lane)),
          'int32',
        );
        return program.call('step', { table, places }).last!;
      });
      tf.unstack(found, 1).forEach((lane, index) => {
        expect(lane.dataSync()).toEqual(expected[index]!.dataSync());
      });
    });
    for (const one of [together, ...apart]) one.end();
  });

  it('has no rows, and is one of the inputs, not the only one', () => {
    const { program, end } = summing('graph', { whole: true });
    tf.tidy(() => {
      const places = tf.zeros([6], 'int32');
      expect(() => program.call('step', { table: tf.zeros([2, rows, 4]), places })).toThrow(
        /was compiled for table as float32 \[50, 4\] and is given float32 \[2, 50, 4\]/,
      );
    });
    end();
    const refused = (same: string[]) => () =>
      compileProgram(
        { step: { run: ({ x }) => ({ y: tf.sum(x!) }), inputs: { x: { shape: [2] } }, repeated: { every: [], same } } },
        { variables: [] },
      );
    expect(refused(['x'])).toThrow(/has no input with rows/);
    expect(refused(['y'])).toThrow(/has no input y, which is to be the same/);
  });
});
