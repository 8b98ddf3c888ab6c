import type { NamedTensorMap, Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { nativeBackend } from './nativeBackend.ts';
import { dropIdleSessions } from './session.ts';

/** Whole steps of small adversarial games: what this package was made for. */

expectNoLeak();
afterEach(() => tf.disposeVariables());

let salt = 0;
const made = (shape: number[], scale: number) =>
  tf.tidy(() => tf.variable(tf.mul(tf.sin(tf.range(++salt, salt + size(shape))), scale).reshape(shape)));
const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

interface Model {
  readonly g: Variable[];
  readonly d: Variable[];
  readonly generate: (z: Tensor) => Tensor;
  readonly judge: (x: Tensor) => Tensor;
  readonly inputs: Readonly<Record<string, { readonly shape: number[] }>>;
}

const dense = (x: Tensor, w: Variable, b: Variable) => tf.add(tf.matMul(x as Tensor2D, w as unknown as Tensor2D), b);

/** With `lanes`, as many trials in one: every tensor has a leading axis, every matrix product is one of a batch. */
function points(lanes?: number): Model {
  const lead = lanes === undefined ? [] : [lanes];
  salt = 0;
  const g = [made([...lead, 2, 8], 0.5), made([...lead, 1, 8], 0.1), made([...lead, 8, 2], 0.4)];
  const d = [made([...lead, 2, 8], 0.5), made([...lead, 1, 8], 0.1), made([...lead, 8, 1], 0.4)];
  const net =
    ([a, b, c]: Variable[]) =>
    (x: Tensor) => {
      const hidden = tf.relu(tf.add(tf.matMul(x as Tensor3D, a as unknown as Tensor3D), b!));
      return tf.matMul(hidden as Tensor3D, c as unknown as Tensor3D);
    };
  const rows = { shape: [...lead, 16, 2] };
  return { g, d, generate: net(g), judge: net(d), inputs: { real: rows, z: rows, share: { shape: [...lead, 16, 1] } } };
}

function pictures(): Model {
  salt = 0;
  const g = [made([4, 4 * 4 * 3], 0.3), made([48], 0), made([4, 4, 1, 3], 0.3)];
  const d = [made([3, 3, 1, 4], 0.3), made([4 * 4 * 4, 1], 0.3), made([1], 0)];
  return {
    g,
    d,
    generate: (z) => {
      const small = tf.reshape(tf.relu(dense(z, g[0]!, g[1]!)), [6, 4, 4, 3]) as Tensor4D;
      return tf.tanh(tf.conv2dTranspose(small, g[2] as unknown as Tensor4D, [6, 8, 8, 1], 2, 'same'));
    },
    judge: (x) => {
      const small = tf.leakyRelu(tf.conv2d(x as Tensor4D, d[0] as unknown as Tensor4D, 2, 'same'), 0.2);
      return dense(tf.reshape(small, [6, 64]), d[1]!, d[2]!);
    },
    inputs: { real: { shape: [6, 8, 8, 1] }, z: { shape: [6, 4] } },
  };
}

type Losses = (model: Model, fed: NamedTensorMap) => { d: () => Scalar; g: () => Scalar };

const nonsaturating: Losses = ({ generate, judge }, { real, z }) => ({
  d: () => tf.add(tf.mean(tf.softplus(tf.neg(judge(real!)))), tf.mean(tf.softplus(judge(generate(z!))))) as Scalar,
  g: () => tf.mean(tf.softplus(tf.neg(judge(generate(z!))))) as Scalar,
});

/** Gulrajani et al. 2017, equation 3; the shares between real and generated are fed. */
const wganGp: Losses = ({ generate, judge }, { real, z, share }) => ({
  d: () => {
    const fake = generate(z!);
    const between = tf.add(real!, tf.mul(share!, tf.sub(fake, real!)));
    const slope = tf.grad((x) => tf.sum(judge(x)))(between);
    const penalty = tf.mean(tf.square(tf.sub(tf.sqrt(tf.add(tf.sum(tf.square(slope), -1), 1e-6)), 1)));
    return tf.add(tf.sub(tf.mean(judge(fake)), tf.mean(judge(real!))), tf.mul(penalty, 10)) as Scalar;
  },
  g: () => tf.neg(tf.mean(judge(generate(z!)))) as Scalar,
});

/** A step of both players with Adam (Kingma & Ba 2015), its moments and powers of β as variables. */
function game(model: Model, losses: Losses) {
  const moments = [...model.d, ...model.g].map((one) => [made(one.shape, 0), made(one.shape, 0)] as const);
  const powers = [tf.tidy(() => tf.variable(tf.scalar(1))), tf.tidy(() => tf.variable(tf.scalar(1)))] as const;
  const move = (players: readonly Variable[], grads: NamedTensorMap, offset: number) => {
    const rate = tf.mul(tf.div(tf.sqrt(tf.sub(1, powers[1])), tf.sub(1, powers[0])), 0.01);
    players.forEach((weights, index) => {
      const [m, v] = moments[offset + index]!;
      const grad = grads[weights.name]!;
      m.assign(tf.add(tf.mul(m, 0.5), tf.mul(grad, 0.5)) as never);
      v.assign(tf.add(tf.mul(v, 0.9), tf.mul(tf.square(grad), 0.1)) as never);
      weights.assign(tf.sub(weights, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), 1e-7))) as never);
    });
  };
  const run = (fed: NamedTensorMap) => {
    powers[0].assign(tf.mul(powers[0], 0.5) as never);
    powers[1].assign(tf.mul(powers[1], 0.9) as never);
    const { d, g } = losses(model, fed);
    const forD = tf.variableGrads(d, model.d);
    move(model.d, forD.grads, 0);
    const forG = tf.variableGrads(g, model.g);
    move(model.g, forG.grads, model.d.length);
    return { d: forD.value, g: forG.value };
  };
  return { run, variables: [...model.d, ...model.g, ...moments.flat(), ...powers] as Variable[] };
}

function fed(inputs: Model['inputs'], step: number): NamedTensorMap {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }], index) => [
      name,
      tf.tidy(() => tf.cos(tf.range(31 * step + index, 31 * step + index + size(shape))).reshape(shape)),
    ]),
  );
}

function played(model: Model, losses: Losses, mode: 'eager' | 'graph' | 'xla', steps: number) {
  const { run, variables } = game(model, losses);
  const step = compile(run, { variables, inputs: model.inputs, mode });
  const told = Array.from(
    { length: steps },
    (_, index) =>
      tf.tidy(
        () => Object.values(step(fed(model.inputs, index))).map((loss) => loss.dataSync()[0]!) as never,
      ) as unknown as number[],
  );
  step.pull();
  step.dispose();
  return { told, values: variables.map((one) => [...one.dataSync()]) };
}

/** The largest difference of two lists of lists, as a share of the largest number. */
function distance(a: readonly number[][], b: readonly number[][]): number {
  const pairs = a.flatMap((row, i) => row.map((value, j) => [value, b[i]![j]!] as const));
  const largest = Math.max(...pairs.map(([, value]) => Math.abs(value)));
  return Math.max(...pairs.map(([x, y]) => Math.abs(x - y))) / largest;
}

describe('20 steps of a game', () => {
  it.each([
    { what: 'dense', model: () => points(), losses: nonsaturating },
    { what: 'dense with a gradient penalty', model: () => points(), losses: wganGp },
    { what: 'three packed dense ones with it', model: () => points(3), losses: wganGp },
  ])('$what: the graph equals eager bit for bit', ({ model, losses }) => {
    const expected = played(model(), losses, 'eager', 20);
    expect(expected.told.flat().every(Number.isFinite)).toBe(true);
    expect(played(model(), losses, 'graph', 20)).toEqual(expected);
  });

  it.each([
    { what: 'dense', model: () => points(), losses: nonsaturating, bound: 1e-4 },
    { what: 'dense with a gradient penalty', model: () => points(), losses: wganGp, bound: 1e-4 },
    { what: 'three packed dense ones with it', model: () => points(3), losses: wganGp, bound: 1e-4 },
  ])('$what: XLA is near eager', ({ model, losses, bound }) => {
    const [found, expected] = [played(model(), losses, 'xla', 20), played(model(), losses, 'eager', 20)];
    expect(distance(found.told, expected.told)).toBeLessThan(bound);
  });

  it.each(['graph', 'xla'] as const)('convolutional: %s is near eager', (mode) => {
    const [found, expected] = [
      played(pictures(), nonsaturating, mode, 10),
      played(pictures(), nonsaturating, 'eager', 10),
    ];
    expect(distance(found.told, expected.told)).toBeLessThan(1e-4);
  });

  it.each(['graph', 'xla'] as const)(
    'goes on under %s from what was pulled as if it had not been interrupted',
    (mode) => {
      const whole = played(points(), wganGp, mode, 6);
      const model = points();
      const { run, variables } = game(model, wganGp);
      const told: number[][] = [];
      for (const [from, to] of [
        [0, 2],
        [2, 6],
      ] as const) {
        const step = compile(run, { variables, inputs: model.inputs, mode });
        for (let index = from; index < to; index++) {
          told.push(
            tf.tidy(
              () => Object.values(step(fed(model.inputs, index))).map((loss) => loss.dataSync()[0]!) as never,
            ) as unknown as number[],
          );
        }
        step.pull();
        step.dispose();
        dropIdleSessions();
      }
      expect({ told, values: variables.map((one) => [...one.dataSync()]) }).toEqual(whole);
    },
  );
});

describe('the slope of a gradient penalty', () => {
  it.each(['graph', 'xla'] as const)('is that of finite differences under %s', (mode) => {
    const model = points();
    const inputs = fed(model.inputs, 1);
    const loss = () => wganGp(model, inputs).d();
    const step = compile(
      (given) => {
        const { value, grads } = tf.variableGrads(wganGp(model, given).d, model.d);
        return { value, slope: grads[model.d[0]!.name]! };
      },
      { variables: [...model.d, ...model.g], inputs: model.inputs, mode },
    );
    const { slope, value } = step(inputs);
    const [weights] = model.d;
    const at = weights!.dataSync();
    const found = slope!.dataSync();
    const ε = 1e-2;
    for (const place of [0, 5, 11]) {
      const moved = (by: number) => {
        const values = at.slice();
        values[place]! += by;
        tf.tidy(() => weights!.assign(tf.tensor(values, weights!.shape) as never));
        return tf.tidy(() => loss().dataSync()[0]! as never) as unknown as number;
      };
      expect(found[place]!).toBeCloseTo((moved(ε) - moved(-ε)) / (2 * ε), 1);
    }
    tf.dispose([slope!, value!, ...Object.values(inputs)]);
    step.dispose();
  });
});

describe('memory', () => {
  it('does not grow over 2,000 steps, nor over 60 programs', () => {
    dropIdleSessions();
    const { binding } = nativeBackend();
    const model = points();
    const { run, variables } = game(model, nonsaturating);
    const step = compile(run, { variables, inputs: model.inputs, mode: 'graph' });
    const inputs = fed(model.inputs, 0);
    const count = () => [tf.memory().numTensors, binding.getNumOfTensors(), binding.getNumOfSavedModels()];
    const before = count();
    for (let index = 0; index < 2000; index++) tf.dispose(step(inputs));
    expect(count()).toEqual(before);
    step.dispose();
    for (let shape = 1; shape <= 60; shape++) {
      compile(({ x }) => ({ y: tf.sin(x!) }), {
        variables: [],
        inputs: { x: { shape: [shape] } },
        mode: 'graph',
      }).dispose();
    }
    expect(binding.getNumOfSavedModels()).toBeLessThanOrEqual(6);
    tf.dispose(inputs);
  });

  it('lets programs of the same structure use one session after the other, each with its own values', () => {
    dropIdleSessions();
    const { binding } = nativeBackend();
    const [first, second] = [tf.tidy(() => tf.variable(tf.scalar(1))), tf.tidy(() => tf.variable(tf.scalar(5)))];
    const answers = [first, second].map((variable) => {
      const step = compile(() => ({ y: tf.mul(variable, 2) }), { variables: [variable], mode: 'graph' });
      const { y } = step();
      const [answer] = y!.dataSync();
      y!.dispose();
      step.dispose();
      return [answer, binding.getNumOfSavedModels()];
    });
    expect(answers).toEqual([
      [2, 1],
      [10, 1],
    ]);
  });
});
