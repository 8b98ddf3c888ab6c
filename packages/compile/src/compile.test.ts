import type { NamedTensorMap, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { compileProgram } from './compileProgram.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

const range = (shape: number[], scale: number) =>
  tf.tidy(() => tf.mul(tf.sin(tf.range(1, 1 + shape.reduce((a, b) => a * b, 1))), scale).reshape(shape));

/** Two layers fitted to the sine of their input by gradient descent with momentum. */
function regression() {
  const made = (first: () => Tensor) => tf.tidy(() => tf.variable(first()));
  const variables = [
    made(() => range([1, 16], 0.7)),
    made(() => tf.zeros([16])),
    made(() => range([16, 1], 0.3)),
  ] as const;
  const momenta = variables.map((one) => made(() => tf.zerosLike(one)));
  const predict = (x: Tensor) => {
    const hidden = tf.tanh(tf.add(tf.matMul(x as Tensor2D, variables[0] as unknown as Tensor2D), variables[1]));
    return tf.matMul(hidden as Tensor2D, variables[2] as unknown as Tensor2D);
  };
  const run = ({ x, rate }: NamedTensorMap) => {
    const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.sub(predict(x!), tf.sin(x!)))) as tf.Scalar, [
      ...variables,
    ] as Variable[]);
    variables.forEach((variable, index) => {
      const momentum = tf.add(tf.mul(momenta[index]!, 0.9), grads[variable.name]!);
      momenta[index]!.assign(momentum);
      variable.assign(tf.sub(variable, tf.mul(momentum, rate!)) as never);
    });
    return { loss: value };
  };
  return { variables: [...variables, ...momenta] as Variable[], run, predict };
}

const example = { x: { shape: [8, 1] }, rate: { shape: [] } };

function feed(step: number): NamedTensorMap {
  return { x: tf.mul(range([8, 1], 2), 1 + step / 20), rate: tf.scalar(0.05) };
}

function losses(call: (inputs: never) => NamedTensorMap, steps: number): number[] {
  return Array.from(
    { length: steps },
    (_, step) => tf.tidy(() => call(feed(step) as never).loss!.dataSync()[0]! as never) as unknown as number,
  );
}

const valuesOf = (variables: readonly Variable[]) => variables.map((one) => [...one.dataSync()]);

describe('a compiled function', () => {
  it('gives in graph mode the losses and variables of the plain one, bit for bit, over 20 steps', () => {
    const plain = regression();
    const expected = losses((inputs) => plain.run(inputs), 20);
    const compiled = regression();
    const step = compile(compiled.run, { variables: compiled.variables, inputs: example, mode: 'graph' });
    expect(losses(step, 20)).toEqual(expected);
    step.pull();
    expect(valuesOf(compiled.variables)).toEqual(valuesOf(plain.variables));
    step.dispose();
  });

  it('gives the same within rounding under XLA', () => {
    const plain = regression();
    const expected = losses((inputs) => plain.run(inputs), 20);
    const compiled = regression();
    const step = compile(compiled.run, { variables: compiled.variables, inputs: example });
    expect([step.mode, step.reasons]).toEqual(['xla', []]);
    for (const [index, loss] of losses(step, 20).entries()) expect(loss).toBeCloseTo(expected[index]!, 5);
    step.dispose();
  });

  it('shares variables between entries, and has those that were pushed', () => {
    const { variables, run, predict } = regression();
    const program = compileProgram(
      {
        train: { run, inputs: example },
        predict: { run: ({ x }) => ({ y: predict(x!) }), inputs: { x: { shape: [3, 1] } } },
      },
      { variables, mode: 'graph' },
    );
    const x = tf.tensor2d([[-1], [0.5], [2]]);
    const answer = () =>
      tf.tidy(() => [...program.call('predict', { x }).y!.dataSync()] as never) as unknown as number[];
    const before = answer();
    losses((inputs) => program.call('train', inputs), 5);
    const after = answer();
    expect(after).not.toEqual(before);
    program.pull();
    expect(tf.tidy(() => [...predict(x).dataSync()] as never)).toEqual(after);
    for (const variable of variables) tf.tidy(() => variable.assign(tf.zerosLike(variable)));
    program.push();
    expect(answer()).toEqual([0, 0, 0]);
    program.dispose();
    x.dispose();
  });

  it('returns inputs, variables and constants as they are', () => {
    const variable = tf.tidy(() => tf.variable(tf.scalar(3)));
    for (const mode of ['graph', 'xla', 'eager'] as const) {
      const step = compile(({ x }) => ({ x: x!, variable: variable.clone(), constant: tf.tensor1d([1, 2]) }), {
        variables: [variable],
        inputs: { x: { shape: [2], dtype: 'int32' } },
        mode,
      });
      const given = tf.tensor1d([5, 6], 'int32');
      const { x, variable: v, constant } = step({ x: given });
      expect([[...x!.dataSync()], v!.dataSync()[0], [...constant!.dataSync()], x!.dtype]).toEqual([
        [5, 6],
        3,
        [1, 2],
        'int32',
      ]);
      tf.dispose([given, x!, v!, constant!].filter((one, index, all) => all.indexOf(one) === index));
      step.dispose();
    }
  });

  it('hands on under XLA what it does not compute, from before it assigns', () => {
    const [old, kept] = tf.tidy(() => [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(7))]);
    const step = compile(
      ({ x }) => {
        const before = old.clone();
        old.assign(tf.add(old, x));
        kept.assign(before);
        return { x, before, after: old.clone() };
      },
      { variables: [old, kept], inputs: { x: { shape: [] } }, mode: 'xla' },
    );
    const given = tf.scalar(2);
    const told = () =>
      tf.tidy(() => Object.values(step({ x: given })).map((one) => one.dataSync()[0]) as never) as unknown as number[];
    expect([told(), told()]).toEqual([
      [2, 1, 3],
      [2, 3, 5],
    ]);
    step.pull();
    expect([old.dataSync()[0], kept.dataSync()[0]]).toEqual([5, 3]);
    step.dispose();
    given.dispose();
  });

  it('keeps variables apart that were made from one tensor', () => {
    const zero = tf.zeros([2]);
    const [a, b] = [tf.variable(zero), tf.variable(zero)];
    const step = compile(
      () => {
        a.assign(tf.add(a, 1));
        b.assign(tf.sub(b, a));
      },
      { variables: [a, b], mode: 'graph' },
    );
    step();
    step();
    step.pull();
    expect(valuesOf([a, b])).toEqual([
      [2, 2],
      [-3, -3],
    ]);
    step.dispose();
    zero.dispose();
  });

  it('pulls variables of each type, also when a constant is gone that they were computed with', () => {
    const [sum, count, isOdd] = tf.tidy(() => [
      tf.variable(tf.zeros([2])),
      tf.variable(tf.zeros([3], 'int32')),
      tf.variable(tf.scalar(false, 'bool')),
    ]);
    const added = tf.tensor1d([1, 2]);
    const step = compile(
      () => {
        sum.assign(tf.add(sum, added));
        count.assign(tf.add(count, tf.ones([3], 'int32')));
        isOdd.assign(tf.logicalNot(isOdd));
      },
      { variables: [sum, count, isOdd], constants: [added], mode: 'graph' },
    );
    step();
    step();
    step();
    added.dispose();
    step.pull();
    step.pull();
    expect(valuesOf([sum, count])).toEqual([
      [3, 6],
      [3, 3, 3],
    ]);
    expect(isOdd.dataSync()[0]).toBe(1);
    step.dispose();
    isOdd.dispose();
  });
});
