import type { NamedTensorMap, Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../../testBackend.ts';
import { onImages, onMatrices } from '../../testOperations.ts';
import { compile } from '../compile.ts';

expectNoLeak();

const count = 3;

interface Case {
  readonly run: (inputs: NamedTensorMap) => NamedTensorMap;
  /** Of one lane. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Names of inputs that all lanes share. */
  readonly shared?: readonly string[];
}

/** What a function gives for all lanes at once, and what for each of them alone, both as graphs. */
function bothWays({ run, shapes, shared = [] }: Case) {
  const inputs = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));
  const alone = compile(run, { variables: [], inputs, mode: 'graph' });
  const together = compile(run, { variables: [], inputs, mode: 'graph', lanes: { count, shared } });
  const told = tf.tidy(() => {
    const given = Object.entries(shapes).map(([name, shape], index): [string, Tensor] => [
      name,
      numbers(shared.includes(name) ? shape : [count, ...shape], index),
    ]);
    const ofLane = (lane: number) =>
      Object.fromEntries(given.map(([name, all]) => [name, shared.includes(name) ? all : tf.unstack(all)[lane]!]));
    const found = together(Object.fromEntries(given));
    const expected = Array.from({ length: count }, (_, lane) => alone(ofLane(lane)));
    return Object.keys(found).map((name) => ({
      name,
      found: plain(found[name]!),
      expected: plain(tf.stack(expected.map((lane) => lane[name]!))),
    })) as never;
  }) as unknown as { name: string; found: Plain; expected: Plain }[];
  alone.dispose();
  together.dispose();
  return told;
}

type Plain = ReturnType<typeof plain>;

function plain(tensor: Tensor) {
  return { shape: tensor.shape, dtype: tensor.dtype, values: [...tensor.dataSync()] };
}

function numbers(shape: readonly number[], from: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.reshape(tf.sin(tf.mul(tf.range(from + 1, from + 1 + size), 1.7)), [...shape]);
}

/** TensorFlow makes log(1 + x) one operation of a program of a single lane, where each lane for itself takes the logarithm. */
const rewritten: readonly string[] = ['log'];

describe.each([
  { what: 'matrices', functions: onMatrices, shape: [4, 6] },
  { what: 'images', functions: onImages, shape: [2, 6, 6, 4] },
] as const)('operations on $what', ({ functions, shape }) => {
  it('give each lane what they give it alone, bit for bit', () => {
    const run = ({ x }: NamedTensorMap) =>
      Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, call(x!)]));
    const told = bothWays({ run, shapes: { x: shape } });
    expect(told.map(({ name }) => name)).toEqual(Object.keys(functions));
    for (const { name, found, expected } of told) {
      if (rewritten.includes(name)) {
        found.values.forEach((value, index) => {
          expect(value).toBeCloseTo(expected.values[index]!, 6);
        });
      } else {
        expect({ name, found }).toEqual({ name, found: expected });
      }
    }
  });
});

const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });

/** A shape that one of a given shape can be broadcast to, or from: fewer axes, some of them 1. */
const fitting = (shape: readonly number[]) =>
  fc
    .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([missing, ones]) => shape.map((size, axis) => (ones[axis] ? 1 : size)).slice(missing));

const someShared = fc.subarray(['x', 'y'], { maxLength: 1 });

const pairs = sizes.chain((shape) => fc.tuple(fc.constant(shape), fitting(shape), fc.boolean(), someShared));

describe('of two tensors, one of which may be the same in all lanes,', () => {
  it('each lane gets what it gets alone where one is broadcast to the other', () => {
    fc.assert(
      fc.property(pairs, ([shape, other, turned, shared]) => {
        const run = ({ x, y }: NamedTensorMap) => ({
          sum: tf.add(x!, y!),
          larger: tf.maximum(x!, y!),
          apart: tf.greater(x!, y!),
          chosen: tf.where(tf.less(x!, y!), x!, y!),
        });
        const [x, y] = turned ? [other, shape] : [shape, other];
        for (const { found, expected } of bothWays({ run, shapes: { x, y }, shared })) {
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('each lane gets the product of its matrices, and of their stacks, turned or not', () => {
    const made = fc.record({
      outer: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
      stack: fc.tuple(fc.constantFrom([], [2]), fc.constantFrom([], [2], [1])),
      turned: fc.tuple(fc.boolean(), fc.boolean()),
      shared: someShared,
    });
    fc.assert(
      fc.property(made, ({ outer: [m, n, p], stack, turned: [first, second], shared }) => {
        const x = [...stack[0], ...(first ? [n!, m!] : [m!, n!])];
        const y = [...stack[1], ...(second ? [p!, n!] : [n!, p!])];
        const run = ({ x: a, y: b }: NamedTensorMap) => ({
          product: tf.matMul(a as Tensor3D, b as Tensor3D, first, second),
        });
        for (const { found, expected } of bothWays({ run, shapes: { x, y }, shared })) {
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('each lane gets its sums, of however many rows and columns', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(shape, ([rows, columns]) => {
        const run = ({ x }: NamedTensorMap) => ({
          ofColumns: tf.sum(x!, 0),
          ofRows: tf.mean(x!, 1),
          all: tf.mean(x!),
          smooth: tf.sigmoid(x!),
        });
        for (const { found, expected } of bothWays({ run, shapes: { x: [rows, columns] } })) {
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('each lane gets its own where they are joined, cut, summed, turned and looked up along any axis', () => {
    const made = fc
      .array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 3 })
      .chain((shape) => fc.record({ shape: fc.constant(shape), axis: fc.nat(shape.length - 1), shared: someShared }));
    fc.assert(
      fc.property(made, ({ shape, axis, shared }) => {
        const behind = axis - shape.length;
        const run = ({ x, y }: NamedTensorMap) => ({
          joined: tf.concat([x!, y!], axis),
          stacked: tf.stack([x!, y!, x!], axis),
          cut: tf.slice(
            tf.sub(x!, y!),
            shape.map((_, at) => (at === axis ? 1 : 0)),
          ),
          half: tf.split(x!, [1, shape[axis]! - 1], axis)[1]!,
          rows: tf.unstack(y!, axis)[1]!,
          sum: tf.sum(x!, behind),
          largest: tf.argMax(y!, axis),
          running: tf.cumsum(x!, axis),
          reversed: tf.reverse(y!, axis),
          turned: tf.transpose(x!),
          found: tf.gather(x!, tf.tensor1d([1, 0, 1], 'int32'), axis),
          hot: tf.oneHot(tf.cast(tf.greater(y!, 0), 'int32'), 2),
          tiled: tf.tile(
            x!,
            [...shape.keys()].map((at) => (at === axis ? 2 : 1)),
          ),
          padded: tf.pad(
            y!,
            shape.map((_, at) => (at === axis ? [1, 2] : [0, 0]) as [number, number]),
            7,
          ),
        });
        const cases = bothWays({ run, shapes: { x: shape, y: shape }, shared });
        for (const { name, found, expected } of cases) expect({ name, found }).toEqual({ name, found: expected });
      }),
      { numRuns: 10 },
    );
  });
});
