import type { NamedTensorMap, Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { CompileFault } from './compileFault.ts';
import { compileProgram } from './compileProgram.ts';
import { statelessNormal } from './random.ts';
import type { StepFunction } from './recordTrace.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

const variable = (...values: number[]): Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)));

function faultOf(run: StepFunction, variables: Variable[] = []): CompileFault {
  try {
    compile(run, { variables, inputs: { x: { shape: [2] } }, mode: 'graph' }).dispose();
  } catch (error) {
    if (error instanceof CompileFault) return error;
    throw error;
  }
  throw new Error('it was compiled');
}

const told = ({ kind, message }: CompileFault) => `${kind}: ${message}`;

describe('what cannot be compiled is refused with the operation', () => {
  it('random numbers of JavaScript', () => {
    expect(told(faultOf(({ x }) => ({ y: tf.add(x!, tf.randomNormal([2])) })))).toMatch(
      /^frozen-value: .*\[2\] used by Add,/,
    );
  });

  it('a counter of JavaScript', () => {
    let calls = 0;
    expect(told(faultOf(({ x }) => ({ y: tf.mul(x!, ++calls) })))).toMatch(/^frozen-value: .* used by Mul/);
  });

  it('a counter of JavaScript, also where its first number was compiled before; what is the same again is traced once', () => {
    let traced = 0;
    const times = (factor: () => number) => {
      traced = 0;
      const program = compile(
        ({ x }) => {
          traced += 1;
          return { y: tf.mul(x!, factor()) };
        },
        { variables: [], inputs: { x: { shape: [2] } }, mode: 'graph' },
      );
      program.dispose();
      return traced;
    };
    expect([times(() => 41), times(() => 41), times(() => 40)]).toEqual([2, 1, 2]);
    let calls = 41;
    expect(() => times(() => ++calls)).toThrow(CompileFault);
    expect(() => times(() => ++calls)).toThrow(CompileFault);
  });

  it('not what differs from call to call where one trace is asked for', () => {
    let calls = 0;
    const step = compile(({ x }) => ({ y: tf.mul(x, ++calls) }), {
      variables: [],
      inputs: { x: { shape: [] } },
      mode: 'graph',
      traces: 'once',
    });
    const x = tf.scalar(7);
    const { y } = step({ x });
    expect([calls, y.dataSync()[0]]).toEqual([1, 7]);
    tf.dispose([x, y]);
    step.dispose();
  });

  it('JavaScript that reads what is computed', () => {
    const run = ({ x }: NamedTensorMap) => ({ y: tf.mul(x!, tf.sum(x!).dataSync()[0]!) });
    expect(told(faultOf(run))).toMatch(/^host-read: .* the result of Sum/);
    expect(told(faultOf(({ x }) => ({ y: tf.scalar(x!.dataSync()[0]!) })))).toMatch(/^host-read: .* input number 1/);
  });

  it('a tensor from outside, unless it is named as a constant', () => {
    const outside = tf.tensor1d([3, 4]);
    const run = ({ x }: NamedTensorMap) => ({ y: tf.mul(x!, outside) });
    expect(told(faultOf(run))).toMatch(/^captured-tensor: .*float32 \[2\], is used by Mul/);
    const step = compile(run, { variables: [], inputs: { x: { shape: [2] } }, constants: [outside], mode: 'graph' });
    const [x, { y }] = [tf.tensor1d([1, 2]), step({ x: outside })];
    expect([...y!.dataSync()]).toEqual([9, 16]);
    tf.dispose([x, y!, outside]);
    step.dispose();
  });

  it('variables that are not named', () => {
    const other = variable(1, 2);
    expect(told(faultOf(({ x }) => ({ y: tf.mul(x!, other) })))).toMatch(
      new RegExp(`^captured-tensor: The variable ${other.name}, .* Mul`),
    );
    expect(told(faultOf(({ x }) => other.assign(x as never)))).toMatch(
      new RegExp(`^unnamed-variable: The variable ${other.name} is assigned`),
    );
    expect([...other.dataSync()]).toEqual([1, 2]);
    expect(told(faultOf(({ x }) => void tf.variable(tf.mul(x!, 2))))).toMatch(
      /^unnamed-variable: .* is made by the function/,
    );
  });

  it('other operations at each call', () => {
    let calls = 0;
    const run = ({ x }: NamedTensorMap) => ({ y: calls++ % 2 === 0 ? tf.sin(x!) : tf.cos(x!) });
    expect(told(faultOf(run))).toMatch(/^changing-structure: .* Sin .* Cos/);
  });

  it('operations whose shape depends on numbers, and those that the table lacks', () => {
    const backend = () =>
      tf.backend() as unknown as { executeSingleOutput(name: string, a: unknown[], b: Tensor[]): Tensor };
    const where = ({ x }: NamedTensorMap) => ({ y: backend().executeSingleOutput('Where', [], [tf.greater(x!, 0)]) });
    expect(told(faultOf(where))).toMatch(/^operation: Where gives as many numbers/);
    const unknown = ({ x }: NamedTensorMap) => ({ y: backend().executeSingleOutput('Xlogy', [], [x!, x!]) });
    expect(told(faultOf(unknown))).toMatch(/^operation: The operation table has no Xlogy/);
  });

  it('leaves the variables as they were', () => {
    const v = variable(1, 2);
    const run = () => {
      v.assign(tf.mul(v, 3) as never);
      throw new Error('of its own');
    };
    expect(() => compile(run, { variables: [v] })).toThrow('of its own');
    expect([...v.dataSync()]).toEqual([1, 2]);
  });
});

describe('a program is called with what it was compiled for', () => {
  it('or says which input is wrong', () => {
    const step = compile(({ x }) => ({ y: tf.neg(x!) }), {
      variables: [],
      inputs: { x: { shape: [2] } },
      mode: 'graph',
    });
    const long = tf.zeros([3]);
    const whole = tf.zeros([2], 'int32');
    expect(() => step({ x: long })).toThrow(/compiled for x as float32 \[2\] and is given float32 \[3\]/);
    expect(() => step({ x: whole })).toThrow(/given int32 \[2\]/);
    expect(() => step({} as never)).toThrow(/needs the input x/);
    expect(() => step({ x: long, y: long } as never)).toThrow(/no input y; it has x/);
    step.dispose();
    const fits = tf.zeros([2]);
    expect(() => step({ x: fits })).toThrow(/has been disposed/);
    tf.dispose([long, whole, fits]);
  });

  it('refuses a name that a graph cannot hold', () => {
    expect(() => compileProgram({ 'd step': { run: () => undefined } }, { variables: [] })).toThrow(
      /"d step" cannot name/,
    );
    expect(() => compileProgram({ write: { run: () => ({}) } }, { variables: [] })).toThrow(/cannot be named write/);
  });
});

describe('mode auto', () => {
  it('goes on to eager where a function cannot be compiled, and says why', () => {
    const step = compile(({ x }) => ({ y: tf.add(x!, tf.randomNormal([2])) }), {
      variables: [],
      inputs: { x: { shape: [2] } },
    });
    expect(step.mode).toBe('eager');
    expect(step.reasons.join()).toMatch(/^not compiled: Numbers that JavaScript makes anew/);
    const x = tf.zeros([2]);
    tf.dispose([x, step({ x }).y!]);
    step.dispose();
  });

  it('goes on to graph where XLA cannot, and says why, each time', () => {
    const run = ({ x }: NamedTensorMap) => {
      const image = tf.reshape(x!, [1, 2, 1, 1]) as Tensor4D;
      return { y: tf.image.cropAndResize(image, tf.tensor2d([[0, 0, 1, 1]]), tf.tensor1d([0], 'int32'), [4, 4]) };
    };
    for (let time = 0; time < 2; time += 1) {
      const step = compile(run, { variables: [], inputs: { x: { shape: [2] } } });
      expect(step.mode).toBe('graph');
      expect(step.reasons.join()).toMatch(/^not xla: TensorFlow refuses the program: .*CropAndResize/s);
      step.dispose();
    }
  });

  it('takes the faster of both for convolutions', () => {
    const filter = tf.tidy(() => tf.variable(tf.ones([3, 3, 1, 2])));
    const step = compile(({ x }) => ({ y: tf.conv2d(x as never, filter as never, 1, 'same') }), {
      variables: [filter],
      inputs: { x: { shape: [1, 8, 8, 1] } },
    });
    expect(step.reasons.join()).toMatch(/^not (xla|graph): it convolves, and took/);
    step.dispose();
  });
});

describe('random numbers from a seed that is fed', () => {
  it.each(['graph', 'xla'] as const)('differ from call to call and are the same for the same seed under %s', (mode) => {
    const step = compile(({ seed }) => ({ y: statelessNormal([100], seed as never) }), {
      variables: [],
      inputs: { seed: { shape: [2], dtype: 'int32' } },
      mode,
    });
    const drawn = (...words: [number, number]) =>
      tf.tidy(() => [...step({ seed: tf.tensor1d(words, 'int32') }).y!.dataSync()] as never) as unknown as number[];
    expect(drawn(1, 2)).toEqual(drawn(1, 2));
    expect(drawn(1, 2)).not.toEqual(drawn(1, 3));
    const plain = tf.tidy(() => [...statelessNormal([100], tf.tensor1d([1, 2], 'int32')).dataSync()] as never);
    if (mode === 'graph') expect(drawn(1, 2)).toEqual(plain);
    step.dispose();
  });
});
