import type { NamedTensorMap, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { CompileFault } from './compileFault.ts';
import { compileProgram } from './compileProgram.ts';
import { programGraph } from './graph.ts';
import { nativeBackend } from './nativeBackend.ts';
import { canNameOneDnn } from './oneDnnByName.ts';
import { statelessNormal } from './random.ts';
import { recordTrace } from './recordTrace.ts';

expectNoLeak();

const shapes = {
  x: { shape: [16, 8] },
  w: { shape: [8, 1] },
  key: { shape: [2], dtype: 'int32' },
} as const;

/** A loss, its gradient, a draw, and an input as it is. */
function losing({ x, w, key }: NamedTensorMap): NamedTensorMap {
  const noisy = tf.add(x as Tensor2D, statelessNormal([16, 8], key as Tensor1D));
  const loss = (weights: Tensor2D) => tf.mean(tf.relu(tf.matMul(noisy as Tensor2D, weights))) as tf.Scalar;
  const { value, grad } = tf.valueAndGrad(loss as never)(w!) as { value: tf.Scalar; grad: Tensor2D };
  return { value, grad, x: x!, one: tf.scalar(1) };
}

function given(): NamedTensorMap {
  return {
    x: tf.sin(tf.range(0, 128)).reshape([16, 8]),
    w: tf.cos(tf.range(0, 8)).reshape([8, 1]),
    key: tf.tensor1d([3, 4], 'int32'),
  };
}

function valuesOf(call: (inputs: never) => NamedTensorMap): number[][] {
  return tf.tidy(
    () => Object.values(call(given() as never)).map((one) => [...one.dataSync()]) as never,
  ) as unknown as number[][];
}

describe('a program that TensorFlow does not rewrite', () => {
  it('gives the very bits of one that it rewrites, and of the function', () => {
    const expected = valuesOf(losing);
    for (const rewritten of [true, false]) {
      const step = compile(losing, { variables: [], inputs: shapes, mode: 'graph', rewritten });
      expect([valuesOf(step), valuesOf(step)]).toEqual([expected, expected]);
      step.dispose();
    }
  });

  it('is what TensorFlow leaves alone: two nodes, and a function that is marked', () => {
    const trace = tf.tidy(
      () =>
        recordTrace({ backend: nativeBackend(), run: losing, variables: [], inputs: given(), constants: [] }) as never,
    ) as ReturnType<typeof recordTrace>;
    const { graph } = programGraph([], { step: { trace, plain: { byName: false } } }, 'graph');
    expect(graph.node.map(({ op }) => op)).toEqual(['Unstage', 'StatefulPartitionedCall']);
    expect(graph.library.function.map(({ attr }) => Object.keys(attr))).toEqual([['_noinline', '_tf_data_function']]);
  });

  it('is called by its name where oneDNN has only products of what it does, and takes those by name', () => {
    const traceOf = (run: (inputs: NamedTensorMap) => NamedTensorMap) =>
      tf.tidy(
        () => recordTrace({ backend: nativeBackend(), run, variables: [], inputs: given(), constants: [] }) as never,
      ) as ReturnType<typeof recordTrace>;
    const trace = traceOf(losing);
    const { graph } = programGraph([], { step: { trace, plain: { byName: true } } }, 'graph');
    expect(graph.node.map(({ op }) => op)).toEqual(['Unstage', 'step_plain']);
    const operations = graph.library.function.flatMap(({ nodeDef }) => nodeDef.map(({ op }) => op));
    expect(operations.filter((op) => op.includes('MatMul'))).toEqual(['_MklBatchMatMulV2', '_MklBatchMatMulV2']);

    const backend = nativeBackend();
    const can = (run: (inputs: NamedTensorMap) => NamedTensorMap) => canNameOneDnn(backend, traceOf(run));
    const byOneDnn = can(losing);
    expect(canNameOneDnn({ ...backend, isUsingGpuDevice: true } as never, trace)).toBe(false);
    // What oneDNN has besides is never taken by name, on whatever machine this runs.
    expect(can(({ x }) => ({ y: tf.softmax(x!) }))).toBe(false);
    expect(can(({ x }) => ({ y: tf.transpose(x!) }))).toBe(false);
    expect(can(({ x }) => ({ y: tf.tanh(tf.elu(tf.leakyRelu(x!))) }))).toBe(byOneDnn);
  });

  it('multiplies and activates with the very bits of one that it rewrites, and of the function, however long the sums', () => {
    const layer = ({ x, w }: NamedTensorMap) => {
      const h = tf.matMul(x as Tensor2D, w as Tensor2D);
      return { h, turned: tf.matMul(h as Tensor2D, x as Tensor2D, true), elu: tf.elu(h), tanh: tf.tanh(h) };
    };
    const inputs = tf.tidy(() => ({
      x: tf.sin(tf.range(0, 16 * 2048)).reshape([16, 2048]),
      w: tf.cos(tf.range(0, 2048 * 8)).reshape([2048, 8]),
    }));
    const bits = (call: (fed: typeof inputs) => NamedTensorMap) =>
      tf.tidy(() => Object.values(call(inputs)).map((one) => [...one.dataSync()]) as never) as unknown as number[][];
    const expected = bits(layer);
    for (const rewritten of [true, false]) {
      const step = compile(layer, { variables: [], inputs, mode: 'graph', rewritten });
      expect(bits(step as never)).toEqual(expected);
      step.dispose();
    }
    tf.dispose(inputs);
  });

  it('convolves as one that it rewrites', () => {
    const convolve = ({ x }: NamedTensorMap) => ({
      y: tf.relu(tf.conv2d(x as Tensor4D, tf.ones([3, 3, 2, 4]) as Tensor4D, 2, 'same')),
    });
    const image = tf.tidy(() => tf.sin(tf.range(0, 2 * 8 * 8 * 2)).reshape([2, 8, 8, 2]));
    const [one, other] = [true, false].map((rewritten) => {
      const step = compile(convolve, { variables: [], inputs: { x: image }, mode: 'graph', rewritten });
      const values = tf.tidy(() => [...step({ x: image }).y!.dataSync()] as never) as unknown as number[];
      step.dispose();
      return values;
    });
    other!.forEach((value, index) => {
      expect(value).toBeCloseTo(one![index]!, 5);
    });
    image.dispose();
  });

  it('may have several entries, and an entry without inputs', () => {
    const program = compileProgram(
      {
        double: { run: ({ x }) => ({ y: tf.mul(x!, 2) }), inputs: { x: { shape: [2] } } },
        seven: { run: () => ({ y: tf.add(tf.scalar(3), tf.scalar(4)) }) },
      },
      { variables: [], mode: 'graph', rewritten: false },
    );
    const x = tf.tensor1d([1, 2]);
    const values = tf.tidy(() => [...program.call('double', { x }).y!.dataSync()] as never);
    expect(values).toEqual([2, 4]);
    expect(tf.tidy(() => [...program.call('seven').y!.dataSync()] as never)).toEqual([7]);
    x.dispose();
    program.dispose();
  });

  it('is refused where it would keep something, or has nothing to give', () => {
    const x = { x: { shape: [2] } };
    const w = tf.tidy(() => tf.variable(tf.zeros([2])));
    const c = tf.zeros([2]);
    const refusal = (options: Partial<Parameters<typeof compile>[1]>, run = ({ x }: NamedTensorMap) => ({ y: x! })) => {
      try {
        compile(run as never, { variables: [], inputs: x, mode: 'graph', rewritten: false, ...options }).dispose();
      } catch (error) {
        if (error instanceof CompileFault) return `${error.kind}: ${error.message}`;
        throw error;
      }
      return 'it was compiled';
    };
    const alone = 'A program that TensorFlow does not rewrite is functions of their inputs alone; this one has';
    expect(refusal({ variables: [w], constants: [c] })).toBe(
      `input: ${alone} variables, constants. Leave out rewritten: false.`,
    );
    expect(refusal({ lanes: { count: 2 } })).toBe(`input: ${alone} lanes. Leave out rewritten: false.`);
    expect(refusal({ repeated: { every: [] } })).toBe(`input: ${alone} a repeated step. Leave out rewritten: false.`);
    expect(refusal({}, () => undefined as never)).toBe('input: step has no output: there is nothing to call it for.');
    w.dispose();
    c.dispose();
  });
});
