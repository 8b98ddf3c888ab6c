import type { NamedTensorMap, Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import type { GraphMode } from './computation.ts';
import { programGraph } from './graph.ts';
import type { NodeMessage } from './graphMessages.ts';
import { laneTrace } from './lanes/laneTrace.ts';
import { sharingOf } from './lanes/sharing.ts';
import { nativeBackend } from './nativeBackend.ts';
import { recordTrace } from './recordTrace.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

type Shapes = Readonly<Record<string, number[]>>;
type Run = (inputs: NamedTensorMap) => NamedTensorMap;

interface Asked {
  readonly run: Run;
  readonly shapes: Shapes;
  readonly variables?: readonly Variable[];
  readonly mode?: GraphMode;
  readonly lanes?: number | undefined;
}

/** What a program does, in its functions too. */
function nodesOf({ run, shapes, variables = [], mode = 'graph', lanes }: Asked): NodeMessage[] {
  const inputs = tf.tidy(() =>
    Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, tf.keep(tf.zeros(shape))])),
  );
  const trace = recordTrace({ backend: nativeBackend(), run, variables, inputs, constants: [] });
  const sharing =
    lanes === undefined ? undefined : sharingOf({ count: lanes }, { step: { run, inputs } }, { variables });
  const all = sharing === undefined ? trace : laneTrace(trace, sharing);
  const { graph } = programGraph(trace.variables, { step: { trace: all } }, mode, sharing);
  tf.dispose(inputs);
  return [...graph.node, ...graph.library.function.flatMap(({ nodeDef }) => nodeDef)];
}

/** Its operations, each with how many there are. */
function operationsOf(asked: Asked): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { op } of nodesOf(asked)) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

const inputsOf = <Name extends string>(shapes: Readonly<Record<Name, number[]>>) =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape }])) as Record<
    Name,
    { shape: number[] }
  >;

const layer = (x: Tensor, slope: number) => (slope === 0 ? tf.relu(x) : tf.leakyRelu(x, slope));
const factor = (x: Tensor, slope: number) => tf.maximum(tf.sign(x), slope);

/** A layer whose gradient can be differentiated again, as @seesaw/gan traces it. */
function differentiable(x: Tensor, slope: number): Tensor {
  const through = (dy: Tensor, at: Tensor) =>
    tf.customGrad((incoming, save) => {
      const kept = factor(at, slope);
      (save as (tensors: Tensor[]) => void)([kept]);
      return {
        value: tf.mul(incoming as Tensor, kept),
        gradFunc: (ddy: Tensor, [saved]: Tensor[]) => tf.mul(ddy, saved!),
      };
    })(dy);
  return tf.customGrad((input, save) => {
    (save as (tensors: Tensor[]) => void)([input as Tensor]);
    return {
      value: layer(input as Tensor, slope),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => through(dy, saved!),
    };
  })(x);
}

const made = (first: number, shape: number[], scale: number) =>
  tf.tidy(() =>
    tf.variable(tf.mul(tf.sin(tf.range(first, first + shape.reduce((a, b) => a * b))), scale).reshape(shape)),
  );

/** A step of a critic by gradient descent, with a gradient penalty (Gulrajani et al. 2017, equation 3) or without. */
function critic(slope: number, penalty: boolean) {
  const weights = [made(1, [2, 16], 0.5), made(40, [16, 16], 0.4), made(90, [16, 1], 0.4)];
  const judge = (x: Tensor) =>
    weights.reduce<Tensor>((below, kernel, index) => {
      const sums = tf.matMul(below as Tensor2D, kernel as unknown as Tensor2D);
      return index === 2 ? sums : differentiable(sums, slope);
    }, x);
  const run = ({ x, rate }: NamedTensorMap) => {
    const loss = () => {
      const told = tf.mean(tf.softplus(judge(x!)));
      if (!penalty) return told as Scalar;
      const slopes = tf.grad((at) => tf.sum(judge(at)))(x!);
      const norm = tf.sqrt(tf.add(tf.sum(tf.square(slopes), -1), 1e-6));
      return tf.add(told, tf.mean(tf.square(tf.sub(norm, 1)))) as Scalar;
    };
    const { value, grads } = tf.variableGrads(loss, weights);
    for (const kernel of weights) kernel.assign(tf.sub(kernel, tf.mul(grads[kernel.name]!, rate!)) as never);
    return { loss: value };
  };
  return { run, variables: weights as Variable[], shapes: { x: [16, 2], rate: [] } };
}

const bitsOf = (tensor: Tensor) => [...new Uint32Array((tensor.dataSync() as Float32Array).slice().buffer)];

interface Trained {
  /** Bits, as are the weights. */
  readonly losses: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

const steps = [1, 2, 3, 4];

/** Each lane has points and a rate of its own. */
const fed = (lane: number, step: number) => ({
  x: tf.cos(tf.range(7 * lane + 3 * step, 7 * lane + 3 * step + 32)).reshape([16, 2]),
  rate: tf.scalar(0.1 / (1 + lane)),
});

function alone(slope: number, mode: 'eager' | 'graph', lane: number): Trained {
  const { run, variables, shapes } = critic(slope, true);
  const train = compile(run, { variables, inputs: inputsOf(shapes), mode });
  const losses = steps.map((step) => tf.tidy(() => bitsOf(train(fed(lane, step)).loss)[0]!));
  train.pull();
  const weights = variables.map(bitsOf);
  train.dispose();
  return { losses, weights };
}

function together(slope: number, count: number): Trained[] {
  const { run, variables, shapes } = critic(slope, true);
  const train = compile(run, { variables, inputs: inputsOf(shapes), mode: 'graph', lanes: { count } });
  const losses = steps.map((step) =>
    tf.tidy(() => {
      const all = Array.from({ length: count }, (_, lane) => fed(lane, step));
      return bitsOf(train({ x: tf.stack(all.map(({ x }) => x)), rate: tf.stack(all.map(({ rate }) => rate)) }).loss);
    }),
  );
  const trained = Array.from({ length: count }, (_, lane) => {
    train.pull(lane);
    return { losses: losses.map((ofStep) => ofStep[lane]!), weights: variables.map(bitsOf) };
  });
  train.dispose();
  return trained;
}

const slopes = [0, 0.2];

describe('dy · max(sign(x), slope)', () => {
  it.each([...slopes, 0.1, 1])(
    'is one operation with slope %s, with the very bits of eager, in either order',
    (slope) => {
      const number = fc.oneof(
        fc.constantFrom(0, -0, 1, -1, 3e38, -3e38, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
        // No subnormal ones: a product makes them 0.
        fc.float({ min: Math.fround(1e-30), noNaN: true }),
        fc.float({ max: Math.fround(-1e-30), noNaN: true }),
      );
      const cases = fc.integer({ min: 1, max: 40 }).chain((size) => {
        const numbers = fc.array(number, { minLength: size, maxLength: size });
        // Of no layer, of one with this slope, or of one with another.
        return fc.record({ x: numbers, dy: numbers, layered: fc.constantFrom(undefined, slope, 0.3) });
      });
      fc.assert(
        fc.property(cases, ({ x, dy, layered }) => {
          const run = (given: NamedTensorMap) => ({
            first: tf.mul(given.dy!, factor(given.x!, slope)),
            second: tf.mul(tf.maximum(slope, tf.sign(given.x!)), given.dy!),
            ...(layered !== undefined && { y: layer(given.x!, layered) }),
          });
          const shapes = { x: [x.length], dy: [dy.length] };
          const found = operationsOf({ run, shapes });
          expect([found.LeakyReluGrad, found.Sign, found.Maximum, found.Mul]).toEqual([
            2,
            undefined,
            undefined,
            undefined,
          ]);
          const step = compile(run, { variables: [], inputs: inputsOf(shapes), mode: 'graph' });
          tf.tidy(() => {
            const given = { x: tf.tensor1d(x), dy: tf.tensor1d(dy) };
            const [told, expected] = [step(given), run(given)];
            expect(bitsOf(told.first)).toEqual(bitsOf(expected.first));
            expect(bitsOf(told.second)).toEqual(bitsOf(expected.second));
          });
          step.dispose();
        }),
        { numRuns: 15 },
      );
    },
  );

  it('reads what the layer gave where something needs that, and what it took where nothing does', () => {
    const shapes = { x: [4], dy: [4] };
    const readBy = (run: Run) => nodesOf({ run, shapes }).find(({ op }) => op === 'LeakyReluGrad')!.input[1];
    const dx = ({ x, dy }: NamedTensorMap) => tf.mul(dy!, factor(x!, 0.2));
    expect(readBy((given) => ({ y: tf.leakyRelu(given.x!, 0.2), dx: dx(given) }))).toMatch(/^step\/LeakyRelu_\d+:0$/);
    const unused = (given: NamedTensorMap) => tf.tidy(() => [tf.leakyRelu(given.x!, 0.2), dx(given)][1]!);
    expect(readBy((given) => ({ dx: unused(given) }))).toBe('step/input0:0');
    expect(readBy((given) => ({ y: tf.leakyRelu(given.x!, 0.1), dx: dx(given) }))).toBe('step/input0:0');
  });

  it('leaves a sign and a factor to what else reads them', () => {
    const run = ({ x, dy }: NamedTensorMap) => {
      const kept = factor(x!, 0.2);
      return { dx: tf.mul(dy!, kept), root: tf.sqrt(kept) };
    };
    const found = operationsOf({ run, shapes: { x: [4], dy: [4] } });
    expect([found.LeakyReluGrad, found.Sign, found.Maximum]).toEqual([1, 1, 1]);
  });

  it.each(['x', 'dy'])('gives each lane the bits that it gets alone where %s is the same in all of them', (same) => {
    const run = ({ x, dy }: NamedTensorMap) => ({ y: layer(x!, 0.2), dx: tf.mul(dy!, factor(x!, 0.2)) });
    const inputs = inputsOf({ x: [4, 6], dy: [4, 6] });
    const one = compile(run, { variables: [], inputs, mode: 'graph' });
    const all = compile(run, { variables: [], inputs, mode: 'graph', lanes: { count: 3, shared: [same] } });
    tf.tidy(() => {
      const shared = tf.sin(tf.range(0, 24)).reshape([4, 6]);
      const own = tf.cos(tf.range(0, 72)).reshape([3, 4, 6]);
      const given = (numbers: Tensor) => (same === 'x' ? { x: shared, dy: numbers } : { x: numbers, dy: shared });
      const expected = tf.unstack(own).flatMap((numbers) => bitsOf(one(given(numbers)).dx));
      expect(bitsOf(all(given(own)).dx)).toEqual(expected);
    });
    one.dispose();
    all.dispose();
  });

  it('hides no NaN: where x is one, what the layer gives is one', () => {
    for (const slope of slopes) {
      const run = ({ x, dy }: NamedTensorMap) => ({ y: layer(x!, slope), dx: tf.mul(dy!, factor(x!, slope)) });
      const step = compile(run, { variables: [], inputs: { x: { shape: [3] }, dy: { shape: [3] } }, mode: 'graph' });
      tf.tidy(() => {
        const { y, dx } = step({ x: tf.tensor1d([Number.NaN, 1, 1]), dy: tf.tensor1d([2, Number.NaN, 2]) });
        expect([...y.dataSync()].map(Number.isNaN)).toEqual([true, false, false]);
        expect([...dx.dataSync()].map(Number.isNaN)).toEqual([false, true, false]);
      });
      step.dispose();
    }
  });

  const shapes = { x: [4, 6], dy: [4, 6], row: [6], column: [4, 1] } satisfies Shapes;
  const others: readonly { what: string; run: Run }[] = [
    { what: 'with a slope above 1', run: ({ x, dy }) => ({ dx: tf.mul(dy!, factor(x!, 2)) }) },
    { what: 'with a slope below 0', run: ({ x, dy }) => ({ dx: tf.mul(dy!, factor(x!, -0.5)) }) },
    { what: 'with slope −0', run: ({ x, dy }) => ({ dx: tf.mul(dy!, factor(x!, -0)) }) },
    { what: 'with a slope that is fed', run: ({ x, dy, row }) => ({ dx: tf.mul(dy!, tf.maximum(tf.sign(x!), row!)) }) },
    {
      what: 'with a slope of each column',
      run: ({ x, dy }) => ({ dx: tf.mul(dy!, tf.maximum(tf.sign(x!), tf.tensor1d([0, 0.1, 0.2, 0.3, 0.4, 0.5]))) }),
    },
    { what: 'where dy is broadcast', run: ({ x, row }) => ({ dx: tf.mul(row!, factor(x!, 0.2)) }) },
    { what: 'where x is broadcast', run: ({ column, dy }) => ({ dx: tf.mul(dy!, factor(column!, 0.2)) }) },
    {
      what: 'where slope has more axes than both',
      run: ({ column }) => ({ dx: tf.mul(column!, tf.maximum(tf.sign(column!), tf.fill([4, 6], 0.2))) }),
    },
    { what: 'of the absolute value', run: ({ x, dy }) => ({ dx: tf.mul(dy!, tf.maximum(tf.abs(x!), 0)) }) },
    { what: 'with the smaller one', run: ({ x, dy }) => ({ dx: tf.mul(dy!, tf.minimum(tf.sign(x!), 0.2)) }) },
  ];

  it.each(others)('$what stays what it is', ({ run }) => {
    const found = operationsOf({ run, shapes });
    expect([found.Mul, found.LeakyReluGrad]).toEqual([1, undefined]);
    const step = compile(run, { variables: [], inputs: inputsOf(shapes), mode: 'graph' });
    tf.tidy(() => {
      const given = Object.fromEntries(
        Object.entries(shapes).map(([name, shape], index) => [
          name,
          tf.sin(tf.range(index, index + shape.reduce((a, b) => a * b))).reshape(shape),
        ]),
      );
      expect(bitsOf(step(given as never).dx!)).toEqual(bitsOf(run(given).dx!));
    });
    step.dispose();
  });
});

describe('a net of (leaky) ReLUs', () => {
  it.each([
    ...slopes.map((slope) => ({ slope, what: 'once', penalty: false, layers: 2, gradients: 2 })),
    // The second layer of the penalty is computed for its gradient alone, which takes what that layer takes.
    ...slopes.map((slope) => ({ slope, what: 'twice', penalty: true, layers: 3, gradients: 6 })),
  ])('has neither signs nor factors, with slope $slope and differentiated $what, alone and in lanes', (net) => {
    const { run, variables, shapes } = critic(net.slope, net.penalty);
    const layers = net.slope === 0 ? 'Relu' : 'LeakyRelu';
    for (const lanes of [undefined, 3]) {
      const found = operationsOf({ run, variables, shapes, lanes });
      expect([found.Sign, found.Maximum]).toEqual([undefined, undefined]);
      expect([found.LeakyReluGrad, found[layers]]).toEqual([net.gradients, net.layers]);
    }
    const fused = operationsOf({ run, variables, shapes, mode: 'xla' });
    expect([fused.Sign, fused.Maximum, fused.LeakyReluGrad]).toEqual([
      net.penalty ? 4 : 2,
      net.penalty ? 4 : 2,
      undefined,
    ]);
  });

  it.each(slopes)(
    'trains with a gradient penalty on the very bits of eager, with slope %s, alone and in lanes',
    (slope) => {
      const places = [0, 1, 2];
      const eager = places.map((lane) => alone(slope, 'eager', lane));
      expect(new Set(eager.map(({ losses }) => String(losses))).size).toBe(3);
      expect(places.map((lane) => alone(slope, 'graph', lane))).toEqual(eager);
      expect(together(slope, 3)).toEqual(eager);
    },
  );
});
