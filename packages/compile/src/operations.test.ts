import type { NamedTensorMap, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

type Functions = Readonly<Record<string, (x: Tensor) => Tensor>>;

/** Of a [4, 6] tensor. */
const onMatrices: Functions = {
  add: (x) => tf.add(x, 1),
  sub: (x) => tf.sub(x, x.transpose().transpose()),
  mul: (x) => tf.mul(x, x),
  div: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  divNoNan: (x) => tf.divNoNan(x, tf.zerosLike(x)),
  floorDiv: (x) => tf.floorDiv(x, tf.scalar(0.3)),
  mod: (x) => tf.mod(x, tf.scalar(0.7)),
  pow: (x) => tf.pow(tf.abs(x), 1.5),
  maximum: (x) => tf.maximum(x, 0.1),
  minimum: (x) => tf.minimum(x, 0.1),
  squaredDifference: (x) => tf.squaredDifference(x, 1),
  neg: (x) => tf.neg(x),
  abs: (x) => tf.abs(x),
  exp: (x) => tf.exp(x),
  expm1: (x) => tf.expm1(x),
  log: (x) => tf.log(tf.add(tf.abs(x), 1)),
  log1p: (x) => tf.log1p(tf.abs(x)),
  sqrt: (x) => tf.sqrt(tf.abs(x)),
  rsqrt: (x) => tf.rsqrt(tf.add(tf.abs(x), 1)),
  square: (x) => tf.square(x),
  reciprocal: (x) => tf.reciprocal(tf.add(x, 3)),
  sign: (x) => tf.sign(x),
  round: (x) => tf.round(x),
  floor: (x) => tf.floor(x),
  ceil: (x) => tf.ceil(x),
  sin: (x) => tf.sin(x),
  cos: (x) => tf.cos(x),
  tan: (x) => tf.tan(x),
  atan: (x) => tf.atan(x),
  sinh: (x) => tf.sinh(x),
  tanh: (x) => tf.tanh(x),
  erf: (x) => tf.erf(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  prelu: (x) => tf.prelu(x, tf.scalar(0.1)),
  step: (x) => tf.step(x, 0.1),
  clip: (x) => tf.clipByValue(x, -0.2, 0.4),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  logSumExp: (x) => tf.logSumExp(x, 1),
  sum: (x) => tf.sum(x, 1, true),
  mean: (x) => tf.mean(x),
  prod: (x) => tf.prod(x, 0),
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 0),
  all: (x) => tf.all(tf.greater(x, -9), 1),
  any: (x) => tf.any(tf.greater(x, 0.9), 1),
  argMax: (x) => tf.argMax(x, 1),
  cumsum: (x) => tf.cumsum(x, 1),
  norm: (x) => tf.norm(x),
  matMul: (x) => tf.matMul(x as Tensor2D, x as Tensor2D, false, true),
  transpose: (x) => tf.transpose(x),
  reshape: (x) => tf.reshape(x, [2, 12]),
  expandDims: (x) => tf.expandDims(x, 1),
  squeeze: (x) => tf.squeeze(tf.expandDims(x, 1)),
  concat: (x) => tf.concat([x, tf.neg(x), x], 1),
  stack: (x) => tf.stack([x, tf.neg(x)], 2),
  unstack: (x) => tf.unstack(x, 1)[3]!,
  split: (x) => tf.split(x, [1, 2, 3], 1)[2]!,
  slice: (x) => tf.slice(x, [1, 2], [2, 3]),
  stridedSlice: (x) => tf.stridedSlice(x, [0, 5], [4, 0], [2, -2]),
  gather: (x) => tf.gather(x, tf.tensor1d([3, 0, 3], 'int32')),
  oneHot: (x) => tf.oneHot(tf.cast(tf.clipByValue(tf.argMax(x, 1), 0, 5), 'int32'), 6),
  pad: (x) =>
    tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      0.5,
    ),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 1],
        [2, 0],
      ],
      'reflect',
    ),
  tile: (x) => tf.tile(x, [2, 1]),
  reverse: (x) => tf.reverse(x, 1),
  broadcastTo: (x) => tf.broadcastTo(tf.slice(x, [0, 0], [1, 6]), [3, 6]),
  where: (x) => tf.where(tf.greater(x, 0), x, tf.scalar(7)),
  cast: (x) => tf.cast(tf.mul(x, 10), 'int32'),
  greater: (x) => tf.greater(x, 0),
  greaterEqual: (x) => tf.greaterEqual(x, 0),
  less: (x) => tf.less(x, 0),
  equal: (x) => tf.equal(x, x),
  notEqual: (x) => tf.notEqual(x, 0),
  logicalAnd: (x) => tf.logicalAnd(tf.greater(x, 0), tf.less(x, 0.5)),
  logicalNot: (x) => tf.logicalNot(tf.greater(x, 0)),
  isNaN: (x) => tf.isNaN(tf.log(x)),
  isFinite: (x) => tf.isFinite(tf.log(x)),
  moments: (x) => tf.moments(x, 0).variance,
  topk: (x) => tf.topk(x, 2).values,
  range: (x) => tf.mul(x, tf.range(0, 6)),
  eye: (x) => tf.matMul(tf.eye(4), x as Tensor2D),
  fill: (x) => tf.mul(x, tf.fill([4, 1], 2)),
  linspace: (x) => tf.mul(x, tf.linspace(0, 1, 6)),
  gradient: (x) => tf.grad((at) => tf.sum(tf.mul(tf.tanh(at), tf.relu(at))))(x),
  secondGradient: (x) => tf.grad((at) => tf.sum(tf.square(tf.grad((y) => tf.sum(tf.mul(tf.square(y), y)))(at))))(x),
};

/** Of a [2, 6, 6, 4] tensor. */
const onImages: Functions = {
  conv2d: (x) => tf.conv2d(x as Tensor4D, kernel([3, 3, 4, 5]), 2, 'same'),
  conv2dGradient: (x) =>
    tf.grad((at) => tf.sum(tf.square(tf.conv2d(at as Tensor4D, kernel([3, 3, 4, 5]), 1, 'valid'))))(x),
  conv2dTranspose: (x) => tf.conv2dTranspose(x as Tensor4D, kernel([4, 4, 3, 4]), [2, 12, 12, 3], 2, 'same'),
  depthwiseConv2d: (x) => tf.depthwiseConv2d(x as Tensor4D, kernel([3, 3, 4, 2]), 1, 'same'),
  maxPool: (x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
  avgPool: (x) => tf.avgPool(x as Tensor4D, 2, 2, 'valid'),
  depthToSpace: (x) => tf.depthToSpace(x as Tensor4D, 2, 'NHWC'),
  resizeBilinear: (x) => tf.image.resizeBilinear(x as Tensor4D, [9, 9]),
  resizeNearest: (x) => tf.image.resizeNearestNeighbor(x as Tensor4D, [3, 3]),
  moments: (x) => tf.moments(x, [0, 1, 2]).mean,
  transpose: (x) => tf.transpose(x, [0, 3, 1, 2]),
};

function kernel(shape: [number, number, number, number]): Tensor4D {
  return tf.reshape(
    tf.mul(
      tf.sin(
        tf.range(
          0,
          shape.reduce((a, b) => a * b),
        ),
      ),
      0.3,
    ),
    shape,
  );
}

function example(shape: number[]): Tensor {
  return tf.tidy(() => tf.reshape(tf.sin(tf.range(1, 1 + shape.reduce((a, b) => a * b))), shape));
}

/** All functions as the outputs of one program. */
const together =
  (functions: Functions) =>
  ({ x }: NamedTensorMap) =>
    Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, call(x!)]));

function answers(call: (inputs: NamedTensorMap) => NamedTensorMap, shape: number[]) {
  const x = example(shape);
  const results = tf.tidy(
    () =>
      Object.fromEntries(
        Object.entries(call({ x })).map(([name, y]) => [
          name,
          { shape: y.shape, dtype: y.dtype, values: [...y.dataSync()] },
        ]),
      ) as never,
  ) as unknown as Record<string, { shape: number[]; dtype: string; values: number[] }>;
  x.dispose();
  return results;
}

describe.each([
  { what: 'matrices', functions: onMatrices, shape: [4, 6] },
  { what: 'images', functions: onImages, shape: [2, 6, 6, 4] },
])('operations on $what', ({ functions, shape }) => {
  const plain = () => answers((inputs) => together(functions)(inputs), shape);

  it.each(['graph', 'xla'] as const)('give under %s what they give at once', (mode) => {
    const expected = plain();
    const step = compile(together(functions), { variables: [], inputs: { x: { shape } }, mode });
    const found = answers((inputs) => step(inputs as never), shape);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, { values, ...rest }] of Object.entries(found)) {
      const wanted = expected[name]!;
      expect({ name, ...rest }).toEqual({ name, shape: wanted.shape, dtype: wanted.dtype });
      values.forEach((value, index) => {
        const other = wanted.values[index]!;
        const near =
          Object.is(value, other) || value === other || Math.abs(value - other) <= 1e-5 * Math.max(1, Math.abs(other));
        expect(near, `${name}: ${value} instead of ${other}`).toBe(true);
      });
    }
    step.dispose();
  });
});
