import type { NamedTensorMap, Tensor1D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../../testBackend.ts';
import { compile } from '../compile.ts';
import { CompileFault } from '../compileFault.ts';
import { compileProgram, type Lanes, type ProgramOptions } from '../compileProgram.ts';
import { nativeBackend } from '../nativeBackend.ts';
import { laneTrace } from './laneTrace.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

const inputs = { x: { shape: [4] } } as const;

function faultOf(call: () => unknown): { kind: string; message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof CompileFault) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
}

const compiled = (
  run: (given: { x: Tensor1D }) => NamedTensorMap,
  options: Omit<ProgramOptions, 'variables' | 'lanes'> & { variables?: ProgramOptions['variables'] } = {},
  lanes: Partial<Lanes> = {},
) => compile(run, { variables: [], inputs, mode: 'graph', lanes: { count: 3, ...lanes }, ...options });

describe('with lanes it is refused', () => {
  it('that an operation without a rule depends on the lane, and said which it is and what to do', () => {
    const run = ({ x }: { x: Tensor1D }) => ({ y: tf.diag(x) });
    const { kind, message } = faultOf(() => compiled(run));
    expect(kind).toBe('operation');
    expect(message).toMatch(/^Diag has no rule for several lanes at once\. Write one in src\/lanes\/rules\.ts/);
    // What does not depend on a lane needs none.
    compiled(({ x }) => ({ y: tf.add(x, tf.sum(tf.diag(tf.tensor1d([1, 2, 3, 4])), 0)) })).dispose();
    const eager = compile(run, { variables: [], inputs, lanes: { count: 3 } });
    expect([eager.mode, eager.reasons.join()]).toEqual(['eager', expect.stringMatching(/^not compiled: Diag has no/)]);
    eager.dispose();
  });

  it('that lanes share a variable and assign each another value', () => {
    const total = tf.tidy(() => tf.variable(tf.scalar(0)));
    const run = ({ x }: { x: Tensor1D }) => {
      total.assign(tf.add(total, tf.sum(x)));
      return { x };
    };
    expect(faultOf(() => compiled(run, { variables: [total] }, { shared: [total] }))).toEqual({
      kind: 'lanes',
      message: expect.stringMatching(/^Variable number 1, \[\], is shared by all lanes and is assigned what differs/),
    });
  });

  it('that something is shared that there is not, or that no input says which lanes are active', () => {
    const run = ({ x }: { x: Tensor1D }) => ({ x });
    const stray = tf.tidy(() => tf.variable(tf.scalar(0), true, 'stray'));
    expect(faultOf(() => compiled(run, {}, { shared: ['y'] })).message).toMatch(/input y is to be shared by all lanes/);
    expect(faultOf(() => compiled(run, {}, { shared: [stray] })).message).toMatch(/variable stray is to be shared/);
    expect(faultOf(() => compiled(run, {}, { active: 'x' })).message).toMatch(/an input of each lane, bool \[\]/);
    expect(faultOf(() => compiled(run, {}, { count: 0 })).message).toMatch(/0 is no number of lanes/);
  });

  it('that a call gives other than all lanes, or a lane is asked for that there is not', () => {
    const weights = tf.tidy(() => tf.variable(tf.scalar(1)));
    const step = compiled(({ x }) => ({ y: tf.mul(x, weights) }), { variables: [weights] });
    const one = tf.ones([4]) as Tensor1D;
    expect(faultOf(() => step({ x: one })).message).toMatch(/compiled for x as float32 \[3, 4\] and is given .* \[4\]/);
    expect(faultOf(() => step.pull()).message).toMatch(/no lane undefined: there are 3/);
    expect(faultOf(() => step.pull(3)).message).toMatch(/no lane 3/);
    expect(faultOf(() => step.push(-1)).message).toMatch(/no lane -1/);
    step.dispose();
    const plain = compile(({ x }) => ({ x }), { variables: [], inputs, mode: 'graph' });
    expect(faultOf(() => plain.push(0)).message).toMatch(/no lane 0: there are 0/);
    plain.dispose();
    one.dispose();
  });

  it('that the function of another lane is another program', () => {
    const [mine, yours] = tf.tidy(() => [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))]);
    const times =
      (variable: Variable, number: number) =>
      ({ x }: NamedTensorMap) => ({ y: tf.mul(tf.mul(x!, variable), number) });
    const program = compileProgram(
      { step: { run: times(mine!, 3), inputs } },
      { variables: [mine!], mode: 'graph', lanes: { count: 2 } },
    );
    const messageOf = (run: (fed: NamedTensorMap) => NamedTensorMap) =>
      faultOf(() => program.requireSame('step', run, [yours!])).message;
    program.requireSame('step', times(yours!, 3), [yours!]);
    expect(messageOf(times(yours!, 4))).toMatch(/^step of this lane is not .*: Const, used by Mul, has other numbers/);
    expect(messageOf(({ x }) => ({ y: tf.mul(tf.add(x!, yours!), 3) }))).toMatch(/one runs Mul the other runs Add\./);
    expect(messageOf(({ x }) => ({ y: tf.mul(x!, yours!) }))).toMatch(/where one runs .* the other runs/);
    program.dispose();
  });

  it('that it is computed over which axis a sum goes', () => {
    const int32 = 3;
    const sum = {
      operation: 'Sum',
      inputs: [
        { from: 'input', index: 0 },
        { from: 'input', index: 1 },
      ],
      attributes: {},
      outputs: [{ shape: [], dtype: 1 }],
    } as const;
    const trace = {
      variables: [],
      inputs: [
        { name: 'x', shape: [4], dtype: 1 },
        { name: 'axis', shape: [1], dtype: int32 },
      ],
      nodes: [sum],
      outputs: [{ name: 'y', source: { from: 'node', node: 0, output: 0 } }],
      assigned: [],
    } as const;
    const rules = { lanes: 3, sharedVariables: new Set<number>(), sharedInputs: new Set(['axis']) };
    expect(faultOf(() => laneTrace(trace, rules))).toEqual({
      kind: 'operation',
      message: expect.stringMatching(/^Input number 2 of Sum says how it is done and is computed/),
    });
  });
});

describe('what lanes share', () => {
  it.each(['graph', 'eager'] as const)(
    'is one for all of them under %s: variables, inputs and what is made of them',
    (mode) => {
      const [table, calls, own] = tf.tidy(() => [
        tf.variable(tf.tensor1d([10, 20, 30, 40])),
        tf.variable(tf.scalar(0)),
        tf.variable(tf.scalar(1)),
      ]);
      const run = ({ row, rate }: NamedTensorMap) => {
        calls!.assign(tf.add(calls!, 1));
        // tf.gather looks at the numbers of the rows; the operation itself takes any.
        const backend = nativeBackend();
        const type = backend.binding.TF_ATTR_TYPE;
        const attributes = [
          { name: 'Tparams', type, value: 1 },
          { name: 'Tindices', type, value: 3 },
          { name: 'Taxis', type, value: 3 },
        ];
        const found = backend.executeSingleOutput('GatherV2', attributes, [table!, row!, tf.scalar(0, 'int32')]);
        own!.assign(tf.add(tf.mul(own!, rate!), found) as never);
        return { found, double: tf.mul(table!, 2) };
      };
      const program = compileProgram(
        { step: { run, inputs: { row: { shape: [], dtype: 'int32' }, rate: { shape: [] } } } },
        { variables: [table!, calls!, own!], lanes: { count: 3, shared: [table!, calls!, 'rate'] }, mode },
      );
      for (const [rows, rate] of [
        [[3, 0, 2], 0.5],
        [[1, 1, 0], 2],
      ] as const) {
        tf.tidy(() => {
          const told = program.call('step', {
            row: tf.tensor1d([...rows], 'int32'),
            rate: tf.scalar(rate),
          });
          expect([...told.found!.dataSync()]).toEqual(rows.map((row) => 10 * (row + 1)));
          expect(told.double!.arraySync()).toEqual(rows.map(() => [20, 40, 60, 80]));
        });
      }
      const left = [0, 1, 2].map((lane) => {
        program.pull(lane);
        return [calls!.dataSync()[0], own!.dataSync()[0]];
      });
      expect(left).toEqual([
        [2, 40.5 * 2 + 20],
        [2, 10.5 * 2 + 20],
        [2, 30.5 * 2 + 10],
      ]);
      tf.tidy(() => own!.assign(tf.scalar(7) as never));
      program.push(1);
      expect(
        [0, 1, 2].map((lane) => {
          program.pull(lane);
          return own!.dataSync()[0];
        }),
      ).toEqual([101, 7, 71]);
      program.dispose();
    },
  );
});

it('gives the caller its variables back when an operation fails in a lane', () => {
  const own = tf.tidy(() => tf.variable(tf.scalar(5)));
  const run = ({ by }: { by?: tf.Tensor }) => {
    own.assign(tf.add(own, by!) as never);
    throw new Error('out of memory');
  };
  const program = compileProgram(
    { step: { run, inputs: { by: { shape: [] } } } },
    { variables: [own], lanes: { count: 2 }, mode: 'eager' },
  );
  const by = tf.tensor1d([1, 2]);
  expect(() => program.call('step', { by })).toThrow('out of memory');
  expect(own.dataSync()[0]).toBe(5);
  program.dispose();
  tf.dispose([own, by]);
});
